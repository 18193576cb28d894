"""The figures of a table: which decimal mark, which period of pay, what a percentage is of."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from tandem.experiments.intake.tables.answers import Account
from tandem.experiments.intake.tables.cells import Cell, Sheet, plain
from tandem.experiments.intake.tables.columns import COUNTS
from tandem.experiments.intake.tables.numbers import (
    is_blank,
    is_open,
    marks_shown,
    read_number,
)
from tandem.experiments.intake.tables.records import Record
from tandem.experiments.intake.tables.shape import Shape
from tandem.experiments.intake.tables.vocabulary import PERCENT_ROLES, currency_in, has
from tandem.experiments.wording.catalogue import texts

_text = texts("sheets.figures")

_monthly_pay = 12_000  # currency units; a mean pay below it is hardly a year's (assumption)
_share_roles = (*PERCENT_ROLES, "ai_exposure")


def decimal_of(sheet: Sheet, records: Sequence[Record], account: Account) -> str:
    """The decimal mark of the sheet's texts; asked where they contradict and it matters."""
    given = account.answers.get("decimal")
    if given is not None:
        return str(given)
    cells = [
        cell
        for record in records
        for role, cell in record.cells.items()
        if role not in ("currency", "job_family", "month")
    ]
    shown = marks_shown(cells)
    if len(shown) == 2:
        account.answer(
            "decimal", "Some numbers have a decimal point, others a decimal comma. Which is meant?"
        )
    if len(shown) == 1:
        return shown.pop()
    opened = [cell.text for cell in cells if cell.number is None and is_open(cell.text)]
    if opened and "." in opened[0]:
        return "comma"  # 52.000 is fifty-two thousand
    return "point" if opened else (sheet.decimal_hint or "point")


def value_of(cell: Cell, role: str, decimal: str) -> float | None:
    """The number in a cell of a role; a mark that can only stand before decimals there does."""
    if is_blank(cell):
        return None
    number = read_number(cell, decimal)
    other = read_number(cell, "comma" if decimal == "point" else "point")
    if cell.number is None and is_open(cell.text) and number is not None and other is not None:
        small = role in (*_share_roles, "tenure_years")
        number = (
            min(number, other, key=lambda found: found.value)
            if small
            else max(number, other, key=lambda found: found.value)
        )
    return None if number is None else number.value


def check_counts(records: Sequence[Record], role: str, decimal: str, account: Account) -> None:
    """Ask about `1.120` where the head counts have decimals: one and a bit, or a thousand."""
    cells = [
        record.cells[role] for record in records if role in record.cells and record.cells[role].number is None
    ]
    opened = [
        record
        for record in records
        if role in record.cells and is_open(record.cells[role].text) and record.cells[role].number is None
    ]
    mark = {"point": ".", "comma": ","}[decimal]
    if (
        account.answers.get("decimal") is None
        and any(mark in r.cells[role].text for r in opened)
        and decimal in marks_shown(cells)
    ):
        text = opened[0].cells[role].text
        account.answer(
            "decimal",
            f"Row {opened[0].row}: {text!r} people among head counts with decimals. Thousands, or decimals?",
        )


def percentages(
    records: Sequence[Record], role: str, heading: str, decimal: str, account: Account
) -> list[str]:
    """The cells of a column of percentages in plain per cent; text that is no number stays as it is."""
    cells = [record.cells[role] for record in records]
    values = [value_of(cell, role, decimal) for cell in cells]
    known = [value for value in values if value is not None]
    signed = any(cell.percent or "%" in cell.text for cell in cells)
    canonical = heading.strip().lower().replace(" ", "_") == role
    scale = 1.0
    if known and not signed and not canonical:
        if max(known) <= 1 and min(known) >= 0 and any(0 < value < 1 for value in known):
            scale = 100.0
            account.tell(_text("shares", column=heading))
        elif not has("in_percent", heading) and not _in_percent(
            records, known, role, heading, account, decimal
        ):
            return _of_people(records, values, decimal)
    return [
        cell.text
        if value is None and not is_blank(cell)
        else ""
        if value is None
        else plain(round(value * scale, 10))
        for cell, value in zip(cells, values, strict=True)
    ]


def _in_percent(
    records: Sequence[Record], known: Sequence[float], role: str, heading: str, account: Account, decimal: str
) -> bool:
    """Whether a column without a sign holds per cent, not people; asked where both are possible."""
    people = [_people(record, decimal) for record in records]
    figures = [
        (value_of(record.cells[role], role, decimal), count)
        for record, count in zip(records, people, strict=True)
    ]
    if any(value is not None and value > count for value, count in figures):
        return True
    if any(value > 100 for value in known):
        return False
    key = "ai_users" if role == "ai_users_percent" else "quits"
    answer = account.answer(key, f"Column {heading}: are the figures per cent of the group, or people?")
    return answer != "people"


def _people(record: Record, decimal: str) -> float:
    return next(
        (value_of(record.cells[role], role, decimal) or 0.0 for role in COUNTS if role in record.cells), 0.0
    )


def _of_people(records: Sequence[Record], values: Sequence[float | None], decimal: str) -> list[str]:
    return [
        ""
        if value is None or not _people(record, decimal)
        else plain(round(100 * value / _people(record, decimal), 6))
        for record, value in zip(records, values, strict=True)
    ]


def pay_scale(values: Sequence[float], heading: str, account: Account) -> float:
    """What a column of pay is multiplied with to be currency units a year."""
    thousands = 1.0
    if has("in_thousands", heading) or (values and has("in_thousands", heading.replace("/", " "))):
        thousands = 1000.0 if not values or statistics.median(values) < 5_000 else 1.0
    scaled = [value * thousands for value in values]
    canonical = heading.strip().lower().replace(" ", "_") == "mean_salary"
    period = account.answers.get("pay_period")
    if period is None and has("of_month", heading) and not has("of_year", heading):
        period = "month"
        account.tell(_text("pay_of_month", column=heading))
    if period is None and scaled and not canonical and not has("of_year", heading):
        middle = statistics.median(scaled)
        if middle < 1_000 and thousands == 1.0:
            account.tell(
                _text("thousands", column=heading, figure=plain(values[0]), means=f"{values[0] * 1000:,.0f}")
            )
            return 1000.0
        if middle < _monthly_pay:
            period = account.answer(
                "pay_period", f"Column {heading}: is pay of {plain(scaled[0])} that of a year or of a month?"
            )
    return thousands * (12.0 if period == "month" else 1.0)


def currency_found(shape: Shape, sheet: Sheet, records: Sequence[Record]) -> str | None:
    """The currency that the heading of pay, its cells or the titles above the table name."""
    place = shape.place("mean_salary")
    place = shape.place("payroll") if place is None else place
    found = None if place is None else currency_in(shape.headings[place])
    if found is None:
        codes = {
            currency_in(record.cells[role].text)
            for record in records
            for role in ("mean_salary", "payroll")
            if role in record.cells
        } - {None}
        found = codes.pop() if len(codes) == 1 else None
    if found is None:
        titles = {
            currency_in(cell.text) for row in sheet.rows[: shape.header] for cell in row if cell.text
        } - {None}
        found = titles.pop() if len(titles) == 1 else None
    return found
