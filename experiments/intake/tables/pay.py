"""Mean pay of the groups of a table."""

from __future__ import annotations

from tandem.experiments.intake.tables.answers import Account
from tandem.experiments.intake.tables.cells import BLANK, plain
from tandem.experiments.intake.tables.figures import pay_scale, value_of
from tandem.experiments.intake.tables.numbers import is_blank
from tandem.experiments.intake.tables.plain_rows import Row
from tandem.experiments.intake.tables.records import Record, rows_in_words
from tandem.experiments.intake.tables.shape import Shape
from tandem.experiments.wording.catalogue import texts

_text = texts("sheets.pay")


def fill_in_pay(
    rows: list[Row], records: list[Record], shape: Shape, decimal: str, typical: float | None,
    currency: str | None, account: Account,
) -> None:  # fmt: skip
    """Mean pay a year: as given, pay roll ÷ people, or what is stated where the table has none."""
    role = next(
        (role for role in ("mean_salary", "payroll") if any(role in record.cells for record in records)), None
    )
    place = shape.place(role) if role else None
    heading = shape.headings[place] if place is not None else (role or "")
    values = [
        value_of(record.cells[role], role, decimal) if role and role in record.cells else None
        for record in records
    ]
    if all(value is None for value in values) and not any(
        role and not is_blank(record.cells.get(role, BLANK)) for record in records
    ):
        stated = account.answers.get("mean_salary_of_all")
        if stated is None and (typical is None or currency not in (None, "USD")):
            account.answer(
                "mean_salary_of_all",
                f"No pay is given (in {currency or 'the currency'}). What is mean pay a year?",
                ("60000",),
            )
        pay = float(stated) if stated is not None else typical or 1.0
        account.tell(_text("no_pay", pay=f"{pay:,.0f}", plain=f"{pay:.0f}"))
        for row in rows:
            row.texts["mean_salary"] = plain(pay)
        return
    known = [value for value in values if value is not None and value > 0]
    if role == "payroll":
        account.tell(_text("payroll", column=heading))
        for row in rows:
            row.texts["pay_basis"] = "actual"
        known = [
            value / max(float(row.texts["headcount"] or 1), 1)
            for value, row in zip(values, rows, strict=True)
            if value and row.texts["headcount"].isdigit()
        ]
    scale = pay_scale(known, heading, account)
    blank = []
    for row, record, value in zip(rows, records, values, strict=True):
        cell = record.cells.get(role or "", BLANK)
        if value is None:
            row.texts["mean_salary"] = "" if is_blank(cell) else cell.text
            blank += [row] if is_blank(cell) else []
            continue
        people = float(row.texts["headcount"]) if row.texts["headcount"].isdigit() else 1.0
        row.texts["mean_salary"] = plain(round(value * scale / (people if role == "payroll" else 1), 6))
    if blank and known:
        numbers = rows_in_words([row.number for row in blank])
        if (
            account.answer(
                "missing_pay",
                f"{numbers[0].upper()}{numbers[1:]}: no pay. Write it in the sheet, or take the "
                "mean of the others?",
            )
            == "mean"
        ):
            _fill_pay(rows, blank)
            account.tell(_text("mean_of_others", rows=numbers))


def _fill_pay(rows: list[Row], blank: list[Row]) -> None:
    good = [row for row in rows if row not in blank and row.texts["headcount"].isdigit()]
    people = sum(int(row.texts["headcount"]) for row in good)
    mean = sum(int(row.texts["headcount"]) * float(row.texts["mean_salary"]) for row in good) / max(people, 1)
    for row in blank:
        row.texts["mean_salary"] = plain(round(mean, 2))
