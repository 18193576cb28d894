"""Points of a sweep once more, held against the rows of its store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from tandem.experiments.points.data_set import DataSet, open_data_set
from tandem.experiments.points.evaluation import Evaluator
from tandem.experiments.points.keys import code_of_points
from tandem.experiments.points.reading import frame_of
from tandem.experiments.points.reduction import NUMBERS
from tandem.experiments.points.rows import KEY
from tandem.experiments.run.progress import say
from tandem.experiments.settings.limits import nearest
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("reproduce.points")

USUAL = 5  # points where none is named, evenly spread


def repeated_points(folder: Path, asked: Sequence[str], every: bool) -> tuple[str, str]:
    """Repeat points; the first difference in words (or nothing), and what is to be said if there is none.

    Raises
    ------
    InputError
        If the store has no such point, or none at all.
    """
    data = open_data_set(folder)
    frame = frame_of(data)
    there = list(frame[KEY].unique())
    if not there:
        raise InputError(f"store: '{folder}' has no points yet")
    for key in asked:
        if key not in there:
            raise InputError(
                f"there is no point '{key}' in '{folder}'.{nearest(key, there)} `tandem runs` lists them"
            )
    if data.code != code_of_points():
        say(_text("other_code"))
    spread = np.unique(np.linspace(0, len(there) - 1, USUAL).round().astype(int))
    keys = list(asked) or (there if every else [there[place] for place in spread])
    evaluator = Evaluator(data.definition.measures)
    for key in keys:
        difference = _difference(data, evaluator, frame[frame[KEY] == key])
        if difference:
            return difference, ""
    return "", _text("same", count=len(keys))


def _difference(data: DataSet, evaluator: Evaluator, rows: pd.DataFrame) -> str:
    values = _values_of(data, rows)
    again = evaluator.reduced(data.definition.config_of(values))
    kept = (
        rows.set_index("measure")[list(NUMBERS)].astype(float).loc[list(data.definition.measures)].to_numpy()
    )
    for place, measure in enumerate(data.definition.measures):
        for column, name in enumerate(NUMBERS):
            made, now = float(kept[place, column]), float(again.numbers[place, column])
            if made != now and not (np.isnan(made) and np.isnan(now)):
                return _text(
                    "differs",
                    point=rows[KEY].iloc[0],
                    measure=measure,
                    number=name,
                    made=repr(made),
                    again=repr(now),
                )
    return ""


def _values_of(data: DataSet, rows: pd.DataFrame) -> dict[str, object]:
    """A point's values by axis, as its row has them."""
    found: dict[str, object] = {}
    for axis, column in zip(data.definition.axes, data.definition.columns, strict=True):
        value = rows[column].iloc[0]
        if pd.isna(value):
            found[axis] = None
        elif data.kinds.get(axis) == "whole":
            found[axis] = int(value)
        else:
            found[axis] = value.item() if hasattr(value, "item") else value
    return found
