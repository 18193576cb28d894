"""Growth appends vacancies that hiring fills, and changes nothing for anybody else."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.engine.growth import open_team
from tandem.model.environment import Environment
from tandem.model.organisation.configuration import default_organisation
from tandem.model.organisation.seats import build_seats
from tandem.model.parameters import central_values
from tandem.model.scenario import Scenario


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    profile, settings = default_organisation()
    world = Environment(0.5, 0.1, 1, 1, 0.5, 4)
    return Scenario(profile, build_seats(profile, 3, settings), world, (), central_values(), 6, 30)


def test_new_seats_start_empty_and_fill_within_the_time_to_fill(scenario: Scenario) -> None:
    environment = scenario.environment_of(3)
    population = scenario.population(3)
    scenario.run(population, environment, 6)
    seats = 4000
    larger = open_team(
        population, np.zeros(seats, np.int32), np.full(seats, 9e4), np.full(seats, -20.0), np.zeros(seats)
    )
    assert larger.column("employed")[-seats:].sum() == 0
    scenario.run(larger, environment, 1)
    filled = larger.column("employed")[-seats:].mean()
    expected = 1 - 0.5 ** (365.25 / 12 / scenario.values["time_to_fill"])  # median time to fill
    assert abs(filled - expected) < 4 * np.sqrt(expected * (1 - expected) / seats)


def test_nobody_else_notices(scenario: Scenario) -> None:
    environment = scenario.environment_of(3)
    population = scenario.population(3)
    scenario.run(population, environment, 6)
    larger = open_team(population, np.zeros(8, np.int32), np.full(8, 9e4), np.full(8, -4.5), np.zeros(8))
    scenario.run(population, environment, 12)
    scenario.run(larger, environment, 12)
    np.testing.assert_array_equal(larger.values[:, :-8], population.values)


def test_a_team_belongs_to_one_department(scenario: Scenario) -> None:
    population = scenario.population(3)
    last = population.structure.group_department.size - 1
    with pytest.raises(ValueError, match="one department"):
        open_team(population, np.array([0, last], np.int32), np.ones(2), np.ones(2), np.ones(2))
