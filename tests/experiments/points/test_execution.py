"""Shared-out work: what dies is tried again, what fails is listed, and everything else is done."""

import errno

import pyarrow.parquet as pq
import pytest

from tandem.experiments.points import batches
from tandem.experiments.points.batches import Outcome
from tandem.experiments.points.evaluation import Evaluator
from tandem.experiments.points.execution import TRIES, execute
from tandem.experiments.points.executors.here import Here
from tandem.model.errors import MachineError


@pytest.fixture(autouse=True)
def _opened_afresh():
    batches._opened.cache_clear()


class Dying:
    """Does batches here; one that holds a deadly point kills its worker."""

    workers = 3

    def __init__(self, deadly, times=10**9):
        self.deadly, self.times = deadly, times

    def run(self, store, following):
        while (tasks := following()) is not None:
            if self.times and any(task.key == self.deadly for task in tasks):
                self.times -= 1
                yield Outcome(tasks, died="killed")
            else:
                yield batches.do_batch(store, tasks)

    def close(self):
        pass


def test_all_is_done_and_counted(small):
    data, tasks = small
    steps: list[int] = []
    tally = execute(data, tasks, Here(1), 0.05, steps.append)
    assert (tally.done, tally.failed, sum(steps)) == (6, {}, 6)
    assert data.done() == {task.key for task in tasks}
    assert 0 < tally.engine <= tally.seconds


def test_a_point_that_kills_its_worker_is_listed_and_all_else_is_done(small):
    data, tasks = small
    deadly = tasks[2].key
    told: list[str] = []
    tally = execute(data, tasks, Dying(deadly), 2, lambda _: None, told.append)
    assert tally.failed == {deadly: "killed"}
    assert tally.deaths == TRIES == len(told)
    assert data.done() == {task.key for task in tasks} - {deadly}
    assert [failure.point for failure in data.failures()] == [deadly]


def test_a_worker_that_dies_once_costs_nothing(small):
    data, tasks = small
    tally = execute(data, tasks, Dying(tasks[0].key, times=1), 2, lambda _: None)
    assert (tally.failed, tally.deaths) == ({}, 1)
    assert data.done() == {task.key for task in tasks}


def test_workers_that_always_die_end_the_sweep(small):
    data, tasks = small

    class Broken(Dying):
        def run(self, store, following):
            while (batch := following()) is not None:
                yield Outcome(batch, died="ended with code 1")

    with pytest.raises(MachineError, match="one after another"):
        execute(data, tasks * 9, Broken(""), 2, lambda _: None)


def test_one_failing_configuration_leaves_the_others_alone(small, monkeypatch):
    data, tasks = small
    whole = Evaluator.reduced

    def failing(self, config):
        if config["parameters"]["true_gain"] == 0.06 and config["policy"]["name"] != "status quo":
            raise ZeroDivisionError("of all things")
        return whole(self, config)

    monkeypatch.setattr(Evaluator, "reduced", failing)
    tally = execute(data, tasks, Here(1), 60, lambda _: None)
    assert tally.done == 5
    ((key, reason),) = tally.failed.items()
    assert "ZeroDivisionError: of all things" in reason
    monkeypatch.setattr(Evaluator, "reduced", whole)
    again = execute(data, [task for task in tasks if task.key == key], Here(1), 60, lambda _: None)
    assert (again.done, again.failed, data.failures()) == (1, {}, [])


def test_a_worker_with_other_code_stops_the_sweep_and_says_so(small, monkeypatch):
    data, tasks = small
    monkeypatch.setattr(batches, "code_of_points", lambda: "another")
    with pytest.raises(MachineError, match="made by other code"):
        execute(data, tasks, Here(1), 2, lambda _: None)


def test_the_pool_says_how_a_worker_ended(small):
    from tandem.experiments.points.executors.pool import Worker

    worker = Worker(1)
    worker.tasks = small[1]
    assert worker.process.stdin is not None
    worker.process.stdin.write(b"no question\n")
    worker.process.stdin.close()
    assert worker.answer() is None
    assert "code 1" in worker.end()


def test_a_full_disk_stops_the_sweep_and_keeps_what_is_done(small, monkeypatch):
    data, tasks = small
    execute(data, tasks[:2], Here(1), 2, lambda _: None)
    writing = pq.write_table

    def full(*_given, **_named):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pq, "write_table", full)
    with pytest.raises(MachineError, match="space"):
        execute(data, tasks[2:], Here(1), 2, lambda _: None)
    monkeypatch.setattr(pq, "write_table", writing)
    left = [task for task in tasks if task.key not in data.done()]
    assert len(left) == 4
    assert execute(data, left, Here(1), 2, lambda _: None).done == 4
