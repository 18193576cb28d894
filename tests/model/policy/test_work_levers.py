"""Levers that take work or hours, or teach: what is dropped or diverted, and what stays when they end."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.outcomes import tally
from tandem.model.policy.in_force import policy_in_force
from tandem.model.policy.lever import Cost, Lever
from tandem.model.rules import environment as columns
from tests.model.engine.cases import organisation, scenario
from tests.model.policy.published import AS_PUBLISHED

_, SEATS = organisation(300)
SEED, START, MONTHS = 7, 20, 56
WEEK = AS_PUBLISHED["working_week"]


def effect(lever, months=40, values=AS_PUBLISHED):
    """Modifiers of everybody, (months, MODIFIER_COLUMNS)."""
    return policy_in_force((lever,), values, SEATS, months).modifiers[:, 0]


def test_guardrails_drop_work_as_they_take_hold():
    lever = Lever("workload_guardrails", 6, end=30, ramp_up=2.0, half_life=5.0)
    moved = effect(lever)
    done, burnout = np.exp(moved[:, columns.MODIFY_WORK]), moved[:, columns.MODIFY_GUARDRAILS]
    grown = burnout / AS_PUBLISHED["guardrails_on_burnout"]
    np.testing.assert_allclose(1 - done, AS_PUBLISHED["guardrails_work_dropped"] * grown, atol=1e-12)
    assert grown[7] == pytest.approx(1 - np.exp(-2 / 2.0))
    assert grown[35] == pytest.approx(grown[30] / 2)


def test_the_dropped_work_is_dropped_whether_or_not_burnout_answers():
    """At a site where guardrails turn round, they still cost output."""
    site = AS_PUBLISHED | {"transport": 0.6, "transport_spread": 0.5, "site_workload_guardrails": -2.0}
    here, there = (effect(Lever("workload_guardrails", 6), values=values) for values in (site, AS_PUBLISHED))
    assert here[20, columns.MODIFY_GUARDRAILS] > 0 > there[20, columns.MODIFY_GUARDRAILS]
    np.testing.assert_array_equal(here[:, columns.MODIFY_WORK], there[:, columns.MODIFY_WORK])


@pytest.mark.parametrize("hours", [1.0, 4.0, 8.0])
@pytest.mark.parametrize("elasticity", [0.5, 0.85, 1.0])
def test_shorter_hours_leave_work_undone_that_is_not_asked_for_either(hours, elasticity):
    moved = effect(
        Lever("shorter_hours", 6, intensity=hours), values=AS_PUBLISHED | {"hours_elasticity": elasticity}
    )
    off = hours / WEEK
    np.testing.assert_allclose(moved[6:, columns.MODIFY_HOURS_OFF], off)
    np.testing.assert_allclose(np.exp(moved[6:, columns.MODIFY_WORK]), (1 - off) ** elasticity)
    np.testing.assert_allclose(moved[6:, columns.MODIFY_DEMANDS], -elasticity * off)
    assert not moved[:6].any()


def test_hours_diverted_to_a_programme_lower_output_and_not_what_is_asked():
    moved = effect(Lever("recognition", 6, cost=Cost(hours_per_week=2.0)))
    assert np.exp(moved[10, columns.MODIFY_WORK]) == pytest.approx(1 - 2 / WEEK)
    assert not moved[:, [columns.MODIFY_DEMANDS, columns.MODIFY_HOURS_OFF]].any()


def test_shorter_hours_in_force_cost_output_pay_nothing_less_and_lower_burnout():
    lever = Lever("shorter_hours", START, intensity=8.0)
    (_, before), (_, after) = run(), run(lever)
    span = slice(START + 6, MONTHS)
    hours, output, payroll, burnout = (
        [sums[span, :, name].sum() / sums[span, :, tally.PRESENT].sum() for sums in (before, after)]
        for name in (tally.HOURS_SUM, tally.OUTPUT_SUM, tally.PAYROLL, tally.BURNOUT_SUM)
    )
    assert hours[1] - hours[0] == pytest.approx(-8 / WEEK, abs=0.005)
    assert output[1] / output[0] == pytest.approx(
        (1 - 8 / WEEK) ** AS_PUBLISHED["hours_elasticity"], rel=0.02
    )
    assert payroll[1] / payroll[0] == pytest.approx(1, rel=0.01)
    relief = AS_PUBLISHED["demands_to_burnout"] * AS_PUBLISHED["hours_elasticity"] * 8 / WEEK
    assert burnout[1] - burnout[0] == pytest.approx(-relief / AS_PUBLISHED["workload_sd"], rel=0.2)


def run(*levers, months=MONTHS):
    world = scenario(1000, MONTHS, levers, values=AS_PUBLISHED | {"quits_with_ai": 1.0}, start=START)
    population = world.population(SEED)
    return population, world.run(population, world.environment_of(SEED), months)


# --- teaching -----------------------------------------------------------------------------------------


def test_training_closes_its_share_of_the_distance_while_it_lasts():
    values = AS_PUBLISHED
    moved = effect(Lever("ai_training", 6, end=20, ramp_up=2.0))
    left = np.exp(moved[:, columns.MODIFY_OUT_OF_REACH])
    rise = 1 - np.exp(-np.arange(1, 16) / 2.0)
    np.testing.assert_allclose(1 - left[6:21], values["training_closes"] * rise)
    assert np.all(left[21:] == 1)


def test_hours_to_experiment_put_more_in_reach_at_the_price_of_the_hours_until_they_end():
    moved = effect(Lever("experimentation_time", 6, end=20, intensity=3.0))
    lasts = slice(6, 21)
    np.testing.assert_allclose(
        1 - np.exp(moved[lasts, columns.MODIFY_OUT_OF_REACH]), 3 * AS_PUBLISHED["experimentation_closes"]
    )
    np.testing.assert_allclose(
        moved[lasts, columns.MODIFY_EXPERIMENTATION], 3 * AS_PUBLISHED["experimentation_per_hour"]
    )
    np.testing.assert_allclose(np.exp(moved[lasts, columns.MODIFY_WORK]), 1 - 3 / WEEK)
    assert not moved[:6].any() and not moved[21:].any()


@pytest.mark.parametrize("kind", ["ai_training", "experimentation_time"])
def test_what_has_been_learnt_stays_and_who_comes_later_is_not_taught(kind):
    end = START + 17
    strength = 2.0 if kind == "ai_training" else 3.0
    lever = Lever(kind, START, end=end, intensity=strength, cost=Cost(hours_per_week=1.0))
    world = scenario(1000, MONTHS, (lever,), values=AS_PUBLISHED | {"quits_with_ai": 1.0}, start=START)
    population, environment = world.population(SEED), world.environment_of(SEED)
    untrained = world.values["untrained_ceiling"]
    world.run(population, environment, START)
    staff = population.column("freelancer") == 0  # freelancers reach further on their own
    assert population.column("proficiency")[staff].max() <= untrained + 1e-6
    world.run(population, environment, end + 1 - START)
    taught = population.copy()
    beyond = staff & (taught.column("proficiency") > untrained + 0.02) & (taught.column("employed") == 1)
    assert beyond.sum() > 200
    later = world.run(population, environment, MONTHS - end - 1)
    stayed = (population.incarnation == taught.incarnation) & (population.column("employed") == 1)
    np.testing.assert_array_equal(
        population.column("proficiency")[stayed & beyond], taught.column("proficiency")[stayed & beyond]
    )
    came = staff & (population.incarnation > taught.incarnation)
    came &= population.column("tenure") < MONTHS - end - 1  # the others have been promoted
    assert came.sum() > 50
    assert population.column("proficiency")[came].max() <= untrained + 1e-6
    # Nobody's hours are taken any more: output per person is above the status quo's
    _, usual = run()
    made, there = (
        sums[-6:, :, tally.OUTPUT_SUM].sum() / sums[-6:, :, tally.PRESENT].sum() for sums in (later, usual)
    )
    assert made > there
