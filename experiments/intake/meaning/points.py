"""Days, months or years at which a list was true, as a column of a panel says them."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import numpy.typing as npt

from tandem.experiments.intake.meaning.coded import Coded
from tandem.experiments.intake.meaning.dates import NO_DAY, month_named, only_day, read_dates
from tandem.experiments.intake.meaning.problems import RowProblem

_year = re.compile(r"(?:FY ?)?((?:19|20)\d{2})(?:\.0)?")
_month = re.compile(r"((?:19|20)\d{2})[-/. ]?(0[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-/. ]((?:19|20)\d{2})")


def read_points(
    column: Coded, order: str | None, problems: list[RowProblem], today: date
) -> npt.NDArray[np.datetime64]:
    """The day of each row: of a year its last one, of a month its last one (assumption), of a date itself."""
    points = np.array([_point(text) for text in column.texts], dtype="datetime64[D]")
    rest = np.isnat(points)
    days = column.spread(points, NO_DAY)
    if rest.any():
        codes = np.where(np.append(rest, False)[column.codes], column.codes, -1)
        others = Coded(column.file, column.heading, column.first_row, codes, column.texts)
        (read,) = read_dates([others], order, problems, today)
        days = np.where(np.isnat(days), read, days)
    return np.asarray(days, dtype="datetime64[D]")


def _point(text: str) -> np.datetime64:
    if found := _year.fullmatch(text):
        return np.datetime64(f"{found[1]}-12-31", "D")
    if found := _month.fullmatch(text):
        month = f"{found[1]}-{found[2]}" if found[1] else f"{found[4]}-{int(found[3]):02d}"
        following = np.datetime64(month, "M") + np.timedelta64(1, "M")
        return np.datetime64(following, "D") - np.timedelta64(1, "D")
    return NO_DAY


def day_named(text: str, today: date) -> date | None:
    """The day that a part of a file's name says; of a month or a year the last one. None if it says none.

    What can be read in two ways is no day: 03-04-2024.
    """
    plain = re.sub(r"[-_. ]+", "-", text)
    if found := re.fullmatch(r"([^\W\d_]{3,})-?(\d{4})", plain):
        month = month_named(found[1])
        plain = found[2] if month is None else f"{found[2]}-{month:02d}"
    point = _point(plain)
    return only_day(plain, today) if np.isnat(point) else date.fromisoformat(str(point))
