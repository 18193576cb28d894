"""Mechanisms held fixed: each changes what comes after the start, and nothing before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tandem.model.engine.tiles import advance
from tandem.model.parameters import central_values
from tandem.model.policy.mechanisms import MECHANISMS, held_fixed
from tests.model.engine.cases import scenario

SEED, START, MONTHS, SEATS = 5, 30, 48, 600


def world(*held):
    values = central_values({"talent_demand_to_intention": 0.1})  # its central value is nought
    return replace(scenario(SEATS, MONTHS, values=values, start=START), held=held)


def run(*held):
    here = world(*held)
    population, environment = here.population(SEED), here.environment_of(SEED)
    history = here.run(population, environment, START)
    return history, here.run(population, environment, MONTHS - START), population


@pytest.fixture(scope="module")
def free():
    return run()


@pytest.mark.parametrize("name", list(MECHANISMS))
def test_each_mechanism_matters_after_the_start_and_not_before(free, name):
    history, future, _ = run(name)
    np.testing.assert_array_equal(history, free[0])
    assert np.any(future != free[1])


def test_held_contagion_is_the_engine_with_its_coefficients_at_nought():
    _, future, population = run("contagion")
    here = world()
    twin, environment = here.population(SEED), here.environment_of(SEED)
    here.run(twin, environment, START)
    zero = np.float32(0)
    without = here.coefficients._replace(contagion_per_leaver=zero, contagion_involuntary=zero)
    later = slice(START, MONTHS)
    sums = advance(twin, without, here.tenure_table, environment[later], here.modifiers[later])
    np.testing.assert_array_equal(sums, future)
    np.testing.assert_array_equal(twin.values, population.values)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("adoption", ("uses_ai",)),
        ("learning", ("proficiency",)),
        ("expectation_ratchet", ("raised_target",)),
        ("burnout", ("burnout_state",)),
    ],
)
def test_a_state_that_is_held_stays_as_it_is_for_everybody_who_stays(name, columns):
    here = world(name)
    population, environment = here.population(SEED), here.environment_of(SEED)
    here.run(population, environment, START)
    before = population.copy()
    here.run(population, environment, MONTHS - START)
    stayed = (before.incarnation == population.incarnation) & (population.column("employed") == 1)
    assert stayed.sum() > 200
    for column in columns:
        np.testing.assert_allclose(
            population.column(column)[stayed], before.column(column)[stayed], atol=1e-6
        )


def test_none_held_leaves_the_coefficients_as_they_are():
    coefficients = world().coefficients
    assert held_fixed(coefficients, ()) is coefficients


def test_every_mechanism_names_coefficients_that_exist():
    known = set(world().coefficients._fields)
    for mechanism in MECHANISMS.values():
        assert set(mechanism.coefficients) <= known
        assert mechanism.title
