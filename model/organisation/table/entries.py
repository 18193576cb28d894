"""The rows of an organisation table: cells with words of their own, and what must hold between rows."""

from __future__ import annotations

import difflib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tandem.model.errors import InputError
from tandem.model.organisation.families.matching import Meaning
from tandem.model.organisation.families.own import Titles
from tandem.model.organisation.families.scores import job_families, nearest_family
from tandem.model.organisation.profile import CONTRACTS, LARGEST_FULL_TIME, LARGEST_HEADCOUNT, check_currency
from tandem.model.organisation.table.columns import (
    CONTRACT,
    CURRENCY,
    DEPARTMENT,
    FTE,
    HEADCOUNT,
    JOB_FAMILY,
    LEVEL,
    MEAN_SALARY,
    PAY_BASIS,
    Column,
)
from tandem.model.organisation.table.problems import Problem, quote_found

FULL_TIME, ACTUAL = "full_time", "actual"  # what pay is for


@dataclass
class Entry:
    """A row as far as it could be read."""

    row: int
    text: dict[str, str] = field(default_factory=dict)
    number: dict[str, float] = field(default_factory=dict)
    work: Meaning = field(default_factory=Meaning)  # of the column job_family


def read_contract(text: str, row: int) -> str | Problem:
    """One of the contracts, in any case; a misspelling is answered with the nearest."""
    if text.lower() in CONTRACTS:
        return text.lower()
    near = difflib.get_close_matches(text.lower(), CONTRACTS, n=1, cutoff=0.5)
    return Problem(
        row, CONTRACT.name, quote_found(text), CONTRACT.meaning, near[0] if near else CONTRACT.example
    )


def read_job_family(text: str, row: int, titles: Titles) -> Meaning | Problem:
    """What a job family or job title means; one that nobody knows is answered with the nearest family."""
    meaning = titles.every.meaning(text)
    if meaning is not None:
        return meaning
    allowed = f"{JOB_FAMILY.meaning} ({', '.join(job_families())}; titles: organisation.families)"
    return Problem(
        row, JOB_FAMILY.name, quote_found(text), allowed, nearest_family(text) or JOB_FAMILY.example
    )


def read_pay_basis(text: str, row: int) -> str | Problem:
    """Whether pay is for full time or as paid."""
    plain = text.strip().lower().replace(" ", "_").replace("-", "_")
    if plain in (FULL_TIME, ACTUAL):
        return plain
    return Problem(row, PAY_BASIS.name, quote_found(text), PAY_BASIS.meaning, PAY_BASIS.example)


def full_time_of(entry: Entry) -> float:
    """Full-time equivalents ÷ people; 1 where the table does not say."""
    if FTE.name not in entry.number:
        return 1.0
    return entry.number[FTE.name] / entry.number[HEADCOUNT.name]


def pay_of(entry: Entry) -> float:
    """Mean pay of a person as paid: of pay for full time the part that they work."""
    pay = entry.number[MEAN_SALARY.name]
    return pay if entry.text.get(PAY_BASIS.name) == ACTUAL else pay * full_time_of(entry)


def check_full_time(entries: list[Entry]) -> Iterator[Problem]:
    """More full-time equivalents than people can work."""
    for entry in entries:
        if FTE.name in entry.number and HEADCOUNT.name in entry.number:
            people, found = entry.number[HEADCOUNT.name], entry.number[FTE.name]
            if found > LARGEST_FULL_TIME * people:
                yield Problem(
                    entry.row, FTE.name, f"{found:g}",
                    f"full-time equivalents of all {people:g} people of the group together, at most "
                    f"{LARGEST_FULL_TIME * people:g}", f"{0.9 * people:g}",
                )  # fmt: skip


def check_groups(entries: list[Entry]) -> Iterator[Problem]:
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


def check_currencies(entries: list[Entry]) -> Iterator[Problem]:
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


def warn_of_shares(file: Path | str, column: Column, entries: list[Entry]) -> None:
    """Warn where every value of a column of percentages is below 1."""
    values = [entry.number[column.name] for entry in entries if column.name in entry.number]
    if values and 0 < max(values) < 1:
        warnings.warn(
            f"{file}, column {column.name}: every value is below 1 per cent. If they are shares, multiply "
            "them by 100 "
            "(0.45 is 45 per cent).",
            UserWarning,
            stacklevel=3,
        )
