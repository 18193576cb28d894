"""AI's part of what is projected, and where its range comes from: runs against their counterfactuals.

Which counterfactual the headline uses: AI standing still from the start on. That is what is still to come,
and what a decision taken now can bear on; "no AI at all" is history, too, and stands in the summary.
Turnover is told by each person's chance to quit: expected quits have the mean of quits, and less luck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from tandem.experiments.measures.cells import cell_sums_of
from tandem.experiments.measures.spread import described, drivers, quantiles, standard_error
from tandem.experiments.measures.variance_parts import CrossedLuck, variance_parts
from tandem.experiments.project.summary import cell_statistics
from tandem.experiments.simulation.counterfactuals import (
    FLAT_DEMAND,
    NO_AI,
    OTHER_PEOPLE,
    STILL,
    WAYS,
    Counterfactuals,
    closed,
    closed_still,
)
from tandem.experiments.simulation.projection import Projection
from tandem.experiments.wording.catalogue import texts
from tandem.model.organisation.suppression import MINIMUM_CELL, Cell, published_cells
from tandem.model.outcomes.measures import MEASURES
from tandem.model.parameters import register

_text = texts("project.other_worlds")

Floats = npt.NDArray[np.float64]

#: What AI's part is told of, and the measure that tells it.
TOLD_BY = {
    "voluntary_turnover": "expected_voluntary_turnover",
    "burnout": "burnout",
    "output_per_head": "output_per_head",
}
#: Of these, what AI's ways lead to: output follows from the gain itself, which no way stands for.
_by_way = ("voluntary_turnover", "burnout")
_ranged = ("voluntary_turnover", "output_per_head")
_false_alarms = 0.05  # chance that a way is named if none does anything


@dataclass(frozen=True)
class OtherWorlds:
    """A projection, its counterfactuals, and the cell of the whole organisation that they are told of."""

    projection: Projection
    counterfactuals: Counterfactuals
    cell: Cell

    def statistic(self, measure: str, what: str) -> Floats:
        """`value`, `start` or `change` (`cell_statistics`) of a measure in every run, (draws,)."""
        return _statistic(self.projection, self.cell, measure, what)

    def draws(self, world: str) -> list[int]:
        """The draws that have a counterfactual."""
        return list(self.counterfactuals.draws[world])

    def in_world(self, world: str, measure: str, what: str) -> Floats:
        """The same of a counterfactual, in the draws that have it."""
        draws = self.draws(world)
        whole = self.projection
        other = replace(
            whole,
            tallies=self.counterfactuals.sums[world],
            parts=self.counterfactuals.parts,
            programmes=None,
            values=tuple(whole.values[draw] for draw in draws),
            seeds=tuple(whole.seeds[draw] for draw in draws),
            parameter_sets=tuple(whole.parameter_sets[draw] for draw in draws),
            readings=tuple(whole.readings[draw] for draw in draws),
        )
        return _statistic(other, self.cell, measure, what)


def other_worlds(
    projection: Projection, counterfactuals: Counterfactuals, min_cell: int = MINIMUM_CELL
) -> OtherWorlds:
    """The counterfactuals of what may be shown of the organisation."""
    return OtherWorlds(projection, counterfactuals, published_cells(projection.profile, min_cell)[0])


def ai_part_of(worlds: OtherWorlds) -> dict[str, Any]:
    """AI's part of turnover, burnout and output at the end, for the summary.

    Returns
    -------
    dict
        `definition`, `headline` (which counterfactual the finding uses) and `measures`: by measure its unit,
        `told_by` (the measure compared), `runs`; for each of `still`, `flat_demand` and `no_ai` the
        difference run − counterfactual (p5 to p95, mean and its standard error over parameter sets); `ways`
        (mean and standard error of what goes through each, `runs_by_way`), `strongest_way`, None where none
        can be told from nought; and `assumption`, the one whose rank correlation with AI's part over the
        parameter sets is the largest beyond chance, or None.
    """
    return {
        "definition": _text("definition"),
        "headline": STILL,
        "measures": {name: _part(worlds, name) for name in TOLD_BY},
    }


def range_of_change(worlds: OtherWorlds) -> dict[str, Any] | None:
    """Where the range of the change in turnover and in output per head comes from; None if it cannot be told.

    Returns
    -------
    dict or None
        `definition`, `runs` (pairs of runs that share one luck) and `measures`: by measure its `shares`,
        which add up to 1, and the parameter that it follows most (`driver`), or None.
    """
    if OTHER_PEOPLE not in worlds.counterfactuals.draws:
        return None
    known = {name: found for name in _ranged if (found := _range(worlds, name)) is not None}
    if not known:
        return None
    return {
        "definition": _text("range_definition"),
        "runs": len(worlds.draws(OTHER_PEOPLE)),
        "measures": known,
    }


def _part(worlds: OtherWorlds, name: str) -> dict[str, Any]:
    measure, projection = TOLD_BY[name], worlds.projection
    value = worlds.statistic(measure, "value")
    differences = {
        world: value[worlds.draws(world)] - worlds.in_world(world, measure, "value")
        for world in (STILL, FLAT_DEMAND, NO_AI)
    }
    draws = worlds.draws(STILL)
    start = worlds.statistic(measure, "start")
    return {
        "unit": MEASURES[measure].unit_in(projection.profile.currency),
        "told_by": measure,
        "runs": len(draws),
        "start": quantiles(start)["p50"],
        **{world: _ranges(found) for world, found in differences.items()},
        **(_through_ways(worlds, measure, differences[STILL]) if name in _by_way else {}),
        "assumption": _assumption(projection, draws, differences[STILL]),
    }


def _ranges(differences: Floats) -> dict[str, float | None]:
    known = differences[~np.isnan(differences)]
    each = np.arange(known.size)  # a run a parameter set
    return {
        **quantiles(differences),
        "mean": float(f"{known.mean():.6g}") if known.size else None,
        "standard_error": float(f"{standard_error(known, each):.6g}") if known.size > 1 else None,
    }


def _through_ways(worlds: OtherWorlds, measure: str, part: Floats) -> dict[str, Any]:
    """How much smaller AI's part is with each way closed, and the way through which most of it goes."""
    found, clear, runs = {}, {}, 0
    for way in WAYS:
        still, full = (worlds.in_world(world(way), measure, "value") for world in (closed_still, closed))
        through = _ranges(part[: full.size] - (full - still))
        found[way] = {name: through[name] for name in ("mean", "standard_error")}
        runs = full.size
        if is_clear(through["mean"], through["standard_error"], runs):
            clear[way] = abs(through["mean"] or 0.0)
    return {
        "ways": found,
        "runs_by_way": runs,
        "strongest_way": max(clear, key=clear.__getitem__, default=None),
    }


def is_clear(mean: float | None, error: float | None, runs: int) -> bool:
    """Whether what goes through a way is no luck: Student's t for as many ways as are tried (Bonferroni)."""
    if not mean or error is None:
        return False
    return abs(mean) > error * float(stdtrit(runs - 1, 1 - _false_alarms / (2 * len(WAYS))))


def _assumption(projection: Projection, draws: Sequence[int], part: Floats) -> dict[str, Any] | None:
    """The assumption that goes most closely with AI's part."""
    assumed = [
        {name: value for name, value in projection.values[draw].items() if _is_assumption(name)}
        for draw in draws
    ]
    named = drivers(part, draws, assumed)
    return described(named[0]) if named else None


def _is_assumption(name: str) -> bool:
    known = register()
    return name in known and known[name].kind == "assumption"


def _range(worlds: OtherWorlds, name: str) -> dict[str, Any] | None:
    projection = worlds.projection
    change = worlds.statistic(name, "change")
    draws = worlds.draws(OTHER_PEOPLE)
    last = {number: draw for draw, number in enumerate(projection.parameter_sets)}
    seconds = [last[projection.parameter_sets[draw]] for draw in draws]
    luck = CrossedLuck(change[draws], change[seconds], worlds.in_world(OTHER_PEOPLE, name, "change"))
    shares = variance_parts(change, projection.parameter_sets, {"reading": projection.readings}, luck)
    if shares is None:
        return None
    known = register()
    named = [
        driver
        for driver in drivers(change, projection.parameter_sets, projection.values)
        if driver.parameter in known
    ]
    return {
        "shares": {source: float(f"{share:.4g}") for source, share in shares.items()},
        "driver": described(named[0]) if named else None,
    }


def _statistic(projection: Projection, cell: Cell, measure: str, what: str) -> Floats:
    values = MEASURES[measure].formula(cell_sums_of(projection, [cell]))[:, 0]
    return cell_statistics(MEASURES[measure], values, projection)[what]
