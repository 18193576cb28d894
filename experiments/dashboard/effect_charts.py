"""The chart of a policy as it is being made: its fan, and the status quo's median dashed behind it."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from tandem.experiments.api.session import Answer, Session
from tandem.experiments.drawing import style
from tandem.experiments.drawing.fan import Fan
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.panel import (
    Panel,
    draw_fan,
    draw_month_axis,
    draw_start,
    draw_value_axis,
    value_axis,
)
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.scales import spread
from tandem.experiments.drawing.series import HISTORY_SHOWN, Series
from tandem.experiments.drawing.typography import line_height
from tandem.experiments.measures.spread import QUANTILES
from tandem.experiments.project.figures.charts import CHARTS, Chart
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import interval
from tandem.model.calendar import FIRST_MONTH, FIRST_YEAR

_text = texts("dashboard.effect_charts")

WIDTH, HEIGHT = 7.2, 3.7  # inches
_left, _right, _top, _bottom = 0.72, 1.45, 0.45, 0.42
_lead = 0.10
BY_NAME: Mapping[str, Chart] = {chart.name: chart for chart in CHARTS}


def policy_picture(session: Session, answer: Answer, chart: Chart, draws: int) -> Picture:
    """A measure under a policy against the status quo, the bands of `draws` runs."""
    quo, policy = (_rows(table, chart.measure) for table in (session.status_quo, answer.monthly))
    start = session.projection.start
    shown, base = _series(policy, start), _series(quo, start)
    page = Page(WIDTH, HEIGHT)
    panel = Panel(
        left=_left,
        bottom=_bottom,
        width=WIDTH - _left - _right,
        height=HEIGHT - _top - _bottom,
        begin=min(float(shown.ends[0]), shown.start_line),
        end=float(shown.ends[-1]),
        values=value_axis([shown.fan, base.fan], chart.ceiling, 5),
    )
    draw_value_axis(page, panel, chart.tick_suffix, style.LABEL_SIZE)
    draw_fan(page, panel, shown, chart.colour)
    _draw_dashed(page, panel, base)
    draw_month_axis(page, panel, style.LABEL_SIZE)
    draw_start(page, panel, shown, style.LABEL_SIZE)
    _draw_ends(page, panel, chart, shown, base)
    ended, without = shown.fan.at(-1), base.fan.at(-1)[2]
    told = _text(
        "told",
        measure=chart.noun,
        definition=chart.definition,
        value=chart.numeral(ended[2]),
        range=interval(chart.numeral(ended[0]), chart.numeral(ended[4])),
        without=chart.numeral(without),
    )
    caption = _text("caption", runs=draws)
    heading = _text("title", measure=chart.noun, definition=chart.definition)
    return Picture(f"policy_{chart.name}", page, heading, caption, told, policy)


def _rows(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    return table[table["measure"] == measure].reset_index(drop=True)


def _series(rows: pd.DataFrame, start: int) -> Series:
    """The months shown of a measure: at most a year of the past, then the projection."""
    known = np.flatnonzero(rows["p50"].notna().to_numpy())
    anchor = max(start - 1, 0)
    first = min(max(anchor - HISTORY_SHOWN, int(known[0]) if known.size else 0), anchor)
    months = rows["month"].dt.year * 12 + rows["month"].dt.month
    ends = months.to_numpy(np.float64) - (FIRST_YEAR * 12 + FIRST_MONTH) + 1
    quantiles = rows[list(QUANTILES)].to_numpy(np.float64).T
    nobody = np.empty(0)
    return Series(
        Fan(*quantiles[:, first:]), ends[first:], float(ends[start] - 1), anchor - first, nobody, nobody
    )


def _draw_dashed(page: Page, panel: Panel, base: Series) -> None:
    middle, ends = base.projected().p50, base.ends[base.start :]
    points = np.column_stack([panel.x(ends), panel.y(middle)])
    known = np.isfinite(points).all(axis=1)
    page.lines([points[known]], style.INK, style.REFERENCE_WIDTH, dashed=True)


def _draw_ends(page: Page, panel: Panel, chart: Chart, shown: Series, base: Series) -> None:
    """What the medians end at, beside their lines."""
    labels = [
        (shown.fan.at(-1)[2], _text("with_policy"), chart.colour, True),
        (base.fan.at(-1)[2], _text("without"), style.INK, False),
    ]
    known = sorted((label for label in labels if math.isfinite(label[0])), key=lambda label: label[0])
    targets = [float(panel.y(value)) for value, *_ in known]
    step = 2.1 * line_height(style.LABEL_SIZE)
    places = spread(targets, step, panel.bottom + 0.1, panel.top)
    for (value, words, colour, bold), y in zip(known, places, strict=True):
        x = panel.right + _lead
        page.text(x, y + 0.01, chart.numeral(value), style.VALUE_SIZE, bold=bold, colour=colour)
        page.text(x, y - line_height(style.LABEL_SIZE) + 0.02, words, style.SMALL_LABEL_SIZE)
