"""Points from a file of the user's: a column a setting, a row a point (CSV or Parquet)."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tandem.experiments.points.axes import Axis, axis_of, check_apart
from tandem.experiments.points.design import MOST_POINTS, Point
from tandem.experiments.settings.overrides import group_of
from tandem.model.errors import InputError
from tandem.model.received.plain_text import cleaned

ENDINGS = (".csv", ".parquet")
_words: dict[str, Any] = {"true": True, "false": False, "null": None}


@dataclass(frozen=True)
class PointFile:
    """Points with where each stands in its file.

    Attributes
    ----------
    axes : a column each
    points : a row each
    where : `points.csv, row 3`, of each point
    """

    axes: tuple[Axis, ...]
    points: tuple[Point, ...]
    where: tuple[str, ...]


def read_points(path: Path) -> PointFile:
    """Read a file of points; which settings and values there are is checked when they are composed.

    Raises
    ------
    InputError
        If it cannot be read, or a heading or a cell is missing or doubled.
    """
    if path.suffix.lower() not in ENDINGS:
        raise InputError(
            f"file: found '{path}'; allowed: a file of points, {' or '.join(ENDINGS)}; "
            "example: file=points.csv"
        )
    if not path.is_file():
        raise InputError(f"file: there is no file '{path}'; example: file=points.csv")
    heads, numbers, rows = _parquet(path) if path.suffix.lower() == ".parquet" else _csv(path)
    for place, head in enumerate(heads):
        if not head:
            raise InputError(
                f"{path.name}: column {place + 1} has no heading; allowed: the name of a setting"
            )
    if not rows:
        raise InputError(f"{path.name}: it has no points; allowed: a row for each point")
    if len(rows) > MOST_POINTS:
        raise InputError(f"{path.name}: {len(rows):,} points; allowed: {MOST_POINTS:,}")
    columns = list(zip(*rows, strict=True))
    keys = [group_of(head) or head for head in heads]
    axes = tuple(axis_of(head, _distinct(column)) for head, column in zip(heads, columns, strict=True))
    check_apart(axes)
    points = tuple(dict(zip(keys, row, strict=True)) for row in rows)
    where = tuple(f"{path.name}, row {number}" for number in numbers)
    return PointFile(axes, points, where)


def _distinct(column: Sequence[Any]) -> list[Any]:
    return list({(type(value), value): value for value in column}.values())


def _csv(path: Path) -> tuple[list[str], list[int], list[list[Any]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = list(csv.reader(stream, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path.name}: it cannot be read as CSV with commas, UTF-8: {error}") from error
    if not lines:
        raise InputError(f"{path.name}: it is empty; allowed: a heading and a row for each point")
    heads = [cleaned(head).strip() for head in lines[0]]
    numbers, rows = [], []
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        if len(line) != len(heads):
            raise InputError(f"{path.name}, row {number}: {len(line)} cells under {len(heads)} headings")
        numbers.append(number)
        rows.append(
            [
                _cell(text, f"{path.name}, row {number}, column {head}")
                for text, head in zip(line, heads, strict=True)
            ]
        )
    return heads, numbers, rows


def _cell(text: str, where: str) -> Any:
    plain = cleaned(text).strip()
    if plain == "":
        raise InputError(f"{where}: the cell is empty; allowed: a value, or null")
    if plain.lower() in _words:
        return _words[plain.lower()]
    for kind in (int, float):
        try:
            value = kind(plain)
        except ValueError:
            continue
        if not math.isfinite(value) or "_" in plain:
            break
        return value
    return plain


def _parquet(path: Path) -> tuple[list[str], list[int], list[list[Any]]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(path).read()
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{path.name}: it cannot be read as Parquet: {error}") from error
    heads = [cleaned(str(name)).strip() for name in table.column_names if name != "__index_level_0__"]
    columns = [table.column(name).to_pylist() for name in table.column_names if name != "__index_level_0__"]
    for head, column in zip(heads, columns, strict=True):
        for row, value in enumerate(column, start=1):
            if value is None or (isinstance(value, float) and not math.isfinite(value)):
                raise InputError(
                    f"{path.name}, row {row}, column {head}: the cell is empty; allowed: a value"
                )
            if not isinstance(value, str | int | float | bool):
                raise InputError(
                    f"{path.name}, row {row}, column {head}: found {type(value).__name__}; "
                    "allowed: a number, a text, true or false"
                )
    rows = [list(row) for row in zip(*columns, strict=True)]
    plain = [[cleaned(value) if isinstance(value, str) else value for value in row] for row in rows]
    return heads, list(range(1, len(rows) + 1)), plain
