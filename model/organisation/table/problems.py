"""What is wrong with a table, told to the person who has to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from tandem.model.errors import InputError

#: Problems told in full; the rest are counted.
MOST_SHOWN = 10


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a table.

    Attributes
    ----------
    row : int or None
        Row as a spreadsheet numbers it (the header is row 1); None when the whole file is meant.
    column : str or None
        Name of the column; None when the whole row is meant.
    found : str
        What is there.
    allowed : str
        What may be there.
    example : str
        What to write, for example.
    """

    row: int | None
    column: str | None
    found: str
    allowed: str
    example: str

    def __str__(self) -> str:
        place = "" if self.row is None else f"row {self.row}, "
        place += "" if self.column is None else f"column {self.column}, "
        return f"{place[:-2] or 'file'}: found {self.found}; allowed: {self.allowed}; example: {self.example}"


def refuse_table(file: str, problems: Sequence[Problem]) -> NoReturn:
    """Raise one `InputError` that names the file and lists its problems in the order of its rows."""
    ordered = sorted(problems, key=lambda problem: problem.row or 0)
    lines = [f"{file}, {problem}" for problem in ordered[:MOST_SHOWN]]
    if len(ordered) > MOST_SHOWN:
        lines.append(f"and {len(ordered) - MOST_SHOWN} more.")
    raise InputError("\n".join(lines))


def quote_found(text: str) -> str:
    """What was found, in quotes, on one line and not too long."""
    return repr(text if len(text) <= 40 else text[:37] + "...")
