"""Dates as HR systems write them.

Whether 03/04/2024 is in March or April is found out from other dates or asked, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from tandem.experiments.intake.meaning.coded import Coded
from tandem.experiments.intake.meaning.problems import RowProblem, shape_of
from tandem.experiments.intake.meaning.questions import ask

Days = npt.NDArray[np.datetime64]

NO_DAY = np.datetime64("NaT", "D")
_iso = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_compact = re.compile(r"(\d{4})(\d{2})(\d{2})")
_numbers = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T ].*)?")
_day_name_year = re.compile(r"(\d{1,2})[-/. ]+([^\W\d_]{3,})\.?[-/., ]+(\d{4}|\d{2})(?:[T ].*)?")
_name_day_year = re.compile(r"([^\W\d_]{3,})\.?[-/. ]+(\d{1,2})[-/., ]+(\d{4}|\d{2})(?:[T ].*)?")
_never = {"9999", "0000"}  # years that systems write for an open end
_years = (1930, 2100)
#: Rows that must show the order, or share of them: one mistyped date must not decide for a whole file
#: (assumption).
_enough_rows, _enough_share = 3, 0.05
_names = (
    "jan januar janvier january enero|feb fév februar février february|mar mär mrz märz mars march marzo|"
    "apr avr april avril abril|may mai mayo|jun juin june juni junio|jul juil juillet july juli julio|"
    "aug aoû août august agosto|sep sept september septembre|oct okt october oktober octobre|"
    "nov november novembre|dec dez déc december dezember décembre|"
)
_months = {name: month for month, names in enumerate(_names.split("|"), 1) for name in names.split()}
_rule = "a date is allowed, as 2024-03-25 or in the file's own order"


@dataclass(frozen=True)
class _Numeric:
    """A date whose first two numbers are day and month, or month and day."""

    first: int
    second: int
    year: int


def read_dates(
    columns: Sequence[Coded], order: str | None, problems: list[RowProblem], today: date
) -> list[Days]:
    """The days in the date columns of one file.

    Parameters
    ----------
    columns : sequence of Coded
        The file's date columns; they share one order of day and month.
    order : {"day_first", "month_first", "year_first"} or None
        None finds it out from dates that can be read in one way only.
    problems : list of RowProblem
        Gets what is no date.
    today : date
        Two-digit years lie in the hundred years up to the next one.

    Raises
    ------
    QuestionError
        If dates can be read either way and too few others show which is meant, or they contradict.
    """
    parsed = [[_parse(text, today) for text in column.texts] for column in columns]
    if order is None:
        order = _find_order(columns, parsed)
    days = []
    for column, dates in zip(columns, parsed, strict=True):
        values = np.array([_day(entry, order) for entry in dates], dtype="datetime64[D]")
        for place in _wrong(dates, values):
            for row in np.flatnonzero(column.codes == place)[:20]:
                text = column.texts[place]
                found = f"a text like {shape_of(text)}" if re.search(r"\d", text) else None
                problems.append(
                    RowProblem(column.file, column.first_row + int(row), column.heading, _rule, found)
                )
        days.append(column.spread(values, NO_DAY))
    return days


def _wrong(dates: list[date | _Numeric | str | None], values: Days) -> Iterator[int]:
    """Places of texts that are no date (an open end is one without a day)."""
    for place, (entry, value) in enumerate(zip(dates, values, strict=True)):
        if np.isnat(value) and entry != "open":
            yield place


def _parse(text: str, today: date) -> date | _Numeric | str | None:
    """A date, the numbers of one whose order is open, "open" for an open end, or None."""
    if match := _iso.fullmatch(text) or _compact.fullmatch(text):
        return "open" if match[1] in _never else _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _numbers.fullmatch(text):
        if match[3] in _never:
            return "open"
        return _Numeric(int(match[1]), int(match[2]), _year(match[3], today))
    if match := _day_name_year.fullmatch(text):
        return _date(_year(match[3], today), _months.get(match[2].lower(), 0), int(match[1]))
    if match := _name_day_year.fullmatch(text):
        return _date(_year(match[3], today), _months.get(match[1].lower(), 0), int(match[2]))
    return None


def _year(text: str, today: date) -> int:
    if len(text) == 4:
        return int(text)
    latest = today.year + 1
    year = latest - latest % 100 + int(text)
    return year if year <= latest else year - 100


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _years[0] <= year <= _years[1] else None
    except ValueError:
        return None


def _day(entry: date | _Numeric | str | None, order: str | None) -> np.datetime64:
    if isinstance(entry, _Numeric):
        if order not in ("day_first", "month_first"):
            return NO_DAY
        first, second = entry.first, entry.second
        month, day = (second, first) if order == "day_first" else (first, second)
        entry = _date(entry.year, month, day)
    return np.datetime64(entry, "D") if isinstance(entry, date) else NO_DAY


def _find_order(columns: Sequence[Coded], parsed: list[list[date | _Numeric | str | None]]) -> str | None:
    """The order that dates with a number above 12 show; None if no date leaves it open."""
    rows = {"day_first": 0, "month_first": 0, "either": 0}
    example: dict[str, tuple[Coded, int]] = {}
    for column, dates in zip(columns, parsed, strict=True):
        for place, entry in enumerate(dates):
            if not isinstance(entry, _Numeric) or entry.first == entry.second:
                continue
            shows = "day_first" if entry.first > 12 else "month_first" if entry.second > 12 else "either"
            rows[shows] += int(column.counts[place]) if column.codes.size else 0
            example.setdefault(shows, (column, place))
    if not any(rows.values()):
        return "day_first"  # no numeric dates, or none for which the order matters
    total = sum(rows.values())
    shown = [order for order in ("day_first", "month_first") if rows[order]]
    answers = ("date_order=day_first", "date_order=month_first")
    if len(shown) == 2:
        column = example["day_first"][0]
        ask(
            column.file,
            "some dates can only be day first "
            f"({_quoted(example['day_first'])}), others only month first "
            f"({_quoted(example['month_first'])}); "
            "which order is meant? Dates in the other one are then told as wrong",
            answers,
        )
    if rows["either"] == 0 and shown:
        return shown[0]
    if not shown or (rows[shown[0]] < _enough_rows and rows[shown[0]] < _enough_share * total):
        column = example["either"][0]
        few = f"; only {_quoted(example[shown[0]])} shows an order" if shown else ""
        ask(
            column.file,
            f"are dates such as {_quoted(example['either'])} day first or month first? "
            f"The file does not show it{few}",
            answers,
        )
    return shown[0]


def _quoted(example: tuple[Coded, int]) -> str:
    column, place = example
    return f"{shape_of(column.texts[place])} in row {column.row_of(place)}, column {column.heading}"
