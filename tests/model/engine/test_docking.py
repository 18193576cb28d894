"""Docking: the engine against the reference implementation, same draws, month by month, to 1e-9."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.engine.columns import (
    CLOSED,
    COLUMN_NAMES,
    CONTRACT_ENDED,
    DISMISSED,
    HIRED,
    LAID_OFF,
    NOTHING,
    PROMOTED,
    PROMOTED_AWAY,
    QUIT,
    VOLUNTARY,
)
from tandem.model.engine.tiles import advance
from tandem.model.outcomes.tally import TALLY_NAMES
from tandem.model.parameters import central_values, sample_prior
from tandem.model.policy.catalogue import LEVERS
from tandem.model.policy.lever import Cost, Coverage, Lever
from tandem.model.rules.environment import (
    MODIFIER_COLUMNS,
    MODIFY_BURNOUT,
    MODIFY_HOURS_OFF,
    MODIFY_LAYOFF,
    MODIFY_OUT_OF_REACH,
    MODIFY_OWN_HIRES,
    MODIFY_QUITS,
    MODIFY_REFILL,
    MODIFY_TARGETS,
    MODIFY_WORK,
)
from tests.model.engine.cases import scenario
from tests.reference.organisation import Organisation

MONTHS = 36
TOLERANCE = 1e-9
LEAVING = (QUIT, CONTRACT_ENDED, DISMISSED, LAID_OFF)
# The engine rounds what each seat adds to a sum: to 2⁻²⁰ of the unit, money to 2⁻⁶ of the currency.
UNIT_ROUNDING, MONEY_ROUNDING = 2.0**-21, 2.0**-7
MONEY = ("payroll", "replacement_cost", "vacancy_cost")


def policies(departments):
    """One lever of every kind, each in whole departments."""
    moments = {"layoff": 0.25, "hiring_freeze": 0.7, "no_backfill": 0.5, "mandated_rollout": 1.0}
    return tuple(
        Lever(
            kind,
            start=3 + place,
            end=None if place % 3 else 20 + place,
            coverage=Coverage(tuple(departments[(place + step) % len(departments)] for step in range(3))),
            intensity=moments.get(kind, 0.4),
            cost=Cost(hours_per_week=float(place % 4)),
        )
        for place, kind in enumerate(LEVERS)
    )


def partial_policies(departments):
    """Levers of many kinds that cover some levels, contracts or shares of the people."""
    juniors, staff = Coverage(levels=("junior", "senior")), Coverage(contracts=("employee",))
    half = Coverage(departments[:3], share=(0.25, 0.75))
    return (
        Lever("layoff", start=9, coverage=half, intensity=0.2),
        Lever("freelance_mix", start=4, coverage=juniors, intensity=0.6),
        Lever("no_backfill", start=12, end=20, coverage=staff, intensity=0.4),
        Lever("hiring_freeze", start=24, end=27, coverage=Coverage(share=(0.5, 1.0)), intensity=1.0),
        Lever("wellness", start=3, coverage=Coverage(share=(0.0, 0.4)), intensity=2.0),
        Lever("experimentation_time", start=6, coverage=juniors, intensity=4.0),
        Lever("ai_training", start=4, end=16, coverage=half, cost=Cost(hours_per_week=2.0)),
        Lever("gain_sharing", start=8, coverage=juniors, intensity=0.8),
        Lever("shorter_hours", start=7, coverage=staff, intensity=4.0),
        Lever("workload_guardrails", start=5, coverage=half),
        Lever("human_connection", start=6, coverage=half, cost=Cost(hours_per_week=1.5)),
        Lever("mandated_rollout", start=10, coverage=staff, phase_months=2),
    )


def every_modifier(classes):
    """Every named rate moved at once, differently in each month and class of seats."""
    spread = np.full(MODIFIER_COLUMNS, 0.3)
    spread[[MODIFY_QUITS, MODIFY_TARGETS]], spread[MODIFY_HOURS_OFF] = 0.5, 0.1
    moved = np.random.default_rng(3).normal(size=(MONTHS, classes, MODIFIER_COLUMNS)) * spread
    moved[..., MODIFY_LAYOFF] = np.maximum(moved[..., MODIFY_LAYOFF] - 0.4, 0)
    moved[..., MODIFY_BURNOUT] += 0.5
    for column in (MODIFY_OUT_OF_REACH, MODIFY_WORK, MODIFY_REFILL, MODIFY_OWN_HIRES):  # logs of shares
        moved[..., column] = -np.abs(moved[..., column])
    return moved


def world_of(case):
    """The scenario of a case, its modifiers and coverage classes."""
    values = central_values() if "levers" in case else sample_prior(seed=7, draws=2)[1]
    if case == "contagious":  # strong enough to meet its ceiling, with busy hiring
        values |= {"contagion_per_leaver": 0.224, "contagion_involuntary": 0.12, "contagion_window": 6.0,
                   "contagion_ceiling": 0.4, "employee_quit_rate": 0.016, "time_to_fill": 30.0}  # fmt: skip
    if "partial" in case:
        values |= {"employee_quit_rate": 0.016, "wellness_on_burnout": -0.28}
    departments = scenario(600, MONTHS).seats.departments
    levers = policies(departments) if case == "levers" else ()
    if "partial" in case:
        levers = partial_policies(departments)
    world = scenario(600, MONTHS, levers, values=values, real=np.float64)
    classes = world.modifiers.shape[1]
    return world, world.modifiers if "levers" in case else every_modifier(classes), world.policy.seat_class


CASES = ("levers", "every modifier", "contagious", "levers, partial", "every modifier, partial")


@pytest.mark.parametrize("case", CASES)
def test_engine_and_reference_agree_on_every_seat_and_month(case):
    world, modifiers, seat_class = world_of(case)
    assert (seat_class is not None) == ("partial" in case)
    environment = world.environment_of(seed=11)
    population = world.population(seed=11)
    contracts = population.structure.group.copy()
    c, table = world.coefficients, world.tenure_table
    reference = Organisation(population, c, table, environment, modifiers, seat_class)
    np.testing.assert_allclose(population.values, reference.table(), rtol=0, atol=TOLERANCE)
    first = population.copy()

    happened = set()
    for month in range(MONTHS):
        step = slice(month, month + 1)
        sums = advance(population, c, table, environment[step], modifiers[step], seat_class)[0]
        reference.step()
        assert_same_month(population, sums, reference)
        happened |= set(population.event.tolist())
    assert happened == {NOTHING, QUIT, CONTRACT_ENDED, DISMISSED, LAID_OFF, HIRED, PROMOTED, PROMOTED_AWAY}
    assert population.incarnation.max() >= 2
    assert_everything_moved(first, population, reference)
    if case == "contagious":
        assert max(team.of_leader.pull for team in reference.teams) == world.coefficients.contagion_ceiling
    if case != "levers":
        assert np.sum(population.structure.group != contracts) > 5  # employees' seats that are freelancers'
        closed = (population.column("is_open") == 0) & (population.event != LAID_OFF)
        assert closed.sum() > 5
    np.testing.assert_array_equal(world.seats.group, contracts)  # the organisation itself is untouched


def assert_everything_moved(first, population, reference):
    """The comparison is of something: effort, slack, closed seats, relief and hours all occurred."""
    assert 0 < (first.column("employed") == 0).sum() < 0.2 * population.structure.seats
    assert first.recent[VOLUNTARY].max() > 0
    assert population.recent[CLOSED].max() > 0.5
    assert max(team.load for team in reference.teams) > 0
    working = [seat for seat in reference.seats if seat.employed]
    assert max(seat.extra for seat in working) > 0 > min(seat.hours for seat in working)
    assert 0 < np.mean([seat.uses_ai for seat in working]) < 1
    assert 0 < np.mean([seat.niche for seat in working if seat.freelancer]) < 1
    assert max(team.automated for team in reference.teams) > 0
    assert (
        np.std([seat.skill for seat in working]) > 0.2
        and np.std([team.of_others.need for team in reference.teams]) > 0.1
    )


def assert_same_month(population, sums, reference):
    """Same events, people, team memory and sums, and all columns of everybody who worked or was hired."""
    event = np.array([seat.event for seat in reference.seats])
    np.testing.assert_array_equal(population.event, event)
    np.testing.assert_array_equal(population.incarnation, [seat.incarnation for seat in reference.seats])
    np.testing.assert_array_equal(population.structure.group, [seat.group for seat in reference.seats])
    for flag in ("employed", "is_open"):
        np.testing.assert_array_equal(population.column(flag), [getattr(s, flag) for s in reference.seats])
    known = (population.column("employed") == 1) | np.isin(event, LEAVING)
    expected = reference.table()
    for name, ours, theirs in zip(COLUMN_NAMES, population.values, expected, strict=True):
        np.testing.assert_allclose(ours[known], theirs[known], rtol=0, atol=TOLERANCE, err_msg=name)
    recent = np.array([team.recent for team in reference.teams]).T
    np.testing.assert_allclose(population.recent, recent, rtol=0, atol=TOLERANCE)
    seats_of_group = np.bincount(population.structure.group, minlength=len(sums)) + 5  # some changed groups
    for index, name in enumerate(TALLY_NAMES):
        rounding = MONEY_ROUNDING if name in MONEY else UNIT_ROUNDING
        theirs = np.array([tally[name] for tally in reference.tallies], dtype=float)
        difference = np.abs(sums[:, index] - theirs)
        assert np.all(difference <= rounding * seats_of_group + 1e-6), (name, difference.max())
