"""Docking: the engine against the reference implementation, same draws, month by month, to 1e-9."""

from __future__ import annotations

import numpy as np
import pytest

from model.columns import COLUMN_NAMES, CONTRACT_ENDED, DISMISSED, HIRED, LAID_OFF, NOTHING, QUIT
from model.engine import advance
from model.levers.lever import Coverage, Lever
from model.parameters import central_values, sample_prior
from model.rules.environment import (
    MODIFIER_COLUMNS,
    MODIFY_BURNOUT,
    MODIFY_LAYOFF,
    MODIFY_PAY,
    MODIFY_QUITS,
    MODIFY_TARGETS,
)
from model.tally import TALLY_NAMES
from tests.engine.cases import scenario
from tests.reference.organisation import Organisation

MONTHS = 36
TOLERANCE = 1e-9
LEAVING = (QUIT, CONTRACT_ENDED, DISMISSED, LAID_OFF)
# The engine rounds what each seat adds to a sum: to 2⁻²⁰ of the unit, money to 2⁻⁶ of the currency.
UNIT_ROUNDING, MONEY_ROUNDING = 2.0**-21, 2.0**-7
MONEY = ("payroll", "replacement_cost", "vacancy_cost")


def policies(departments):
    layoff = Lever("layoff", start=9, coverage=Coverage(departments[:2]), intensity=0.25)
    guardrails = Lever("workload_guardrails", start=5, end=24, coverage=Coverage(departments[1:4]))
    return layoff, guardrails


def every_modifier(departments):
    """Every named rate moved at once, differently in each month and department."""
    spread = np.full(MODIFIER_COLUMNS, 0.3)
    spread[[MODIFY_QUITS, MODIFY_TARGETS]], spread[MODIFY_PAY] = 0.5, 0.1
    moved = np.random.default_rng(3).normal(size=(MONTHS, departments, MODIFIER_COLUMNS)) * spread
    moved[..., MODIFY_LAYOFF] = np.maximum(moved[..., MODIFY_LAYOFF] - 0.4, 0)
    moved[..., MODIFY_BURNOUT] += 0.5
    return moved


@pytest.mark.parametrize("case", ["levers", "every_modifier", "contagious"])
def test_engine_and_reference_agree_on_every_seat_and_month(case):
    values = central_values() if case == "levers" else sample_prior(seed=7, draws=2)[1]
    if case == "contagious":  # strong enough to meet its ceiling, with busy hiring
        values |= {"contagion_per_leaver": 0.224, "contagion_involuntary": 0.12, "contagion_window": 6.0,
                   "contagion_ceiling": 0.4, "employee_quit_rate": 0.016, "time_to_fill": 30.0}  # fmt: skip
    world = scenario(600, MONTHS, real=np.float64, values=values)
    if case == "levers":
        world = scenario(600, MONTHS, policies(world.seats.departments), values=values, real=np.float64)
    modifiers = world.modifiers if case == "levers" else every_modifier(len(world.seats.departments))
    environment = world.environment_of(seed=11)
    population = world.population(seed=11)
    reference = Organisation(population, world.coefficients, world.tenure_table, environment, modifiers)
    np.testing.assert_allclose(population.values, reference.table(), rtol=0, atol=TOLERANCE)

    happened = set()
    for month in range(MONTHS):
        sums = advance(
            population, world.coefficients, world.tenure_table,
            environment[month : month + 1], modifiers[month : month + 1],
        )[0]  # fmt: skip
        reference.step()
        assert_same_month(population, sums, reference)
        happened |= set(population.event.tolist())
    assert happened == {NOTHING, QUIT, CONTRACT_ENDED, DISMISSED, LAID_OFF, HIRED}
    assert population.incarnation.max() >= 2
    if case == "contagious":
        assert max(team.pull for team in reference.teams) == world.coefficients.contagion_ceiling


def assert_same_month(population, sums, reference):
    """Same events, people, team memory and sums, and all columns of everybody who worked or was hired."""
    event = np.array([seat.event for seat in reference.seats])
    np.testing.assert_array_equal(population.event, event)
    np.testing.assert_array_equal(population.incarnation, [seat.incarnation for seat in reference.seats])
    for flag in ("employed", "is_open"):
        np.testing.assert_array_equal(population.column(flag), [getattr(s, flag) for s in reference.seats])
    known = (population.column("employed") == 1) | np.isin(event, LEAVING)
    expected = reference.table()
    for name, ours, theirs in zip(COLUMN_NAMES, population.values, expected, strict=True):
        np.testing.assert_allclose(ours[known], theirs[known], rtol=0, atol=TOLERANCE, err_msg=name)
    recent = np.array([team.recent for team in reference.teams]).T
    np.testing.assert_allclose(population.recent, recent, rtol=0, atol=TOLERANCE)
    seats_of_group = np.bincount(population.structure.group, minlength=len(sums))
    for index, name in enumerate(TALLY_NAMES):
        rounding = MONEY_ROUNDING if name in MONEY else UNIT_ROUNDING
        theirs = np.array([tally[name] for tally in reference.tallies], dtype=float)
        difference = np.abs(sums[:, index] - theirs)
        assert np.all(difference <= rounding * seats_of_group + 1e-6), (name, difference.max())
