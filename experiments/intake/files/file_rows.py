"""The rows of one file of an extract, understood: one row a spell of somebody in the organisation."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.files.source import Source, read_columns
from tandem.experiments.intake.meaning.coded import Coded, coded
from tandem.experiments.intake.meaning.dates import NO_DAY, read_dates
from tandem.experiments.intake.meaning.mapping import Mapping, find_column
from tandem.experiments.intake.meaning.numbers import read_numbers
from tandem.experiments.intake.meaning.pay_columns import PAY_ROLES, read_pay_columns
from tandem.experiments.intake.meaning.points import read_points
from tandem.experiments.intake.meaning.problems import RowProblem
from tandem.experiments.intake.meaning.vocabulary import executive_levels, is_protected, normal
from tandem.experiments.intake.meaning.words_of_rows import BLANK, EXECUTIVE, read_words
from tandem.model.errors import InputError
from tandem.model.organisation.reserved import INSTEAD, is_reserved, why_reserved

Floats = npt.NDArray[np.float64]

ALL_LEVELS = "All levels"
#: Roles whose columns hold days, and what the days are called in the frame.
DAYS = {"hire_date": "hire", "exit_date": "exit", "effective_date": "effective", "effective_end": "until"}
#: Roles of columns that are read only where a person has several rows.
OF_HISTORIES = ("effective_date", "effective_end", "action")
STAFF_NEEDS = ("department",)
_example_headings = {"department": "Team", "identifier": "Employee ID", "exit_date": "Last day"}
_numeric_rule = "a number is allowed, without a formula"


@dataclass
class FileRows:
    """A file's rows and what was found out on the way.

    Attributes
    ----------
    frame : DataFrame
        `row`, `person` (a keyed hash), `department`, `level` (categories), `contract`, `hire`, `exit`
        (days), `has_left` (−1 not said), `reason` (−1 not said), `pay`, `fte`, `tenure_months`,
        `observed_months` (NaN not said); where there are such columns, too, `effective`, `until`, `as_of`
        (days) and `action`.
    columns_read : tuple of str
        Headings.
    columns_not_read : tuple of str
        Headings, except protected ones.
    protected : tuple of str
        Headings of columns that must not be read.
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
    reasons_not_understood: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, roles: Collection[str]) -> None:
        """Count the columns of some roles as not read, as nothing of them is used."""
        left_out = {self.columns[role] for role in roles if role in self.columns}
        self.columns = {role: heading for role, heading in self.columns.items() if role not in roles}
        left_out -= set(self.columns.values())
        self.columns_read = tuple(heading for heading in self.columns_read if heading not in left_out)
        self.columns_not_read = (*self.columns_not_read, *sorted(left_out))


def read_file(
    source: Source,
    columns: MappingOf[str, str],
    mapping: Mapping,
    key: bytes,
    today: date,
    fewest: int,
    *,
    needed: Sequence[str] = STAFF_NEEDS,
) -> FileRows:
    """Read the mapped columns of a file.

    Parameters
    ----------
    columns : mapping
        Role → heading.
    key : bytes
        Random key of this run: identifiers are hashed with it and exist nowhere else.
    fewest : int
        Minimum cell: words of fewer rows are not shown in messages.
    needed : sequence of str
        Roles without which the file cannot be used.

    Raises
    ------
    InputError
        If a column is not there, or something has to be asked.
    """
    name = source.path.name
    for role in needed:
        if role not in columns:
            raise InputError(
                f"{name}: no column for the {role.replace('_', ' ')} was found. Write it in a mapping file, "
                f"under `columns`, as in {role}: {_example_headings[role]}  (tandem import --mapping FILE "
                "proposes one)."
            )
    mapped = columns.values()
    place = {role: find_column(source.header, heading, name, mapped) for role, heading in columns.items()}
    wanted = sorted(set(place.values()))
    table = read_columns(source, wanted)
    if table.num_rows == 0:
        raise InputError(f"{name}: there are headings and no rows.")
    headings = source.header.headings
    first = source.header.first_row
    cells = {
        role: coded(table[str(index)], name, headings[index] or columns[role], first)
        for role, index in place.items()
        if role != "identifier"
    }
    rows = FileRows(
        source,
        pd.DataFrame({"row": np.arange(first, first + table.num_rows, dtype=np.int64)}),
        columns,
        tuple(headings[index] for index in wanted),
        tuple(h for i, h in enumerate(headings) if h and i not in wanted and not is_protected(h)),
        tuple(h for h in headings if h and is_protected(h)),
    )
    frame = rows.frame
    if "identifier" in place:
        frame["person"] = _hashed(table[str(place["identifier"])].to_pylist(), key)
    if needed == STAFF_NEEDS and not _repeats(frame):
        rows.leave_out(OF_HISTORIES)  # one row a person: no history of jobs
        cells = {role: column for role, column in cells.items() if role not in OF_HISTORIES}
    _add_groups(frame, cells, mapping, rows, fewest)
    _add_dates(frame, cells, mapping, rows, today)
    _add_numbers(frame, cells, mapping, rows)
    return rows


def _repeats(frame: pd.DataFrame) -> bool:
    """Whether an identifier stands in several rows."""
    return "person" in frame and bool(frame["person"].duplicated().any())


def _hashed(identifiers: list[str | None], key: bytes) -> npt.NDArray[np.uint64]:
    """Keyed hashes of identifiers; 0 where there is none."""
    begun = hashlib.blake2b(digest_size=8, key=key)  # the key is taken in once, not a million times

    def digest(identifier: str) -> bytes:
        own = begun.copy()
        own.update(identifier.encode())
        return own.digest()

    digests = [b"\0" * 8 if identifier is None else digest(identifier) for identifier in identifiers]
    return np.frombuffer(b"".join(digests), dtype=np.uint64)


def _add_groups(
    frame: pd.DataFrame, cells: dict[str, Coded], mapping: Mapping, rows: FileRows, fewest: int
) -> None:
    """Department, level, contract, whether the person has left, and why."""
    for role in ("department", "level"):
        if role in cells:
            _refuse_reserved(cells[role])
            frame[role] = pd.Categorical.from_codes(
                cells[role].codes, categories=pd.Index(list(cells[role].texts))
            )
        else:  # one level for all; a department that a file beside the list of staff lacks is unknown
            frame[role] = pd.Categorical.from_codes(
                np.full(len(frame), 0 if role == "level" else -1, np.int32),
                categories=pd.Index([ALL_LEVELS] if role == "level" else [], dtype=object),
            )
    contract = np.zeros(len(frame), np.int8)
    if "contract" in cells:
        contract, _ = read_words(cells["contract"], "contract", mapping.words.get("contract", {}), fewest)
        contract = np.where(contract == BLANK, 0, contract).astype(np.int8)
    if "level" in cells:
        named = mapping.settings.executive_levels
        chosen = executive_levels() if named is None else {normal(level) for level in named}
        executive = cells["level"].map(lambda text: int(normal(text) in chosen)) == 1
        contract = np.where(executive, EXECUTIVE, contract).astype(np.int8)
    frame["contract"] = contract
    left = np.full(len(frame), BLANK, np.int8)
    for role in ("left", "status"):  # what status says comes before a flag
        if role in cells:
            own = mapping.words.get("status", {})
            said, _ = read_words(cells[role], role, own, fewest)
            left = np.where(said == BLANK, left, said).astype(np.int8)
    frame["has_left"] = left
    reason = np.full(len(frame), BLANK, np.int8)
    if "exit_reason" in cells:
        own = mapping.words.get("exit_reason", {})
        reason, rows.reasons_not_understood = read_words(cells["exit_reason"], "exit_reason", own, fewest)
    frame["reason"] = reason
    if "action" in cells:
        frame["action"], _ = read_words(cells["action"], "action", mapping.words.get("action", {}), fewest)


def _refuse_reserved(column: Coded) -> None:
    for place, name in enumerate(column.texts):
        if is_reserved(name):
            raise InputError(
                f"{column.file}, row {column.row_of(place)}, column {column.heading}: {why_reserved(name)}. "
                f"Give it another name in the extract, as in {INSTEAD}."
            )


def _add_dates(
    frame: pd.DataFrame, cells: dict[str, Coded], mapping: Mapping, rows: FileRows, today: date
) -> None:
    roles = [role for role in DAYS if role in cells]
    days = read_dates([cells[role] for role in roles], mapping.settings.date_order, rows.problems, today)
    for role, name in DAYS.items():
        if role in roles:
            frame[name] = days[roles.index(role)]
        elif role in ("hire_date", "exit_date"):
            frame[name] = np.full(len(frame), NO_DAY, "datetime64[D]")
    if "as_of" in cells:
        frame["as_of"] = read_points(cells["as_of"], mapping.settings.date_order, rows.problems, today)


def _add_numbers(frame: pd.DataFrame, cells: dict[str, Coded], mapping: Mapping, rows: FileRows) -> None:
    """Share of full time, pay, tenure and observed months."""
    settings = mapping.settings

    def numbers(role: str) -> Floats:
        if role not in cells:
            return np.full(len(frame), np.nan)
        column = cells[role]
        values, wrong, _ = read_numbers(column, settings.decimal)
        for row in np.flatnonzero(column.spread(wrong, False)):
            problem = RowProblem(column.file, column.first_row + int(row), column.heading, _numeric_rule)
            rows.problems.append(problem)
        return np.asarray(column.spread(values, np.nan), dtype=np.float64)

    frame["fte"] = numbers("fte") / (100 if settings.fte_unit == "percent" else 1)
    frame["observed_months"] = numbers("observed_months")
    years = numbers("tenure_years")
    # Whole years of service stand for the middle of the year that is running (assumption).
    whole = np.nanmax(np.abs(years - np.round(years)), initial=0) == 0 if "tenure_years" in cells else False
    if whole:
        rows.notes.append(
            "Tenure in whole years is taken as the middle of the year that is running (assumption)."
        )
    tenure = 12 * years + (6 if whole else 0)
    frame["tenure_months"] = np.where(np.isnan(tenure), numbers("tenure_months"), tenure)
    fte = frame["fte"].to_numpy() if "fte" in cells else None
    put = read_pay_columns(cells, fte, mapping, len(frame), rows.problems)
    frame["pay"], rows.currency, rows.pay_period = put.per_year, put.currency, put.period
    rows.notes += put.notes
    rows.leave_out(set(PAY_ROLES) - set(put.used) - {"pay"})
    if "hourly_pay" not in put.used:
        rows.leave_out(("hours",))
