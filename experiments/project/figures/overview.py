"""One page for a board: the fans of all measures, two by two."""

from __future__ import annotations

from collections.abc import Sequence

from tandem.experiments.drawing import style
from tandem.experiments.drawing.heading import draw_caption
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.panel import (
    Panel,
    draw_fan,
    draw_month_axis,
    draw_start,
    draw_value_axis,
    value_axis,
)
from tandem.experiments.drawing.series import Series
from tandem.experiments.drawing.typography import wrap
from tandem.experiments.project.figures.charts import Chart
from tandem.experiments.project.figures.end_labels import draw_end_labels
from tandem.experiments.project.figures.fan_chart import definition
from tandem.experiments.project.figures.messages import lead, title

WIDTH, HEIGHT = 12.0, 6.75  # inches, 16:9
_margin, _between = 0.35, 0.35
_axis_gutter, _label_gutter = 0.55, 1.5
_below_axis, _above_panel = 0.36, 0.32
_text_size = style.SMALL_LABEL_SIZE


Quarter = tuple[Chart, Series, str, float | None]  # with AI's part in words, and the median's end without it


def draw_overview(charts: Sequence[Quarter], heading: str, caption: str) -> Page:
    """The page of four measures, read row by row."""
    page = Page(WIDTH, HEIGHT)
    top = page.lines_down(
        _margin,
        HEIGHT - 0.2,
        wrap(heading, WIDTH - 2 * _margin, style.TITLE_SIZE, bold=True, most=1),
        style.TITLE_SIZE,
        bold=True,
    )
    foot = draw_caption(page, caption, _margin, WIDTH - 2 * _margin)
    width = (WIDTH - 2 * _margin - _between) / 2
    height = (top - 0.06 - foot - 0.06) / 2
    begin = min(min(float(shown.ends[0]), shown.start_line) for _, shown, *_ in charts)
    for place, quarter in enumerate(charts):
        row, column = divmod(place, 2)
        corner = (_margin + column * (width + _between), top - 0.06 - row * height)
        _draw_quarter(page, quarter, corner, (width, height), begin)
    return page


def _draw_quarter(
    page: Page,
    quarter: Quarter,
    corner: tuple[float, float],
    size: tuple[float, float],
    begin: float,
) -> None:
    """One measure in the rectangle of `size` inches whose upper left corner is `corner`."""
    chart, shown, ai, still = quarter
    (left, top), (width, height) = corner, size
    bottom = top - height + _below_axis
    axis = value_axis([shown.fan], chart.ceiling, 5)
    message = wrap(title(chart, shown), width, style.PANEL_TITLE_SIZE, bold=True, most=2)
    below = page.lines_down(left, top, message, style.PANEL_TITLE_SIZE, bold=True)
    for part in (lead(chart, shown), ai):  # each on lines of its own
        if part:
            below = page.lines_down(left, below, wrap(part, width, _text_size, most=2), _text_size)
    below = page.lines_down(left, below, wrap(definition(chart, axis), width, _text_size, most=2), _text_size)
    panel = Panel(
        left=left + _axis_gutter,
        bottom=bottom,
        width=width - _axis_gutter - _label_gutter,
        height=below - _above_panel - bottom,
        begin=begin,
        end=float(shown.ends[-1]),
        values=axis,
    )
    draw_value_axis(page, panel, chart.tick_suffix, style.SMALL_LABEL_SIZE)
    draw_fan(page, panel, shown, chart.colour)
    draw_month_axis(page, panel, style.SMALL_LABEL_SIZE)
    draw_start(page, panel, shown, style.SMALL_LABEL_SIZE)
    sizes = (style.PANEL_TITLE_SIZE, style.SMALL_LABEL_SIZE)
    draw_end_labels(page, panel, chart, shown, *sizes, few=True, still=still)
