"""An organisation from a table: a CSV file or an Excel workbook with one row a group."""

from __future__ import annotations

import difflib
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tandem.model.errors import InputError
from tandem.model.organisation.levels import order_levels
from tandem.model.organisation.profile import (
    CONTRACTS,
    LARGEST_HEADCOUNT,
    Group,
    Profile,
    check_currency,
    check_levels,
)
from tandem.model.organisation.table.cells import Row, read_cells
from tandem.model.organisation.table.columns import (
    AI_USERS,
    CONTRACT,
    CURRENCY,
    DEPARTMENT,
    HEADCOUNT,
    LEVEL,
    MEAN_SALARY,
    NUMBER_COLUMNS,
    QUITS,
    TENURE,
    TEXT_COLUMNS,
    Column,
    read_number,
    read_text,
)
from tandem.model.organisation.table.header import all_columns, check_header, normal_heading
from tandem.model.organisation.table.problems import Problem, quote_found, refuse_table
from tandem.model.received.plain_text import cleaned

#: Most groups of a table.
LARGEST_TABLE = 20_000

_percent_columns = (AI_USERS, QUITS)


@dataclass
class _Entry:
    """A row as far as it could be read."""

    row: int
    text: dict[str, str] = field(default_factory=dict)
    number: dict[str, float] = field(default_factory=dict)


def read_table(
    path: Path | str,
    currency: str = "USD",
    *,
    levels: Sequence[str] | None = None,
    sheet: str | None = None,
    name: str | None = None,
) -> Profile:
    """Read an organisation from a table.

    Parameters
    ----------
    path : Path or str
        A `.csv` file (UTF-8, commas) or an `.xlsx` workbook. Its first row names the columns: `department`,
        `level`, `contract` (employee, freelancer, executive), `headcount` (people), `mean_salary` (currency
        units a year), and, if known, `tenure_years`, `ai_users_percent`, `annual_voluntary_quits_percent`
        and `currency`.
    currency : str
        Currency of the salaries (ISO 4217) where the table has no `currency` column.
    levels : sequence of str, optional
        The levels from junior to senior; otherwise see `model.organisation.levels`.
    sheet : str, optional
        Sheet of the workbook, needed when it has several.
    name : str, optional
        Name of the organisation; otherwise the file's.

    Returns
    -------
    Profile
        Percentages as shares; groups in the order of the rows.

    Raises
    ------
    InputError
        If anything is wrong; one message lists every problem (the first ten in full) with file, row,
        column, what was found, what is allowed and an example.

    Warns
    -----
    UserWarning
        If every percentage of a column is below 1, which looks like shares.
    """
    file = Path(path)
    rows = read_cells(file, sheet)
    header_row, header = next(rows, (0, []))
    if not header:
        raise InputError(f"{file}: the table is empty; its first row must name the columns: {all_columns()}.")
    problems = list(check_header(header_row, header))
    entries = list(_read_entries(rows, header, problems, str(file)))
    if not entries:
        problems.append(
            Problem(None, None, "a header and no rows", "one row a group", "Sales,senior,employee,25,64000")
        )
    problems += _check_groups(entries)
    problems += _check_currencies(entries)
    if problems:
        refuse_table(str(file), problems)
    for column in _percent_columns:
        _warn_of_shares(file, column, entries)
    return _profile(file, entries, currency, levels, name)


def _read_entries(
    rows: Iterator[Row], header: list[str], problems: list[Problem], file: str
) -> Iterator[_Entry]:
    """Read the rows; what is wrong with them is added to `problems`."""
    place: dict[str, int] = {}
    for index, cell in enumerate(header):
        place.setdefault(normal_heading(cell), index)
    for count, (row, cells) in enumerate(rows, start=1):
        if count > LARGEST_TABLE:
            raise InputError(
                f"{file}: the table has more than {LARGEST_TABLE:,} rows; give one row a group "
                "(department, level, contract), not one a person."
            )
        if len(cells) != len(header):
            problems.append(
                Problem(
                    row,
                    None,
                    f"{len(cells)} cells",
                    f"{len(header)}, as in the header",
                    'quotes around a text with a comma: "Legal, tax"',
                )
            )
            continue
        problems += _unnamed_cells(row, cells, header)
        yield _read_entry(row, cells, place, problems)


def _unnamed_cells(row: int, cells: list[str], header: list[str]) -> Iterator[Problem]:
    """Cells in columns without a name."""
    for number, (cell, heading) in enumerate(zip(cells, header, strict=True), start=1):
        if cell and not heading:
            column = f"number {number} (it has no name)"
            yield Problem(row, column, quote_found(cell), "cells in named columns only", all_columns())


def _read_entry(row: int, cells: list[str], place: dict[str, int], problems: list[Problem]) -> _Entry:
    """Read the known cells of a row."""
    entry = _Entry(row)
    for column in TEXT_COLUMNS:
        if column.name in place:
            text = cells[place[column.name]]
            value = read_text(column, text, row)
            if column is CONTRACT and isinstance(value, str):
                value = _read_contract(value, row)
            if isinstance(value, Problem):
                problems.append(value)
            else:
                entry.text[column.name] = value
    for number_column in NUMBER_COLUMNS:
        if number_column.name in place:
            text = cells[place[number_column.name]]
            if not text and number_column.optional:
                continue
            number = read_number(number_column, text, row)
            if isinstance(number, Problem):
                problems.append(number)
            else:
                entry.number[number_column.name] = number
    return entry


def _read_contract(text: str, row: int) -> str | Problem:
    """One of the contracts, in any case; a misspelling is answered with the nearest."""
    if text.lower() in CONTRACTS:
        return text.lower()
    near = difflib.get_close_matches(text.lower(), CONTRACTS, n=1, cutoff=0.5)
    return Problem(
        row, CONTRACT.name, quote_found(text), CONTRACT.meaning, near[0] if near else CONTRACT.example
    )


def _check_groups(entries: list[_Entry]) -> Iterator[Problem]:
    """Groups that appear twice, names that differ in letter case only, and too many people."""
    first_row: dict[tuple[str, ...], int] = {}
    spelling: dict[tuple[str, str], str] = {}
    for entry in entries:
        for column in (DEPARTMENT, LEVEL):
            text = entry.text.get(column.name)
            known = text and spelling.setdefault((column.name, text.casefold()), text)
            if text and known and known != text:
                found = f"{quote_found(text)}, and {quote_found(known)} further up"
                yield Problem(entry.row, column.name, found, "one spelling of a name", known)
        key = tuple(entry.text.get(column.name, "") for column in (DEPARTMENT, LEVEL, CONTRACT))
        if all(key) and first_row.setdefault(key, entry.row) != entry.row:
            found = f"the group {', '.join(key)} again (first in row {first_row[key]})"
            yield Problem(entry.row, None, found, "each group once", "add the two rows together")
    people = sum(entry.number.get(HEADCOUNT.name, 0) for entry in entries)
    if people > LARGEST_HEADCOUNT:
        yield Problem(
            None,
            HEADCOUNT.name,
            f"{people:,.0f} people in all",
            f"at most {LARGEST_HEADCOUNT:,}",
            "25 in a row",
        )


def _check_currencies(entries: list[_Entry]) -> Iterator[Problem]:
    """Codes that are none, and more than one currency."""
    first: tuple[str, int] | None = None
    for entry in entries:
        code = entry.text.get(CURRENCY.name)
        if code is None:
            continue
        try:
            check_currency(code, "")
        except InputError:
            yield Problem(
                entry.row,
                CURRENCY.name,
                quote_found(code),
                CURRENCY.meaning + " in capitals",
                CURRENCY.example,
            )
            continue
        first = first or (code, entry.row)
        if code != first[0]:
            found = f"{quote_found(code)}, and {quote_found(first[0])} in row {first[1]}"
            yield Problem(
                entry.row, CURRENCY.name, found, "one currency in all rows", f"convert to {first[0]}"
            )


def _warn_of_shares(file: Path, column: Column, entries: list[_Entry]) -> None:
    values = [entry.number[column.name] for entry in entries if column.name in entry.number]
    if values and 0 < max(values) < 1:
        warnings.warn(
            f"{file}, column {column.name}: every value is below 1 per cent. If they are shares, multiply "
            "them by 100 "
            "(0.45 is 45 per cent).",
            UserWarning,
            stacklevel=3,
        )


def _profile(
    file: Path, entries: list[_Entry], currency: str, levels: Sequence[str] | None, name: str | None
) -> Profile:
    """The profile of rows that have been found good."""

    def number(entry: _Entry, column: Column, scale: float = 1.0) -> float | None:
        value = entry.number.get(column.name)
        return None if value is None else value / scale

    pairs = [(entry.text[DEPARTMENT.name], entry.text[LEVEL.name]) for entry in entries]
    if levels is None:
        levels = order_levels(pairs, str(file))
    check_levels(levels, {level for _, level in pairs}, where=str(file))
    groups = tuple(
        Group(
            department=entry.text[DEPARTMENT.name],
            level=entry.text[LEVEL.name],
            contract=entry.text[CONTRACT.name],
            headcount=int(entry.number[HEADCOUNT.name]),
            mean_salary=entry.number[MEAN_SALARY.name],
            mean_tenure_years=number(entry, TENURE),
            ai_users=number(entry, AI_USERS, scale=100),
            annual_voluntary_quits=number(entry, QUITS, scale=100),
        )
        for entry in entries
    )
    return Profile(
        name=cleaned(name or file.stem) or "organisation",
        currency=entries[0].text.get(CURRENCY.name, currency),
        groups=groups,
        source=str(file),
        levels=tuple(levels),
    )
