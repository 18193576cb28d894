"""Runs that write over each other's memory find what runs with memory of their own find."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tandem.model.outcomes.tally import ROW, empty_sums, own_sums
from tests.model.engine.cases import scenario

SEED, MONTHS = 5, 14


def test_a_population_copied_onto_another_is_a_population_copied():
    world = scenario(400, MONTHS)
    first, second = world.population(SEED), world.population(SEED + 1)
    world.run(second, world.environment_of(SEED + 1), MONTHS)
    first.copy_onto(second)
    environment = world.environment_of(SEED)
    expected = world.run(first.copy(), environment, MONTHS)
    np.testing.assert_array_equal(world.run(second, environment, MONTHS), expected)
    assert (first.month, second.month) == (0, MONTHS)  # the one that was copied has not moved


@pytest.mark.parametrize("threads", [1, 3])
def test_sums_written_where_they_are_wanted_are_those_returned(threads):
    world = scenario(400, MONTHS)
    environment = world.environment_of(SEED)
    expected = world.run(world.population(SEED), environment, MONTHS)
    wanted = np.full(expected.shape, np.nan)
    returned = world.run(world.population(SEED), environment, MONTHS, threads=threads, out=wanted)
    assert returned is wanted
    np.testing.assert_array_equal(wanted, expected)


def test_a_threads_room_for_sums_is_cleared_and_its_own():
    own_sums(3, 5)[...] = 1
    again = own_sums(2, 5)
    assert again.shape == empty_sums(2, 5).shape == (2, 5, ROW)
    assert not again.any()
    assert again.ctypes.data % 64 == 0
    again[...] = 1
    with ThreadPoolExecutor(1) as pool:
        assert not np.shares_memory(again, pool.submit(own_sums, 2, 5).result())
    assert again.all()
