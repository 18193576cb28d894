"""Where it hits: departments down, turnover, AI users and true gain across, each against the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd

from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.heading import Heading
from tandem.experiments.drawing.number_tables import quantile_columns
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import (
    AXIS_HEIGHT,
    MARGIN,
    WIDTH,
    Axis,
    beside,
    draw_axis,
    label,
    roomy_axis,
    sheet,
)
from tandem.experiments.drawing.typography import line_height
from tandem.experiments.project.against_rest import Standing
from tandem.experiments.project.figures.captions import departments_caption
from tandem.experiments.project.figures.messages import horizon
from tandem.experiments.project.figures.shown import Shown
from tandem.experiments.project.figures.where_words import (
    DRAWN,
    chart_in_words,
    definition,
    named,
    title_of,
)
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import Tell, signed
from tandem.experiments.wording.words import yes_or_no

_text = texts("project.where")

MOST_ROWS = 40  # departments drawn: the largest
_row, _head, _below = 0.36, 0.14, 0.12  # inches
_label_width, _gap, _number_width = 1.75, 0.30, 0.52
_narrow = 2.5  # points; on an axis that is no wider, numbers have two decimals
_sorted_by = "true_gain"  # where it differs for certain; otherwise an order would be one of luck
_colours = {"voluntary_turnover": style.BLUE, "ai_users": style.ORANGE, "true_gain": style.TEAL}


@dataclass(frozen=True)
class _Column:
    """A measure of the figure: its axis in points, its colour, and how its numbers are told."""

    measure: str
    axis: Axis
    colour: str
    tell: Tell


Rows = Mapping[str, Mapping[str, Standing]]  # department → measure → where it stands


def draw_where(shown: Shown) -> Picture:
    """The difference of every department shown from the rest, coloured where it is certain."""
    cells = shown.cells
    largest = cells.largest_departments(MOST_ROWS)
    rows: dict[str, dict[str, Standing]] = {}
    for each in shown.standings:
        if each.department in largest and each.measure in DRAWN and each.difference["p50"] is not None:
            rows.setdefault(each.department, {})[each.measure] = each
    if any(_gain_is_certain(of_department) for of_department in rows.values()):
        rows = dict(sorted(rows.items(), key=lambda row: -_middle(row[1].get(_sorted_by))))
    whole = shown.series[DRAWN[0]][cells.organisation]
    caption = departments_caption(shown.origin, cells, whole, min(len(cells.departments), MOST_ROWS),
                                  _text("marks"))  # fmt: skip
    title = title_of(rows)
    heading = (title, _text("lead", month=horizon(whole)), definition())
    page = _draw(rows, heading, caption)
    return Picture("departments", page, title, caption, chart_in_words(rows, title), _numbers(rows))


def _draw(rows: Rows, heading: Heading, caption: str) -> Page:
    head = line_height(style.SMALL_LABEL_SIZE) + _head
    page, top, _ = sheet(head + max(len(rows), 1) * _row + AXIS_HEIGHT + _below, heading, caption)
    foot = top - head - max(len(rows), 1) * _row
    if not rows:
        beside(page, MARGIN, (top + foot) / 2, _text("nothing"), style.LABEL_SIZE)
        return page
    for place, name in enumerate(rows):
        y = top - head - (place + 0.5) * _row
        told = any(standing.certain for standing in rows[name].values())
        label(page, MARGIN, y, [(name, told, style.INK)], _label_width - 0.1)
    for column in _columns(rows):
        left = column.axis.left
        page.lines_down(left, top, [named(column.measure)], style.SMALL_LABEL_SIZE, bold=True)
        draw_axis(page, column.axis, top - head + 0.02, foot)
        zero = column.axis.x(0.0)
        page.lines([[(zero, foot), (zero, top - head + 0.02)]], style.INK, style.HAIR_WIDTH)
        for place, of_department in enumerate(rows.values()):
            standing = of_department.get(column.measure)
            if standing is not None:
                _draw_row(page, column, standing, top - head - (place + 0.5) * _row)
    return page


def _columns(rows: Rows) -> list[_Column]:
    """The measures side by side, each with room for its numbers at the right of its axis."""
    width = (WIDTH - 2 * MARGIN - _label_width - (len(DRAWN) - 1) * _gap) / len(DRAWN) - _number_width
    made = []
    for number, measure in enumerate(DRAWN):
        left = MARGIN + _label_width + number * (width + _number_width + _gap)
        reach = [
            end or 0.0
            for of_department in rows.values()
            if measure in of_department
            for end in (of_department[measure].difference["p5"], of_department[measure].difference["p95"])
        ]
        axis = roomy_axis([*reach, 0.0], left, width, 4)
        decimals = 1 if axis.ticks[-1] - axis.ticks[0] > _narrow else 2
        made.append(_Column(measure, axis, _colours[measure], partial(signed, decimals=decimals)))
    return made


def _draw_row(page: Page, column: _Column, standing: Standing, y: float) -> None:
    """Bars of the middle 90 and 50 %, a dot at the median, and the number at the right."""
    found = {key: value or 0.0 for key, value in standing.difference.items()}
    p5, p25, p50, p75, p95 = (column.axis.x(found[key]) for key in ("p5", "p25", "p50", "p75", "p95"))
    colour = column.colour if standing.certain else style.REFERENCE
    marks.bar(page, p5, p95, y, style.tint(colour, 0.30), 0.06)
    marks.bar(page, p25, p75, y, style.tint(colour, 0.65), 0.11)
    marks.dot(page, p50, y, colour, 0.055)
    right = column.axis.left + column.axis.width + _number_width
    beside(page, right, y, column.tell(found["p50"]), bold=standing.certain, across="right")


def _numbers(rows: Rows) -> pd.DataFrame:
    """One row a department and measure."""
    content = [
        {
            _text("department"): name,
            _text("measure"): named(measure),
            _text("unit"): _text("points"),
            **quantile_columns(standing.difference),
            _text("certain"): yes_or_no(standing.certain),
        }
        for name, of_department in rows.items()
        for measure, standing in of_department.items()
    ]
    return pd.DataFrame(content or [{_text("department"): _text("nothing")}])


def _gain_is_certain(of_department: Mapping[str, Standing]) -> bool:
    return _sorted_by in of_department and of_department[_sorted_by].certain


def _middle(standing: Standing | None) -> float:
    return 0.0 if standing is None else standing.difference["p50"] or 0.0
