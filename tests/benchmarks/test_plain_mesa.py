"""The baseline of the benchmark is the same model as the engine, apart from its luck."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from tandem.model.outcomes import tally
from tandem.model.policy.lever import Coverage, Lever
from tests.benchmarks.organisations import scenario_of
from tests.benchmarks.plain_mesa import PlainMesa

HEADCOUNT, MONTHS = 600, 36
ENGINE_SEEDS, BASELINE_SEEDS = range(200), range(8)
LAYOFF = Lever("layoff", start=12, end=12, coverage=Coverage(("Engineering", "Sales")), intensity=0.05)

Sums = npt.NDArray[np.float64]  # (seeds, months, TALLIES)


@pytest.fixture(scope="module")
def sums() -> tuple[Sums, Sums]:
    """Sums over all groups by the engine and by the baseline, many seeds each, in one environment."""
    scenario = scenario_of(HEADCOUNT, MONTHS, (LAYOFF,))
    environment = scenario.environment_of(seed=1)
    engine = []
    for seed in ENGINE_SEEDS:
        engine.append(scenario.run(scenario.population(seed), environment, MONTHS).sum(axis=1))
    baseline = []
    for seed in BASELINE_SEEDS:
        model = PlainMesa(scenario, environment, rng=seed)
        model.run_for(MONTHS)
        baseline.append(model.tallies().sum(axis=1))
    return np.array(engine), np.array(baseline)


def at_the_end(index: int) -> Callable[[Sums], Sums]:
    return lambda sums: sums[:, -1, index] / sums[:, -1, tally.PRESENT]


def over_all_months(index: int) -> Callable[[Sums], Sums]:
    return lambda sums: sums[:, :, index].sum(axis=1) / sums[:, :, tally.PRESENT].sum(axis=1)


AT_THE_END = {
    "AI users": tally.AI_USERS,
    "burnout share": tally.BURNED_OUT,
    "very often burned out": tally.VERY_OFTEN,
    "considering quitting": tally.CONSIDERING,
    "unclear": tally.UNCLEAR,
    "burnout": tally.BURNOUT_SUM,
    "hours": tally.HOURS_SUM,
    "perceived gain": tally.PERCEIVED_SUM,
    "true gain": tally.TRUE_SUM,
    "demands": tally.DEMANDS_SUM,
    "connection": tally.CONNECTION_SUM,
    "output": tally.OUTPUT_SUM,
    "vacant": tally.VACANT,
    "time with AI": tally.AI_TIME_SUM,
    "weekly users": tally.WEEKLY_USERS,
    "daily users": tally.DAILY_USERS,
}
OVER_ALL_MONTHS = {
    "quits": tally.QUITS,
    "expected quits": tally.EXPECTED_QUITS,
    "contract ends": tally.CONTRACT_ENDS,
    "dismissals": tally.DISMISSALS,
    "layoffs": tally.LAYOFFS,
    "regretted quits": tally.REGRETTED,
    "hires": tally.HIRES,
    "promotions": tally.PROMOTED,
    "promotions away": tally.PROMOTED_AWAY,
    "output of all months": tally.OUTPUT_SUM,
    "payroll": tally.PAYROLL,
    "replacement cost": tally.REPLACEMENT,
    "vacancy cost": tally.VACANCY_COST,
}
MEASURES = {name: at_the_end(index) for name, index in AT_THE_END.items()} | {
    name: over_all_months(index) for name, index in OVER_ALL_MONTHS.items()
}


@pytest.mark.parametrize("measure", MEASURES)
def test_the_baseline_agrees_with_the_engine_within_monte_carlo_error(measure, sums):
    engine, baseline = (MEASURES[measure](part) for part in sums)
    error = engine.std(ddof=1) * np.sqrt(1 / len(ENGINE_SEEDS) + 1 / len(BASELINE_SEEDS))
    assert error > 0
    assert abs(baseline.mean() - engine.mean()) < 3.5 * error


def test_the_layoff_happens_in_its_month_only(sums):
    _, baseline = sums
    layoffs = baseline[:, :, tally.LAYOFFS].sum(axis=0)
    assert layoffs[LAYOFF.start] > 0
    assert np.flatnonzero(layoffs).tolist() == [LAYOFF.start]


def test_people_are_neither_lost_nor_made():
    scenario = scenario_of(HEADCOUNT, MONTHS, (LAYOFF,))
    model = PlainMesa(scenario, scenario.environment_of(seed=1), rng=3)
    model.run_for(MONTHS)
    month = model.tallies().sum(axis=1)
    exits = [tally.QUITS, tally.CONTRACT_ENDS, tally.DISMISSALS, tally.LAYOFFS]
    closing = month[:, tally.PRESENT] - month[:, exits].sum(axis=1) + month[:, tally.HIRES]
    assert closing[:-1].tolist() == month[1:, tally.PRESENT].tolist()
    assert len(model.agents) == closing[-1] == sum(len(team.members) for team in model.teams)
