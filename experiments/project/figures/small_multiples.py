"""Small multiples: one measure in every department, on the same axes and in the same order."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tandem.experiments.drawing import style
from tandem.experiments.drawing.heading import caption_height, draw_caption, draw_heading, heading_height
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.panel import (
    Panel,
    ValueAxis,
    draw_department,
    draw_month_axis,
    draw_value_axis,
    value_axis,
)
from tandem.experiments.drawing.series import Series
from tandem.experiments.drawing.typography import line_height, text_width, wrap
from tandem.experiments.project.figures.charts import Chart
from tandem.experiments.project.figures.fan_chart import definition
from tandem.experiments.project.figures.messages import Department, departments_title
from tandem.experiments.wording.catalogue import texts

_text = texts("project.small_multiples")

WIDTH, WIDE = 10.0, 13.0  # inches; the wide page is for more than `MANY` departments
MANY = 12
MOST_PANELS = 48
_margin, _axis_gutter = 0.30, 0.58
_gutter, _value_gutter = 0.16, 0.50  # between columns; at the right of each panel
_largest_height, _row_gap, _below_axis = 2.6, 0.2, 0.5
_most_name_lines, _name_size, _note_size = 3, 10.0, 9.0
_low_panel = 1.2  # inches; lower ones have fewer steps on the value axis


def draw_small_multiples(
    chart: Chart, organisation: Series, departments: Sequence[Department], caption: str
) -> Page:
    """The page of one measure by department."""
    columns = columns_of(len(departments))
    rows = math.ceil(len(departments) / columns)
    page_width = WIDTH if len(departments) <= MANY else WIDE
    inner = page_width - 2 * _margin
    width = (inner - _axis_gutter - (columns - 1) * _gutter) / columns - _value_gutter
    height = min(0.68 * width, _largest_height)
    most_lines = max(len(_name_lines(department, width)) for department in departments)
    pitch = height + 0.06 + most_lines * line_height(_name_size) + _row_gap
    axis = _shared_axis(chart, organisation, departments, 3 if height < _low_panel else 4)
    heading = _heading(chart, organisation, departments, axis)
    page_height = (
        0.18 + heading_height(heading, inner) + rows * pitch + _below_axis + caption_height(caption, inner)
    )
    page = Page(page_width, page_height)
    top = draw_heading(page, heading, _margin, page_height - 0.18, inner)
    draw_caption(page, caption, _margin, inner)
    for place, department in enumerate(departments):
        row, column = divmod(place, columns)
        panel = Panel(
            left=_margin + _axis_gutter + column * (width + _value_gutter + _gutter),
            bottom=top - (row + 1) * pitch,
            width=width,
            height=height,
            begin=organisation.start_line,
            end=float(organisation.ends[-1]),
            values=axis,
        )
        lowest = place + columns >= len(departments)
        _draw_panel(page, panel, chart, organisation, department, first=column == 0, lowest=lowest)
    return page


def columns_of(panels: int) -> int:
    """Panels side by side: rows as full as they can be, wide panels where there are few."""
    most = 4 if panels <= 12 else 5 if panels <= 20 else 6
    return math.ceil(panels / math.ceil(panels / most))


def _shared_axis(
    chart: Chart, organisation: Series, departments: Sequence[Department], steps: int
) -> ValueAxis:
    fans = [department.shown.projected() for department in departments if department.shown is not None]
    return value_axis([organisation.projected(), *fans], chart.ceiling, steps)


def _heading(
    chart: Chart, organisation: Series, departments: Sequence[Department], axis: ValueAxis
) -> tuple[str, str, str]:
    whole = chart.numeral(organisation.fan.at(-1)[2])
    lead = _text("lead", end=whole)
    return departments_title(chart, organisation, departments), lead, definition(chart, axis)


def _draw_panel(
    page: Page,
    panel: Panel,
    chart: Chart,
    organisation: Series,
    department: Department,
    *,
    first: bool,
    lowest: bool,
) -> None:
    """One department: name, fan, the organisation's median and the value at the end."""
    draw_value_axis(page, panel, chart.tick_suffix, style.SMALL_LABEL_SIZE, labelled=first)
    names = _name_lines(department, panel.width)
    name_top = panel.top + 0.06 + len(names) * line_height(_name_size)
    page.lines_down(panel.left, name_top, names, _name_size, bold=True)
    if department.shown is None:
        _draw_note(page, panel, department.note)
    else:
        draw_department(page, panel, department.shown, organisation, chart.colour)
        _draw_end_value(page, panel, chart, department.shown)
    draw_month_axis(page, panel, style.SMALL_LABEL_SIZE, labelled=lowest)


def _name_lines(department: Department, panel_width: float) -> list[str]:
    width = panel_width + _value_gutter - 0.05
    return wrap(department.name, width, _name_size, bold=True, most=_most_name_lines)


def _draw_note(page: Page, panel: Panel, note: str) -> None:
    """Why there is nothing to see, in the middle of the panel."""
    lines = wrap(note, panel.width - 0.1, _note_size)
    corners = [(panel.left, panel.bottom), (panel.right + 0.02, panel.bottom)]
    page.polygons(
        [[*corners, (panel.right + 0.02, panel.top + 0.02), (panel.left, panel.top + 0.02)]], style.WHITE
    )
    y = panel.bottom + (panel.height + len(lines) * line_height(_note_size)) / 2
    for line in lines:
        y -= line_height(_note_size)
        page.text(panel.left + panel.width / 2, y + 0.05, line, _note_size, across="center")


def _draw_end_value(page: Page, panel: Panel, chart: Chart, shown: Series) -> None:
    """The median at the end, at the right of its line."""
    value = shown.fan.at(-1)[2]
    if not math.isfinite(value):
        return
    text = chart.numeral(value)
    fits = style.LABEL_SIZE * (_value_gutter + 0.08) / text_width(text, style.LABEL_SIZE, bold=True)
    size = max(min(style.LABEL_SIZE, fits), style.SMALL_LABEL_SIZE)
    y = float(panel.y(value)) - 0.36 * size / style.POINTS_PER_INCH
    page.text(panel.right + 0.05, max(y, panel.bottom), text, size, bold=True)
