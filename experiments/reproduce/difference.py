"""The first difference between two run folders: tables cell by cell, summaries value by value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("reproduce.difference")

SUMMARY = "summary.json"
_of_the_moment = frozenset(("created", "seconds", "folder", "output", "figures"))


def first_difference(made: Path, again: Path) -> str:
    """The first difference in words; empty where there is none."""
    return next(_differences(made, again), "")


def _differences(made: Path, again: Path) -> Iterator[str]:
    names = {file.name for place in (made, again) for file in place.glob("*.parquet")}
    for name in sorted(names):
        if not ((made / name).is_file() and (again / name).is_file()):
            yield _text("missing", file=name)
            continue
        yield from table_differences(name, _table(made / name), _table(again / name))
    if (made / SUMMARY).is_file() or (again / SUMMARY).is_file():
        yield from _value_differences(_summary(made), _summary(again), "")


def table_differences(name: str, made: pa.Table, again: pa.Table) -> Iterator[str]:
    """Each column in which two tables differ, with the first row where they do; numbers by their bits."""
    if made.column_names != again.column_names or made.num_rows != again.num_rows:
        yield _text("shape", file=name, made=_shape(made), again=_shape(again))
        return
    for column in made.column_names:
        here, there = made.column(column).to_pylist(), again.column(column).to_pylist()
        row = next((row for row, pair in enumerate(zip(here, there, strict=True)) if not _same(*pair)), None)
        if row is not None:
            yield _text(
                "cell", file=name, row=row + 1, column=column, made=repr(here[row]), again=repr(there[row])
            )


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) or (one != one and other != other)


def _shape(table: pa.Table) -> str:
    return f"{table.num_rows:,} × {len(table.column_names)}"


def _table(file: Path) -> pa.Table:
    try:
        return pq.ParquetFile(file).read()
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"'{file}' cannot be read: {error}") from error


def _summary(folder: Path) -> Any:
    try:
        return json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"'{folder / SUMMARY}' cannot be read: {error}") from error


def _value_differences(made: Any, again: Any, above: str) -> Iterator[str]:
    if isinstance(made, Mapping) and isinstance(again, Mapping):
        for key in dict.fromkeys((*made, *again)):
            if key not in _of_the_moment:
                yield from _value_differences(made.get(key), again.get(key), f"{above}.{key}".strip("."))
    elif isinstance(made, list) and isinstance(again, list) and len(made) == len(again):
        for place, (one, other) in enumerate(zip(made, again, strict=True)):
            yield from _value_differences(one, other, f"{above}[{place}]")
    elif not _same(made, again):
        yield _text("value", file=SUMMARY, key=above, made=repr(made), again=repr(again))
