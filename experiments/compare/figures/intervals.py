"""Effect intervals: policies down, four effects across, the middle 50 and 90 % of the paired differences."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from tandem.experiments.compare.effects import Comparison
from tandem.experiments.compare.figures.words import comparison_caption, own_rows
from tandem.experiments.compare.tables import row_of
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.numerals import signed
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.sheet import (
    AXIS_HEIGHT,
    MARGIN,
    WIDTH,
    Axis,
    axis_over,
    beside,
    draw_axis,
    label,
    sheet,
)

_row, _head = 0.40, 0.42  # inches
_label_width, _gap = 1.45, 0.34


@dataclass(frozen=True)
class Column:
    """One effect of the figure: its name, unit, scale of the axis and decimals of its numbers."""

    effect: str
    head: str
    scale: float
    decimals: int
    good: int


def columns(currency: str) -> tuple[Column, ...]:
    """The effects shown."""
    return (
        Column("leavers_avoided", "Leavers avoided", 1.0, 0, 1),
        Column("burnout", "Burnout, points", 1.0, 1, -1),
        Column("output", "Output, months of work", 1.0, 0, 1),
        Column("net_value", f"Net value, {currency} million", 1e-6, 1, 1),
    )


def draw_intervals(comparison: Comparison, table: pd.DataFrame) -> tuple[Page, str]:
    """The page and its title."""
    own = own_rows(comparison, table)
    names = sorted(comparison.names[1:], key=lambda name: -row_of(own, name, "leavers_avoided")["p50"])
    best = names[0]
    avoided = row_of(own, best, "leavers_avoided")
    title = (
        f"“{best}” avoids most leavers: {avoided['p50']:,.0f} ({avoided['p5']:,.0f} to {avoided['p95']:,.0f})"
        if avoided["p50"] > 0
        else "No policy avoids leavers"
    )
    heading = (
        title,
        f"Against “{comparison.names[0]}”, over {comparison.baseline.months} months. Right of a number: the "
        "share of runs in which the policy is better.",
        "Dot: middle run; thick bar: middle 50\u00a0%; thin bar: middle 90\u00a0% of the paired differences.",
    )
    body = _head + len(names) * _row + AXIS_HEIGHT + 0.1
    page, top, _ = sheet(body, heading, comparison_caption(comparison))
    shown = columns(comparison.baseline.profile.currency)
    width = (WIDTH - 2 * MARGIN - _label_width - len(shown) * _gap) / len(shown)
    foot = top - _head - len(names) * _row
    for place, name in enumerate(names):
        label(page, MARGIN, top - _head - (place + 0.5) * _row, [(name, True, style.INK)], _label_width)
    for number, column in enumerate(shown):
        left = MARGIN + _label_width + number * (width + _gap) + _gap
        rows = [row_of(own, name, column.effect) for name in names]
        values = [row[key] * column.scale for row in rows for key in ("p5", "p95")]
        axis = axis_over([*values, 0.0], left, width, 3)
        beside(page, left, top - 0.12, column.head, bold=True)
        draw_axis(page, axis, top - _head + 0.02, foot, scale=1.0)
        for place, row in enumerate(rows):
            _draw_row(page, axis, row, column, top - _head - (place + 0.5) * _row)
    return page, title


def _draw_row(page: Page, axis: Axis, row: dict[str, float], column: Column, y: float) -> None:
    p5, p25, p50, p75, p95 = (axis.x(row[key] * column.scale) for key in ("p5", "p25", "p50", "p75", "p95"))
    colour = (
        style.INK
        if row["better"] < 2 / 3 and row["better"] > 1 / 3
        else (style.TEAL if row["better"] >= 2 / 3 else style.PLUM)
    )
    low = y - 0.055
    zero = axis.x(0)
    page.lines([[(zero, low - 0.09), (zero, low + 0.09)]], style.INK, style.AXIS_WIDTH)
    marks.bar(page, p5, p95, low, style.tint(colour, 0.30), 0.05)
    marks.bar(page, p25, p75, low, style.tint(colour, 0.65), 0.09)
    marks.dot(page, p50, low, colour, 0.05)
    words = f"{signed(row['p50'] * column.scale, column.decimals)}  ·  {100 * row['better']:.0f}\u00a0%"
    beside(page, axis.left, y + 0.10, words, style.CAPTION_SIZE, colour=colour)
