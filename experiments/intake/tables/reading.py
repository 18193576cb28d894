"""A file that describes an organisation in groups: read, told, and where need be asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tandem.experiments.intake.meaning.questions import QuestionError
from tandem.experiments.intake.meaning.vocabulary import is_protected
from tandem.experiments.intake.spells.kinds import other_list
from tandem.experiments.intake.tables.answers import COLUMN_ANSWERS, Account
from tandem.experiments.intake.tables.cells import Sheet, read_sheets
from tandem.experiments.intake.tables.groups import rows_of
from tandem.experiments.intake.tables.plans import Plan, plan_of, records_of_plan
from tandem.experiments.intake.tables.records import records_of
from tandem.experiments.intake.tables.shape import Kind, Shape, shape_of
from tandem.experiments.intake.tables.vocabulary import of_a_person
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError
from tandem.model.organisation.table.columns import COLUMNS

_text = texts("sheets.reading")

_tables = (Kind.GROUPS, Kind.WIDE, Kind.MONTHS)


@dataclass(frozen=True)
class TableRead:
    """A table as the model reads it.

    Attributes
    ----------
    where : file and sheet, for messages
    header, rows : the plain table (`model.organisation.table`), rows with their numbers in the sheet
    headings : what the sheet calls the model's columns
    currency : where the sheet names one
    told : what was taken for granted, a line each
    plan : seats by department and month (YYYY-MM), of a plan of months
    """

    where: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]
    headings: Mapping[str, str]
    currency: str | None
    told: tuple[str, ...]
    plan: Mapping[str, Mapping[str, int]]


def read_table_of_groups(
    path: Path,
    *,
    sheet: str | None = None,
    answers: Mapping[str, Any] | None = None,
    month: str | None = None,
    start: str = "2026-01",
    typical_pay: float | None = None,
) -> TableRead:
    """Read a table of groups, a wide table or a plan of months.

    Raises
    ------
    QuestionError
        With everything that is not clear, and the settings to answer with.
    InputError
        If the file is no such table, or damaged.
    """
    account = Account(dict(answers or {}))
    chosen, shape = _chosen(path, sheet, account)
    for note in chosen.notes:
        account.tell(note)
    _check_ragged(chosen, shape)
    plan: Plan | None = None
    if shape.kind is Kind.MONTHS:
        plan = plan_of(chosen, shape, start, month, account)
        records = [] if plan is None else records_of_plan(chosen, shape, plan, account)
    else:
        records = records_of(chosen, shape, account)
    rows, currency = rows_of(chosen, shape, records, typical_pay, account) if records else ([], None)
    account.ask_all(chosen.where, str(path))
    header = tuple(column.name for column in COLUMNS if any(column.name in row.texts for row in rows))
    return TableRead(
        chosen.where,
        header,
        tuple((row.number, [row.texts.get(name, "") for name in header]) for row in rows),
        {role: shape.headings[place] for role, place in (shape.roles or {}).items()},
        currency,
        tuple(account.told),
        plan.later if plan is not None else {},
    )


def _chosen(path: Path, sheet: str | None, account: Account) -> tuple[Sheet, Shape]:
    """The sheet that has the table; asked where two have one."""
    told = {role: str(account.answers[role]) for role in COLUMN_ANSWERS if role in account.answers}
    found = [(entry, shape_of(entry, told)) for entry in read_sheets(path, sheet) if entry.rows]
    tables = [(entry, shape) for entry, shape in found if shape.kind in _tables and not entry.hidden]
    tables = tables or [(entry, shape) for entry, shape in found if shape.kind in _tables]
    people = [entry for entry, shape in found if shape.kind is Kind.PEOPLE]
    reasons = [listed_instead(entry, shape) for entry, shape in tables or found]
    if found and all(reasons):
        raise InputError(str(reasons[0]))
    tables = [pair for pair, reason in zip(tables, reasons, strict=False) if reason is None]
    if len(tables) > 1:
        best = [
            (entry, shape)
            for entry, shape in tables
            if shape.kind is Kind.GROUPS and shape.place("mean_salary") is not None
        ]
        tables = best if len(best) == 1 else tables
    if len(tables) > 1:
        names = tuple(str(entry.name) for entry, _ in tables)
        raise _question(
            path, f"the sheets {', '.join(map(repr, names))} could each be the table. Which one is it?", names
        )
    if tables:
        entry, _ = tables[0]
        others = len(found) - 1
        if others and sheet is None:
            account.tell(_text("sheet", count=others, sheet=repr(entry.name)))
        return tables[0]
    if people:
        raise InputError(
            f"{people[0].where}: this is a list of people, one row each, not a table of groups. "
            "Count it first, "
            f"which keeps groups and no person; type:\n  tandem import {_quoted(path)} --output my_profile\n"
            "  tandem project my_profile"
        )
    entry, shape = found[0]
    seen = ", ".join(cell.text for cell in entry.rows[shape.header] if cell.text)
    raise InputError(
        f"{entry.where}: no table was found: its headings must name a department and a head count. "
        f"Found in row {shape.header + 1}: {seen[:200] or 'nothing'}; "
        "example: department,level,contract,headcount,mean_salary (tandem example-table FILE "
        "writes one); or name "
        "a column: organisation.answers.headcount='Size of team'"
    )


def _question(path: Path, question: str, names: tuple[str, ...]) -> QuestionError:
    lines = [f"{path}: one thing is not clear.", f"1. {question[0].upper()}{question[1:]}"]
    lines.append("   answer with  " + " or ".join(f"organisation.sheet={_quoted(name)}" for name in names))
    lines.append(f"Example: tandem project {_quoted(path)} organisation.sheet={_quoted(names[0])}")
    return QuestionError("\n".join(lines))


def _quoted(text: object) -> str:
    import shlex

    return shlex.quote(str(text))


def _check_ragged(sheet: Sheet, shape: Shape) -> None:
    """Refuse rows of a CSV file with cells beyond the headings: a separator stands in a name."""
    if not sheet.ragged:
        return
    width = sheet.ragged.get(shape.header + 1, sheet.width)
    wrong = [
        number
        for number, cells in sheet.ragged.items()
        if number > shape.header + 1 and any(sheet.rows[number - 1][width:])
    ]
    if wrong:
        raise InputError(
            f"{sheet.where}, row {wrong[0]}: found {sheet.ragged[wrong[0]]} cells; allowed: "
            f"{width}, as in the "
            'headings; example: quotes around a text with the separator in it: "Legal, tax"'
        )


def listed_instead(sheet: Sheet, shape: Shape) -> str | None:
    """Why a sheet lists events, applicants or positions rather than groups; None if nothing says so.

    A sheet that counts people in each row lists groups, whatever else it says of them.
    """
    if shape.kind in (Kind.GROUPS, Kind.WIDE) and not shape.counts_ones(sheet):
        return None
    cells = sheet.rows[shape.header + 1 :]
    sample = {
        heading: [row[place].text for row in cells if row[place].text]
        for place, heading in enumerate(shape.headings)
        if heading and not is_protected(heading)
    }
    return other_list(sheet.where, sample) if sample else None


def refuse_table_of_groups(path: Path, sheet: str | None) -> None:
    """Raise `InputError` if a file that is to list people surely is a table of groups; says what to type.

    A file that cannot be read here is left to the reader of lists of people, which tells why.
    """
    if path.suffix.lower() not in (".csv", ".tsv", ".txt", ".xlsx"):
        return
    try:
        sheets = [(entry, shape_of(entry, {})) for entry in read_sheets(path, sheet) if entry.rows]
    except (InputError, OSError):
        return
    if len(sheets) != 1 or sheets[0][0].long or sheets[0][1].kind not in _tables:
        return
    entry, shape = sheets[0]
    if listed_instead(entry, shape) is not None:  # the reader of lists of people says what it is
        return
    if any(map(of_a_person, shape.headings)) or not (shape.kind is Kind.MONTHS or shape.names_counts):
        return
    lists = "lists months" if shape.kind is Kind.MONTHS else "lists groups"
    raise InputError(
        f"{entry.where}: {lists} ({shape.kind.value}), not people; people in post are needed to count, and "
        f"here nothing has to be counted. Type:\n  tandem project {_quoted(path)}"
    )
