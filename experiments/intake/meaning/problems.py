"""What is wrong with rows of an extract: row, column and rule, never what stands in a person's row.

Every row that breaks a rule is held, as a number; only messages are shortened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

import numpy as np
import numpy.typing as npt

from tandem.experiments.intake.meaning.coded import Coded
from tandem.model.errors import InputError

MOST_SHOWN = 10
#: Largest share of rows that may be set aside on request: beyond it an extract is no picture of an
# organisation.
MOST_SET_ASIDE = 0.05  # assumption

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RowProblem:
    """A rule, and all the rows of a file that break it.

    Attributes
    ----------
    file : str
    rows : int64 array of shape (broken,)
        As a spreadsheet numbers them.
    column : str
        Heading.
    rule : str
        What is allowed.
    found : mapping of int to str
        For the first rows, where that helps, the shape of what stands there (`shape_of`); never the cell.
    """

    file: str
    rows: Numbers
    column: str
    rule: str
    found: Mapping[int, str] = field(default_factory=dict)

    def lines(self, most: int) -> list[tuple[int, str]]:
        """Row and message of the first rows."""
        return [(int(row), self._line(int(row))) for row in np.sort(self.rows)[:most]]

    def _line(self, row: int) -> str:
        found = f"found {self.found[row]}; " if row in self.found else ""
        return f"{self.file}, row {row}, column {self.column}: {found}{self.rule}"


def shape_of(text: str) -> str:
    """What a cell looks like without what it says: 31/02/2024 is 99/99/9999, and a letter is an x."""
    signs = ("9" if sign.isdigit() else "x" if sign.isalpha() else sign for sign in text[:25])
    return "".join(sign if sign.isalnum() or sign in " -/.,:" else "·" for sign in signs)


def problems_of(
    column: Coded, wrong: npt.NDArray[np.bool_], rule: str, *, shapes: bool = False
) -> list[RowProblem]:
    """The problem of a column some of whose texts are wrong, if there is one.

    Parameters
    ----------
    wrong : bool array, one a text
    shapes : bool
        Tell what the first wrong cells look like, if a digit stands in them.
    """
    places = np.flatnonzero(column.spread(wrong, False))
    if not places.size:
        return []
    found = {}
    for place in places[:MOST_SHOWN] if shapes else ():
        text = column.texts[column.codes[place]]
        if any(sign.isdigit() for sign in text):
            found[column.first_row + int(place)] = f"a text like {shape_of(text)}"
    return [RowProblem(column.file, column.first_row + places, column.heading, rule, found)]


def broken_rows(problems: Iterable[RowProblem]) -> dict[str, Numbers]:
    """The numbers of all rows with something wrong, by file, each once."""
    parts: dict[str, list[Numbers]] = {}
    for problem in problems:
        parts.setdefault(problem.file, []).append(problem.rows)
    return {file: np.unique(np.concatenate(rows)) for file, rows in parts.items()}


def count_broken(problems: Iterable[RowProblem]) -> int:
    """How many rows have something wrong."""
    return sum(rows.size for rows in broken_rows(problems).values())


def may_be_set_aside(problems: Sequence[RowProblem], rows: int) -> bool:
    """Whether the rows with something wrong are few enough to be left out on request."""
    return count_broken(problems) <= MOST_SET_ASIDE * rows


def first_lines(problems: Iterable[RowProblem], most: int = MOST_SHOWN) -> list[str]:
    """The messages of the first rows with something wrong, in order of file and row."""
    told = [(problem.file, *line) for problem in problems for line in problem.lines(most)]
    return [line for _, _, line in sorted(told)[:most]]


def refuse_rows(problems: Sequence[RowProblem], rows: int) -> NoReturn:
    """Raise one `InputError` with the first problems in full and the number of the rest."""
    lines = first_lines(problems)
    more = sum(problem.rows.size for problem in problems) - len(lines)
    if more:
        lines.append(f"and {more:,} more.")
    rules = rules_broken(problems)
    if more and len(rules) > 1:
        lines += [f"{count:,} × {rule}" for rule, count in list(rules.items())[:MOST_SHOWN]]
    lines.append(
        f"{count_broken(problems):,} of {rows:,} rows have something wrong. Mend them in the HR system and "
        "export again"
        + (
            ", or leave them out with --set-aside (their number is then stated in the profile)."
            if may_be_set_aside(problems, rows)
            else f" (more than {MOST_SET_ASIDE:.0%} cannot be left out)."
        )
    )
    raise InputError("\n".join(lines))


def rules_broken(problems: Iterable[RowProblem]) -> dict[str, int]:
    """Rows by `column: rule`, most frequent first."""
    counts: dict[str, int] = {}
    for problem in problems:
        key = f"{problem.column}: {problem.rule}"
        counts[key] = counts.get(key, 0) + int(problem.rows.size)
    return dict(sorted(counts.items(), key=lambda item: -item[1]))
