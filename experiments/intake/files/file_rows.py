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
from tandem.experiments.intake.meaning.dates import NO_DAY, in_day_counts, read_dates
from tandem.experiments.intake.meaning.fte import read_fte
from tandem.experiments.intake.meaning.headings import find_column
from tandem.experiments.intake.meaning.mapping import Mapping
from tandem.experiments.intake.meaning.markers import NAMES, marks_nothing
from tandem.experiments.intake.meaning.numbers import read_numbers
from tandem.experiments.intake.meaning.parts import joined_parts
from tandem.experiments.intake.meaning.pay_columns import PAY_ROLES, PayPutTogether, read_pay_columns
from tandem.experiments.intake.meaning.points import read_points
from tandem.experiments.intake.meaning.problems import RowProblem, problems_of
from tandem.experiments.intake.meaning.questions import Questions
from tandem.experiments.intake.meaning.reason_columns import StrangeWords, add_reasons
from tandem.experiments.intake.meaning.vocabulary import executive_levels, is_protected, normal
from tandem.experiments.intake.meaning.words_of_rows import BLANK, EXECUTIVE, read_words
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError
from tandem.model.organisation.reserved import INSTEAD, is_reserved, why_reserved

Floats = npt.NDArray[np.float64]

_text = texts("import_profile.cells")

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


def read_file(
    source: Source,
    columns: MappingOf[str, str],
    mapping: Mapping,
    key: bytes,
    today: date,
    fewest: int,
    questions: Questions,
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
    questions : Questions
        Gets what has to be asked; the rows are then incomplete.
    needed : sequence of str
        Roles without which the file cannot be used.

    Raises
    ------
    InputError
        If a column is not there.
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
    cells = _without_nothing(
        {
            role: coded(table[str(index)], name, headings[index] or columns[role], first)
            for role, index in place.items()
            if role != "identifier"
        }
    )
    columns = {**columns, **_join_parts(cells)}
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
    _add_groups(frame, cells, mapping, fewest, questions)
    rows.reasons = add_reasons(frame, cells, mapping, fewest, questions)
    _add_dates(frame, cells, mapping, rows, today, questions)
    _add_numbers(frame, cells, mapping, rows, questions)
    return rows


def _repeats(frame: pd.DataFrame) -> bool:
    """Whether an identifier stands in several rows."""
    return "person" in frame and bool(frame["person"].duplicated().any())


def _without_nothing(cells: dict[str, Coded]) -> dict[str, Coded]:
    """The columns with what stands for nothing in them taken as blank."""
    others = [text for role, cell in cells.items() if role not in NAMES for text in cell.texts]
    return {role: cell.without(marks_nothing(role, others)) for role, cell in cells.items()}


def _join_parts(cells: dict[str, Coded]) -> dict[str, str]:
    """Put days together whose parts stand in three columns; their role → headings."""
    found = {}
    for whole in ("hire", "exit"):
        parts = [cells.get(f"{whole}_{part}") for part in ("year", "month", "day")]
        year, month, day = parts
        role = f"{whole}_date"
        if role not in cells and year and month and day:
            cells[role] = joined_parts(year, month, day)
            found[role] = cells[role].heading
    return found


def _hashed(identifiers: list[str | None], key: bytes) -> npt.NDArray[np.uint64]:
    """Keyed hashes of identifiers; 0 where there is none."""
    nothing = marks_nothing("identifier")
    begun = hashlib.blake2b(digest_size=8, key=key)  # the key is taken in once, not a million times

    def digest(identifier: str) -> bytes:
        own = begun.copy()
        own.update(identifier.encode())
        return own.digest()

    digests = [
        b"\0" * 8 if identifier is None or nothing(identifier) else digest(identifier)
        for identifier in identifiers
    ]
    return np.frombuffer(b"".join(digests), dtype=np.uint64)


def _add_groups(
    frame: pd.DataFrame, cells: dict[str, Coded], mapping: Mapping, fewest: int, questions: Questions
) -> None:
    """Department, level, contract, and whether the person has left."""

    def words(role: str, kind: str) -> npt.NDArray[np.int8]:
        own = mapping.words.get(kind, {})
        blank = np.full(len(frame), BLANK, np.int8)
        return questions.settled(lambda: read_words(cells[role], role, own, fewest).codes, blank)

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
        contract = words("contract", "contract")
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
            said = words(role, "status")
            left = np.where(said == BLANK, left, said).astype(np.int8)
    frame["has_left"] = left
    if "action" in cells:
        frame["action"] = words("action", "action")


def _refuse_reserved(column: Coded) -> None:
    for place, name in enumerate(column.texts):
        if is_reserved(name):
            raise InputError(
                f"{column.file}, row {column.row_of(place)}, column {column.heading}: {why_reserved(name)}. "
                f"Give it another name in the extract, as in {INSTEAD}."
            )


def _add_dates(
    frame: pd.DataFrame,
    cells: dict[str, Coded],
    mapping: Mapping,
    rows: FileRows,
    today: date,
    questions: Questions,
) -> None:
    roles = [role for role in DAYS if role in cells]
    columns, order = [cells[role] for role in roles], mapping.settings.date_order
    none = [np.full(len(frame), NO_DAY, "datetime64[D]") for _ in roles]
    days = questions.settled(lambda: read_dates(columns, order, rows.problems, today), none)
    if in_day_counts(columns, today):
        rows.notes.append(_text("day_counts", headings=", ".join(column.heading for column in columns)))
    for role, name in DAYS.items():
        if role in roles:
            frame[name] = days[roles.index(role)]
        elif role in ("hire_date", "exit_date"):
            frame[name] = np.full(len(frame), NO_DAY, "datetime64[D]")
    if "as_of" in cells:
        blank = np.full(len(frame), NO_DAY, "datetime64[D]")
        frame["as_of"] = questions.settled(
            lambda: read_points(cells["as_of"], order, rows.problems, today), blank
        )


def _add_numbers(
    frame: pd.DataFrame, cells: dict[str, Coded], mapping: Mapping, rows: FileRows, questions: Questions
) -> None:
    """Share of full time, pay, tenure and observed months."""
    settings = mapping.settings

    def numbers(role: str) -> Floats:
        if role not in cells:
            return np.full(len(frame), np.nan)
        column = cells[role]
        blank, good = np.full(len(column.texts), np.nan), np.zeros(len(column.texts), bool)
        none: tuple[Floats, npt.NDArray[np.bool_], str | None] = (blank, good, None)
        values, wrong, _ = questions.settled(lambda: read_numbers(column, settings.decimal), none)
        rows.problems += problems_of(column, wrong, _numeric_rule)
        return np.asarray(column.spread(values, np.nan), dtype=np.float64)

    frame["fte"] = np.nan
    if "fte" in cells:
        none = np.full(len(frame), np.nan), False
        shares, percent = questions.settled(
            lambda: read_fte(cells["fte"], settings.fte_unit, rows.problems), none
        )
        frame["fte"] = shares
        if percent:
            rows.notes.append(_text("fte_percent", heading=cells["fte"].heading))
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
    put = questions.settled(
        lambda: read_pay_columns(cells, fte, mapping, len(frame), rows.problems, questions),
        PayPutTogether(np.full(len(frame), np.nan)),
    )
    frame["pay"], rows.currency, rows.pay_period = put.per_year, put.currency, put.period
    rows.notes += put.notes
    rows.leave_out(set(PAY_ROLES) - set(put.used) - {"pay"})
    if "hourly_pay" not in put.used:
        rows.leave_out(("hours",))
