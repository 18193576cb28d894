"""A batch: points that one worker simulates one after another, and whose shard it writes."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from tandem.experiments.points.data_set import DataSet, open_data_set
from tandem.experiments.points.evaluation import Evaluator
from tandem.experiments.points.keys import code_of_points
from tandem.experiments.points.reduction import Reduced
from tandem.model.errors import InputError, TandemError, machine_error_of


@dataclass(frozen=True)
class Task:
    """One point: its key in the store, and its values by axis."""

    key: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What became of a batch.

    Attributes
    ----------
    tasks : its points
    done : keys of those whose rows are in the store
    failed : reason by key of those that cannot be simulated
    start : seconds until the worker was ready for its first batch
    seconds, engine : that the batch took then, and of these the simulation itself
    stop : what is wrong with the machine, so that no other batch would fare better; empty: nothing
    died : why the worker ended before its time; empty: it did not
    """

    tasks: Sequence[Task]
    done: Sequence[str] = ()
    failed: Mapping[str, str] = field(default_factory=dict)
    start: float = 0.0
    seconds: float = 0.0
    engine: float = 0.0
    stop: str = ""
    died: str = ""


def do_batch(store: str, tasks: Sequence[Task], threads: int = 1) -> Outcome:
    """Simulate the points of a batch, and keep their rows; one that fails leaves the others alone."""
    begun = time.perf_counter()
    try:
        data, evaluator = _opened(store, threads)
    except TandemError as error:  # no other batch would fare better
        return Outcome(tasks, stop=str(error))
    if not evaluator.ready:
        with suppress(Exception):  # what is wrong with a point shows itself again below
            evaluator.get_ready(data.definition.config_of(tasks[0].values))
    began = time.perf_counter()
    before = evaluator.engine_seconds
    kept: list[tuple[str, Mapping[str, Any]]] = []
    rows: list[Reduced] = []
    failed: dict[str, str] = {}
    stop = ""
    for task in tasks:
        try:
            rows.append(evaluator.reduced(data.definition.config_of(task.values)))
            kept.append((task.key, task.values))
        except Exception as fault:  # whatever it is, the other points are not to blame
            failed[task.key] = _reason(fault)
    try:
        if kept:
            data.keep(kept, rows)
    except TandemError as error:
        kept, stop = [], str(error)
    return Outcome(
        tasks,
        [key for key, _ in kept],
        failed,
        start=began - begun,
        seconds=time.perf_counter() - began,
        engine=evaluator.engine_seconds - before,
        stop=stop,
    )


def outcome_as_dict(outcome: Outcome) -> dict[str, Any]:
    """For JSON, without the tasks, which whoever gave them knows."""
    content = asdict(outcome)
    del content["tasks"]
    return content


def outcome_from(content: Mapping[str, Any], tasks: Sequence[Task]) -> Outcome:
    """From JSON."""
    return Outcome(tasks, **content)


@lru_cache(maxsize=4)
def _opened(store: str, threads: int) -> tuple[DataSet, Evaluator]:
    data = open_data_set(Path(store))
    if data.code != code_of_points():
        raise InputError(
            f"store: '{store}' was made by other code than this machine has; install the same version on "
            "every machine, or name another store"
        )
    return data, Evaluator(data.definition.measures, threads)


def _reason(fault: Exception) -> str:
    error = machine_error_of(fault) or fault
    if isinstance(error, TandemError):
        return " ".join(str(error).split())
    return f"a fault of Tandem's own: {type(error).__name__}: {error}"
