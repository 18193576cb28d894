"""A sweep: points checked, what is there already left out, the rest simulated, small files put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tandem.experiments.points.axes import Axis
from tandem.experiments.points.batches import Task
from tandem.experiments.points.data_set import DataSet
from tandem.experiments.points.definition import Compose
from tandem.experiments.points.design import Point, points_of
from tandem.experiments.points.execution import Tally
from tandem.experiments.points.executors.choice import check_executor
from tandem.experiments.points.filling import fill
from tandem.experiments.points.plan import check_points, open_store, part_of, stored_start, usual_folder
from tandem.experiments.points.point_file import read_points
from tandem.experiments.points.reduction import checked_measures
from tandem.experiments.run.folder import new_run_folder
from tandem.experiments.run.names import names_of
from tandem.experiments.run.record import Record
from tandem.experiments.run.user_data import log_use
from tandem.experiments.settings.limits import nearest
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.sweep.schema import SweepChoices
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("sweep.experiment")

ALL, RUNS = "all", "runs"  # the word for every point; the folder of run folders in a store


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
    own = part_of(points, choices.shard)
    if not own:
        raise InputError(f"shard: {choices.shard} of {len(points)} points is none; take fewer parts")
    points, where = [points[place] for place in own], [where[place] for place in own] if where else ()
    with progress.stage("points"), progress.wait(_text("planning")):
        usual = usual_folder("sweep", compose, varied, measures, start_given)
        folder = Path(choices.store) if choices.store else usual
        start = None if start_given else stored_start(folder)
        checked = check_points(compose, varied, points, measures, where, start, folder=folder)
        chosen = details_of(choices, checked.tasks)
        data = open_store(folder, checked.definition, varied)
    for profile in checked.profiles:
        log_use("sweep", profile, folder)
    filled = fill(data, checked.tasks, choices, progress, choices.shard is None)
    swept = Swept(data, checked.tasks, filled.before, filled.tally, choices)
    write_details(swept, chosen, progress)
    return swept


def _points(
    choices: SweepChoices, axes: Sequence[Axis]
) -> tuple[tuple[Axis, ...], Sequence[Point], Sequence[str]]:
    """What is varied, the points, and what each is called in messages."""
    if choices.file is not None:
        if axes:
            raise InputError(
                f"{axes[0].column}: the points come from '{choices.file}'; give one value here, or "
                "leave file out"
            )
        read = read_points(Path(choices.file))
        return read.axes, read.points, read.where
    if not axes:
        raise InputError(
            "nothing is varied; give a setting several values; examples: policy=status_quo,guardrails, "
            "'parameters.true_gain=range(0.03,0.15,0.03)', file=points.csv"
        )
    return tuple(axes), points_of(axes, choices.design, choices.points, choices.seed), ()


def details_of(choices: SweepChoices, tasks: Sequence[Task]) -> tuple[Task, ...]:
    """The points whose whole run folders are wanted.

    Raises
    ------
    InputError
        If there is no such point.
    """
    if choices.detail in (None, ALL):
        return tuple(tasks) if choices.detail == ALL else ()
    known = {task.key: task for task in tasks}
    for key in choices.detail:
        if key not in known:
            raise InputError(
                f"detail: there is no point '{key}' here.{nearest(key, known)} `tandem runs STORE` lists the "
                "points of a sweep that is done; example: detail=all"
            )
    return tuple(known[key] for key in choices.detail)


def write_details(swept: Swept, tasks: Sequence[Task], progress: Progress) -> None:
    """Write the run folder of each point, as `tandem project` would; those that stand are left alone."""
    from tandem.experiments.project.command import COMMAND

    for task in tasks:
        folder = swept.data.folder / RUNS / task.key
        if folder.exists() or task.key in swept.failed:
            continue
        config = swept.data.definition.config_of(task.values)
        config["figures"], config["table"] = swept.choices.figures, swept.choices.table
        began, names = datetime.now(), names_of(COMMAND.name, config)
        found = COMMAND.experiment(COMMAND.choices_of(config), progress)
        COMMAND.log(found, folder)
        with new_run_folder(folder) as part:
            COMMAND.write(part, found, Record(COMMAND.name, config, (), began, folder, progress, names))
