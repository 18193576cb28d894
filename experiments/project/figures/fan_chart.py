"""The fan chart of one measure, with its message as the title and its lines labelled where they end."""

from __future__ import annotations

from experiments.drawing import style
from experiments.drawing.numerals import tick_label
from experiments.drawing.page import Page
from experiments.drawing.panel import (
    Panel,
    ValueAxis,
    draw_fan,
    draw_month_axis,
    draw_start,
    draw_value_axis,
    value_axis,
)
from experiments.drawing.series import Series
from experiments.drawing.typography import line_height, text_width, wrap
from experiments.project.figures.charts import Chart
from experiments.project.figures.end_labels import WORDS, draw_end_labels
from experiments.project.figures.messages import lead, title

Heading = tuple[str, str, str]  # title, range, definition

WIDTH, HEIGHT = 8.0, 5.2  # inches
_margin = 0.30
_axis_gutter, _label_gutter = 0.62, 1.82
_heading_gap = 0.03
_below_axis, _above_panel = 0.55, 0.42


def draw_fan_chart(chart: Chart, shown: Series, caption: str) -> Page:
    """The page of one measure."""
    page = Page(WIDTH, HEIGHT)
    width = WIDTH - 2 * _margin
    axis = value_axis([shown.fan], chart.ceiling, 6)
    heading = (title(chart, shown), lead(chart, shown), definition(chart, axis))
    top = draw_heading(page, heading, _margin, HEIGHT - 0.18, width)
    bottom = draw_caption(page, caption, _margin, width) + _below_axis
    panel = Panel(
        left=_margin + _axis_gutter,
        bottom=bottom,
        width=width - _axis_gutter - _label_gutter,
        height=top - _above_panel - bottom,
        begin=min(float(shown.ends[0]), shown.start_line),
        end=float(shown.ends[-1]),
        values=axis,
    )
    draw_value_axis(page, panel, chart.tick_suffix, style.LABEL_SIZE)
    draw_fan(page, panel, shown, chart.colour)
    draw_month_axis(page, panel, style.LABEL_SIZE)
    draw_start(page, panel, shown, style.LABEL_SIZE)
    draw_end_labels(page, panel, chart, shown, WORDS, style.VALUE_SIZE, style.LABEL_SIZE)
    return page


def definition(chart: Chart, axis: ValueAxis) -> str:
    """The subtitle; it says so when the axis is cut."""
    if not axis.cut:
        return chart.definition
    start = tick_label(axis.ticks[0], axis.ticks[1] - axis.ticks[0], chart.tick_suffix)
    return f"{chart.definition}; the vertical axis starts at {start}, not at zero"


def draw_heading(page: Page, heading: Heading, left: float, top: float, width: float) -> float:
    """Title, range and definition from `top` downwards; returns the y below them."""
    for lines, size, bold in _heading_lines(heading, width):
        top = page.lines_down(left, top - _heading_gap, lines, size, bold=bold)
    return top


def heading_height(heading: Heading, width: float) -> float:
    """Inches that `draw_heading` takes."""
    return sum(
        _heading_gap + len(lines) * line_height(size) for lines, size, _ in _heading_lines(heading, width)
    )


def _heading_lines(heading: Heading, width: float) -> list[tuple[list[str], float, bool]]:
    fits = text_width(heading[0], style.TITLE_SIZE, bold=True) <= width
    title_size = style.TITLE_SIZE if fits else style.LONG_TITLE_SIZE
    kinds = ((title_size, True), (style.LEAD_SIZE, False), (style.LABEL_SIZE, False))
    return [
        (wrap(text, width, size, bold), size, bold) for text, (size, bold) in zip(heading, kinds, strict=True)
    ]


def draw_caption(page: Page, caption: str, left: float, width: float) -> float:
    """The caption at the foot of the page; returns the y above it."""
    top = caption_height(caption, width)
    page.lines_down(left, top, wrap(caption, width, style.CAPTION_SIZE), style.CAPTION_SIZE)
    return top


def caption_height(caption: str, width: float) -> float:
    """Inches that the caption takes, from the foot of the page."""
    return 0.14 + len(wrap(caption, width, style.CAPTION_SIZE)) * line_height(style.CAPTION_SIZE)
