"""What the cells of a file say of each row: group, days, numbers and pay."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.files.rows import FileRows
from tandem.experiments.intake.meaning.coded import Coded
from tandem.experiments.intake.meaning.dates import NO_DAY, in_day_counts, read_dates
from tandem.experiments.intake.meaning.fte import read_fte
from tandem.experiments.intake.meaning.mapping import Mapping
from tandem.experiments.intake.meaning.markers import NAMES, marks_nothing
from tandem.experiments.intake.meaning.numbers import read_numbers
from tandem.experiments.intake.meaning.parts import joined_parts
from tandem.experiments.intake.meaning.pay_columns import PAY_ROLES, PayPutTogether, read_pay_columns
from tandem.experiments.intake.meaning.points import read_points
from tandem.experiments.intake.meaning.problems import problems_of
from tandem.experiments.intake.meaning.questions import Questions
from tandem.experiments.intake.meaning.vocabulary import executive_levels, normal
from tandem.experiments.intake.meaning.words_of_rows import BLANK, EXECUTIVE, read_words
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError
from tandem.model.organisation.reserved import INSTEAD, is_reserved, why_reserved

Floats = npt.NDArray[np.float64]

_text = texts("import_profile.cells")

ALL_LEVELS = "All levels"
#: Roles whose columns hold days, and what the days are called in the frame.
DAYS = {"hire_date": "hire", "exit_date": "exit", "effective_date": "effective", "effective_end": "until"}
_numeric_rule = "a number is allowed, without a formula"


def without_nothing(cells: dict[str, Coded]) -> dict[str, Coded]:
    """The columns with what stands for nothing in them taken as blank."""
    others = [text for role, cell in cells.items() if role not in NAMES for text in cell.texts]
    return {role: cell.without(marks_nothing(role, others)) for role, cell in cells.items()}


def join_parts(cells: dict[str, Coded]) -> dict[str, str]:
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


def add_groups(
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


def add_dates(
    frame: pd.DataFrame,
    cells: dict[str, Coded],
    mapping: Mapping,
    rows: FileRows,
    today: date,
    questions: Questions,
) -> None:
    """Days of joining, of leaving and of changes, and the day of the list."""
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


def add_numbers(
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
    if "hourly_pay" not in put.used and put.period != "several" and put.period != "hour":
        rows.leave_out(("hours",))
