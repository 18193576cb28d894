"""What the whole engine does, against closed forms: exits, hiring, burnout, tenure, bookkeeping."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tandem.model.engine.coefficients import coefficients_of
from tandem.model.engine.columns import HIRED, LAID_OFF, NOTHING
from tandem.model.engine.formulas import DAYS_PER_MONTH, LONGEST_TENURE, tenure_log_multiplier
from tandem.model.engine.person import seat_newcomers
from tandem.model.engine.tiles import advance
from tandem.model.numerics.draws import seed_key
from tandem.model.outcomes import tally
from tandem.model.parameters import central_values
from tandem.model.policy.lever import Coverage, Lever
from tandem.model.rules.environment import ENVIRONMENT_COLUMNS, MODIFIER_COLUMNS, MODIFY_BURNOUT
from tests.model.engine import cases
from tests.model.engine.cases import scenario

SEED = 21
NEVER = -30.0  # log hazard of something that does not happen


def quiet_world(months, departments):
    """No AI tools, an average labour market, no policies."""
    return np.zeros((months, ENVIRONMENT_COLUMNS)), np.zeros((months, departments, MODIFIER_COLUMNS))


def uncoupled(**fixed):
    """Coefficients without AI, ties between teammates or feedback of burnout on demands."""
    zero: Any = np.float32(0)
    alone = cases.uncoupled(coefficients_of(central_values(fixed)))
    return alone._replace(burnout_on_demands=zero, adoption_innovation=zero)


def no_tenure():
    return np.zeros(LONGEST_TENURE + 1, np.float32)


def hire_everybody(population, coefficients):
    """A newcomer on every seat, in place: people as they are hired, not as those who stayed."""
    population.column("employed")[:] = 1
    population.incarnation[:] = 1
    population.recent[:] = 0
    rows = np.arange(population.structure.seats)
    nobody_with_ai: Any = np.float32(0)
    seat_newcomers(
        population.values, rows, population.structure.seat_id, population.incarnation, nobody_with_ai,
        nobody_with_ai, seed_key(SEED), coefficients,
    )  # fmt: skip


def settled(coefficients, log_base_exit=NEVER, months=60, headcount=2000, **fixed):
    """A population after `months` in which nobody is dismissed and people leave at `log_base_exit`.

    All of its people are newly hired at first; seats are those under central parameters but for the `fixed`
    ones.
    """
    world = scenario(headcount, months, values=central_values(fixed) | {"quits_with_ai": 1.0})
    population = world.population(SEED)
    hire_everybody(population, coefficients)
    population.column("log_base_exit")[:] = log_base_exit
    quiet = quiet_world(months, len(world.seats.departments))
    stays = coefficients._replace(dismissal_rate=np.float32(0))
    sums = advance(population, stays, no_tenure(), *quiet)
    return population, stays, sums, quiet


# --- exits and hiring ---------------------------------------------------------------------------------


def test_quits_match_the_closed_form_when_nothing_else_drives_them():
    rate = 0.02
    indifferent = uncoupled()._replace(intention_to_quit=np.float32(0), mood_centre=np.float32(0))
    population, _, sums, _ = settled(indifferent, math.log(rate), months=48)
    total = sums.sum(axis=1)
    employees = population.structure.group_contract != 1
    exposure = sums[:, employees, tally.PRESENT].sum()
    chance = -math.expm1(-rate)
    assert sums[..., tally.EXPECTED_QUITS].sum() == pytest.approx(exposure * chance, rel=1e-4)
    quits = total[:, tally.QUITS].sum()
    assert abs(quits - exposure * chance) < 4 * math.sqrt(exposure * chance * (1 - chance))
    ends = total[:, tally.CONTRACT_ENDS].sum()
    exposed = sums[:, ~employees, tally.PRESENT].sum()
    assert abs(ends - exposed * chance) < 4 * math.sqrt(exposed * chance)
    assert total[:, [tally.DISMISSALS, tally.LAYOFFS]].sum() == 0


@pytest.mark.parametrize("strength", [0.4, 0.8])
@pytest.mark.parametrize("loading", [0.0, 0.4])
def test_the_mean_rate_over_people_as_hired_is_that_of_a_standard_normal_intention(strength, loading):
    """(1 − α) + α·exp((b/α)²/2 − centre): above one, as the centre is that of people who stayed."""
    avoidable = 0.6
    fixed = {"intention_to_quit": strength, "intention_role_loading": loading, "avoidable_share": avoidable}
    population, stays, _, _ = settled(uncoupled(**fixed), math.log(1e-6), headcount=6000, **fixed)
    employees = population.column("freelancer") == 0
    assert population.column("intention").std() == pytest.approx(1, abs=4 * math.sqrt(1 / 12000))
    assert population.column("intention").mean() == pytest.approx(0, abs=0.05)
    ratio = population.column("exit_probability")[employees].mean() / 1e-6
    answered = math.exp((strength / avoidable) ** 2 / 2 - float(stays.mood_centre))
    expected = 1 - avoidable + avoidable * answered
    lognormal = math.sqrt(math.expm1((strength / avoidable) ** 2) / employees.sum())
    assert ratio == pytest.approx(expected, abs=5 * avoidable * answered * lognormal)
    assert expected > 1


def test_vacancies_last_as_long_as_time_to_fill_says():
    days = 60.0
    coefficients = uncoupled(time_to_fill=days, executive_time_to_fill=days)
    coefficients = coefficients._replace(freelancer_fill_rate=coefficients.fill_rate)
    population, stays, _, _ = settled(coefficients, math.log(0.05), months=1)
    world = scenario(2000, 1)
    quiet = quiet_world(1, len(world.seats.departments))
    opened = np.full(population.structure.seats, -1)
    lasted = []
    for month in range(48):
        advance(population, stays, no_tenure(), *quiet)
        filled = population.event == HIRED
        lasted += (month - opened[filled & (opened >= 0)]).tolist()
        left = (population.event != NOTHING) & ~filled
        opened[left] = month
    longer = np.array([np.mean(np.array(lasted) > months) for months in (1, 2, 3)])
    expected = 0.5 ** (np.array([1, 2, 3]) * DAYS_PER_MONTH / days)
    np.testing.assert_allclose(longer, expected, atol=4 * 0.5 / math.sqrt(len(lasted)))


def test_newcomers_start_afresh():
    population, stays, _, quiet = settled(uncoupled(), math.log(0.1), months=12)
    one_month = tuple(part[:1] for part in quiet)
    advance(population, stays, no_tenure(), *one_month)
    new = population.event == HIRED
    assert new.sum() > 20
    for name in ("tenure", "output", "burnout_state", "connection", "raised_target", "exit_probability"):
        assert np.all(population.column(name)[new] == 0), name
    np.testing.assert_allclose(population.column("ramp")[new], stays.ramp_start, rtol=1e-6)
    assert np.unique(population.column("role_pressure")[new]).size == new.sum()


@pytest.mark.parametrize(("shape", "first_year"), [(0.65, 2.0), (0.85, 1.3), (1.05, 1.0)])
def test_tenure_multiplier_averages_one_over_a_steady_organisation(shape, first_year):
    """By renewal: in a seat refilled at once, leavers a month are 1 ÷ the mean length of a stay."""
    values = central_values({"tenure_shape": shape, "first_year_multiplier": first_year})
    table = tenure_log_multiplier(values, np.float64)
    hazard = values["employee_quit_rate"] * np.exp(table)
    survival = np.concatenate([[1.0], np.exp(-np.cumsum(hazard))])
    tail = survival[-1] / (1 - math.exp(-hazard[-1]))  # the last entry stands for all longer stays
    mean_stay = survival[:-1].sum() + tail
    assert 1 / mean_stay == pytest.approx(values["employee_quit_rate"], rel=0.1)
    ratio = np.exp(table[120] - table[24])  # ten and a half against two years: Weibull
    assert ratio == pytest.approx((120.5 / 24.5) ** (shape - 1))
    assert np.exp(table[11] - table[12]) == pytest.approx(first_year * (11.5 / 12.5) ** (shape - 1))


# --- burnout ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "persistence"), [(0.55, 0.7), (0.65, 0.8), (0.75, 0.88)])
def test_burnout_is_a_trait_and_a_state_of_the_stated_shares_and_persistence(share, persistence):
    fixed = {"burnout_trait_share": share, "burnout_persistence": persistence}
    population, stays, _, quiet = settled(uncoupled(**fixed), months=80, headcount=6000, **fixed)
    before = population.column("burnout_state").copy()
    trait = population.column("burnout_trait")
    advance(population, stays, no_tenure(), *(part[:1] for part in quiet))
    after = population.column("burnout_state")
    error = math.sqrt(2 / 6000)
    assert trait.var() == pytest.approx(share, rel=4 * error)
    assert after.var() == pytest.approx(1 - share, rel=4 * error)
    assert np.corrcoef(before, after)[0, 1] == pytest.approx(
        persistence, abs=4 * (1 - persistence**2) / math.sqrt(6000)
    )
    assert population.column("burnout").var() == pytest.approx(1, rel=5 * error)
    assert np.corrcoef(trait, after)[0, 1] == pytest.approx(0, abs=4 / math.sqrt(6000))


def test_a_lasting_shift_of_burnout_arrives_in_full():
    population, stays, _, quiet = settled(uncoupled(), months=60)
    shifted = population.copy()
    environment, none = quiet
    policy = none.copy()
    policy[:, :, MODIFY_BURNOUT] = -0.3
    advance(population, stays, no_tenure(), environment, none)
    advance(shifted, stays, no_tenure(), environment, policy)
    change = shifted.column("burnout") - population.column("burnout")
    np.testing.assert_allclose(change, -0.3, atol=1e-4)


# --- bookkeeping --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def busy():
    """Five years with a layoff in two departments: sums and the final population."""
    departments = scenario(1500, 60).seats.departments
    layoff = Lever("layoff", start=20, coverage=Coverage(departments[:2]), intensity=0.15)
    world = scenario(1500, 60, (layoff,))
    population = world.population(SEED)
    return world, population, world.run(population, world.environment_of(SEED), 60)


def test_headcount_follows_from_exits_hires_and_promotions(busy):
    _, population, sums = busy
    exits = sums[..., [tally.QUITS, tally.CONTRACT_ENDS, tally.DISMISSALS, tally.LAYOFFS]].sum(axis=-1)
    moved = sums[..., tally.PROMOTED] - sums[..., tally.PROMOTED_AWAY]
    closing = sums[..., tally.PRESENT] - exits + sums[..., tally.HIRES] + moved
    np.testing.assert_array_equal(sums[1:, :, tally.PRESENT], closing[:-1])
    groups = population.structure.group_department.size
    employed = np.bincount(population.structure.group, population.column("employed"), groups)
    np.testing.assert_array_equal(closing[-1], employed)


def test_seats_are_present_vacant_or_closed(busy):
    _, population, sums = busy
    seats = np.bincount(population.structure.group, minlength=sums.shape[1])
    closed = np.cumsum(sums[..., tally.LAYOFFS], axis=0)
    exits = sums[..., [tally.QUITS, tally.CONTRACT_ENDS, tally.DISMISSALS, tally.LAYOFFS]].sum(axis=-1)
    moved = sums[..., tally.PROMOTED] - sums[..., tally.PROMOTED_AWAY]
    at_the_end = sums[..., tally.PRESENT] - exits + sums[..., tally.HIRES] + moved
    np.testing.assert_array_equal(at_the_end + sums[..., tally.VACANT] + closed, seats + 0 * closed)
    assert np.all(population.column("employed") <= population.column("is_open"))
    assert np.all(population.column("is_open")[population.event == LAID_OFF] == 0)


def test_states_stay_possible(busy):
    _, population, sums = busy
    assert np.all(np.isfinite(population.values))
    assert np.all(np.isfinite(sums))
    for name in ("proficiency", "ramp", "exit_probability", "uses_ai"):
        assert np.all((population.column(name) >= 0) & (population.column(name) <= 1)), name
    assert np.all(sums[..., tally.REGRETTED] <= sums[..., tally.QUITS])
    assert np.all(sums[..., tally.AI_USERS] <= sums[..., tally.PRESENT])
    assert np.all(population.column("tenure") >= 0)
