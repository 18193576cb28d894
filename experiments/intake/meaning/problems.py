"""What is wrong with rows of an extract: row, column and rule, never what stands in a person's row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from tandem.model.errors import InputError

MOST_SHOWN = 10
#: Largest share of rows that may be set aside on request: beyond it an extract is no picture of an
# organisation.
MOST_SET_ASIDE = 0.05  # assumption


@dataclass(frozen=True)
class RowProblem:
    """A rule that a row breaks.

    Attributes
    ----------
    file : str
    row : int
        As a spreadsheet numbers it.
    column : str
        Heading.
    rule : str
        What is allowed.
    found : str or None
        The shape of what stands there (`shape_of`), where that helps; never the cell itself.
    """

    file: str
    row: int
    column: str
    rule: str
    found: str | None = None

    def __str__(self) -> str:
        found = "" if self.found is None else f"found {self.found}; "
        return f"{self.file}, row {self.row}, column {self.column}: {found}{self.rule}"


def shape_of(text: str) -> str:
    """What a cell looks like without what it says: 31/02/2024 is 99/99/9999, and a letter is an x."""
    signs = ("9" if sign.isdigit() else "x" if sign.isalpha() else sign for sign in text[:25])
    return "".join(sign if sign.isalnum() or sign in " -/.,:" else "·" for sign in signs)


def refuse_rows(problems: Sequence[RowProblem], rows: int) -> NoReturn:
    """Raise one `InputError` with the first problems in full and the number of the rest."""
    ordered = sorted(problems, key=lambda problem: (problem.file, problem.row))
    broken = len({(problem.file, problem.row) for problem in ordered})
    lines = [str(problem) for problem in ordered[:MOST_SHOWN]]
    if len(ordered) > MOST_SHOWN:
        lines.append(f"and {len(ordered) - MOST_SHOWN:,} more.")
    lines.append(
        f"{broken:,} of {rows:,} rows have something wrong. Mend them in the HR system and export again"
        + (
            ", or leave them out with --set-aside (their number is then stated in the profile)."
            if broken <= MOST_SET_ASIDE * rows
            else "."
        )
    )
    raise InputError("\n".join(lines))


def rules_broken(problems: Iterable[RowProblem]) -> dict[str, int]:
    """Rows by `column: rule`, most frequent first."""
    counts: dict[str, int] = {}
    for problem in problems:
        key = f"{problem.column}: {problem.rule}"
        counts[key] = counts.get(key, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))
