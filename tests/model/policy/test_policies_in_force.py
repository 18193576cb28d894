"""Policies in a whole organisation, against the status quo under the same luck."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.engine.columns import LAID_OFF, NOTHING, QUIT
from tandem.model.engine.tiles import advance
from tandem.model.outcomes import tally
from tandem.model.policy.lever import Coverage, Lever
from tandem.model.rules.environment import LABOUR_MARKET, MODIFY_BURNOUT
from tests.model.engine.cases import scenario, uncoupled

SEED, MONTHS, SEATS = 31, 48, 4000


def run(levers=(), seed=SEED):
    world = scenario(SEATS, MONTHS, levers)
    population = world.population(seed)
    return world, population, world.run(population, world.environment_of(seed), MONTHS)


@pytest.fixture(scope="module")
def status_quo():
    return run()


@pytest.mark.parametrize("kind", ["workload_guardrails", "layoff"])
def test_zero_intensity_is_the_status_quo_bit_for_bit(status_quo, kind):
    _, population, sums = run((Lever(kind, start=6, intensity=0.0),))
    np.testing.assert_array_equal(population.values, status_quo[1].values)
    np.testing.assert_array_equal(sums, status_quo[2])


@pytest.mark.parametrize("share", [0.05, 0.2])
def test_a_layoff_closes_its_share_of_seats_only_where_and_when_it_says(share):
    name = scenario(SEATS, MONTHS).seats.departments[0]
    _, population, sums = run((Lever("layoff", start=12, coverage=Coverage((name,)), intensity=share),))
    hit = population.structure.group_department == 0
    layoffs = sums[..., tally.LAYOFFS]
    assert layoffs[:12].sum() == layoffs[13:].sum() == layoffs[:, ~hit].sum() == 0
    present = sums[12, hit, tally.PRESENT].sum()
    error = np.sqrt(share * (1 - share) / present)
    assert layoffs[12].sum() / present == pytest.approx(share, abs=4 * error)
    assert (population.column("is_open") == 0).sum() == layoffs.sum()


def test_survivors_quit_more_after_a_layoff_then_calm_down():
    """Quit chances of the same persons in both worlds: avoidable ones rise by the stated log ratio ÷ α."""
    world = scenario(SEATS, MONTHS, (Lever("layoff", start=12, intensity=0.05),))
    after, before = world.population(SEED), world.population(SEED)
    environment = world.environment_of(SEED)
    neutral = np.zeros_like(world.modifiers)
    ratios = []
    for month in range(MONTHS):
        same = (after.incarnation == before.incarnation) & (after.column("employed") == 1)
        same &= (before.column("employed") == 1) & (after.column("freelancer") == 0)
        step = slice(month, month + 1)
        arguments = (uncoupled(world.coefficients), world.tenure_table, environment[step])
        advance(after, *arguments, world.modifiers[step])
        advance(before, *arguments, neutral[step])
        chances = [each.column("exit_probability")[same].astype(float) for each in (after, before)]
        ratios.append(chances[0].mean() / chances[1].mean())
        if month == 13:
            avoidable = world.values["avoidable_share"]
            tenure = before.column("tenure")[same].astype(int) - 1
            log_base = before.column("log_base_exit")[same] + world.tenure_table[np.minimum(tenure, 720)]
            base = np.exp(log_base.astype(float) + environment[month, LABOUR_MARKET])
            answered = -np.log1p(-chances[1]) - base * (1 - avoidable)
            shock = world.values["layoff_survivor_effect"] * world.values["transport"]
            risen = -np.log1p(-chances[1]) + answered * np.expm1(shock / avoidable)
            np.testing.assert_allclose(chances[0], -np.expm1(-risen), rtol=1e-4)
    assert np.all(np.array(ratios[:13]) == 1)
    assert ratios[13] > 1.08
    assert ratios[13] > ratios[20] > ratios[30]
    assert ratios[-1] == pytest.approx(1, abs=0.05)


def test_a_layoff_leaves_its_work_with_those_who_stay_until_they_have_got_used_to_it(status_quo):
    """Hours of the same persons rise by the closed seats' work per head, and halve every half-life."""
    world, _, sums = run((Lever("layoff", start=12, intensity=0.2),))
    added = [
        total[..., tally.HOURS_SUM].sum(axis=1) / total[..., tally.PRESENT].sum(axis=1)
        for total in (sums, status_quo[2])
    ]
    load = (added[0] - added[1])[13:]
    closed = sums[12, :, tally.LAYOFFS].sum() / sums[13, :, tally.PRESENT].sum()
    assert load[0] == pytest.approx(world.values["empty_seat_work"] * closed, rel=0.1)
    half_life = int(world.values["adaptation_half_life"])
    assert load[half_life] / load[0] == pytest.approx(0.5, abs=0.12)
    assert np.all(np.diff(load[:20]) < 0.004)


def test_guardrails_lower_burnout_and_quits(status_quo):
    _, _, sums = run((Lever("workload_guardrails", start=6),))
    before = status_quo[2]
    for measure in (tally.BURNOUT_SUM, tally.BURNED_OUT, tally.CONSIDERING, tally.EXPECTED_QUITS):
        here, there = (
            s[..., measure].sum(axis=1) / s[..., tally.PRESENT].sum(axis=1) for s in (sums, before)
        )
        assert np.all(here[:6] == there[:6])
        assert np.all(here[10:40] < there[10:40]), tally.TALLY_NAMES[measure]
    assert sums[..., tally.QUITS].sum() < before[..., tally.QUITS].sum()


def test_on_the_same_luck_guardrails_make_nobody_quit_sooner():
    """Person by person, where teammates do not touch each other: leaving comes later or not at all."""
    world = scenario(SEATS, MONTHS)
    coefficients = uncoupled(world.coefficients)
    guarded, bare = world.population(SEED), world.population(SEED)
    guardrails = world.modifiers.copy()
    guardrails[4:, :, MODIFY_BURNOUT] = -0.3
    environment = world.environment_of(SEED)
    first_quit = np.full((2, SEATS), MONTHS)
    for month in range(MONTHS):
        step = slice(month, month + 1)
        for place, (population, modifiers) in enumerate(((guarded, guardrails), (bare, world.modifiers))):
            first_person = population.incarnation == 0
            arguments = (coefficients, world.tenure_table, environment[step], modifiers[step])
            advance(population, *arguments)
            quits = (population.event == QUIT) & first_person & (first_quit[place] == MONTHS)
            first_quit[place, quits] = month
    assert np.all(first_quit[0] >= first_quit[1])
    assert np.sum(first_quit[0] > first_quit[1]) > 20


def test_people_laid_off_are_gone_and_their_seats_stay_closed():
    world = scenario(SEATS, MONTHS, (Lever("layoff", start=3, intensity=0.3),))
    population, environment = world.population(SEED), world.environment_of(SEED)
    world.run(population, environment, 4)
    closed = population.event == LAID_OFF
    who = population.incarnation[closed].copy()
    world.run(population, environment, 30)
    assert not population.column("employed")[closed].any()
    assert not population.column("is_open")[closed].any()
    np.testing.assert_array_equal(population.incarnation[closed], who)
    assert np.all(population.event[closed] == NOTHING)
