"""A table of words: rows with a verdict each, as the terminal and the report show them."""

from __future__ import annotations

from dataclasses import dataclass

MET, NEAR, MISSED = "met", "near", "missed"


@dataclass(frozen=True)
class Row:
    """Cells of a row and how it came out: `met`, `near`, `missed`, or nothing."""

    cells: tuple[str, ...]
    verdict: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a title, a note below it, and a heading for each column."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
