"""Points through an executor into a store: batches of the right length, second tries, and what failed.

A batch is as many points as take about so many seconds. Where a worker dies, its points are tried again one
by one; a point whose worker dies each time is a failure like any other. What is done is done: the same sweep
finds it in the store and does the rest.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tandem.experiments.points.batches import Outcome, Task
from tandem.experiments.points.data_set import DataSet, Failure
from tandem.experiments.points.executors.executor import Executor
from tandem.model.errors import MachineError

MOST_IN_A_BATCH = 1_000  # points (a choice about computing)
TRIES = 3  # of a point whose worker dies
_deaths_in_a_row = 12  # without a batch done between them, after which something else is wrong


@dataclass
class Tally:
    """What was done.

    Attributes
    ----------
    done : points simulated now
    failed : reason by key of those that were not
    batches, seconds, engine : batches, the seconds that they took in all, and of these the simulation's
    start_seconds : until the workers were ready, in all of them together
    wall_seconds : from begin to end
    deaths : workers that died
    """

    done: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    batches: int = 0
    seconds: float = 0.0
    engine: float = 0.0
    start_seconds: float = 0.0
    wall_seconds: float = 0.0
    deaths: int = 0


def execute(
    data: DataSet,
    tasks: Sequence[Task],
    executor: Executor,
    batch_seconds: float,
    done: Callable[[int], None],
    died: Callable[[str], None] = lambda _: None,
) -> Tally:
    """Do the tasks; failures are kept in the store.

    Parameters
    ----------
    batch_seconds : how long a batch is to take, about
    done : called with how many more points are done or have failed
    died : told why a worker died

    Raises
    ------
    MachineError
        If the disk is full, or workers die one after another; what was done stays.
    """
    tally = Tally()
    queue = _Queue(tasks, executor.workers, batch_seconds)
    values = {task.key: task.values for task in tasks}
    deaths = 0
    begin = time.perf_counter()
    for outcome in executor.run(str(data.folder.absolute()), queue.following):
        if outcome.stop:
            raise MachineError(outcome.stop)
        if outcome.died:
            deaths, tally.deaths = deaths + 1, tally.deaths + 1
            if deaths >= _deaths_in_a_row:
                raise MachineError(
                    f"{deaths} workers ended one after another ({outcome.died}); what is done is kept, and "
                    "the same command goes on from there. Take fewer workers or draws; example: workers=1"
                )
            died(outcome.died)
            failed = queue.try_again(outcome)
        else:
            deaths = 0
            failed = dict(outcome.failed)
            tally.done += len(outcome.done)
            tally.batches += 1
            tally.start_seconds += outcome.start
            tally.seconds += outcome.seconds
            tally.engine += outcome.engine
            queue.learn(outcome)
            data.forget_failures(outcome.done)
        for key, reason in failed.items():
            data.note_failure(Failure(key, values[key], reason))
        tally.failed |= failed
        done(len(outcome.done) + len(failed))
    tally.wall_seconds = time.perf_counter() - begin
    return tally


class _Queue:
    """Points to do, in batches of the right length."""

    def __init__(self, tasks: Sequence[Task], workers: int, batch_seconds: float) -> None:
        self._left = deque(tasks)
        self._single: deque[Task] = deque()
        self._tries: dict[str, int] = {}
        self._workers = workers
        self._batch_seconds = batch_seconds
        self._of_a_point: float | None = None

    def following(self) -> list[Task] | None:
        """The next batch."""
        if self._single:
            return [self._single.popleft()]
        if not self._left:
            return None
        return [self._left.popleft() for _ in range(min(self._size(), len(self._left)))]

    def learn(self, outcome: Outcome) -> None:
        """How long a point takes."""
        each = outcome.seconds / max(len(outcome.tasks), 1)
        self._of_a_point = each if self._of_a_point is None else 0.5 * (self._of_a_point + each)

    def try_again(self, outcome: Outcome) -> dict[str, str]:
        """Put the points of a worker that died back, one by one; the reason of those tried often enough."""
        failed = {}
        for task in outcome.tasks:
            self._tries[task.key] = self._tries.get(task.key, 0) + 1
            if self._tries[task.key] >= TRIES:
                failed[task.key] = outcome.died
            else:
                self._single.append(task)
        return failed

    def _size(self) -> int:
        """Points of the next batch: the last ones are shared out among all workers."""
        if self._of_a_point is None:  # a first look at how long one takes
            return 1
        fitting = round(self._batch_seconds / max(self._of_a_point, 1e-6))
        share = -(-len(self._left) // self._workers)
        return max(1, min(fitting, share, MOST_IN_A_BATCH))
