"""Promotion: people of the team move up to part of the vacancies, and are neither doubled nor lost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tandem.model.engine.columns import NOTHING, PROMOTED, PROMOTED_AWAY
from tandem.model.outcomes import tally
from tandem.model.parameters import central_values
from tandem.model.policy.lever import Coverage
from tests.model.behaviour.firm import course, from_start
from tests.model.behaviour.made import staff, world_of
from tests.model.engine.cases import scenario

EXITS = [tally.QUITS, tally.CONTRACT_ENDS, tally.DISMISSALS, tally.LAYOFFS]
PERSON = ("people_skills", "optimism", "role_pressure", "affinity")  # together they tell people apart


def people(population):
    """Who sits where, (seats, 4)."""
    return np.column_stack([population.column(name) for name in PERSON])


@pytest.fixture(scope="module")
def moves():
    """For each promotion of ten years in a team in which nothing else happened: seats and population then."""
    values = central_values({"promotion_share": 0.6}) | {"employee_quit_rate": 0.016}
    world = scenario(1500, 120, values=values | {"quits_with_ai": 1.0})
    population, environment = world.population(5), world.environment_of(5)
    found = []
    for _ in range(120):
        world.run(population, environment, 1)
        event, team = population.event, population.structure.team
        busy = np.bincount(team, event != NOTHING)
        up, away = (np.flatnonzero(event == kind) for kind in (PROMOTED, PROMOTED_AWAY))
        assert up.size == away.size
        assert np.array_equal(np.sort(team[up]), np.sort(team[away]))
        # The seat that somebody moved away from keeps what was written on it, but for who sits there
        for seat in up[busy[team[up]] == 2]:
            left = away[team[away] == team[seat]].item()
            found.append((population.copy(), event.copy(), seat, left))
    assert len(found) > 60
    return world, found


def test_people_come_from_the_team_and_the_next_level_below_with_somebody_ready(moves):
    world, found = moves
    for population, _, seat, left in found:
        level = population.structure.seat_level
        np.testing.assert_array_equal(people(population)[seat], people(population)[left])
        assert population.column("tenure")[seat] > world.values["promotion_after"]
        assert population.column("employed")[[seat, left]].tolist() == [1, 0]
        ready = ready_for(population, seat, left, world.values["promotion_after"])
        assert level[left] == level[ready].max() < level[seat]


def ready_for(population, seat, left, after):
    """Employees of the team on lower levels who have been there long enough, whoever left among them."""
    there = population.column("employed").copy()
    there[left] = 1
    level = population.structure.seat_level
    return np.flatnonzero(
        (population.structure.team == population.structure.team[seat])
        & (there == 1)
        & (population.column("freelancer") == 0)
        & (population.column("tenure") > after)
        & (level < level[seat])
    )


def test_the_best_performer_of_that_level_moves_up(moves):
    world, found = moves
    choices = 0
    for population, _, seat, left in found:
        ready = ready_for(population, seat, left, world.values["promotion_after"])
        level, performance = population.structure.seat_level, population.column("performance")
        alike = ready[level[ready] == level[left]]
        assert performance[left] == performance[alike].max()
        choices += alike.size > 1
    assert choices > 20


def test_what_belongs_to_the_seat_stays_and_what_belongs_to_the_person_moves(moves):
    world, found = moves
    start = world.population(5)
    for population, _, seat, left in found[:40]:
        for name in ("seniority", "exposure", "log_adoption", "salary"):
            # Seats of employees never change here, so that they are as they were at first
            np.testing.assert_array_equal(population.column(name), start.column(name))
        for name in ("burnout", "proficiency", "uses_ai", "tenure", "connection", "trust"):
            assert population.column(name)[seat] == population.column(name)[left], name


def test_nobody_is_doubled_or_lost_and_nobody_is_promoted_to_the_entry_level():
    world = scenario(1500, 120, values=central_values() | {"quits_with_ai": 1.0})
    population, environment = world.population(6), world.environment_of(6)
    level = population.structure.group_level
    opening = None
    for _ in range(120):
        sums = world.run(population, environment, 1)[0]
        if opening is not None:
            np.testing.assert_array_equal(sums[:, tally.PRESENT], opening)
        moved = sums[:, tally.PROMOTED] - sums[:, tally.PROMOTED_AWAY]
        opening = sums[:, tally.PRESENT] - sums[:, EXITS].sum(axis=1) + sums[:, tally.HIRES] + moved
        assert moved.sum() == 0
        assert sums[level == 0, tally.PROMOTED].sum() == 0
        assert sums[level == level.max(), tally.PROMOTED_AWAY].sum() == 0
        present = people(population)[population.column("employed") == 1]
        assert len(np.unique(present, axis=0)) == len(present) == opening.sum()


def test_the_share_stated_of_upper_vacancies_goes_to_people_of_the_team():
    """Where somebody is ready: large teams of many juniors; vacancies wait for nobody."""
    share = 0.4
    groups = tuple(
        replace(group, headcount=n) for group, n in zip(staff("Office", 1), (2000, 300, 40), strict=True)
    )
    world = world_of(groups, 60, central_values({"promotion_share": share}))
    population = world.population(2)
    sums = world.run(population, world.environment_of(2), 60)[12:]
    upper = population.structure.group_level == 1
    promoted, hired = (sums[:, upper, kind].sum() for kind in (tally.PROMOTED, tally.HIRES))
    filled = promoted + hired
    assert promoted / filled == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / filled))


def test_without_juniors_upper_levels_have_fewer_people_after_ten_years():
    entry = Coverage(levels=("junior",), contracts=("employee",))
    cut = replace(from_start("entry_level_hiring"), coverage=entry)
    usual, none = course(months=120), course((cut,), months=120)
    levels = usual.end.structure.seat_level
    staffed = [
        np.bincount(levels, (each.end.column("employed") == 1) & (each.end.column("freelancer") == 0))
        for each in (usual, none)
    ]
    assert staffed[1][0] < 0.6 * staffed[0][0]
    assert np.sum(staffed[1][1:]) < np.sum(staffed[0][1:]) - 10
    assert none.total(tally.PROMOTED, last=120) < usual.total(tally.PROMOTED, last=120)
    assert none.total(tally.PAYROLL) < usual.total(tally.PAYROLL)
