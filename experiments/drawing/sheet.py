"""A sheet of rows: heading above, caption below, labels to the left, a horizontal axis, words beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tandem.experiments.drawing import style
from tandem.experiments.drawing.heading import (
    Heading,
    caption_height,
    draw_caption,
    draw_heading,
    heading_height,
)
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.scales import tick_label, value_ticks
from tandem.experiments.drawing.typography import line_height, text_width, wrap

WIDTH = 9.0  # inches


MARGIN = 0.30


AXIS_HEIGHT = 0.30  # below the rows


BETWEEN = 0.12  # between heading, rows and caption


_half_capital = 0.36  # half the height of a capital, in type sizes


@dataclass(frozen=True)
class Axis:
    """A horizontal axis from its first tick to its last, `left` to `left + width` inches."""

    ticks: tuple[float, ...]
    left: float
    width: float

    def x(self, value: float) -> float:
        """Inches across the page; what is outside the axis is put at its end."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.left + (min(max(value, low), high) - low) / (high - low) * self.width

    def holds(self, value: float) -> bool:
        """Whether a value lies on the axis."""
        return self.ticks[0] <= value <= self.ticks[-1]


def axis_over(values: Sequence[float], left: float, width: float, most: int = 6) -> Axis:
    """An axis with round ticks that holds all `values`."""
    low, high = min(values), max(values)
    return Axis(tuple(value_ticks(low, high if high > low else low + 1, most)), left, width)


def roomy_axis(values: Sequence[float], left: float, width: float, most: int) -> Axis:
    """As `axis_over`, with as many steps up to `most` as there is room for the labels of `draw_axis`."""
    for steps in range(most, 1, -1):
        axis = axis_over(values, left, width, steps)
        step = axis.ticks[1] - axis.ticks[0]
        widths = [text_width(tick_label(tick, step), style.SMALL_LABEL_SIZE) for tick in axis.ticks]
        if max(widths) + 0.08 <= axis.x(axis.ticks[1]) - axis.x(axis.ticks[0]):
            return axis
    return axis_over(values, left, width, 1)


def sheet(body: float, heading: Heading, caption: str) -> tuple[Page, float, float]:
    """A page with room for a body of `body` inches; returns it with the body's top and bottom."""
    width = WIDTH - 2 * MARGIN
    above = 0.18 + heading_height(heading, width) + BETWEEN
    below = caption_height(caption, width) + BETWEEN
    page = Page(WIDTH, above + body + below)
    draw_heading(page, heading, MARGIN, page.height - 0.18, width)
    draw_caption(page, caption, MARGIN, width)
    return page, page.height - above, below


def draw_axis(
    page: Page, axis: Axis, top: float, bottom: float, suffix: str = "", name: str = "", scale: float = 1.0
) -> None:
    """Grid lines from `top` to `bottom`, labelled below with `scale` × the tick; `name` under them."""
    size = style.SMALL_LABEL_SIZE
    page.grid([(axis.x(tick), bottom), (axis.x(tick), top)] for tick in axis.ticks)
    step = (axis.ticks[1] - axis.ticks[0]) * scale
    below = bottom - 0.04 - line_height(size) * 0.8
    for tick in axis.ticks:
        page.text(axis.x(tick), below, tick_label(tick * scale, step, suffix), size, across="center")
    if name:
        below -= line_height(size)
        page.text(axis.left + axis.width / 2, below, name, size, across="center")


Paragraphs = Sequence[tuple[str, bool, str]]  # text, bold, colour


def label_height(
    paragraphs: Paragraphs, width: float, size: float = style.SMALL_LABEL_SIZE, most: int = 2
) -> float:
    """Inches that `label` takes."""
    return len(_lines_of(paragraphs, width, size, most)) * line_height(size)


def label(
    page: Page,
    x: float,
    y: float,
    paragraphs: Paragraphs,
    width: float,
    size: float = style.SMALL_LABEL_SIZE,
    most: int = 2,
) -> None:
    """Paragraphs (text, bold, colour) below each other, centred at height `y`; each at most `most` lines."""
    lines = _lines_of(paragraphs, width, size, most)
    below = y + (len(lines) - 1) / 2 * line_height(size) - _half_capital * size / style.POINTS_PER_INCH
    for line, bold, colour in lines:
        page.text(x, below, line, size, bold=bold, colour=colour)
        below -= line_height(size)


def _lines_of(paragraphs: Paragraphs, width: float, size: float, most: int) -> list[tuple[str, bool, str]]:
    return [
        (line, bold, colour)
        for text, bold, colour in paragraphs
        for line in wrap(text, width, size, bold, most=most)
    ]


def beside(page: Page, x: float, y: float, text: str, size: float = style.SMALL_LABEL_SIZE, *,
           bold: bool = False, colour: str = style.INK, across: str = "left") -> None:  # fmt: skip
    """One line of text whose middle is at height `y`."""
    low = y - _half_capital * size / style.POINTS_PER_INCH
    page.text(x, low, text, size, bold=bold, colour=colour, across=across)
