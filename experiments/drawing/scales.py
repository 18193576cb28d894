"""Axes: round numbers for values, years and quarters for months, and labels that do not overlap."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import plain
from tandem.model.calendar import FIRST_MONTH, FIRST_YEAR

_text = texts("drawing.scales")


def month_name(index: int) -> str:
    """`January 2026` of a month index (months since November 2022)."""
    year, month = divmod(FIRST_YEAR * 12 + FIRST_MONTH - 1 + index, 12)
    name = _text(
        (
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        )[month]
    )
    return _text("month_of_year", month=name, year=year)


def value_ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers that enclose [low, high], at most `most` steps of 1, 2, 2.5 or 5 times a power of ten."""
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    for factor in (1, 2, 2.5, 5, 10, 20):
        step = factor * power
        first = math.floor(low / step + 1e-9)
        last = math.ceil(high / step - 1e-9)
        if last - first <= most:
            break
    return [round(number * step, 10) for number in range(first, last + 1)]


def tick_label(value: float, step: float, suffix: str = "") -> str:
    """A tick of an axis in steps of `step`, with as many decimals as the step has."""
    decimals = next(digits for digits in range(10) if abs(round(step, digits) - step) < 1e-9)
    return f"{plain(value, decimals)}{suffix}"


@dataclass(frozen=True)
class MonthAxis:
    """Ticks of a month axis, in month indexes (a month begins at its index).

    Attributes
    ----------
    long_ticks, short_ticks : positions of years and of quarters
    labels : (position, text) of each label, centred on it
    """

    long_ticks: tuple[float, ...]
    short_ticks: tuple[float, ...]
    labels: tuple[tuple[float, str], ...]


def month_axis(begin: int, end: int, year_span: float, quarter_span: float) -> MonthAxis:
    """Years and quarters between the start of month `begin` and the start of month `end`.

    Parameters
    ----------
    begin, end : month indexes
    year_span, quarter_span : months that the labels `2026` and `Q1 2026` cover on the axis; labels that
        would overlap are left out
    """
    offset = FIRST_MONTH - 1
    quarters = [month for month in range(begin, end + 1) if (month + offset) % 3 == 0]
    years = [month for month in quarters if (month + offset) % 12 == 0]
    labels = _quarter_labels(begin, end, quarter_span) if quarter_span <= 3 else ()
    if not labels:
        labels = _year_labels(begin, end, years, year_span)
    short = tuple(float(month) for month in quarters if month not in years)
    return MonthAxis(tuple(map(float, years)), short, labels)


def _quarter_labels(begin: int, end: int, label_span: float) -> tuple[tuple[float, str], ...]:
    """`Q2` centred under each quarter that has room for it; the first of each year reads `Q1 2026`."""
    labels: list[tuple[float, str]] = []
    named = 0
    for month in range(begin - 2, end):
        left, right = max(month, begin), min(month + 3, end)
        if (month + FIRST_MONTH - 1) % 3 or right - left < label_span:
            continue
        year, of_year = divmod(FIRST_YEAR * 12 + FIRST_MONTH - 1 + month, 12)
        labels.append(((left + right) / 2, f"Q{of_year // 3 + 1}" + (f" {year}" if year != named else "")))
        named = year
    return tuple(labels)


def _year_labels(
    begin: int, end: int, years: Sequence[int], label_span: float
) -> tuple[tuple[float, str], ...]:
    """Each year centred under its months, or every second, third … year where they are narrow."""
    edges = [begin, *(year for year in years if begin < year < end), end]
    every = max(1, math.ceil(1.25 * label_span / 12))
    least = 0.8 * label_span if every == 1 else 12
    spans = [(left, right) for left, right in pairwise(edges) if right - left >= least] or [(begin, end)]
    labels = [((left + right) / 2, str((left + FIRST_MONTH - 1) // 12 + FIRST_YEAR)) for left, right in spans]
    kept = [label for position, label in enumerate(labels) if (len(labels) - 1 - position) % every == 0]
    apart: list[tuple[float, str]] = []
    for label in reversed(kept):
        if not apart or apart[-1][0] - label[0] >= 1.1 * label_span:
            apart.append(label)
    return tuple(reversed(apart))


def spread(positions: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """`positions` (ascending) moved as little as possible so that neighbours are `gap` apart.

    The least squares solution, by pooling adjacent violators (Ayer et al. 1955); then shifted into
    [low, high] as far as there is room.
    """
    steps = gap * np.arange(len(positions))
    pools: list[tuple[float, int]] = []
    for wanted in np.asarray(positions) - steps:
        pools.append((float(wanted), 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (second, many), (first, few) = pools.pop(), pools.pop()
            pools.append(((first * few + second * many) / (few + many), few + many))
    placed = np.repeat([mean for mean, _ in pools], [size for _, size in pools]) + steps
    lowest, highest = low + steps, high - steps[::-1]
    return [float(place) for place in np.maximum(np.minimum(placed, highest), lowest)]
