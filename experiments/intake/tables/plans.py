"""A plan of months by departments: the organisation of one month, and the seats of later months."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tandem.experiments.intake.tables.answers import Account
from tandem.experiments.intake.tables.cells import BLANK, Cell, Sheet, plain
from tandem.experiments.intake.tables.columns import COUNTS
from tandem.experiments.intake.tables.figures import decimal_of, value_of
from tandem.experiments.intake.tables.months import NO_YEAR, Month, label, months_of, with_years
from tandem.experiments.intake.tables.records import Record, records_of
from tandem.experiments.intake.tables.shape import Shape, cell_at
from tandem.experiments.intake.tables.vocabulary import has, is_total, plain_form, total_of
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("sheets.plans")

Seats = dict[str, dict[Month, float]]  # people by department and month


@dataclass(frozen=True)
class Plan:
    """People of each department in the months of a sheet.

    Attributes
    ----------
    base : the month that is the organisation
    people : by department and month, all months of the sheet
    rows : number of a row in which a department stands
    """

    base: Month
    people: Seats
    rows: dict[str, int]

    @property
    def later(self) -> dict[str, dict[str, int]]:
        """Seats by department and month (YYYY-MM) after the base, where they change."""
        found: dict[str, dict[str, int]] = {}
        for department, months in self.people.items():
            before = round(months.get(self.base, 0))
            for month in sorted(month for month in months if month > self.base):
                if round(months[month]) != before:
                    before = round(months[month])
                    found.setdefault(department, {})[label(month)] = before
        return found


def plan_of(sheet: Sheet, shape: Shape, start: str, asked: str | None, account: Account) -> Plan | None:
    """The plan in a sheet; None where something has to be asked first."""
    entries = _entries(sheet, shape, account)
    if entries is None:
        return None
    cells = [Record(row, "", "", "", {"headcount": cell}) for row, _, _, cell in entries]
    decimal = decimal_of(sheet, cells, account)
    people: Seats = {}
    rows: dict[str, int] = {}
    for row, department, month, cell in entries:
        value = value_of(cell, "headcount", decimal)
        if value is None:
            if cell.text and any(sign.isdigit() for sign in cell.text):
                account.answer("decimal", f"Row {row}, {department}: {cell.text!r} is no number of people.")
            continue
        its = people.setdefault(department, {})
        its[month] = its.get(month, 0.0) + value
        rows.setdefault(department, row)
    people = _without_sums(_of_people(people, sheet, account), account)
    months = sorted({month for its in people.values() for month in its})
    if not months:
        return None
    base = _base(months, start, asked, account)
    return Plan(base, people, rows)


def records_of_plan(sheet: Sheet, shape: Shape, plan: Plan, account: Account) -> list[Record]:
    """The groups of the plan's month, with whatever else the sheet says of them."""
    if shape.months:
        known = _with_years(list(shape.months.values()), sheet, shape, account) or []
        count = next(place for place, month in zip(shape.months, known, strict=True) if month == plan.base)
        return records_of(sheet, shape.as_groups(count), account)
    its_month = shape.place("month")
    count_column = next((shape.place(role) for role in COUNTS if shape.place(role) is not None), None)
    if shape.names or count_column is None or its_month is None:
        return [
            Record(row, name, "", "", {"headcount": Cell(plain(its[plan.base]), its[plan.base])}, (name,))
            for name, its in plan.people.items()
            if its.get(plan.base) and (row := plan.rows[name])
        ]
    body = sheet.rows[shape.header + 1 :]
    found = months_of([row[its_month] for row in body], below_heading=True)
    dated = [(row, month) for row, month in zip(body, found, strict=True) if month is not None]
    known = _with_years([month for _, month in dated], sheet, shape, account) or []
    there = iter(known)
    blank = (BLANK,) * sheet.width
    kept = [
        row if month is not None and next(there) == plan.base else blank
        for row, month in zip(body, found, strict=True)
    ]
    month_only = replace(sheet, rows=(*sheet.rows[: shape.header + 1], *kept))
    return records_of(month_only, shape.as_groups(count_column), account)


def _of_people(people: Seats, sheet: Sheet, account: Account) -> Seats:
    """The columns or rows that count people in post; vacancies, hires and leavers are told and left out."""
    left_out = [name for name in people if has("not_in_post", name)]
    if not left_out:
        return people
    if len(left_out) == len(people):
        raise InputError(
            f"{sheet.where}: {', '.join(left_out[:4])} are hires, leavers or vacancies of each month, not "
            "people in post. Needed: how many people each department has; example: month,sales,engineering"
        )
    account.tell(_text("not_in_post", count=len(left_out), names=", ".join(left_out)))
    return {name: its for name, its in people.items() if name not in left_out}


def _base(months: Sequence[Month], start: str, asked: str | None, account: Account) -> Month:
    """The month that is the organisation: as asked, else the last before the projection's start."""
    labels = [label(month) for month in months]
    if asked is not None:
        if asked not in labels:
            account.answer(
                "month", f"The sheet has no month {asked}; it has {labels[0]} to {labels[-1]}.", (labels[-1],)
            )
            return months[-1]
        base = months[labels.index(asked)]
    else:
        before = [month for month in months if label(month) < start]
        base = before[-1] if before else months[0]
    if len(months) > 1:
        account.tell(_text("months", first=labels[0], last=labels[-1], month=label(base)))
    return base


def _entries(sheet: Sheet, shape: Shape, account: Account) -> list[tuple[int, str, Month, Cell]] | None:
    """Row, department, month and cell of every figure."""
    body = [(number, row) for number, row in enumerate(sheet.rows, 1) if number > shape.header + 1]
    if shape.months:
        known = _with_years(list(shape.months.values()), sheet, shape, account)
        if known is None:
            return None
        columns = dict(zip(shape.months, known, strict=True))
        name = shape.place("department")
        if name is None:
            name = next(place for place in range(sheet.width) if place not in columns)
        found, before = [], ""
        for number, row in body:
            department = row[name].text or before
            before = department
            if department and not _sums_levels(row, shape):
                found += [(number, department, month, row[place]) for place, month in columns.items()]
        _tell_totals(shape, account)
        return found
    place = shape.place("month")
    assert place is not None
    dated = [
        (number, row, month)
        for (number, row), month in zip(
            body, months_of([row[place] for _, row in body], below_heading=True), strict=True
        )
        if month
    ]
    known = _with_years([month for _, _, month in dated], sheet, shape, account)
    if known is None:
        return None
    if shape.names:
        names = [column for column in shape.names if not is_total(shape.headings[column])]
        _tell_totals(shape, account)
        return [
            (number, shape.headings[column], month, row[column])
            for (number, row, _), month in zip(dated, known, strict=True)
            for column in names
        ]
    count_column = next(shape.place(role) for role in COUNTS if shape.place(role) is not None)
    its_department = shape.place("department")
    assert count_column is not None and its_department is not None
    return [
        (number, row[its_department].text, month, row[count_column])
        for (number, row, _), month in zip(dated, known, strict=True)
        if row[its_department].text and not _sums_levels(row, shape)
    ]


def _sums_levels(row: Sequence[Cell], shape: Shape) -> bool:
    """Whether a row is the total of a department's levels or contracts, by its words."""
    return any(is_total(cell_at(row, shape.place(role)).text) for role in ("level", "contract"))


def _with_years(months: list[Month], sheet: Sheet, shape: Shape, account: Account) -> list[Month] | None:
    """Months with their years: from a title that names one, or as answered."""
    if not any(year == NO_YEAR for year, _ in months):
        return months
    titles = " ".join(cell.text for row in sheet.rows[: shape.header] for cell in row)
    years = set(re.findall(r"(?<!\d)(20\d{2})(?!\d)", titles + " " + (sheet.name or "")))
    if len(years) == 1 and account.answers.get("year") is None:
        account.tell(_text("year", year=min(years)))
        return with_years(months, int(min(years)))
    answer = account.answer("year", "The months have no year. Which one is the first month in?", ("2026",))
    return None if answer is None or not answer.isdigit() else with_years(months, int(answer))


def _tell_totals(shape: Shape, account: Account) -> None:
    totals = [heading for heading in shape.headings if heading and is_total(heading)]
    if totals:
        account.tell(_text("columns_of_totals", count=len(totals), columns=", ".join(totals)))


def _without_sums(people: Seats, account: Account) -> Seats:
    """The departments without totals: by word, and what is in every month the sum of all others."""
    names = {plain_form(name) for name in people}
    kept = {name: its for name, its in people.items() if not is_total(name, names)}
    gone = [name for name in people if name not in kept]
    if gone:
        account.tell(_text("totals", count=len(gone), names=", ".join(gone)))
    for name, its in kept.items():
        others = [other for other in kept if other != name]
        if len(others) < 2 or len(its) < 2:
            continue
        if all(
            abs(sum(kept[other].get(month, 0.0) for other in others) - value) < 1e-6
            for month, value in its.items()
        ):
            account.tell(_text("sum_of_others", name=name))
            return {other: kept[other] for other in others}
    for name in gone:
        for month, value in people[name].items():
            parts = [
                its for other, its in kept.items() if plain_form(other) == plain_form(total_of(name) or "")
            ]
            total = sum(its.get(month, 0.0) for its in parts or kept.values())
            if "budget" in name.casefold() or abs(total - value) <= 0.5 * len(kept):
                continue
            account.answer(
                "totals",
                f"{name} says {value:g} people in {label(month)}, but the departments add up to "
                f"{total:g}. Leave it out all the same?",
                ("leave_out",),
            )
            break
    return kept
