"""Rows of the data set: one a point and measure, the values of the axes as columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tandem.experiments.points.axes import column_value
from tandem.experiments.points.definition import Definition
from tandem.experiments.points.design import Point
from tandem.experiments.points.reduction import NUMBERS, Reduced

KEY = "point"  # the column that names a point


def rows_of(
    definition: Definition,
    kinds: Mapping[str, str],
    points: Sequence[tuple[str, Point]],
    found: Sequence[Reduced],
) -> pa.Table:
    """The rows of some points.

    Parameters
    ----------
    kinds : of the values of each axis
    points : key and values of each
    found : what each was reduced to
    """
    names = definition.measures
    each, count = len(names), len(points)
    columns: dict[str, Any] = {KEY: _repeated([key for key, _ in points], each)}
    for axis, column in zip(definition.axes, definition.columns, strict=True):
        values = [column_value(point[axis]) for _, point in points]
        columns[column] = _repeated(_of_one_kind(values, kinds[axis]), each)
    columns["measure"] = pa.array(list(names) * count, pa.string()).dictionary_encode()
    columns["unit"] = pa.array([unit for one in found for unit in one.units], pa.string()).dictionary_encode()
    numbers = np.concatenate([one.numbers for one in found]) if found else np.zeros((0, len(NUMBERS)))
    for name, values_of_name in zip(NUMBERS, numbers.T, strict=True):
        if name == "draws":
            columns[name] = pa.array(values_of_name.astype(np.int32))
        else:
            columns[name] = pa.array(values_of_name, mask=np.isnan(values_of_name))
    return pa.table(columns)


def kinds_of(axes: Mapping[str, Iterable[Any]]) -> dict[str, str]:
    """Whether the values of each axis are numbers, whole ones, truths or texts."""
    found = {}
    for key, values in axes.items():
        plain = [column_value(value) for value in values]
        known = [value for value in plain if value is not None]
        if known and all(isinstance(value, bool) for value in known):
            found[key] = "truth"
        elif known and all(isinstance(value, int) and not isinstance(value, bool) for value in known):
            found[key] = "whole"
        elif known and all(isinstance(value, int | float) and not isinstance(value, bool) for value in known):
            found[key] = "number"
        else:
            found[key] = "text"
    return found


_arrow = {"truth": pa.bool_(), "whole": pa.int64(), "number": pa.float64(), "text": pa.string()}


def _of_one_kind(values: Sequence[Any], kind: str) -> pa.Array:
    """Values as a column of the axis' kind; one that does not fit makes it texts."""
    if kind == "text":
        return pa.array([None if value is None else str(value) for value in values], pa.string())
    if kind == "number":
        return pa.array([None if value is None else float(value) for value in values], pa.float64())
    return pa.array(values, _arrow[kind])


def _repeated(values: Any, times: int) -> pa.Array:
    column = pa.array(values) if isinstance(values, list) else values
    if isinstance(values, list) and not values:
        column = pa.array([], pa.string())
    places = np.repeat(np.arange(len(column)), times)
    taken = column.take(pa.array(places))
    return taken.dictionary_encode() if pa.types.is_string(taken.type) else taken


def by_measure(table: pa.Table) -> pa.Table:
    """Sorted by measure, so that a reader of one finds it in few places."""
    plain = pa.table({name: table.column(name).cast(pa.string()) for name in ("measure", KEY)})
    return table.take(pc.sort_indices(plain, [("measure", "ascending"), (KEY, "ascending")]))


def once(table: pa.Table) -> pa.Table:
    """Each point and measure once."""
    plain = table.unify_dictionaries()
    frame = plain.select([KEY, "measure"]).to_pandas()
    twice = frame.duplicated().to_numpy()
    return plain.filter(pa.array(~twice)) if twice.any() else plain
