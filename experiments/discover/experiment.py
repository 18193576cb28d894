"""Discovery: a box on a sweep's points, and how it holds on fresh ones that played no part in finding it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import qmc

from tandem.experiments.discover.prim import Box, chosen, judged
from tandem.experiments.discover.question import Asked, Question, asked_of, read_question
from tandem.experiments.points.batches import Task
from tandem.experiments.points.data_set import DataSet, make_data_set, open_data_set
from tandem.experiments.points.evaluation import Evaluator
from tandem.experiments.points.filling import fill
from tandem.experiments.points.keys import Keys, code_of_points
from tandem.experiments.points.reading import frame_of
from tandem.experiments.points.rows import KEY
from tandem.experiments.points.settings import PointsChoices
from tandem.experiments.settings.schema import ProjectChoices
from tandem.experiments.simulation.progress import Progress
from tandem.model.errors import InputError

FRESH = "fresh"  # the folder of fresh points in a store
FRESH_SEED = 1_000_003  # of fresh points, other than any design's of a usual seed


@dataclass(frozen=True)
class Discovered:
    """What was found.

    Attributes
    ----------
    data, question, asked : where it was looked for, and what for
    box : on the points of the sweep
    fresh : the same box on fresh points; None where none were asked for
    fresh_points : how many
    """

    data: DataSet
    question: Question
    asked: Asked
    box: Box
    fresh: Box | None
    fresh_points: int

    @property
    def unit(self) -> str:
        """The unit of the measure."""
        frame = frame_of(self.data)
        return str(frame.loc[frame["measure"] == self.question.measure, "unit"].iloc[0])


def discover(
    store: Path, question: str, fixed: Mapping[str, str], fresh: int, workers: int | None, progress: Progress
) -> Discovered:
    """Find where the answer is yes.

    Parameters
    ----------
    fresh : points that are simulated to check the box; 0: none

    Raises
    ------
    InputError
        If the store, the question or a fixed value is not usable, or there are too few points.
    """
    data = open_data_set(store)
    asked_for = read_question(question, data.definition.measures)
    asked = asked_of(data, asked_for, fixed)
    if fresh and data.code != code_of_points():
        raise InputError(
            f"store: '{store}' was made by other code, so fresh points would be another model's; example: "
            "--fresh 0"
        )
    box = chosen(asked.points, asked.interest)
    if not fresh:
        return Discovered(data, asked_for, asked, box, None, 0)
    points = fresh_points(asked, fresh)
    results = _simulated(data, asked, points, asked_for.measure, workers, progress)
    known = ~np.isnan(results)
    interest = asked_for.holds(pd.Series(results[known]))
    checked = judged(points[known].reset_index(drop=True), interest, box.limits)
    return Discovered(data, asked_for, asked, box, checked, int(known.sum()))


def fresh_points(asked: Asked, count: int) -> pd.DataFrame:
    """A Latin hypercube over what the points span; of other values than numbers, those that there are."""
    shares = qmc.LatinHypercube(asked.points.shape[1], rng=np.random.default_rng(FRESH_SEED)).random(count)
    columns: dict[str, Any] = {}
    for share, name in zip(shares.T, asked.points, strict=True):
        column = asked.points[name]
        known = np.array(sorted(column.unique(), key=str), dtype=object)
        if pd.api.types.is_float_dtype(column):
            columns[str(name)] = column.min() + share * (column.max() - column.min())
        else:
            columns[str(name)] = list(known[np.minimum((share * len(known)).astype(int), len(known) - 1)])
    return pd.DataFrame(columns)


def _simulated(
    data: DataSet, asked: Asked, points: pd.DataFrame, measure: str, workers: int | None, progress: Progress
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The measure at fresh points, which a store beside the sweep's own keeps."""
    keys, evaluator = Keys(data.code), Evaluator(data.definition.measures)
    by_column = dict(zip(data.definition.columns, data.definition.axes, strict=True))
    tasks = []
    for row in points.to_dict("records"):
        known: dict[str, Any] = {**asked.fixed, **{str(name): value for name, value in row.items()}}
        values = {by_column[name]: _plain(value) for name, value in known.items()}
        config = data.definition.config_of(values)
        tasks.append(Task(keys.key_of(config, evaluator.posterior_of(config)), values))
    ordered = {task.key: task for task in tasks}
    # In a store of their own: points that once checked a box must never help to find one.
    fresh = make_data_set(data.folder / FRESH, data.head)
    fill(fresh, list(ordered.values()), _choices(workers), progress)
    frame = frame_of(fresh)
    frame = frame[frame["measure"] == measure]
    means = dict(zip(frame[KEY], frame["mean"], strict=True))
    return np.array([means.get(task.key, np.nan) for task in tasks], np.float64)


def _choices(workers: int | None) -> PointsChoices:
    """A pool on this machine; what a point is stands in the store."""
    shared = {field.name: None for field in fields(ProjectChoices)}
    settings: dict[str, Any] = {**shared, "threads": 1}
    return PointsChoices(
        **settings,
        store=None,
        executor="pool",
        workers=workers,
        address=None,
        batch_seconds=2.0,
        compact=True,
    )


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
