"""Where nobody differs from anybody and nothing is left to luck, the mean field is the agents' mean."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.engine.formulas import rates_without_ai
from tandem.model.environment import mean_field_adoption
from tandem.model.mean_field.cohort_model import mean_field
from tandem.model.outcomes import tally
from tandem.model.parameters import central_values
from tandem.model.policy.lever import Lever
from tandem.model.rules.environment import TOOL_QUALITY
from tests.model.engine.cases import scenario
from tests.model.mean_field.cases import (
    NO_CONTAGION,
    NO_IMITATION,
    NO_SPREAD,
    NOBODY_SPECIAL,
    PROPORTIONATE_EFFORT,
    agents_mean,
    with_coefficients,
    without_tenure,
)

SEATS, MONTHS, SEEDS = 8_000, 60, 12  # the hours follow the vacancies, few in any one run
STEADY = {"labour_market_cv": 1e-9}
EQUALS = NO_SPREAD | NO_CONTAGION | NO_IMITATION | PROPORTIONATE_EFFORT | {"intention_to_quit": 0}
SCORES = (
    tally.BURNOUT_SUM,
    tally.HOURS_SUM,
    tally.PERCEIVED_SUM,
    tally.TRUE_SUM,
    tally.OUTPUT_SUM,
    tally.DEMANDS_SUM,
    tally.CONNECTION_SUM,
)
COUNTS = (
    tally.QUITS,
    tally.CONTRACT_ENDS,
    tally.DISMISSALS,
    tally.LAYOFFS,
    tally.HIRES,
    tally.REGRETTED,
)
LEVERS = (
    Lever("layoff", 30, intensity=0.1),
    Lever("workload_guardrails", 20),
    Lever("no_backfill", 40, intensity=0.5),
    Lever("ai_training", 25),
)


@pytest.mark.slow
@pytest.mark.parametrize("levers", [(), LEVERS], ids=["status quo", "policy"])
def test_mean_field_is_the_mean_of_equal_agents(levers):
    world = scenario(SEATS, MONTHS, levers, central_values() | STEADY, start=20)
    up = float(world.coefficients.ratchet_up_rate)
    without_tenure(with_coefficients(world, EQUALS | {"ratchet_down_rate": up}))
    agents, luck = agents_mean(world, SEEDS)
    average = mean_field(world).sum(axis=1)
    for score in (tally.PRESENT, tally.PAYROLL, tally.AI_USERS, *SCORES):
        apart = np.abs(agents[:, score] - average[:, score])
        if score == tally.BURNOUT_SUM:  # near nought where relief and pressure cancel: luck counts there
            apart = np.maximum(apart - 2 * luck[:, score], 0)
        error = apart.max() / np.abs(average[:, score]).max()
        # Under guardrails hours lie near the usual week, and what is left of them follows the few vacancies.
        assert error < (0.04 if score == tally.HOURS_SUM else 0.02), tally.TALLY_NAMES[score]
    for count in COUNTS:
        expected = average[:, count].sum() * SEEDS
        total = agents[:, count].sum() * SEEDS
        assert abs(total - expected) < 4 * np.sqrt(expected) + 1e-9, tally.TALLY_NAMES[count]
    for cost in (tally.REPLACEMENT, tally.VACANCY_COST):
        assert agents[:, cost].sum() == pytest.approx(average[:, cost].sum(), rel=0.03)


@pytest.mark.slow
def test_with_usual_tenures_the_cohorts_follow_the_hazard():
    world = scenario(SEATS, MONTHS, (), central_values() | STEADY)
    with_coefficients(world, EQUALS)
    agents, _ = agents_mean(world, SEEDS)
    average = mean_field(world).sum(axis=1)
    for months in (slice(0, 12), slice(48, 60)):
        expected, found = (each[months, tally.EXPECTED_QUITS].sum() for each in (average, agents))
        assert found == pytest.approx(expected, rel=0.02)


def test_a_constant_hazard_gives_the_closed_form():
    """Leavers at a steady rate, filled at a steady rate: a two-state chain from the share filled at first."""
    world = scenario(400, 24, real=np.float64)
    stays = {"intention_to_quit": 0, "dismissal_rate": 0} | NO_CONTAGION | NOBODY_SPECIAL
    without_tenure(with_coefficients(world, stays))
    sums = mean_field(world)
    for index, group in enumerate(world.profile.groups):
        if group.contract != "employee":
            continue
        leave = -np.expm1(-rates_without_ai(world.settled_values)[0] * group.quit_ratio)
        fill = -np.expm1(-float(world.coefficients.fill_rate))
        share = 1 - world.steady.vacant[0]
        for month in range(24):
            assert sums[month, index, tally.PRESENT] == pytest.approx(group.headcount * share, rel=1e-9)
            assert sums[month, index, tally.QUITS] == pytest.approx(group.headcount * share * leave, rel=1e-9)
            share = share * (1 - leave) + (1 - share) * fill


def test_adoption_is_bass():
    """With all able to adopt, at one pace, and nobody leaving: `model.environment.mean_field_adoption`."""
    alike = {
        "adoption_ceiling": 1 - 1e-12,
        "adoption_manager_ratio": 0,
        "adoption_executive_ratio": 0,
        "exposure_on_adoption": 0,
    }
    rates = ("employee_quit_rate", "executive_quit_rate", "freelancer_end_rate", "dismissal_rate")
    nobody_leaves = dict.fromkeys(rates, 1e-12) | {"quits_with_ai": 1.0}
    world = scenario(400, 60, (), central_values() | alike | nobody_leaves)
    without_tenure(world)
    sums = mean_field(world).sum(axis=1)
    expected = mean_field_adoption(world.values, world.environment_of(1)[:, TOOL_QUALITY])
    share = sums[:, tally.AI_USERS] / sums[:, tally.PRESENT]
    np.testing.assert_allclose(share[:-1], expected[1:], rtol=1e-6)
    assert share[-1] > 0.7
