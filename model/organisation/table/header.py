"""The header of an organisation table."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from tandem.model.organisation.table.columns import COLUMNS, Column
from tandem.model.organisation.table.problems import Problem, quote_found

_by_name = {column.name: column for column in COLUMNS}
#: Words in the columns' names that say nothing about which column is meant.
_common_words = {"percent", "mean", "annual", "years"}


def check_header(row: int, header: list[str]) -> Iterator[Problem]:
    """Columns that are missing, unknown or there twice; blank headings are allowed over blank columns."""
    names = [normal_heading(cell) for cell in header]
    missing = [column for column in COLUMNS if not column.optional and column.name not in names]
    for place, (cell, name) in enumerate(zip(header, names, strict=True)):
        if name and name not in _by_name:
            meant = _meant_column(name)
            advice = (
                f"rename it to {meant.name} and give it in {meant.meaning}"
                if meant
                else "delete it: groups only, no persons"
            )
            yield Problem(row, cell, f"the unknown column {quote_found(cell)}", all_columns(), advice)
        elif name and name in names[:place]:
            yield Problem(row, name, "the column twice", "each column once", "delete one of them")
    for column in missing:
        near = [
            cell for cell, name in zip(header, names, strict=True) if name and _meant_column(name) is column
        ]
        found = f"no column {column.name}" + (f" (did you mean {quote_found(near[0])}?)" if near else "")
        yield Problem(row, column.name, found, f"a column {column.name} ({column.meaning})", column.example)


def normal_heading(heading: str) -> str:
    """A heading in the spelling of the columns' names."""
    return "_".join(heading.lower().split())


def _meant_column(name: str) -> Column | None:
    """The column that a wrong heading probably means: one that shares a word with it, or is spelt alike."""
    words = set(name.replace("-", "_").split("_"))
    for column in COLUMNS:
        own_words = set(column.name.split("_")) - _common_words
        if column.name.startswith(name) or words & own_words:
            return column
    near = difflib.get_close_matches(name, _by_name, n=1, cutoff=0.6)
    return _by_name[near[0]] if near else None


def all_columns() -> str:
    """The names of all columns, for messages."""
    return (
        ", ".join(column.name for column in COLUMNS if not column.optional)
        + "; optional: "
        + ", ".join(column.name for column in COLUMNS if column.optional)
    )
