"""From records to the plain table that the model reads: one row a group, one figure a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tandem.experiments.intake.tables.answers import Account
from tandem.experiments.intake.tables.cells import Cell, Sheet, plain
from tandem.experiments.intake.tables.figures import (
    check_counts,
    currency_found,
    decimal_of,
    pay_scale,
    percentages,
    value_of,
)
from tandem.experiments.intake.tables.numbers import is_blank
from tandem.experiments.intake.tables.outline import unfolded
from tandem.experiments.intake.tables.records import Record, rows_in_words
from tandem.experiments.intake.tables.shape import COUNTS, Shape
from tandem.experiments.intake.tables.totals import without_totals
from tandem.experiments.intake.tables.vocabulary import (
    PERCENT_ROLES,
    contract_of,
    has,
    plain_form,
    rank_of_level,
)

ALL_LEVELS = "All levels"  # where a table has no levels, as in a profile
_QUITS, _ALL_QUITS = "annual_voluntary_quits_percent", "all_quits_percent"
_weighted = ("mean_salary", "tenure_years", "ai_users_percent", _QUITS, "ai_exposure", "annual_promotions_percent")


@dataclass
class Row:
    """A row of the plain table: its number in the sheet, and texts by the name of the model's column."""

    number: int
    texts: dict[str, str] = field(default_factory=dict)
    source: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it a group of its own."""
        return tuple(plain_form(self.texts.get(name, "")) for name in ("department", "level", "contract"))


def rows_of(
    sheet: Sheet, shape: Shape, records: Sequence[Record], typical_pay: float | None, account: Account
) -> tuple[list[Row], str | None]:
    """The rows of the plain table, and the currency where the sheet names one."""
    decimal = decimal_of(sheet, records, account)
    role = next((role for role in COUNTS if any(role in record.cells for record in records)), "headcount")
    for record in records:
        if role in record.cells and record.cells[role].formula:
            account.tell(f"row {record.row}: a formula whose value is not stored; open the sheet and save it")
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
    _pay(rows, kept, shape, decimal, typical_pay, currency, account)
    _further(rows, kept, shape, decimal, account)
    return _added_up(rows, account), currency


def _with_people(records: list[Record], role: str, decimal: str, account: Account) -> list[Record]:
    """The records without groups of nobody."""
    nobody = [record for record in records if role in record.cells and value_of(record.cells[role], role, decimal) == 0]
    if nobody:
        account.tell(f"{rows_in_words([record.row for record in nobody])}: nobody in the group, left out")
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
        account.tell("no head count; full-time equivalents are taken for people")
    if before != int(before) or any(float(value_of(r.cells[role], role, decimal) or 0) % 1 for r in records if role in r.cells):
        account.tell(f"head counts with decimals are rounded to whole people: {before:,.10g} become {after:,.0f}")


def _levels(rows: list[Row], records: list[Record], account: Account) -> None:
    blank = [record.row for record in records if not record.level]
    for row, record in zip(rows, records, strict=True):
        row.texts["level"] = record.level or ALL_LEVELS
    if len(blank) == len(records):
        account.tell(f"no level: everybody is on one, {ALL_LEVELS!r}")
    elif blank:
        account.tell(f"{rows_in_words(blank)}: no level; put on {ALL_LEVELS!r}")


def _contracts(rows: list[Row], records: list[Record], account: Account) -> None:
    """employee, freelancer or executive; a missing contract is that of an employee, or of the top level."""
    told = {plain_form(word): contract for contract in ("employee", "freelancer", "executive") for word in _words(account.answers.get(contract))}
    assumed, read, unknown = 0, {}, {}
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
        account.tell("no contract: everybody is an employee" + (", the top level executives" if top else ""))
    elif assumed:
        account.tell(f"{assumed} rows without a contract: employees")
    if read:
        account.tell("contracts: " + ", ".join(f"{text} is {meaning}" for text, meaning in read.items()))
    for text, number in unknown.items():
        account.answer(
            "freelancer",
            f"Row {number}: what is the contract {text!r}? Name it as organisation.answers.employee, .freelancer or .executive.",
            (text,),
        )


def _words(given: object) -> list[str]:
    return [] if given is None else [str(word) for word in given] if isinstance(given, list) else [str(given)]


def _pay(
    rows: list[Row], records: list[Record], shape: Shape, decimal: str, typical: float | None,
    currency: str | None, account: Account,
) -> None:  # fmt: skip
    """Mean pay a year: as given, pay roll ÷ people, or what is stated where the table has none."""
    role = next((role for role in ("mean_salary", "payroll") if any(role in record.cells for record in records)), None)
    place = shape.place(role) if role else None
    heading = shape.headings[place] if place is not None else (role or "")
    values = [value_of(record.cells[role], role, decimal) if role and role in record.cells else None for record in records]
    if all(value is None for value in values) and not any(role and not is_blank(record.cells.get(role, Cell(""))) for record in records):
        stated = account.answers.get("mean_salary_of_all")
        if stated is None and (typical is None or currency not in (None, "USD")):
            account.answer("mean_salary_of_all", f"No pay is given (in {currency or 'the currency'}). What is mean pay a year?", ("60000",))
        pay = float(stated) if stated is not None else typical or 1.0
        account.tell(f"no pay: {pay:,.0f} a year for everybody; say it with organisation.mean_salary={pay:.0f}")
        for row in rows:
            row.texts["mean_salary"] = plain(pay)
        return
    known = [value for value in values if value is not None and value > 0]
    if role == "payroll":
        account.tell(f"column {heading}: divided by people for mean pay")
        known = [value / max(float(row.texts["headcount"] or 1), 1) for value, row in zip(values, rows, strict=True) if value and row.texts["headcount"].isdigit()]
    scale = pay_scale(known, heading, account)
    blank = []
    for row, record, value in zip(rows, records, values, strict=True):
        cell = record.cells.get(role or "", Cell(""))
        if value is None:
            row.texts["mean_salary"] = "" if is_blank(cell) else cell.text
            blank += [row] if is_blank(cell) else []
            continue
        people = float(row.texts["headcount"]) if row.texts["headcount"].isdigit() else 1.0
        row.texts["mean_salary"] = plain(round(value * scale / (people if role == "payroll" else 1), 6))
    if blank and known:
        numbers = rows_in_words([row.number for row in blank])
        if account.answer("missing_pay", f"{numbers[0].upper()}{numbers[1:]}: no pay. Write it in the sheet, or take the mean of the others?") == "mean":
            _fill_pay(rows, blank)
            account.tell(f"{numbers}: no pay; the mean of the other rows")


def _fill_pay(rows: list[Row], blank: list[Row]) -> None:
    good = [row for row in rows if row not in blank and row.texts["headcount"].isdigit()]
    people = sum(int(row.texts["headcount"]) for row in good)
    mean = sum(int(row.texts["headcount"]) * float(row.texts["mean_salary"]) for row in good) / max(people, 1)
    for row in blank:
        row.texts["mean_salary"] = plain(round(mean, 2))


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
                account.tell(f"column {heading}: no rate of leaving (too large), not read")
                continue
            account.tell(f"column {heading}: does not say why people left; taken for voluntary quits")
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
            account.tell(f"column {shape.headings[place or 0]}: months, divided by 12")
        for row, record in zip(rows, records, strict=True):
            cell = record.cells["tenure_years"]
            value = value_of(cell, "tenure_years", decimal)
            text = "" if is_blank(cell) else cell.text
            row.texts["tenure_years"] = text if value is None else plain(round(value / (12 if months else 1), 6))
    for role in ("currency", "job_family"):
        if role in there:
            for row, record in zip(rows, records, strict=True):
                row.texts[role] = record.cells[role].text


def _added_up(rows: list[Row], account: Account) -> list[Row]:
    """Rows of the same group as one: people added, means weighted; two rows alike in all are asked about."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(row.key, []).append(row)
    several = {key: its for key, its in groups.items() if len(its) > 1}
    alike = [its for its in several.values() if len({row.source for row in its}) < len(its)]
    if alike:
        numbers = [row.number for row in alike[0]]
        names = ", ".join(alike[0][0].texts[name] for name in ("department", "level", "contract"))
        answer = account.answer("repeated", f"{rows_in_words(numbers)} are the same in every cell ({names}). Are their people to be added?")
        if answer == "once":
            groups = {key: list({row.source: row for row in its}.values()) for key, its in groups.items()}
            several = {key: its for key, its in groups.items() if len(its) > 1}
    if several:
        account.tell(f"{sum(map(len, several.values()))} rows of the same department, level and contract are added up to {len(several)} group{'s' if len(several) > 1 else ''}")
    return [_sum(its) for its in groups.values()]


def _sum(rows: list[Row]) -> Row:
    if len(rows) == 1 or not all(row.texts["headcount"].isdigit() for row in rows):
        return rows[0]
    texts = dict(rows[0].texts)
    people = [int(row.texts["headcount"]) for row in rows]
    for name in _weighted:
        try:
            known = [(count, float(row.texts[name])) for count, row in zip(people, rows, strict=True) if row.texts.get(name)]
        except ValueError:
            continue  # no number: the model's table says so
        if known:
            texts[name] = plain(round(sum(c * v for c, v in known) / sum(c for c, _ in known), 6))
    texts["headcount"] = str(sum(people))
    return Row(rows[0].number, texts, rows[0].source)
