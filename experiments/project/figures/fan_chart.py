"""The fan chart of one measure, with its message as the title and its lines labelled where they end."""

from __future__ import annotations

from tandem.experiments.drawing import style
from tandem.experiments.drawing.heading import draw_caption, draw_heading
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.panel import (
    Panel,
    ValueAxis,
    draw_fan,
    draw_month_axis,
    draw_start,
    draw_value_axis,
    value_axis,
)
from tandem.experiments.drawing.scales import tick_label
from tandem.experiments.drawing.series import Series
from tandem.experiments.project.figures.charts import Chart
from tandem.experiments.project.figures.end_labels import draw_end_labels
from tandem.experiments.project.figures.messages import lead_with_ai, title
from tandem.experiments.wording.catalogue import texts

_text = texts("project.fan_chart")

WIDTH, HEIGHT = 8.0, 5.2  # inches
_margin = 0.30
_axis_gutter, _label_gutter = 0.62, 1.95
_below_axis, _above_panel = 0.55, 0.42


def draw_fan_chart(
    chart: Chart, shown: Series, caption: str, ai: str = "", still: float | None = None
) -> Page:
    """The page of one measure; `ai` is AI's part of it in words, `still` the median's end without it."""
    page = Page(WIDTH, HEIGHT)
    width = WIDTH - 2 * _margin
    axis = value_axis([shown.fan], chart.ceiling, 6)
    heading = (title(chart, shown), lead_with_ai(chart, shown, ai, "\n"), definition(chart, axis))
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
    draw_end_labels(page, panel, chart, shown, style.VALUE_SIZE, style.LABEL_SIZE, still=still)
    return page


def definition(chart: Chart, axis: ValueAxis) -> str:
    """The subtitle; it says so when the axis is cut."""
    if not axis.cut:
        return chart.definition
    start = tick_label(axis.ticks[0], axis.ticks[1] - axis.ticks[0], chart.tick_suffix)
    return _text("cut_axis", definition=chart.definition, start=start)
