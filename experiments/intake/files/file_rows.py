"""The rows of one file of an extract, understood: one row a spell of somebody in the organisation."""

from __future__ import annotations

import hashlib
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
from tandem.experiments.intake.meaning.pay import read_pay
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
_numeric_rule = "a number is allowed, without a formula"


@dataclass
class FileRows:
    """A file's rows and what was found out on the way.

    Attributes
    ----------
    frame : DataFrame
        `row`, `person` (a keyed hash), `department`, `level` (categories), `contract`, `hire`, `exit`
        (days), `has_left` (−1 not said), `reason` (−1 not said), `reason_unsaid` (no known reason), `pay`,
        `fte`, `tenure_months`,
        `observed_months` (NaN not said).
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


def read_file(
    source: Source,
    columns: MappingOf[str, str],
    mapping: Mapping,
    key: bytes,
    today: date,
    fewest: int,
    questions: Questions,
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

    Raises
    ------
    InputError
        If a column is not there.
    """
    name = source.path.name
    if "department" not in columns:
        raise InputError(
            f"{name}: no column for the department was found. Write it in a mapping file, under "
            f"`columns`, as in "
            "department: Team  (tandem import --mapping FILE proposes one)."
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
    _add_groups(frame, cells, mapping, fewest, questions)
    rows.reasons = add_reasons(frame, cells, mapping, fewest, questions)
    _add_dates(frame, cells, mapping, rows, today, questions)
    _add_numbers(frame, cells, mapping, rows, questions)
    return rows


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
    digests = [
        b"\0" * 8
        if identifier is None or nothing(identifier)
        else hashlib.blake2b(identifier.encode(), digest_size=8, key=key).digest()
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
        else:
            frame[role] = pd.Categorical.from_codes(
                np.zeros(len(frame), np.int32), categories=pd.Index([ALL_LEVELS])
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
    roles = [role for role in ("hire_date", "exit_date") if role in cells]
    columns, order = [cells[role] for role in roles], mapping.settings.date_order
    none = [np.full(len(frame), NO_DAY, "datetime64[D]") for _ in roles]
    days = questions.settled(lambda: read_dates(columns, order, rows.problems, today), none)
    if in_day_counts(columns, today):
        rows.notes.append(_text("day_counts", headings=", ".join(column.heading for column in columns)))
    for role, name in (("hire_date", "hire"), ("exit_date", "exit")):
        frame[name] = (
            days[roles.index(role)] if role in roles else np.full(len(frame), NO_DAY, "datetime64[D]")
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
    frame["pay"] = np.nan
    if "pay" in cells and cells["pay"].texts:
        fte = frame["fte"].to_numpy() if "fte" in cells else None
        words = dict(mapping.words.get("pay_period", {}))
        pay = questions.settled(
            lambda: read_pay(
                cells["pay"],
                cells.get("pay_period"),
                cells.get("currency"),
                fte,
                settings,
                words,
                rows.problems,
                questions,
            ),
            None,
        )
        if pay is not None:
            frame["pay"], rows.currency, rows.pay_period = pay.per_year, pay.currency, pay.period
