"""A sweep: points checked, what is there already left out, the rest simulated, small files put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tandem.experiments.points.axes import Axis
from tandem.experiments.points.batches import Task
from tandem.experiments.points.data_set import DAMAGED, DataSet
from tandem.experiments.points.definition import Compose, Definition, define, digest
from tandem.experiments.points.design import Point, points_of
from tandem.experiments.points.execution import Tally, execute
from tandem.experiments.points.executors.executor import Executor
from tandem.experiments.points.plan import check_points, open_store, share_of, stored_start
from tandem.experiments.points.point_file import read_points
from tandem.experiments.points.reduction import checked_measures
from tandem.experiments.run.folder import OUTPUTS
from tandem.experiments.simulation.cores import cores
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.sweep.schema import SweepChoices
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("sweep.experiment")


@dataclass(frozen=True)
class Swept:
    """What a sweep did.

    Attributes
    ----------
    data : its store
    tasks : its points, or those of its part
    before : keys of the points that were there
    tally : what was done now
    choices : its settings
    """

    data: DataSet
    tasks: tuple[Task, ...]
    before: frozenset[str]
    tally: Tally
    choices: SweepChoices

    @property
    def failed(self) -> dict[str, str]:
        """Reason by key of the points that failed."""
        return self.tally.failed


def sweep(
    choices: SweepChoices,
    axes: Sequence[Axis],
    compose: Compose,
    start_given: bool,
    progress: Progress,
) -> Swept:
    """Do what is left to do of a sweep.

    Parameters
    ----------
    axes : what is varied, besides the columns of a file of points
    compose : composes a configuration with options chosen by group
    start_given : whether the user named the first month; if not, a store's own stands

    Raises
    ------
    InputError
        If a setting, a point or the store is not usable; nothing was simulated then.
    MachineError
        If the disk is full or workers die one after another; what was done stays.
    """
    measures = checked_measures(choices.measures)
    check_executor(choices)
    varied, points, where = _points(choices, axes)
    with progress.stage("points"), progress.wait(_text("planning")):
        folder = Path(choices.store) if choices.store else _usual_folder(compose, varied, measures, start_given)
        start = None if start_given else stored_start(folder)
        definition, tasks = check_points(compose, varied, points, measures, where, start)
        data = open_store(folder, definition, varied)
    own = share_of(tasks, choices.shard)
    return _done(data, own, choices, progress)


def check_executor(choices: SweepChoices) -> None:
    """Raise `InputError` where executor and its settings do not go together, or its library is missing."""
    if choices.address and choices.executor != "ray":
        raise InputError("address: only a Ray cluster has one; example: executor=ray address=auto")
    if choices.executor == "ray":
        from tandem.experiments.points.executors.cluster import ray_library

        ray_library()


def executor_of(choices: SweepChoices) -> Executor:
    """What shares out the batches; it must be closed."""
    threads = choices.threads or 1
    if choices.executor == "ray":
        from tandem.experiments.points.executors.cluster import Cluster

        return Cluster(choices.address, choices.workers, threads, max(1, cores() // threads))
    if choices.executor == "here":
        from tandem.experiments.points.executors.here import Here

        return Here(threads)
    from tandem.experiments.points.executors.pool import Pool

    return Pool(choices.workers or max(1, cores() // threads), threads)


def _points(choices: SweepChoices, axes: Sequence[Axis]) -> tuple[tuple[Axis, ...], Sequence[Point], Sequence[str]]:
    """What is varied, the points, and what each is called in messages."""
    if choices.file is not None:
        if axes:
            raise InputError(
                f"{axes[0].column}: the points come from '{choices.file}'; give one value here, or leave file out"
            )
        read = read_points(Path(choices.file))
        return read.axes, read.points, read.where
    if not axes:
        raise InputError(
            "nothing is varied; give a setting several values; examples: policy=status_quo,guardrails, "
            "'parameters.true_gain=range(0.03,0.15,0.03)', file=points.csv"
        )
    return tuple(axes), points_of(axes, choices.design, choices.points, choices.seed), ()


def _done(data: DataSet, tasks: tuple[Task, ...], choices: SweepChoices, progress: Progress) -> Swept:
    damaged = _damaged(data)
    there = data.done()
    if (more := _damaged(data) - damaged) > 0:
        progress.say(_text("damaged", count=more))
    before = frozenset(task.key for task in tasks if task.key in there)
    left = [task for task in tasks if task.key not in there]
    if before and left:
        progress.say(_text("going_on", done=f"{len(before):,}", points=f"{len(tasks):,}"))
    tally = Tally()
    if left:
        executor = executor_of(choices)
        try:
            with progress.stage("simulation"), progress.bar(_text("bar"), len(left)) as step:
                tally = execute(
                    data,
                    left,
                    executor,
                    choices.batch_seconds,
                    lambda count: [step() for _ in range(count)] and None,
                    lambda reason: progress.say(_text("died", reason=reason)),
                )
        finally:
            executor.close()
    if choices.compact and choices.shard is None and not tally.failed:
        with progress.stage("compaction"):
            data.compact()
    return Swept(data, tasks, before, tally, choices)


def _damaged(data: DataSet) -> int:
    folder = data.folder / DAMAGED
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def _usual_folder(
    compose: Compose, axes: Sequence[Axis], measures: Sequence[str], start_given: bool
) -> Path:
    """The folder that the same command finds again, in another month, too."""
    definition = define(compose, axes, measures)
    base = definition.base if start_given else {**definition.base, "start": None}
    told = Definition(base, definition.axes, definition.options, definition.measures)
    values = [[axis.key, axis.values, axis.low, axis.high] for axis in axes]
    return OUTPUTS / f"sweep_{digest([told.hash, values])[:8]}"
