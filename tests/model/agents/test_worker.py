"""A view shows one person and nobody else."""

import copy
import pickle

import mesa
import numpy as np
import pytest

from tandem.model.agents.worker import Worker, WorkerLeftError
from tests.model.agents.small import START, small_workforce


@pytest.fixture
def model():
    return small_workforce()


def test_a_view_refuses_once_its_person_has_moved_on(model):
    """Followed month by month: views of those whose column says so, and no others, stop answering."""
    refused = filled = 0
    for _ in range(15):
        workers = model.agents.to_list()
        burnout_before = model.population.column("burnout").copy()
        model.step()
        for worker in workers:
            row = worker.identity[0]
            left = model.population.event[row] in (1, 2, 3, 4)
            assert worker.has_left == left
            if left:
                refused += 1
                for access in (
                    lambda w=worker: w.burnout,
                    lambda w=worker: w.department,
                    lambda w=worker: setattr(w, "burnout", 0.0),
                ):
                    with pytest.raises(WorkerLeftError, match=rf"worker {worker.unique_id} has left"):
                        access()
            else:
                assert worker.burnout == model.population.column("burnout")[row]
                assert worker.burnout != burnout_before[row]
        filled += sum(worker.has_left and model.agents[0].model is model for worker in workers)
    assert refused > 10
    assert filled == refused


def test_the_next_person_on_a_seat_is_somebody_else(model):
    worker = model.agents[0]
    row, person = worker.identity
    worker.remove()
    assert worker.has_left
    while model.population.incarnation[row] == person:
        model.step()
    (successor,) = [other for other in model.agents if other.identity[0] == row]
    assert worker.has_left
    assert not successor.has_left
    assert successor != worker
    assert successor.unique_id != worker.unique_id
    assert successor.seat_id == model.population.structure.seat_id[row]
    with pytest.raises(WorkerLeftError):
        _ = worker.tenure


def test_a_leaver_still_knows_who_they_were(model):
    worker = model.agents[5]
    before = (worker.unique_id, worker.incarnation, hash(worker))
    worker.remove()
    assert (worker.unique_id, worker.incarnation, hash(worker)) == before
    assert "has left" in repr(worker)
    with pytest.raises(WorkerLeftError):
        getattr(worker, "burnout", None)


def test_leavers_are_gone_from_every_set(model):
    agents = model.agents.select(at_most=10)
    leaver, stayer = agents[0], agents[1]
    assert leaver in agents
    leaver.remove()
    assert len(agents) == 9
    assert leaver not in agents
    assert leaver not in model.agents
    assert stayer in agents
    assert agents[0] == stayer
    while model.population.incarnation[leaver.identity[0]] == leaver.identity[1]:
        model.step()
    successor = next(worker for worker in model.agents if worker.identity[0] == leaver.identity[0])
    assert successor not in agents
    assert leaver.identity[0] not in agents.rows


def test_two_views_of_one_person_are_equal(model):
    first, second, other = model.agents[4], model.agents[4], model.agents[5]
    assert first is not second
    assert first == second
    assert hash(first) == hash(second)
    assert first != other
    assert len({first, second, other}) == 2
    assert first != small_workforce().agents[4]
    assert first != "worker"


def test_identities_are_unique_over_people_and_months(model):
    seen: dict = {}
    for _ in range(15):
        for worker in model.agents:
            assert seen.setdefault(worker.unique_id, worker) == worker
        model.step()
    assert len(seen) > model.population.structure.seats
    assert len(set(seen.values())) == len(seen)


def test_a_worker_is_a_mesa_agent(model):
    worker = model.agents[0]
    assert isinstance(worker, mesa.Agent)
    assert worker.model is model
    assert worker.random is model.random
    assert worker.rng is model.rng
    assert worker.scenario is model.scenario
    assert worker.pos is None
    assert worker.step() is None
    assert worker.advance() is None


def test_workers_cannot_be_constructed(model):
    for attempt in (
        lambda: Worker(model),
        lambda: Worker.create_agents(model, 3),
        lambda: mesa.Agent(model),
        lambda: model.register_agent(model.agents[0]),
    ):
        with pytest.raises(TypeError, match="hired by the engine"):
            attempt()


def test_copies_and_pickles_of_views(model):
    worker = model.agents[2]
    assert copy.copy(worker) == worker
    for twin in (copy.deepcopy(worker), pickle.loads(pickle.dumps(worker))):
        assert twin.model is not model
        assert twin.burnout == worker.burnout
        twin.burnout = 9.0
        assert worker.burnout != 9.0
    model.favourite = worker
    assert copy.deepcopy(model).favourite.model is not model


def test_removing_twice_does_nothing_the_second_time(model):
    worker = model.agents[0]
    worker.remove()
    values = model.population.values.copy()
    tallies = model.tallies
    worker.remove()
    assert np.array_equal(values, model.population.values)
    assert np.array_equal(tallies, model.tallies)
    with pytest.raises(KeyError):
        model.deregister_agent(worker)


def test_start_is_where_the_small_model_stands(model):
    assert model.time == START
