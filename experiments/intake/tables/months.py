"""Months as headings and cells write them: `Jan-25`, `2025-01`, `01.2025`, days, Excel's serial numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from tandem.experiments.intake.tables.cells import Cell
from tandem.experiments.intake.tables.vocabulary import month_number, role_of

Month = tuple[int, int]  # year, month
NO_YEAR = 0  # the year of a month of which only the name is written

_first_day = date(1899, 12, 30)  # Excel's day nought
_serials = (36_526, 55_000)  # the years 2000 to 2050
_years = (1990, 2100)


def months_of(cells: Sequence[Cell], *, below_heading: bool = False) -> list[Month | None]:
    """The month that each cell means, or None; what only the others explain is read as they show.

    A number is a serial number of Excel's, or a bare year (its December), only if several are, and all
    different; or in a column whose heading says so (`below_heading`). Of `01/02/2025` the order is taken
    that gives different months.
    """
    found = [_month_of(cell) for cell in cells]
    numbers = [_whole(cell) for cell in cells]
    for reading in (_serial, _bare_year):
        read = [None if number is None else reading(number) for number in numbers]
        several = [month for month in read if month is not None]
        if below_heading or (len(several) >= 2 and len(set(several)) == len(several)):
            found = [known or other for known, other in zip(found, read, strict=True)]
    days = [re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", cell.text) for cell in cells]
    if any(days):
        orders = [[None if day is None else _of(day[3], int(day[place])) for day in days] for place in (2, 1)]
        best = max(orders, key=lambda order: len({month for month in order if month}))
        found = [known or other for known, other in zip(found, best, strict=True)]
    return found


def label(month: Month) -> str:
    """A month as YYYY-MM."""
    return f"{month[0]:04d}-{month[1]:02d}"


def in_order(months: Sequence[Month]) -> bool:
    """Whether months follow each other."""
    return all(first < second for first, second in pairwise(months))


def with_years(months: Sequence[Month], first_year: int) -> list[Month]:
    """Months without a year, in a row, from a year on: after December comes the next one's January."""
    year, found, before = first_year, [], 0
    for _, month in months:
        year += month <= before
        before = month
        found.append((year, month))
    return found


def _month_of(cell: Cell) -> Month | None:
    if cell.day is not None:
        return cell.day.year, cell.day.month
    text = cell.text.strip()
    if cell.number is None and (named := _without_measure(text)):
        text = named
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?(?:[T ].*)?", text):
        return _of(match[1], int(match[2]))
    if match := re.fullmatch(r"(?:M)?(\d{1,2})[-/.](\d{4})", text):
        return _of(match[2], int(match[1]))
    if match := re.fullmatch(r"(20\d{2})(0[1-9]|1[0-2])", text):
        return _of(match[1], int(match[2]))
    if match := re.fullmatch(r"(20\d{2})[-\s]?M(\d{1,2})", text):
        return _of(match[1], int(match[2]))
    if match := re.fullmatch(r"([^\W\d]+)\.?[\s\-/.']*(\d{4}|\d{2})?", text):
        month = month_number(match[1])
        if month is not None:
            return _of(match[2], month) if match[2] else (NO_YEAR, month)
        if match[1].upper() == "Q" and match[2] is None:
            return None
    if match := re.fullmatch(r"(\d{1,2})\.?[\s-]([^\W\d]+)\.?[\s-]+(\d{4}|\d{2})", text):
        month = month_number(match[2])
        return None if month is None else _of(match[3], month)
    if match := re.fullmatch(r"(\d{4}|\d{2})[\s-]([^\W\d]+)", text):
        month = month_number(match[2])
        return None if month is None else _of(match[1], month)
    if match := re.fullmatch(r"[QT]([1-4])[\s\-/']*(\d{4}|\d{2})", text):
        return _of(match[2], 3 * int(match[1]))
    if match := re.fullmatch(r"(\d{4})[\s\-/]*[QT]([1-4])", text):
        return _of(match[1], 3 * int(match[2]))
    return None


def _without_measure(text: str) -> str | None:
    """The rest of `Headcount Jan-25`, where a head count is what the first or last word says."""
    words = text.split()
    for rest, measure in ((words[1:], words[:1]), (words[:-1], words[-1:])):
        if rest and role_of(" ".join(measure)) in ("headcount", "fte"):
            return " ".join(rest)
    return None


def _of(year: str, month: int) -> Month | None:
    number = int(year) if len(year) == 4 else 2000 + int(year)
    return (number, month) if 1 <= month <= 12 and _years[0] <= number <= _years[1] else None


def _whole(cell: Cell) -> int | None:
    text = _without_measure(cell.text) or cell.text
    return int(text) if re.fullmatch(r"\d{4,5}", text) else None


def _serial(number: int) -> Month | None:
    if not _serials[0] <= number <= _serials[1]:
        return None
    day = _first_day + timedelta(days=number)
    return day.year, day.month


def _bare_year(number: int) -> Month | None:
    return (number, 12) if 2000 <= number <= 2060 else None
