"""Every lever in a whole organisation, against the status quo under the same luck."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tandem.model.engine.columns import DISMISSED, PROMOTED, PROMOTED_AWAY, QUIT
from tandem.model.outcomes import tally
from tandem.model.parameters import central_values
from tandem.model.policy.catalogue import LEVERS
from tandem.model.policy.cost import programme_costs
from tandem.model.policy.lever import Cost, Coverage, Lever
from tests.model.engine.cases import organisation, scenario
from tests.model.policy.published import AS_PUBLISHED

SEED, START, MONTHS, SEATS = 31, 12, 36, 1000
EXITS = [tally.QUITS, tally.CONTRACT_ENDS, tally.DISMISSALS, tally.LAYOFFS]
PARTIAL = Coverage(levels=("junior", "senior"), share=(0.2, 0.8))


def run(*levers, seed=SEED, values=None, **how):
    world = scenario(SEATS, MONTHS, levers, values=values, start=START, **how)
    population = world.population(seed)
    return population, world.run(population, world.environment_of(seed), MONTHS)


def assert_same_bits(one, other):
    (population, sums), (twin, twin_sums) = one, other
    np.testing.assert_array_equal(population.values, twin.values)
    np.testing.assert_array_equal(population.incarnation, twin.incarnation)
    np.testing.assert_array_equal(population.structure.group, twin.structure.group)
    np.testing.assert_array_equal(sums, twin_sums)


@pytest.fixture(scope="module")
def status_quo():
    return run()


@pytest.mark.parametrize("coverage", [Coverage(), PARTIAL], ids=["everybody", "some"])
@pytest.mark.parametrize("kind", list(LEVERS))
def test_zero_intensity_is_the_status_quo_bit_for_bit(status_quo, kind, coverage):
    idle = Lever(kind, START, coverage=coverage, intensity=0.0, cost=Cost(1000.0, 10.0, 3.0))
    found = run(idle)
    assert_same_bits(found, status_quo)
    profile, seats = organisation(SEATS)
    assert not programme_costs((idle,), found[1], 0, profile, seats, central_values()).any()


@pytest.mark.parametrize("kind", ["human_connection", "wellness", "freelance_mix", "no_backfill"])
def test_two_halves_of_the_people_are_all_of_them_bit_for_bit(kind):
    whole = Lever(kind, START, intensity=0.7, cost=Cost(hours_per_week=1.0))
    halves = [replace(whole, coverage=Coverage(share=share)) for share in ((0.0, 0.5), (0.5, 1.0))]
    assert_same_bits(run(*halves), run(whole))


def test_sharing_all_of_the_gain_ends_the_ratchet():
    """Targets raised before come down; nobody's is raised again, and newcomers meet none.

    Freelancers set their own.
    """
    world = scenario(SEATS, MONTHS, (Lever("gain_sharing", START, intensity=1.0),), start=START)
    population, environment = world.population(SEED), world.environment_of(SEED)
    world.run(population, environment, START)
    staff = population.column("freelancer") == 0
    assert population.column("raised_target")[staff].max() > 0.01
    for _ in range(MONTHS - START):
        before = population.column("raised_target").copy()
        world.run(population, environment, 1)
        stay = staff & (population.event != PROMOTED)
        assert np.all(
            (population.column("raised_target") <= before + 1e-20)[stay]
        )  # a share of e^-80 is left
    newcomers = staff & (population.column("tenure") < MONTHS - START - 1)
    assert population.column("raised_target")[newcomers].max() < 1e-20


@pytest.mark.parametrize(
    "kind",
    ["strategy_alignment", "workload_guardrails", "gain_sharing", "human_connection", "manager_support",
     "recognition", "flexible_work", "wellness", "relative_raise", "uniform_raise"],
)  # fmt: skip
def test_more_of_a_lever_never_means_more_expected_quits(status_quo, kind):
    """Quit chances of those present, so that the count of few quits does not blur it."""

    def rate(sums):
        return sums[START:, :, tally.EXPECTED_QUITS].sum() / sums[START:, :, tally.PRESENT].sum()

    highest = LEVERS[kind].highest
    steps = [rate(status_quo[1])]
    steps += [rate(run(Lever(kind, START, intensity=share * highest))[1]) for share in (0.5, 1.0)]
    assert steps[0] > steps[1] > steps[2]


# --- hiring -------------------------------------------------------------------------------------------


def test_a_full_freeze_stops_all_hiring_while_it_lasts(status_quo):
    frozen = run(Lever("hiring_freeze", START, end=START + 11, intensity=1.0))[1][..., tally.HIRES].sum(
        axis=1
    )
    np.testing.assert_array_equal(frozen[:START], status_quo[1][:START, :, tally.HIRES].sum(axis=1))
    assert not frozen[START : START + 12].any()
    assert frozen[START + 12] > status_quo[1][START + 12, :, tally.HIRES].sum()  # many seats stand empty


@pytest.mark.parametrize("cut", [0.3, 0.6])
def test_faster_hiring_shortens_vacancies_in_proportion(status_quo, cut):
    """Of exponential times to fill t and t′, the chances to stay empty a month are s and s^(t ÷ t′)."""

    def stays_empty(sums):
        hires = sums[START:, :, tally.HIRES].sum()
        empty = sums[START - 1 : -1, :, tally.VACANT].sum()
        return 1 - hires / empty, empty

    (slow, many), (fast, few) = (
        stays_empty(s) for s in (status_quo[1], run(Lever("faster_hiring", START, intensity=cut))[1])
    )
    error = np.hypot(1 / np.sqrt(many * slow), 1 / np.sqrt(few * fast) * (1 - cut))
    assert np.log(slow) / np.log(fast) == pytest.approx(1 - cut, abs=4 * error)


def test_without_backfill_every_leavers_seat_is_closed():
    population, sums = run(Lever("no_backfill", START, intensity=1.0))
    exits = sums[START:, :, [*EXITS, tally.PROMOTED_AWAY]].sum()
    assert (population.column("is_open") == 0).sum() == exits > 50
    assert not sums[START:, :, tally.REPLACEMENT].any()
    people = sums[..., tally.PRESENT].sum(axis=1)
    assert people[-1] < people[START]


def test_half_a_backfill_closes_half_of_the_seats_within_binomial_error():
    population, sums = run(Lever("no_backfill", START, intensity=0.5))
    exits = sums[START:, :, [*EXITS, tally.PROMOTED_AWAY]].sum()
    closed = (population.column("is_open") == 0).sum()
    assert closed / exits == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(exits))


def test_a_freelance_mix_turns_its_share_of_hires_into_freelancers_and_loses_nobody():
    """Of seats at the entry level, which nobody is promoted to; freelancers are found sooner."""
    share = 0.4
    world = scenario(SEATS, MONTHS, (Lever("freelance_mix", START, intensity=share),), start=START)
    population, environment = world.population(SEED), world.environment_of(SEED)
    world.run(population, environment, START)
    structure = population.structure
    contract = structure.group_contract
    place = structure.group_department * len(structure.levels) + structure.group_level
    possible = (contract == 0) & np.isin(place, place[contract == 1])  # freelancers exist beside them
    fallen = turned = 0
    opening = None
    for _ in range(MONTHS - START):
        before, salary = population.structure.group.copy(), population.column("salary").copy()
        sums = world.run(population, environment, 1)[0]
        if opening is not None:
            np.testing.assert_array_equal(sums[:, tally.PRESENT], opening)
        opening = sums[:, tally.PRESENT] - sums[:, EXITS].sum(axis=1) + sums[:, tally.HIRES]
        opening += sums[:, tally.PROMOTED] - sums[:, tally.PROMOTED_AWAY]
        after = population.structure.group
        here = np.bincount(after, population.column("employed"), opening.size)
        np.testing.assert_array_equal(opening, here)
        changed = before != after
        vacated = np.isin(population.event, (QUIT, DISMISSED, PROMOTED_AWAY))
        assert np.all(vacated[changed])  # a seat is a freelancer's from the month on in which it falls vacant
        assert np.all(possible[before[changed]]) and np.all(contract[after[changed]] == 1)
        ratio = population.column("salary")[changed] / salary[changed]
        np.testing.assert_allclose(ratio, world.values["freelancer_pay_ratio"], rtol=1e-6)
        entry = possible[before] & (structure.group_level[before] == 0)
        fallen += np.sum(vacated & entry)
        turned += np.sum(changed & entry)
    np.testing.assert_array_equal(population.column("freelancer") == 1, contract[after] == 1)
    assert fallen > 50
    assert turned / fallen == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / fallen))


# --- people -------------------------------------------------------------------------------------------


def test_wellness_does_nothing_for_those_who_are_severely_burned_out():
    """One month of it, on everybody as the status quo left them."""
    values = AS_PUBLISHED | {"lever_ramp_up": 1.0}
    well = scenario(SEATS, MONTHS, (Lever("wellness", START, intensity=2.0),), values=values, start=START)
    bare = scenario(SEATS, MONTHS, values=values, start=START)
    population, environment = well.population(SEED), well.environment_of(SEED)
    well.run(population, environment, START)
    twin = population.copy()
    severe = population.column("burnout") >= well.coefficients.threshold_very_often
    present = population.column("employed") == 1
    well.run(population, environment, 1)
    bare.run(twin, environment, 1)
    moved = population.column("burnout") - twin.column("burnout")
    assert np.sum(severe & present) > 50
    assert not moved[severe & present].any()
    full = 2.0 * values["wellness_on_burnout"] * (1 - np.exp(-1.0)) * (1 - values["burnout_persistence"])
    np.testing.assert_allclose(moved[~severe & present], full, atol=1e-5)


def test_a_bonus_puts_quits_off_and_part_of_them_comes_afterwards(status_quo):
    values = AS_PUBLISHED | {"bonus_binding": 8.0, "bonus_rebound": 1.0}
    bonus = run(Lever("retention_bonus", START, intensity=0.2), values=values)[1]
    there = run(values=values)[1]
    rate, usual = (
        s[..., tally.EXPECTED_QUITS].sum(axis=1) / s[..., tally.PRESENT].sum(axis=1) for s in (bonus, there)
    )
    # Only the avoidable quits are put off; moods are below those of people as hired, so that fewer answer
    fewest = (
        1
        - values["avoidable_share"]
        + values["avoidable_share"] * 1.2 ** (values["pay_to_quit"] / values["avoidable_share"])
    )
    np.testing.assert_array_equal(rate[:START], usual[:START])
    put_off = (rate / usual)[START : START + 8]
    assert np.all((put_off > fewest) & (put_off < 0.5 + 0.5 * fewest))
    assert np.all(rate[START + 8 : START + 16] > 1.2 * usual[START + 8 : START + 16])
    assert np.all(np.abs(rate[START + 17 :] / usual[START + 17 :] - 1) < 0.15)


def test_hours_taken_cost_output_and_no_money(status_quo):
    values = central_values({"in_place_recognition": 0.1})
    hours = run(Lever("recognition", START, intensity=1e-9, cost=Cost(hours_per_week=4e9)), values=values)[1]
    there = status_quo[1]
    ratio = hours[START:, :, tally.OUTPUT_SUM].sum(axis=1) / there[START:, :, tally.OUTPUT_SUM].sum(axis=1)
    np.testing.assert_allclose(ratio, 1 - 0.9 * 4 / 40, rtol=1e-4)  # of those who do not have it yet
    np.testing.assert_array_equal(hours[..., tally.PAYROLL], there[..., tally.PAYROLL])
