"""What a search wants of a mix: objectives and constraints, from its scores.

Scores do not depend on budget or constraints, so that evaluations that are kept serve other budgets, too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tandem.experiments.optimise.evaluation import SCORES

Floats = npt.NDArray[np.float64]

OBJECTIVES = ("cost", "leavers_avoided", "output")
_place = {name: place for place, name in enumerate(SCORES)}


@dataclass(frozen=True)
class Wanted:
    """Budget, constraints and caution, as in `configs/optimise.yaml`."""

    budget: float
    turnover_below: float | None
    no_department_worse_off: bool
    caution: float

    def objectives(self, scores: Floats) -> Floats:
        """Cost, −leavers avoided and −output gained, cautious; less is better. (n, SCORES) → (n, 3).

        Cost counts in whole units of the currency, so that rounding errors do not tell equal costs apart.
        """
        return np.stack(
            [
                np.round(scores[:, _place["cost"]]),
                -self._cautious(scores, "leavers"),
                -self._cautious(scores, "output"),
            ],
            axis=1,
        )

    def constraints(self, scores: Floats) -> Floats:
        """Met where not above 0, each on a scale of its own about 1. (n, SCORES) → (n, 1 to 3)."""
        columns = [scores[:, _place["cost"]] / max(self.budget, 1.0) - 1]
        if self.turnover_below is not None:
            columns.append(scores[:, _place["turnover"]] / max(self.turnover_below, 1e-9) - 1)
        if self.no_department_worse_off:
            columns.append(scores[:, _place["worst_department"]] - 1)
        return np.stack(columns, axis=1)

    def _cautious(self, scores: Floats, what: str) -> Floats:
        mean, tail = scores[:, _place[f"{what}_mean"]], scores[:, _place[f"{what}_tail"]]
        mixed: Floats = (1 - self.caution) * mean + self.caution * tail
        return mixed


def score(scores: Floats, name: str) -> Floats:
    """One of SCORES by name; (n, SCORES) → (n,)."""
    column: Floats = scores[:, _place[name]]
    return column
