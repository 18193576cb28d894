"""Dates as HR systems write them.

Whether 03/04/2024 is in March or April is found out from other dates or asked, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from tandem.experiments.intake.meaning.coded import Coded
from tandem.experiments.intake.meaning.problems import RowProblem, problems_of, shape_of
from tandem.experiments.intake.meaning.questions import ask

Days = npt.NDArray[np.datetime64]

NO_DAY = np.datetime64("NaT", "D")
_iso = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_compact = re.compile(r"(\d{4})(\d{2})(\d{2})")
_numbers = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T ].*)?")
_day_name_year = re.compile(r"(\d{1,2})[-/. ]+([^\W\d_]{3,})\.?[-/., ]+(\d{4}|\d{2})(?:[T ].*)?")
_name_day_year = re.compile(r"([^\W\d_]{3,})\.?[-/. ]+(\d{1,2})[-/., ]+(\d{4}|\d{2})(?:[T ].*)?")
_count = re.compile(r"(\d{5})(?:\.\d*)?")
_count_begins = date(1899, 12, 30)
_never = {0, 2999, 9999}  # years that systems write for an open end
#: Nought in a spreadsheet (of several kinds), in .NET and in SQL Server.
_empty = {(1900, 1, 0), (1900, 1, 1), (1899, 12, 30), (1899, 12, 31), (1, 1, 1), (1753, 1, 1)}
_ends = {(12, 31), (1, 1)}  # of a year from 2100 on: the end of time
_years = (1930, 2100)
#: Rows that must show the order, or share of them: one mistyped date must not decide for a whole file
#: (assumption).
_enough_rows, _enough_share = 3, 0.05
_names = (
    "jan januar janvier january januari enero ene gennaio gen|feb fév fev februar février february febrero "
    "febbraio februari|mar mär mrz märz mars march marzo maart mrt|apr avr april avril abril abr aprile|"
    "may mai mayo maggio mag mei|jun juin june juni junio giugno giu|jul juil juillet july juli julio luglio "
    "lug|aug aoû août august agosto ago augustus|sep sept september septembre septiembre settembre set|"
    "oct okt october oktober octobre octubre ottobre ott|nov november novembre noviembre|"
    "dec dez déc dic december dezember décembre diciembre dicembre"
)
_months = {name: month for month, names in enumerate(_names.split("|"), 1) for name in names.split()}
_weekdays = (
    "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday "
    "mo montag di dienstag mi mittwoch do donnerstag fr freitag sa samstag sonnabend so sonntag "
    "lun lundi mardi mercredi jeu jeudi ven vendredi sam samedi dim dimanche lunes martes miércoles jueves "
    "viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag "
    "woensdag donderdag vrijdag zaterdag zondag"
)
_days_of_weeks = frozenset(_weekdays.split())
_with_weekday = re.compile(r"([^\W\d_]{2,10})[.,]{0,2} +(\S.*)")
_rule = "a date is allowed, as 2024-03-25 or in the file's own order"


@dataclass(frozen=True)
class _Numeric:
    """A date whose first two numbers are day and month, or month and day."""

    first: int
    second: int
    year: int


_Entry = date | _Numeric | str | None


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
    parsed = _parsed(columns, today)
    if order is None:
        order = _find_order(columns, parsed)
    days = []
    for column, dates in zip(columns, parsed, strict=True):
        values = np.array([_day(entry, order) for entry in dates], dtype="datetime64[D]")
        stated = np.array([entry != "open" for entry in dates], bool)
        problems += problems_of(column, np.isnat(values) & stated, _rule, shapes=True)
        days.append(column.spread(values, NO_DAY))
    return days


def looks_like_a_day(text: str, today: date) -> bool:
    """Whether a text is a day as people and programs write it, or stands for one that never comes."""
    return _parse(text, today) is not None


def never_comes(text: str, today: date) -> bool:
    """Whether a text is a day that programs write for an end that has not come, as 9999-12-31."""
    return _parse(text, today) == "open"


def only_day(text: str, today: date) -> date | None:
    """The day that a text says if it can be read in one way only."""
    entry = _parse(text, today)
    if isinstance(entry, _Numeric):
        orders = {str(_day(entry, order)) for order in ("day_first", "month_first")} - {"NaT"}
        return date.fromisoformat(orders.pop()) if len(orders) == 1 else None
    return entry if isinstance(entry, date) else None


def month_named(word: str) -> int | None:
    """The number of a month in one of the languages that are known, or None."""
    return _months.get(word.casefold())


def in_day_counts(columns: Sequence[Coded], today: date) -> bool:
    """Whether whole numbers in these columns are read as a spreadsheet's days (45292 is 2024-01-01)."""
    counted = sum(
        int(column.counts[place])
        for column in columns
        for place, text in enumerate(column.texts)
        if _serial(text) is not None and _parse(text, today) is None
    )
    return counted >= max(_enough_rows, _enough_share * sum(int(column.counts.sum()) for column in columns))


def _parsed(columns: Sequence[Coded], today: date) -> list[list[_Entry]]:
    """What each text of each column says."""
    counted = in_day_counts(columns, today)
    return [
        [_parse(text, today) or (_serial(text) if counted else None) for text in column.texts]
        for column in columns
    ]


def _serial(text: str) -> date | None:
    """The day of a spreadsheet's count of days since 1899-12-30."""
    match = _count.fullmatch(text)
    if match is None:
        return None
    day = _count_begins + timedelta(days=int(match[1]))
    return day if _years[0] <= day.year <= _years[1] else None


def _parse(text: str, today: date) -> _Entry:
    """A date, the numbers of one whose order is open, "open" for an open end, or None."""
    if (match := _with_weekday.fullmatch(text)) and match[1].casefold() in _days_of_weeks:
        text = match[2]
    if match := _iso.fullmatch(text) or _compact.fullmatch(text):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
        return "open" if _never_comes(year, month, day) else _date(year, month, day)
    if match := _numbers.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), _year(match[3], today)
        if _never_comes(year, first, second) or _never_comes(year, second, first):
            return "open"
        return _Numeric(first, second, year)
    if match := _day_name_year.fullmatch(text):
        year, month, day = _year(match[3], today), _months.get(match[2].lower(), 0), int(match[1])
    elif match := _name_day_year.fullmatch(text):
        year, month, day = _year(match[3], today), _months.get(match[1].lower(), 0), int(match[2])
    else:
        return None
    return "open" if _never_comes(year, month, day) else _date(year, month, day)


def _never_comes(year: int, month: int, day: int) -> bool:
    """Whether a day is one that programs write where there is none: an empty one, or the end of time."""
    if year in _never or (year, month, day) in _empty:
        return True
    return year >= _years[1] and (month, day) in _ends


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


def _day(entry: _Entry, order: str | None) -> np.datetime64:
    if isinstance(entry, _Numeric):
        if order not in ("day_first", "month_first"):
            return NO_DAY
        first, second = entry.first, entry.second
        month, day = (second, first) if order == "day_first" else (first, second)
        entry = _date(entry.year, month, day)
    return np.datetime64(entry, "D") if isinstance(entry, date) else NO_DAY


def _find_order(columns: Sequence[Coded], parsed: list[list[_Entry]]) -> str | None:
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
