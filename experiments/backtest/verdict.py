"""The finding of a back-test in plain words; a naive forecast that wins stands in its first line."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tandem.experiments.backtest.plan import Plan
from tandem.experiments.backtest.scores import TOTAL
from tandem.experiments.wording.numerals import per_cent, plain
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS

TANDEM = "Tandem"
_doubtful = 2.0  # standard errors: a smaller difference may be luck (assumption)
_few = 3.0  # independent stretches of time


@dataclass(frozen=True)
class Comparison:
    """Tandem against the best of the other forecasts, by CRPS of the organisation's leavers over the horizon.

    Attributes
    ----------
    scores : mean CRPS by forecast, leavers
    best : the forecast with the lowest
    rival : the best of the others if Tandem is best, else `best`
    clear : whether the difference is beyond luck as far as the few origins can tell
    stretches : how many horizons, end to end, the origins span
    """

    scores: dict[str, float]
    best: str
    rival: str
    clear: bool
    stretches: float

    @property
    def tandem_wins(self) -> bool:
        """Whether Tandem's score is the lowest."""
        return self.best == TANDEM


def compare(plan: Plan, rows: pd.DataFrame) -> Comparison:
    """Compare the forecasts of the whole organisation over the whole horizon."""
    chosen = rows[(rows["unit"] == TOTAL) & (rows["department"] == ALL_DEPARTMENTS)]
    by_origin = chosen.pivot_table(index="origin", columns="forecast", values="crps")
    scores = {str(name): float(value) for name, value in by_origin.mean().items()}
    best = min(scores, key=lambda name: (scores[name], name == TANDEM))  # a tie goes to the naive forecast
    rival = (
        best if best != TANDEM else min((name for name in scores if name != TANDEM), key=scores.__getitem__)
    )
    difference = by_origin[TANDEM] - by_origin[rival]
    # Forecasts whose months overlap are not independent: only stretches end to end count.
    stretches = (plan.origins[-1] - plan.origins[0] + plan.horizon) / plan.horizon
    independent = min(stretches, len(plan.origins))
    spread = float(np.std(difference, ddof=1)) if len(difference) > 1 else math.inf
    clear = independent >= _few and abs(difference.mean()) > _doubtful * spread / math.sqrt(independent)
    return Comparison(scores, best, rival, bool(clear), stretches)


def verdict(plan: Plan, name: str, scores: pd.DataFrame, compared: Comparison) -> list[str]:
    """The finding, one sentence or two a line; the first says which forecast was best."""
    whole = (scores["unit"] == TOTAL) & (scores["department"] == ALL_DEPARTMENTS)
    rows = {str(key): row for key, row in scores[whole].set_index("forecast").iterrows()}
    tandem = rows[TANDEM]
    return [
        _first_line(plan, name, compared),
        f"Tested: {len(plan.origins)} forecasts of {plan.horizon} months, made as if at {_origins(plan)}; "
        "each knew only what came before it. The score is the continuous ranked probability score (CRPS) of "
        f"the voluntary leavers in {plan.horizon} months; lower is better.",
        f"What happened lay in Tandem's 50 % band in {_times(tandem, 'coverage_50')} forecasts and in its "
        f"90 % band in {_times(tandem, 'coverage_90')}; {_bias(tandem)}",
        *(_rival(key, rows[key]) for key in rows if key != TANDEM),
        _caution(compared),
    ]


def _first_line(plan: Plan, name: str, compared: Comparison) -> str:
    told = ", ".join(
        f"{forecast} {plain(score, 1)}"
        for forecast, score in sorted(compared.scores.items(), key=lambda item: item[1])
    )
    doubt = "" if compared.clear else "; the difference may be luck"
    if compared.tandem_wins:
        return (
            f"{name}: Tandem forecast the leavers of {plan.horizon} months better than the naive forecasts "
            f"(CRPS in leavers: {told}){doubt}."
        )
    return (
        f"{name}: a naive forecast did better than Tandem: {compared.best} (CRPS in leavers: {told}){doubt}. "
        "For the number of leavers rely on it; Tandem then serves to compare policies, not to forecast."
    )


def _origins(plan: Plan) -> str:
    first, last = plan.months[plan.origins[0]], plan.months[plan.origins[-1]]
    return first if first == last else f"{first} to {last}"


def _times(row: pd.Series, band: str) -> str:
    count = int(row["forecasts"])
    return f"{round(float(row[band]) * count)} of {count}"


def _bias(row: pd.Series) -> str:
    low = float(row["bias"]) < 0
    size = f"{plain(abs(row['bias']), 1)} leavers"
    size += "" if pd.isna(row["bias_percent"]) else f" ({per_cent(abs(row['bias_percent']), 0)})"
    return f"on average it forecast {size} too {'few' if low else 'many'}."


def _rival(name: str, row: pd.Series) -> str:
    return (
        f"{name[0].upper()}{name[1:]}: 50 % band {_times(row, 'coverage_50')}, 90 % band "
        f"{_times(row, 'coverage_90')}; {_bias(row)}"
    )


def _caution(compared: Comparison) -> str:
    return (
        f"The forecasts overlap: they span {plain(compared.stretches, 1)} horizons end to end, so "
        "coverage and the comparison rest on few independent stretches of time. The survey-fitted parameters "
        "have seen data of 2024 and 2025; the base rates have seen nothing after each origin."
    )
