"""From records to the plain table that the model reads: one row a group, one figure a cell."""

from __future__ import annotations

from collections.abc import Sequence

from tandem.experiments.intake.tables.answers import Account
from tandem.experiments.intake.tables.cells import Cell, Sheet, plain
from tandem.experiments.intake.tables.columns import COUNTS
from tandem.experiments.intake.tables.figures import (
    check_counts,
    currency_found,
    decimal_of,
    percentages,
    value_of,
)
from tandem.experiments.intake.tables.numbers import is_blank
from tandem.experiments.intake.tables.outline import unfolded
from tandem.experiments.intake.tables.pay import fill_in_pay
from tandem.experiments.intake.tables.plain_rows import Row, added_up
from tandem.experiments.intake.tables.records import Record, rows_in_words
from tandem.experiments.intake.tables.shape import Shape
from tandem.experiments.intake.tables.totals import without_totals
from tandem.experiments.intake.tables.vocabulary import (
    PERCENT_ROLES,
    contract_of,
    has,
    plain_form,
    rank_of_level,
)
from tandem.experiments.wording.catalogue import texts

_text = texts("sheets.groups")

ALL_LEVELS = "All levels"  # where a table has no levels, as in a profile
_QUITS, _ALL_QUITS = "annual_voluntary_quits_percent", "all_quits_percent"


def rows_of(
    sheet: Sheet, shape: Shape, records: Sequence[Record], typical_pay: float | None, account: Account
) -> tuple[list[Row], str | None]:
    """The rows of the plain table, and the currency where the sheet names one."""
    decimal = decimal_of(sheet, records, account)
    role = next((role for role in COUNTS if any(role in record.cells for record in records)), "headcount")
    for record in records:
        if role in record.cells and record.cells[role].formula:
            account.tell(_text("formula", row=record.row))
    people = {
        place: value
        for place, record in enumerate(records)
        if role in record.cells and (value := value_of(record.cells[role], role, decimal)) is not None
    }
    places = unfolded(records, people, account)
    if places is not None:
        records = [records[place] for place in places]
        people = {new: people[old] for new, old in enumerate(places) if old in people}
    kept = without_totals(records, people, account)
    check_counts(kept, role, decimal, account)
    kept = _with_people(kept, role, decimal, account)
    rows = [Row(record.row, {"department": record.department}, record.whole_row) for record in kept]
    _counts(rows, kept, role, decimal, account)
    _levels(rows, kept, account)
    _contracts(rows, kept, account)
    currency = currency_found(shape, sheet, kept)
    fill_in_pay(rows, kept, shape, decimal, typical_pay, currency, account)
    _further(rows, kept, shape, decimal, account)
    return added_up(rows, account), currency


def _with_people(records: list[Record], role: str, decimal: str, account: Account) -> list[Record]:
    """The records without groups of nobody."""
    nobody = [
        record
        for record in records
        if role in record.cells and value_of(record.cells[role], role, decimal) == 0
    ]
    if nobody:
        account.tell(_text("nobody", rows=rows_in_words([record.row for record in nobody])))
    return [record for record in records if record not in nobody]


def _counts(rows: list[Row], records: list[Record], role: str, decimal: str, account: Account) -> None:
    """Whole people; full-time equivalents are rounded, those of a group at least to one."""
    before = after = 0.0
    for row, record in zip(rows, records, strict=True):
        cell = record.cells.get(role, Cell(""))
        value = value_of(cell, role, decimal)
        if value is None or value < 0:
            row.texts["headcount"] = "" if is_blank(cell) else cell.text
            continue
        whole = max(1, int(value + 0.5))
        before, after = before + value, after + whole
        row.texts["headcount"] = str(whole)
    if role == "fte":
        account.tell(_text("full_time_equivalents"))
    if before != int(before) or any(
        float(value_of(r.cells[role], role, decimal) or 0) % 1 for r in records if role in r.cells
    ):
        account.tell(_text("rounded", before=f"{before:,.10g}", after=f"{after:,.0f}"))


def _levels(rows: list[Row], records: list[Record], account: Account) -> None:
    blank = [record.row for record in records if not record.level]
    for row, record in zip(rows, records, strict=True):
        row.texts["level"] = record.level or ALL_LEVELS
    if len(blank) == len(records):
        account.tell(_text("no_level", level=repr(ALL_LEVELS)))
    elif blank:
        account.tell(_text("some_without_level", rows=rows_in_words(blank), level=repr(ALL_LEVELS)))


def _contracts(rows: list[Row], records: list[Record], account: Account) -> None:
    """employee, freelancer or executive; a missing contract is that of an employee, or of the top level."""
    told = {
        plain_form(word): contract
        for contract in ("employee", "freelancer", "executive")
        for word in _words(account.answers.get(contract))
    }
    assumed = 0
    read: dict[str, str] = {}
    unknown: dict[str, int] = {}
    for row, record in zip(rows, records, strict=True):
        text = record.contract
        if not text:
            board = rank_of_level(record.level) == 10 if record.level else False
            row.texts["contract"] = "executive" if board else "employee"
            assumed += 1
            continue
        meaning = told.get(plain_form(text)) or contract_of(text)
        row.texts["contract"] = meaning or text
        if meaning is None:
            unknown.setdefault(text, record.row)
        elif plain_form(text) != meaning:
            read[text] = meaning
    if assumed == len(rows):
        top = any(row.texts["contract"] == "executive" for row in rows)
        account.tell(_text("no_contract_but_top" if top else "no_contract"))
    elif assumed:
        account.tell(_text("some_without_contract", count=assumed))
    if read:
        meanings = [_text("is", word=word, meaning=meaning) for word, meaning in read.items()]
        account.tell(_text("contracts", read=", ".join(meanings)))
    for text, number in unknown.items():
        account.answer(
            "freelancer",
            f"Row {number}: what is the contract {text!r}? Name it as "
            "organisation.answers.employee, .freelancer or .executive.",
            (text,),
        )


def _words(given: object) -> list[str]:
    return [] if given is None else [str(word) for word in given] if isinstance(given, list) else [str(given)]


def _further(rows: list[Row], records: list[Record], shape: Shape, decimal: str, account: Account) -> None:
    """Tenure, percentages, and what else the model's table can hold."""
    there = {role for record in records for role in record.cells}
    for role in (*PERCENT_ROLES, "ai_exposure"):
        if role not in there or (role == _ALL_QUITS and _QUITS in there):
            continue
        place = shape.place(role)
        heading = role if place is None else shape.headings[place]
        if role == _ALL_QUITS:
            figures = [value_of(record.cells[role], role, decimal) for record in records]
            if any(value is not None and value > 300 for value in figures):
                account.tell(_text("no_rate", column=heading))
                continue
            account.tell(_text("all_quits", column=heading))
        if role == "ai_exposure":
            texts = [record.cells[role].text.replace(",", ".") for record in records]
        else:
            texts = percentages(records, role, heading, decimal, account)
        for row, text in zip(rows, texts, strict=True):
            row.texts[_QUITS if role == _ALL_QUITS else role] = text
    if "tenure_years" in there:
        place = shape.place("tenure_years")
        months = place is not None and has("in_months", shape.headings[place])
        if months:
            account.tell(_text("months", column=shape.headings[place or 0]))
        for row, record in zip(rows, records, strict=True):
            cell = record.cells["tenure_years"]
            value = value_of(cell, "tenure_years", decimal)
            text = "" if is_blank(cell) else cell.text
            row.texts["tenure_years"] = (
                text if value is None else plain(round(value / (12 if months else 1), 6))
            )
    _full_time(rows, records, decimal, there)
    for role in ("currency", "job_family", "pay_basis"):
        if role in there:
            for row, record in zip(rows, records, strict=True):
                row.texts[role] = record.cells[role].text


def _full_time(rows: list[Row], records: list[Record], decimal: str, there: set[str]) -> None:
    """Full-time equivalents beside head counts."""
    if not set(COUNTS) <= there:
        return
    for row, record in zip(rows, records, strict=True):
        cell = record.cells.get("fte", Cell(""))
        value = value_of(cell, "fte", decimal)
        row.texts["fte"] = "" if is_blank(cell) else cell.text if value is None else plain(round(value, 6))
