"""A panel: a rectangle of a page with a month axis and a value axis, in which fans are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tandem.experiments.drawing import style
from tandem.experiments.drawing.fan import Fan, Floats
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.scales import MonthAxis, month_axis, tick_label, value_ticks
from tandem.experiments.drawing.series import Series
from tandem.experiments.drawing.typography import line_height, text_width
from tandem.experiments.wording.catalogue import texts

_text = texts("drawing.panel")

_long_tick, _short_tick = 0.09, 0.05  # inches
# An axis starts at zero unless the lowest value is above this share of the highest.
_steepest_cut = 0.7
_overhang = 0.1  # inches that the word for the history may reach to the left of its panel


@dataclass(frozen=True)
class ValueAxis:
    """Round ticks, from the bottom of the axis to its top."""

    ticks: tuple[float, ...]

    @property
    def cut(self) -> bool:
        """Whether the axis does not start at zero."""
        return self.ticks[0] > 0


def value_axis(fans: Sequence[Fan], ceiling: float | None, most: int) -> ValueAxis:
    """An axis that holds the fans: from zero, to `ceiling` (100 %) where there is one.

    Where the values have no ceiling and vary little against their size, the axis is cut (starts above
    zero); the figure must say so.
    """
    if ceiling is not None:
        return ValueAxis(tuple(value_ticks(0, ceiling, min(most, 4))))
    rows = np.concatenate([shown.rows.ravel() for shown in fans])
    known = rows[np.isfinite(rows)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    if low <= _steepest_cut * high:
        return ValueAxis(tuple(value_ticks(min(low, 0.0), high if high > 0 else 1.0, most)))
    margin = max(high - low, 0.02 * high)
    return ValueAxis(tuple(value_ticks(max(low - 0.25 * margin, 0.0), high + 0.25 * margin, most)))


@dataclass(frozen=True)
class Panel:
    """A rectangle in inches, months across and values upwards.

    Attributes
    ----------
    left, bottom, width, height : inches
    begin, end : first and last month-end shown, months since November 2022
    values : the value axis
    """

    left: float
    bottom: float
    width: float
    height: float
    begin: float
    end: float
    values: ValueAxis

    @property
    def right(self) -> float:
        """Inches."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Inches."""
        return self.bottom + self.height

    def x(self, months: Floats | float) -> Floats:
        """Inches across the page of months since November 2022."""
        return self.left + (np.asarray(months) - self.begin) / (self.end - self.begin) * self.width

    def y(self, values: Floats | float) -> Floats:
        """Inches up the page of values."""
        low, high = self.values.ticks[0], self.values.ticks[-1]
        return self.bottom + (np.asarray(values) - low) / (high - low) * self.height


def draw_value_axis(page: Page, panel: Panel, suffix: str, size: float, labelled: bool = True) -> None:
    """Grid lines at the ticks, each labelled with its unit to the left of the panel."""
    ticks = panel.values.ticks
    heights = [float(panel.y(tick)) for tick in ticks]
    page.grid([(panel.left, y), (panel.right, y)] for y in heights[1:])
    if not labelled:
        return
    step = ticks[1] - ticks[0]
    for tick, y in zip(ticks, heights, strict=True):
        label = tick_label(tick, step, suffix)
        page.text(panel.left - 0.09, y - 0.36 * size / style.POINTS_PER_INCH, label, size, across="right")
    if panel.values.cut:
        _draw_cut(page, panel)


def _draw_cut(page: Page, panel: Panel) -> None:
    """A zigzag at the foot of the value axis: it does not start at zero."""
    x, y = panel.left, panel.bottom
    zigzag = [
        (x, y),
        (x, y + 0.04),
        (x - 0.04, y + 0.065),
        (x + 0.04, y + 0.115),
        (x, y + 0.14),
        (x, y + 0.18),
    ]
    page.lines([zigzag], style.INK, style.AXIS_WIDTH)


def draw_month_axis(page: Page, panel: Panel, size: float, labelled: bool = True) -> None:
    """The base line with ticks at years (long) and quarters (short), labelled below."""
    spans = [
        (text_width(label, size) + 0.06) * (panel.end - panel.begin) / panel.width
        for label in ("2026", "Q1 2026")
    ]
    axis: MonthAxis = month_axis(round(panel.begin), round(panel.end), *spans)
    base = panel.bottom
    strokes = [[(panel.left, base), (panel.right, base)]]
    for months, length in ((axis.long_ticks, _long_tick), (axis.short_ticks, _short_tick)):
        strokes += [
            [(float(panel.x(month)), base), (float(panel.x(month)), base - length)] for month in months
        ]
    page.lines(strokes, style.INK, style.AXIS_WIDTH)
    if not labelled:
        return
    below = base - _long_tick - 0.02 - 0.85 * line_height(size)
    for month, label in axis.labels:
        page.text(float(panel.x(month)), below, label, size, across="center")


def draw_fan(page: Page, panel: Panel, shown: Series, colour: str) -> None:
    """Bands of 90 % and 50 % of the runs and their median; the history lighter and thinner."""
    if shown.start > 0:
        past = Fan(*shown.fan.rows[:, : shown.start + 1])
        _draw_bands(page, panel, past, shown.ends[: shown.start + 1], colour,
                    (style.WIDE_BAND_BEFORE, style.NARROW_BAND_BEFORE))  # fmt: skip
        _draw_lines(page, panel, [past.p50], shown.ends[: shown.start + 1], colour, style.MEDIAN_WIDTH_BEFORE)
    _draw_projection(page, panel, shown, colour)


def draw_department(page: Page, panel: Panel, shown: Series, organisation: Series, colour: str) -> None:
    """The projection of a department, with the organisation's median in thin grey behind its own."""
    _draw_projection(page, panel, shown, colour, organisation)


def _draw_projection(
    page: Page, panel: Panel, shown: Series, colour: str, reference: Series | None = None
) -> None:
    future, ends = shown.projected(), shown.ends[shown.start :]
    _draw_bands(page, panel, future, ends, colour, (style.WIDE_BAND, style.NARROW_BAND))
    if reference is not None:
        middle = reference.projected().p50
        _draw_lines(page, panel, [middle], ends, style.REFERENCE, style.REFERENCE_WIDTH)
    _draw_lines(page, panel, [future.p5, future.p95], ends, colour, style.EDGE_WIDTH)
    _draw_lines(page, panel, [future.p50], ends, colour, style.MEDIAN_WIDTH)


def draw_start(page: Page, panel: Panel, shown: Series, size: float) -> None:
    """A marked line where the projection starts, with what lies on either side of it."""
    x = float(panel.x(shown.start_line))
    head = panel.top + 0.10 + line_height(size)
    page.lines([[(x, panel.bottom), (x, head)]], style.INK, style.AXIS_WIDTH, dashed=True)
    y, aside = panel.top + 0.13, 0.07
    right = x - aside
    first = panel.left - _overhang
    if shown.start > 0 and shown.record_end is None:
        _label_past(page, (_text("simulated_history"), _text("simulated")), first, right, y, size)
    elif shown.start > 0 and shown.record_end is not None:
        if not shown.from_record[shown.start]:
            end = float(panel.x(shown.record_end))
            page.lines([[(end, panel.bottom), (end, head)]], style.REFERENCE, style.HAIR_WIDTH, dashed=True)
            _label_past(page, (_text("carried_on"), _text("carried")), end, right, y, size)
            right = end - aside
        _label_past(page, (_text("own_record"), _text("record")), first, right, y, size)
    page.text(x + aside, y, _text("projection"), size, bold=True)


def _label_past(page: Page, labels: Sequence[str], left: float, right: float, y: float, size: float) -> None:
    """The first of the labels that fits between two places; none where none does."""
    for label in labels:
        if text_width(label, size) <= right - left:
            page.text(right, y, label, size, across="right")
            return


def _draw_bands(
    page: Page, panel: Panel, drawn: Fan, ends: Floats, colour: str, shares: tuple[float, float]
) -> None:
    """The 90 % band and the 50 % band on it."""
    pairs = ((drawn.p5, drawn.p95, shares[0]), (drawn.p25, drawn.p75, shares[1]))
    for low, high, share in pairs:
        corners = [
            np.column_stack(
                [
                    np.concatenate([panel.x(ends[run]), panel.x(ends[run])[::-1]]),
                    np.concatenate([panel.y(low[run]), panel.y(high[run])[::-1]]),
                ]
            )
            for run in _known_runs(low)
        ]
        if corners:
            page.polygons(corners, style.tint(colour, share))


def _draw_lines(
    page: Page, panel: Panel, rows: Sequence[Floats], ends: Floats, colour: str, width: float
) -> None:
    """Lines through the known values of each row."""
    paths = [
        np.column_stack([panel.x(ends[run]), panel.y(row[run])]) for row in rows for run in _known_runs(row)
    ]
    if paths:
        page.lines(paths, colour, width)


def _known_runs(row: Floats) -> Iterator[slice]:
    """Stretches of `row` without NaN."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], np.isfinite(row), [False]]).astype(np.int8)))
    for begin, end in edges.reshape(-1, 2):
        yield slice(int(begin), int(end))
