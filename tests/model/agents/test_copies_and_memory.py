"""Copies and pickles go on as the original does, on their own; the Mesa face costs next to no memory."""

import copy
import gc
import pickle
import tracemalloc

import numpy as np
import pytest

from tandem.model.agents.collection import DataCollector
from tandem.model.agents.workforce import Workforce
from tandem.model.organisation.configuration import default_organisation
from tandem.model.organisation.profile import Group, Profile
from tandem.model.organisation.seats import build_seats
from tandem.model.parameters import central_values
from tandem.model.scenario import Scenario
from tests.model.agents.small import START, small_scenario, small_workforce


def through_pickle(model):
    return pickle.loads(pickle.dumps(model))


ways = pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, through_pickle])


@ways
@pytest.mark.parametrize("month", [0, START])
def test_a_copy_goes_on_bit_for_bit_as_the_original(duplicate, month):
    model = small_workforce(month)
    model.agents.shuffle(inplace=True)
    twin = duplicate(model)
    for _ in range(12):
        model.step()
        twin.step()
        assert (twin.time, twin.steps) == (model.time, model.steps)
        assert np.array_equal(twin.population.values, model.population.values)
        assert np.array_equal(twin.population.incarnation, model.population.incarnation)
        assert np.array_equal(twin.tallies, model.tallies)
        assert twin.agents.get("unique_id") == model.agents.get("unique_id")
    assert twin.random.random() == model.random.random()
    assert twin.rng.random() == model.rng.random()


@ways
def test_a_copy_shares_no_state(duplicate):
    model = small_workforce()
    model.chosen = model.agents.select(at_most=5)
    before, tallies = model.population.copy(), model.tallies
    twin = duplicate(model)
    assert twin.agents.model is twin.agents[0].model is twin.chosen.model is twin
    twin.agents.set("burnout", 5.0)
    twin.chosen[0].remove()
    twin.agents.shuffle(inplace=True)
    twin.run_for(3)
    assert model.time == START
    assert np.array_equal(model.population.values, before.values)
    assert np.array_equal(model.population.recent, before.recent)
    assert np.array_equal(model.tallies, tallies)
    assert len(model.chosen) == 5
    assert model.agents.random is model.random
    assert twin.agents.random is twin.random


@ways
def test_a_model_with_a_collector_can_be_copied(duplicate):
    model = small_workforce()
    model.datacollector = DataCollector({"people": "headcount"}, {"burnout": "burnout"})
    model.datacollector.collect(model)
    twin = duplicate(model)
    twin.step()
    twin.datacollector.collect(twin)
    assert len(twin.datacollector.get_model_vars_dataframe()) == 2
    assert len(model.datacollector.get_model_vars_dataframe()) == 1


def test_memory_of_a_worker_with_the_mesa_face():
    seats = 100_000
    profile = Profile("large", "USD", (Group("All", "junior", "employee", seats, 50_000),), "test", "none")
    _, settings = default_organisation()
    environment = small_scenario().environment
    tracemalloc.start()
    try:
        scenario = Scenario(
            profile, build_seats(profile, 1, settings), environment, (), central_values(), 1, 12
        )
        model = Workforce(scenario, rng=1)
        model.run_for(2)
        model.agents.shuffle(inplace=True)
        model.agents.agg("burnout", np.mean)
        model.agents.do("step")
        chosen = model.agents.select(model.agents.array("burnout") > 0)
        model.agents[0].burnout = 1
        gc.collect()
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(chosen) > 0
    assert held / seats <= 250
