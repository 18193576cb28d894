"""Pay that stands in several columns, a year for some and by the hour or month for the rest, put together."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from tandem.experiments.intake.meaning.coded import Coded
from tandem.experiments.intake.meaning.mapping import Mapping
from tandem.experiments.intake.meaning.numbers import read_numbers
from tandem.experiments.intake.meaning.pay import WEEKS, Pay, read_pay
from tandem.experiments.intake.meaning.problems import RowProblem
from tandem.experiments.intake.meaning.questions import Questions, ask
from tandem.experiments.intake.meaning.vocabulary import meaning_of, normal, period_in
from tandem.experiments.wording.catalogue import texts

Floats = npt.NDArray[np.float64]

_text = texts("people.pay")

USUAL_HOURS = (
    40.0  # of a full-time week, 2,080 a year, where pay by the hour is that of some only (assumption)
)
PAY_ROLES = ("pay", "monthly_pay", "hourly_pay")  # the first that a row has counts
_most_hours = 80.0  # a week; more is a slip (assumption)


@dataclass
class PayPutTogether:
    """Pay of each row.

    Attributes
    ----------
    per_year : float64 array of shape (rows,)
        Currency units a year; NaN where no column has any.
    currency, period : str or None
        None where the file has no pay.
    notes : list of str
        How columns were put together, in words.
    used : tuple of str
        Roles of the columns that were needed.
    """

    per_year: Floats
    currency: str | None = None
    period: str | None = None
    notes: list[str] = field(default_factory=list)
    used: tuple[str, ...] = ()


def read_pay_columns(
    cells: MappingOf[str, Coded],
    fte: Floats | None,
    mapping: Mapping,
    rows: int,
    problems: list[RowProblem],
    questions: Questions,
) -> PayPutTogether:
    """Read every column of pay; where a row has several, the first of pay, monthly and hourly pay counts.

    `questions` gets what is asked besides the one that is raised.

    Raises
    ------
    QuestionError
        If a period, a currency or hours are not known, or columns are in different currencies.
    """
    there = [role for role in PAY_ROLES if role in cells and cells[role].texts]
    put = PayPutTogether(np.full(rows, np.nan))
    for role in there:
        own: list[RowProblem] = []
        lacking = np.isnan(put.per_year) | (put.per_year == 0)
        if not (lacking & (cells[role].codes >= 0)).any():
            continue  # nobody's pay stands here alone
        found = _column(role, cells, fte, mapping, len(there) > 1, put.notes, own, questions)
        _check_currency(cells[role], put.currency, found.currency)
        taken = lacking & ~np.isnan(found.per_year) & ((found.per_year > 0) | np.isnan(put.per_year))
        if put.used and (taken & (found.per_year > 0)).any():
            people = int((taken & (found.per_year > 0)).sum())
            put.notes.append(_text("put_together", column=cells[role].heading, rows=f"{people:,}"))
        per_year = np.where(taken, found.per_year, put.per_year)
        period = found.period if put.period in (None, found.period) else "several"
        put = PayPutTogether(per_year, found.currency, period, put.notes, (*put.used, role))
        problems += own
    return put


def _column(
    role: str,
    cells: MappingOf[str, Coded],
    fte: Floats | None,
    mapping: Mapping,
    several: bool,
    notes: list[str],
    problems: list[RowProblem],
    questions: Questions,
) -> Pay:
    """Pay a year of one column, by the period that its heading or its role says."""
    settings, column = mapping.settings, cells[role]
    words = dict(mapping.words.get("pay_period", {}))
    period = cells.get("pay_period")
    if role == "pay":
        if several and settings.pay_period is None and period_in(column.heading) is not None:
            period = None  # it says of whom pay stands in which column
        elif several and settings.pay_period is None and period is None:
            ask(
                f"{column.file}, column {column.heading}",
                "pay stands in several columns; for what period is pay stated in this one?",
                ("pay_period=year", "pay_period=month"),
            )
        hourly = None if period is None or settings.pay_period else _by_the_hour(period, words)
        if hourly is None or not (hourly & (column.codes >= 0)).any():
            by_hour = settings if hourly is None else replace(settings, hours_per_week=1.0)
            return read_pay(column, period, cells.get("currency"), fte, by_hour, words, problems, questions)
        some = replace(column, codes=np.where(hourly, column.codes, np.int32(-1)))
        weekly, how = _hours(cells, some, mapping, not (hourly | (column.codes < 0)).all(), problems)
        if how:
            notes.append(how)
        by_hour = replace(settings, hours_per_week=1.0)
        pay = read_pay(column, period, cells.get("currency"), fte, by_hour, words, problems, questions)
        return Pay(pay.per_year * np.where(hourly, weekly, 1.0), pay.currency, pay.period)
    if role == "monthly_pay":
        by_month = replace(settings, pay_period="month")
        return read_pay(column, None, cells.get("currency"), fte, by_month, words, problems, questions)
    weekly, how = _hours(cells, column, mapping, several, problems)
    if how:
        notes.append(how)
    by_hour = replace(settings, pay_period="hour", hours_per_week=1.0)
    pay = read_pay(column, None, cells.get("currency"), fte, by_hour, words, problems, questions)
    return Pay(pay.per_year * weekly, pay.currency, pay.period)


def _by_the_hour(period: Coded, words: MappingOf[str, str]) -> npt.NDArray[np.bool_]:
    """Rows whose pay is by the hour."""
    own = {normal(word): meaning for word, meaning in words.items()}
    meanings = [own.get(normal(text)) or meaning_of("pay_period", text) for text in period.texts]
    return np.asarray(period.spread(np.array([meaning == "hour" for meaning in meanings], bool), False))


def _hours(
    cells: MappingOf[str, Coded], pay: Coded, mapping: Mapping, several: bool, problems: list[RowProblem]
) -> tuple[Floats | float, str]:
    """Hours of a week by row or for all, and how they are known, in words."""
    stated = mapping.settings.hours_per_week
    if stated is not None:
        return stated, ""
    usual = f"{USUAL_HOURS:g}", f"{USUAL_HOURS * WEEKS:,.0f}"
    if "hours" in cells and cells["hours"].texts:
        column = cells["hours"]
        values, wrong, _ = read_numbers(column, mapping.settings.decimal)
        rule = f"hours of a week above 0 and up to {_most_hours:g} are allowed"
        paid = pay.codes >= 0
        bad = column.spread(wrong | (values <= 0) | (values > _most_hours), False) & paid
        if bad.any():
            broken = column.first_row + np.flatnonzero(bad)
            problems.append(RowProblem(column.file, broken, column.heading, rule))
        hours = column.spread(values, np.nan)
        unknown = np.isnan(hours) & paid & ~bad
        how = _text("hours_column", pay=pay.heading, hours=column.heading)
        if unknown.any():
            how += " " + _text("hours_lacking", rows=f"{int(unknown.sum()):,}", week=usual[0])
        return np.where(np.isnan(hours), USUAL_HOURS, hours), how
    if not several:
        ask(
            f"{pay.file}, column {pay.heading}",
            "pay is by the hour; how many hours a week is full time?",
            ("hours_per_week=40",),
        )
    return USUAL_HOURS, _text("hours_usual", pay=pay.heading, week=usual[0], year=usual[1])


def _check_currency(column: Coded, before: str | None, now: str) -> None:
    if before not in (None, now):
        ask(
            f"{column.file}, column {column.heading}",
            f"pay here is in {now}, in another column in {before}; in what currency is it?",
            (f"pay_currency={before}",),
        )
