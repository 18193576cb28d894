"""The back-cast: what parameter draws make of November 2022 to the end of 2025, beside what was recorded.

Each draw lives through these months twice with the same people and luck: as it was, and in a world without
AI; the difference is AI's part. The labour market is not drawn: it enters as recorded in both, and is never
fitted to quits. So the course of quits follows the record by construction, and agreement of quits is no
evidence. AI tools after April 2025 stay as they were then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tandem.calibration.checks.record import MONTHS, Point, recorded_market, recorded_points, recorded_quits
from tandem.calibration.survey.contrast import top_quartile
from tandem.calibration.survey.instrument import market
from tandem.model.calendar import SURVEY_MONTH, month_label
from tandem.model.engine.population import Population
from tandem.model.organisation.profile import CONTRACTS
from tandem.model.outcomes.tally import AI_USERS, BURNED_OUT, EXPECTED_QUITS, PRESENT, VERY_OFTEN
from tandem.model.parameters import Values
from tandem.model.rules.environment import LABOUR_MARKET, MARKET_NICHES, MARKET_USERS, TOOL_QUALITY
from tandem.model.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]

# What is followed among employees → its sum, in which unit it is told, and the factor to it
_monthly = {
    "ai_users": (AI_USERS, 1.0),
    "burned_out": (BURNED_OUT, 1.0),
    "very_often": (VERY_OFTEN, 1.0),
    "quits": (EXPECTED_QUITS, 100.0),
}
TOP = "burned_out_top"  # burned out in the quarter with most self-reported gain, in the survey's month only
QUANTITIES = (*_monthly, TOP)
PER_MONTH = "per cent a month"
MODEL, WITHOUT_AI, AI_PART, RECORD, MARKET = "model", "model without AI", "AI's part", "record", "market"
# Of a record of people like the model's, and of one that is a floor for them
INSIDE, OVERLAPS, OUTSIDE, ABOVE, BELOW = "inside", "overlaps", "outside", "above a floor", "below a floor"
_probabilities = (0.05, 0.5, 0.95)
_first_seed = 30_000


class History(NamedTuple):
    """One draw's months with and without AI: quantity → (months,); NaN where it is not followed."""

    with_ai: Mapping[str, Floats]
    without: Mapping[str, Floats]


def back_cast(
    draws: Sequence[Values], people: int, threads: int, progress: Callable[[int], None]
) -> pd.DataFrame:
    """The months from November 2022 to December 2025 under `draws`, with what was recorded; one row a number.

    Parameters
    ----------
    draws : parameter values, one mapping a draw
    people : workers in the simulated market (`calibration.survey.instrument.market`)

    Returns
    -------
    DataFrame
        As `tidy` lays it out.
    """
    market(people)
    log_ratio = recorded_market()

    def one(place: int) -> History:
        scenario = market(people).scenario(draws[place], MONTHS)
        history = live_through(scenario, _first_seed + place, log_ratio)
        progress(1)
        return history

    with ThreadPoolExecutor(threads) as pool:
        histories = list(pool.map(one, range(len(draws))))
    return tidy(histories, recorded_points(), recorded_quits())


def live_through(scenario: Scenario, seed: int, log_ratio: Floats) -> History:
    """Both histories of a scenario under the luck of `seed`; the labour market is `log_ratio`, (months,)."""
    world = scenario.environment_of(seed)
    world[:, LABOUR_MARKET] = log_ratio
    without = world.copy()
    without[:, [TOOL_QUALITY, MARKET_USERS, MARKET_NICHES]] = 0.0
    people = scenario.population(seed)
    return History(*(_followed(scenario, people.copy(), each) for each in (world, without)))


def _followed(scenario: Scenario, population: Population, world: Floats) -> dict[str, Floats]:
    """Every quantity among employees, month by month."""
    up_to_survey = SURVEY_MONTH + 1
    sums = [scenario.run(population, world, up_to_survey)]
    top = np.full(len(world), np.nan)
    top[SURVEY_MONTH] = _burned_out_of_top(population, scenario.coefficients.threshold_burned_out)
    sums.append(scenario.run(population, world, len(world) - up_to_survey))
    employees = population.structure.group_contract == CONTRACTS.index("employee")
    totals = np.concatenate(sums)[:, employees].sum(axis=1)
    present = totals[:, PRESENT]
    return {name: factor * totals[:, tally] / present for name, (tally, factor) in _monthly.items()} | {
        TOP: top
    }


def _burned_out_of_top(population: Population, threshold: float) -> float:
    """Share of burned-out employees in the quarter with most self-reported gain; NaN where nobody uses AI."""
    members, _ = top_quartile(population)
    return float((population.column("burnout")[members] > threshold).mean()) if members.any() else np.nan


def tidy(histories: Sequence[History], points: Sequence[Point], quits: Floats) -> pd.DataFrame:
    """Histories and records in one table.

    Returns
    -------
    DataFrame
        One row a number: `quantity`, `series` (model, model without AI, AI's part, record, market),
        `first_month` and `last_month` (YYYY-MM), `value` with `low` and `high` (model: median and the middle
        90 % of the draws; record: as published), `unit`. Of a record also `model`, `model_low` and
        `model_high` (the model's mean over the record's months), `verdict` (inside: the record's value lies
        in that interval; overlaps: its own interval does; outside; above or below a floor; empty: not
        comparable), `alike`, `label`, `asked`, `evidence` and `use`. `market` is the quits rate of the whole
        economy that the runs are given.
    """
    import pandas as pd

    stacked = {
        MODEL: _stack([history.with_ai for history in histories]),
        WITHOUT_AI: _stack([history.without for history in histories]),
    }
    stacked[AI_PART] = {name: stacked[MODEL][name] - stacked[WITHOUT_AI][name] for name in QUANTITIES}
    rows = chain(
        *(_of_model(series, name, runs) for series, each in stacked.items() for name, runs in each.items()),
        (_of_record(point, stacked[MODEL][point.quantity]) for point in points),
        (_row("quits", MARKET, month, month, (rate, rate, rate)) for month, rate in enumerate(quits)),
    )
    return pd.DataFrame(list(rows))


def _stack(histories: Sequence[Mapping[str, Floats]]) -> dict[str, Floats]:
    """Quantity → (draws, months)."""
    return {name: np.array([history[name] for history in histories]) for name in QUANTITIES}


def _of_model(series: str, name: str, runs: Floats) -> Iterator[dict[str, Any]]:
    for month in np.flatnonzero(np.isfinite(runs).any(axis=0)).tolist():
        yield _row(name, series, month, month, _quantiles(runs[:, month]))


def _of_record(point: Point, runs: Floats) -> dict[str, Any]:
    low, middle, high = _quantiles(runs[:, point.first : point.last + 1].mean(axis=1))
    row = _row(point.quantity, RECORD, point.first, point.last, (point.low, point.value, point.high))
    return row | {
        "model": middle,
        "model_low": low,
        "model_high": high,
        "verdict": verdict(point, low, high),
        "alike": point.alike,
        "label": point.label,
        "asked": point.asked,
        "evidence": point.evidence,
        "use": point.use,
    }


def verdict(point: Point, low: float, high: float) -> str:
    """How a record lies against the model's interval `low` to `high`; empty where that says nothing."""
    if point.floor:
        return BELOW if high < point.value else ABOVE
    if not point.alike:
        return ""
    if low <= point.value <= high:
        return INSIDE
    return OVERLAPS if point.low <= high and point.high >= low else OUTSIDE


def _quantiles(values: Floats) -> tuple[float, float, float]:
    low, middle, high = (float(each) for each in np.nanquantile(values, _probabilities))
    return low, middle, high


def _row(
    quantity: str, series: str, first: int, last: int, numbers: tuple[float, float, float]
) -> dict[str, Any]:
    low, value, high = numbers
    return {
        "quantity": quantity,
        "series": series,
        "first_month": month_label(first),
        "last_month": month_label(last),
        "value": value,
        "low": low,
        "high": high,
        "unit": PER_MONTH if quantity == "quits" else "share",
    }
