"""The rows of one file of an extract, understood: one row a spell of somebody in the organisation."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field

import pandas as pd

from tandem.experiments.intake.files.source import Source
from tandem.experiments.intake.meaning.problems import RowProblem
from tandem.experiments.intake.meaning.reason_columns import StrangeWords


@dataclass
class FileRows:
    """A file's rows and what was found out on the way.

    Attributes
    ----------
    frame : DataFrame
        `row`, `person` (a keyed hash), `department`, `level` (categories), `contract`, `hire`, `exit`
        (days), `has_left` (−1 not said), `reason` (−1 not said), `reason_unsaid` (no known reason), `pay`,
        `fte`, `tenure_months`, `observed_months` (NaN not said); where there are such columns, too,
        `effective`, `until`, `as_of` (days) and `action`.
    columns_read : tuple of str
        Headings.
    columns_not_read : tuple of str
        Headings, except protected ones.
    protected : tuple of str
        Headings of columns that must not be read.
    reasons : Coded and bool array of shape (rows,), or None
        The column of reasons, and where its word is not understood.
    notes : list of str
        Assumptions, in words.
    """

    source: Source
    frame: pd.DataFrame
    columns: MappingOf[str, str]
    columns_read: tuple[str, ...]
    columns_not_read: tuple[str, ...]
    protected: tuple[str, ...]
    currency: str | None = None
    pay_period: str | None = None
    reasons: StrangeWords | None = None
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, roles: Collection[str]) -> None:
        """Count the columns of some roles as not read, as nothing of them is used."""
        left_out = {self.columns[role] for role in roles if role in self.columns}
        self.columns = {role: heading for role, heading in self.columns.items() if role not in roles}
        left_out -= set(self.columns.values())
        self.columns_read = tuple(heading for heading in self.columns_read if heading not in left_out)
        self.columns_not_read = (*self.columns_not_read, *sorted(left_out))
