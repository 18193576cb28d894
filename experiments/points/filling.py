"""A store filled: what is there already is left out, the rest is simulated, small files are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tandem.experiments.points.batches import Task
from tandem.experiments.points.data_set import DataSet
from tandem.experiments.points.execution import Tally, execute
from tandem.experiments.points.executors.choice import executor_of
from tandem.experiments.points.settings import PointsChoices
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.wording.catalogue import texts

_text = texts("sweep.filling")


@dataclass(frozen=True)
class Filled:
    """What was there before, by key, and what was done now."""

    before: frozenset[str]
    tally: Tally


def fill(
    data: DataSet, tasks: Sequence[Task], choices: PointsChoices, progress: Progress, whole: bool = True
) -> Filled:
    """Do what is left of some points.

    Parameters
    ----------
    whole : whether these are all the points, so that files may be put together

    Raises
    ------
    MachineError
        If the disk is full or workers die one after another; what was done stays.
    """
    there, damaged = data.mended()
    if damaged:
        progress.say(_text("damaged", count=damaged))
    before = frozenset(task.key for task in tasks if task.key in there)
    left = [task for task in tasks if task.key not in there]
    if before and left:
        progress.say(_text("going_on", done=f"{len(before):,}", points=f"{len(tasks):,}"))
    tally = Tally()
    if left:
        tally = _simulated(data, left, choices, progress)
    if choices.compact and whole and not tally.failed:
        with progress.stage("compaction"):
            data.compact()
    return Filled(before, tally)


def _simulated(data: DataSet, left: Sequence[Task], choices: PointsChoices, progress: Progress) -> Tally:
    executor = executor_of(choices)
    try:
        with progress.stage("simulation"), progress.bar(_text("bar"), len(left)) as step:

            def done(count: int) -> None:
                for _ in range(count):
                    step()

            return execute(
                data,
                left,
                executor,
                choices.batch_seconds,
                done,
                lambda reason: progress.say(_text("died", reason=reason)),
            )
    finally:
        executor.close()
