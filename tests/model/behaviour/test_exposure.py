"""Departments differ by how much of their work AI can touch, and by nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.outcomes import tally
from tandem.model.parameters import central_values, sample_prior
from tests.model.behaviour.made import CONSTANT_TOOLS, lived, staff, world_of

HIGH, LOW = 0.75, 0.12
MONTHS = 50  # November 2022 to the end of 2026


def apart(values, seed):
    """Differences between two departments that are equal but for exposure: users, gain of users, quits."""
    groups = (*staff("Desk", 400, HIGH), *staff("Workshop", 400, LOW))
    life = lived(world_of(groups, MONTHS, values), seed)
    desk, workshop = (life.groups(department=name) for name in ("Desk", "Workshop"))
    return [
        life.of_present(tally.AI_USERS, desk) - life.of_present(tally.AI_USERS, workshop),
        life.of_users(tally.TRUE_SUM, desk) - life.of_users(tally.TRUE_SUM, workshop),
        life.of_users(tally.TRUE_SUM, desk) / life.of_users(tally.TRUE_SUM, workshop),
        life.of_users(tally.AI_TIME_SUM, desk) / life.of_users(tally.AI_TIME_SUM, workshop),
    ]


def test_the_exposed_use_more_and_gain_more_whatever_the_parameters():
    """docs/expectations.md: 20 to 45 points more users in 2026, and several times their gain."""
    found = np.array([apart(values, seed) for seed, values in enumerate(sample_prior(31, 40))])
    lowest = np.quantile(found, 0.05, axis=0)
    assert lowest[0] > 0.03 and lowest[1] > 0
    assert np.median(found[:, 0]) == pytest.approx(0.32, abs=0.13)
    assert np.median(found[:, 2]) > 3
    # Where exposure seldom binds, time with AI is in proportion to it; whoever uses AI where it can touch
    # little is more inclined to it than others, and uses it for a little more
    assert np.median(found[:, 3]) == pytest.approx(HIGH / LOW, rel=0.1)


def test_departments_of_one_function_differ_by_luck_alone():
    """Each department's mean over many seeds against the mean of all: Student's t of 24 seeds."""
    names = [f"Team hall {number}" for number in range(8)]
    groups = tuple(group for name in names for group in staff(name, 120, 0.5))
    measured = []
    for seed in range(24):
        life = lived(world_of(groups, MONTHS), seed)
        chosen = [life.groups(department=name) for name in names]
        measured.append(
            [
                [life.of_present(kind, each) for each in chosen]
                for kind in (tally.AI_USERS, tally.BURNOUT_SUM, tally.EXPECTED_QUITS, tally.OUTPUT_SUM)
            ]
            + [[life.of_users(tally.TRUE_SUM, each) for each in chosen]]
        )
    values = np.array(measured)  # seeds, measures, departments
    beside = values - values.mean(axis=2, keepdims=True)
    t = beside.mean(axis=0) / (beside.std(axis=0, ddof=1) / np.sqrt(len(values)))
    assert np.abs(t).max() < 4.2
    # Of 90 % intervals over all luck, one in ten of the differences of the first two leaves nought out
    assert np.mean(np.abs(t) > 1.71) < 0.3


def test_time_with_ai_is_bounded_ordered_and_stays_with_the_person():
    groups = (*staff("Desk", 300, HIGH), *staff("Office", 300, 0.4), *staff("Workshop", 300, LOW))
    world = world_of(groups, 70, environment=CONSTANT_TOOLS)
    population, environment = world.population(3), world.environment_of(3)
    world.run(population, environment, 50)
    before = population.copy()
    for _ in range(20):
        sums = world.run(population, environment, 1)[0]
        time, exposure = population.column("ai_time"), population.column("exposure")
        assert np.all(time <= exposure + 1e-6)
        assert np.all(sums[:, tally.DAILY_USERS] <= sums[:, tally.WEEKLY_USERS])
        assert np.all(sums[:, tally.WEEKLY_USERS] <= sums[:, tally.AI_USERS])
        assert np.all(time[population.column("uses_ai") == 0] == 0)
    same = (population.incarnation == before.incarnation) & (population.column("employed") == 1)
    same &= (before.column("employed") == 1) & (population.column("uses_ai") == 1)
    same &= before.column("ai_time") > 0
    assert same.sum() > 200
    np.testing.assert_array_equal(time[same], before.column("ai_time")[same])
    assert np.std(time[same]) > 0.05


def test_people_who_are_inclined_to_ai_spend_more_time_with_it():
    loading = 0.7
    values = central_values({"time_affinity_loading": loading})
    world = world_of(staff("Office", 4000, 0.9), 1, values)
    population = world.population(2)
    share = np.log(population.column("ai_share"))
    free = population.column("ai_share") < 0.9 - 1e-6
    assert free.mean() > 0.9
    bend = np.corrcoef(share[free], population.column("affinity")[free])[0, 1]
    assert bend == pytest.approx(loading, abs=0.06)  # without the few whom exposure binds
