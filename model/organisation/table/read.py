"""An organisation from a table: a CSV file or an Excel workbook with one row a group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tandem.model.errors import InputError
from tandem.model.organisation.families.assign import with_own_families
from tandem.model.organisation.families.matching import Meaning
from tandem.model.organisation.families.own import Titles, read_titles
from tandem.model.organisation.levels import order_levels
from tandem.model.organisation.profile import Group, Profile, check_levels
from tandem.model.organisation.promotions import promotion_problems
from tandem.model.organisation.table.cells import Row, read_cells
from tandem.model.organisation.table.columns import (
    AI_USERS,
    CONTRACT,
    CURRENCY,
    DEPARTMENT,
    EXPOSURE,
    HEADCOUNT,
    JOB_FAMILY,
    LEVEL,
    NUMBER_COLUMNS,
    PAY_BASIS,
    PROMOTIONS,
    QUITS,
    TENURE,
    TEXT_COLUMNS,
    Column,
    read_number,
    read_text,
)
from tandem.model.organisation.table.entries import (
    Entry,
    check_currencies,
    check_full_time,
    check_groups,
    full_time_of,
    pay_of,
    read_contract,
    read_job_family,
    read_pay_basis,
    warn_of_shares,
)
from tandem.model.organisation.table.header import all_columns, check_header, normal_heading
from tandem.model.organisation.table.problems import Problem, quote_found, refuse_table
from tandem.model.received.plain_text import cleaned

#: Most groups of a table.
LARGEST_TABLE = 20_000

_percent_columns = (AI_USERS, QUITS)


def read_table(
    path: Path | str,
    currency: str = "USD",
    *,
    levels: Sequence[str] | None = None,
    sheet: str | None = None,
    name: str | None = None,
    titles: Titles | None = None,
) -> Profile:
    """Read an organisation from a table.

    Parameters
    ----------
    path : Path or str
        A `.csv` file (UTF-8, commas) or an `.xlsx` workbook. Its first row names the columns: `department`,
        `level`, `contract` (employee, freelancer, executive), `headcount` (people), `mean_salary` (currency
        units a year), and, if known, `tenure_years`, `ai_users_percent`, `annual_voluntary_quits_percent`,
        `currency`, `job_family` (a family or a job title), `ai_exposure` (a share), `fte` (full-time ones
        of the group) and `pay_basis` (`full_time`, the default: pay is for full time, or `actual`: as paid).
    currency : str
        Currency of the salaries (ISO 4217) where the table has no `currency` column.
    levels : sequence of str, optional
        The levels from junior to senior; otherwise see `model.organisation.levels`.
    sheet : str, optional
        Sheet of the workbook, needed when it has several.
    name : str, optional
        Name of the organisation; otherwise the file's.
    titles : Titles, optional
        The user's own families of departments and job titles (`organisation.families`).

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
    return profile_of_rows(
        rows, header, file, currency, levels=levels, name=name, titles=titles, header_row=header_row
    )


def profile_of_rows(
    rows: Iterator[Row],
    header: list[str],
    file: Path | str,
    currency: str = "USD",
    *,
    levels: Sequence[str] | None = None,
    name: str | None = None,
    titles: Titles | None = None,
    header_row: int = 1,
    headings: Mapping[str, str] | None = None,
    order: Callable[[Sequence[tuple[str, str]], str], Sequence[str]] = order_levels,
) -> Profile:
    """The organisation of a table whose cells have been read; parameters not named here as in `read_table`.

    Parameters
    ----------
    rows : iterator of (int, list of str)
        Numbers and cells of the rows below the header.
    header : list of str
        The names of the columns.
    file : Path or str
        What messages call the table.
    headings : mapping, optional
        What the user's table calls a column, by its name.
    order : callable
        Puts the levels of (department, level) pairs in order where they are not stated.
    """
    problems = list(check_header(header_row, header))
    titles = titles or read_titles(None)
    entries = list(_read_entries(rows, header, problems, str(file), titles))
    if not entries:
        problems.append(
            Problem(None, None, "a header and no rows", "one row a group", "Sales,senior,employee,25,64000")
        )
    problems += check_groups(entries)
    problems += check_currencies(entries)
    problems += check_full_time(entries)
    if problems:
        called = headings or {}
        refuse_table(
            str(file), [replace(its, column=called.get(its.column or "", its.column)) for its in problems]
        )
    for column in _percent_columns:
        warn_of_shares(file, column, entries)
    return with_own_families(_profile(Path(file), entries, currency, levels, name, order), titles)


def _read_entries(
    rows: Iterator[Row], header: list[str], problems: list[Problem], file: str, titles: Titles
) -> Iterator[Entry]:
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
        yield _read_entry(row, cells, place, problems, titles)


def _unnamed_cells(row: int, cells: list[str], header: list[str]) -> Iterator[Problem]:
    """Cells in columns without a name."""
    for number, (cell, heading) in enumerate(zip(cells, header, strict=True), start=1):
        if cell and not heading:
            column = f"number {number} (it has no name)"
            yield Problem(row, column, quote_found(cell), "cells in named columns only", all_columns())


def _read_entry(
    row: int, cells: list[str], place: dict[str, int], problems: list[Problem], titles: Titles
) -> Entry:
    """Read the known cells of a row."""
    entry = Entry(row)
    for column in TEXT_COLUMNS:
        if column.name in place:
            text = cells[place[column.name]]
            if column in (JOB_FAMILY, PAY_BASIS) and not text:
                continue
            value: str | Meaning | Problem = read_text(column, text, row)
            if column is CONTRACT and isinstance(value, str):
                value = read_contract(value, row)
            elif column is PAY_BASIS and isinstance(value, str):
                value = read_pay_basis(value, row)
            elif column is JOB_FAMILY and isinstance(value, str):
                value = read_job_family(value, row, titles)
            if isinstance(value, Problem):
                problems.append(value)
            elif isinstance(value, Meaning):
                entry.work = value
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


def _profile(
    file: Path,
    entries: list[Entry],
    currency: str,
    levels: Sequence[str] | None,
    name: str | None,
    order: Callable[[Sequence[tuple[str, str]], str], Sequence[str]],
) -> Profile:
    """The profile of rows that have been found good."""

    def number(entry: Entry, column: Column, scale: float = 1.0) -> float | None:
        value = entry.number.get(column.name)
        return None if value is None else value / scale

    pairs = [(entry.text[DEPARTMENT.name], entry.text[LEVEL.name]) for entry in entries]
    if levels is None:
        levels = order(pairs, str(file))
    check_levels(levels, {level for _, level in pairs}, where=str(file))
    groups = tuple(
        Group(
            department=entry.text[DEPARTMENT.name],
            level=entry.text[LEVEL.name],
            contract=entry.text[CONTRACT.name],
            headcount=int(entry.number[HEADCOUNT.name]),
            mean_salary=pay_of(entry),
            full_time=full_time_of(entry),
            mean_tenure_years=number(entry, TENURE),
            ai_users=number(entry, AI_USERS, scale=100),
            annual_voluntary_quits=number(entry, QUITS, scale=100),
            annual_promotions=number(entry, PROMOTIONS, scale=100),
            family=entry.work.family,
            exposure=number(entry, EXPOSURE) if EXPOSURE.name in entry.number else entry.work.exposure,
        )
        for entry in entries
    )
    profile = Profile(
        name=cleaned(name or file.stem) or "organisation",
        currency=entries[0].text.get(CURRENCY.name, currency),
        groups=groups,
        source=str(file),
        levels=tuple(levels),
        of_people=True,
    )
    problems = promotion_problems(profile, [entry.row for entry in entries])
    if problems:
        refuse_table(str(file), problems)
    return profile
