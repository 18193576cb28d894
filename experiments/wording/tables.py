"""Tables in lines of text: as wide as there is room for, and never wider.

What gives way where room is short, in this order: a range goes below its number, long names are cut, the gaps
narrow, columns that matter less are left out; and at last every row becomes a list.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.columns import columns_of, cut

_text = texts("wording.tables")

WIDTH = 80  # columns where the output is no terminal
NARROWEST = 30
_long_name, _short_name = 32, 20
RULE = "─"


@dataclass(frozen=True)
class Column:
    """A column of numbers, or of a few words.

    Attributes
    ----------
    head : broken into lines as needed
    cells : one a row
    ranges : what stands behind a cell, or below it; empty: nothing
    leaves : the columns with the highest number are left out first; 0: stays
    wraps : columns at which a cell of words may be broken where room is short; 0: never
    """

    head: str
    cells: tuple[str, ...]
    ranges: tuple[str, ...] = ()
    leaves: int = 0
    wraps: int = 0

    def lines(self, row: int, below: bool) -> list[str]:
        """What stands in a row, in one line or two."""
        if below and self.wraps:
            return textwrap.wrap(self.cells[row], self.wraps) or [""]
        if not self.ranges or not self.ranges[row]:
            return [self.cells[row]]
        told = f"({self.ranges[row]})"
        return [self.cells[row], told] if below else [f"{self.cells[row]} {told}"]


def table_text(
    head: str,
    names: Sequence[str],
    columns: Sequence[Column],
    width: int = WIDTH,
    title: str = "",
    note: str = "",
    whole_names: bool = False,
) -> str:
    """A table with names to the left and numbers to the right, in lines of at most `width` columns.

    Parameters
    ----------
    head : above the names
    title, note : above and below it
    whole_names : no name is cut, as where people copy it
    """
    width = max(width, NARROWEST)
    names = [" ".join(name.splitlines()) for name in names]
    shown = list(columns)
    lines = _first_that_fits(head, names, shown, width, whole_names)
    while lines is None and max(column.leaves for column in shown) > 0:
        leaving = max(shown, key=lambda column: column.leaves)
        shown.remove(leaving)
        lines = _first_that_fits(head, names, shown, width, whole_names)
    if lines is None:
        lines = list(_list(names, columns, width))
    above = textwrap.wrap(title, width) if title else []
    below = [line for part in note.split("\n") if part for line in textwrap.wrap(part, width)]
    return "\n".join([*above, *lines, *below])


def _first_that_fits(
    head: str, names: Sequence[str], columns: Sequence[Column], width: int, whole_names: bool
) -> list[str] | None:
    longest = max(map(columns_of, (head, *names)))
    long_name, short_name = (longest, longest) if whole_names else (_long_name, _short_name)
    ranges = (False, True) if any(column.ranges or column.wraps for column in columns) else (False,)
    for most, below, gap in (
        *product((long_name,), ranges, (2,)),
        *product((short_name,), ranges, (2, 1)),
    ):
        lines = _laid_out(head, names, columns, min(longest, most), below, gap)
        if max(map(columns_of, lines)) <= width:
            return lines
    return None


def _laid_out(
    head: str, names: Sequence[str], columns: Sequence[Column], first: int, below: bool, gap: int
) -> list[str]:
    rows = [
        [[cut(name, first)], *(column.lines(place, below) for column in columns)]
        for place, name in enumerate(names)
    ]
    inside = [
        [*column.head.split(), *(line for row in rows for line in row[1 + place])]
        for place, column in enumerate(columns)
    ]
    widths = [first, *(max(map(columns_of, lines)) for lines in inside)]
    heads = [[head], *(_head(column.head, widths[1 + place]) for place, column in enumerate(columns))]
    depth = max(map(len, heads))
    padded = [[""] * (depth - len(each)) + each for each in heads]
    told = [*_lines(padded, widths, gap)]
    total = sum(widths) + gap * len(columns)
    return [*told, RULE * total, *(line for row in rows for line in _lines(row, widths, gap))]


def _head(text: str, width: int) -> list[str]:
    return textwrap.wrap(text.replace("\n", " "), width, break_long_words=False, break_on_hyphens=False)


def _lines(row: Sequence[Sequence[str]], widths: Sequence[int], gap: int) -> Iterator[str]:
    """The lines of a row: its first cell to the left, the others to the right."""
    for place in range(max(map(len, row))):
        parts = [cell[place] if place < len(cell) else "" for cell in row]
        spaces = [" " * (width - columns_of(part)) for part, width in zip(parts, widths, strict=True)]
        numbers = (space + part for part, space in zip(parts[1:], spaces[1:], strict=True))
        yield (" " * gap).join([parts[0] + spaces[0], *numbers]).rstrip()


def _list(names: Sequence[str], columns: Sequence[Column], width: int) -> Iterator[str]:
    """Every row as its name with a line a column below it."""
    for place, name in enumerate(names):
        yield cut(name, width)
        for column in columns:
            cell = " ".join(column.lines(place, below=False))
            told = _text("entry", head=column.head.replace("\n", " "), cell=cell)
            yield from textwrap.wrap(told, width, initial_indent="  ", subsequent_indent="    ")
