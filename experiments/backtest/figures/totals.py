"""Leavers over the whole horizon, origin by origin: each forecast's bands, and what happened."""

from __future__ import annotations

import pandas as pd

from tandem.experiments.backtest.naive import LAST_YEAR, SMOOTHING
from tandem.experiments.backtest.plan import Plan
from tandem.experiments.backtest.scores import TOTAL
from tandem.experiments.backtest.verdict import TANDEM, method_in_words
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.heading import Heading
from tandem.experiments.drawing.number_tables import quantile_columns
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.sheet import AXIS_HEIGHT, MARGIN, WIDTH, axis_over, beside, draw_axis, sheet
from tandem.experiments.drawing.typography import line_height, text_width
from tandem.experiments.wording.catalogue import texts
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS

_text = texts("backtest.totals")

MOST_ROWS = 13
_row, _key, _label = 0.40, 0.40, 0.95  # inches
_bar, _apart = 0.075, 0.105
COLOURS = {TANDEM: style.BLUE, LAST_YEAR: style.ORANGE, SMOOTHING: style.TEAL}


def draw_totals(plan: Plan, rows: pd.DataFrame, heading: Heading, caption: str) -> Page:
    """One row an origin (at most 13, the most recent and evenly back), one bar a forecast."""
    chosen = shown_totals(plan, rows)
    origins = list(dict.fromkeys(chosen["origin"]))
    body = _key + len(origins) * _row + AXIS_HEIGHT + line_height(style.SMALL_LABEL_SIZE)
    page, top, _ = sheet(body, heading, caption)
    _draw_key(page, top - _key / 2)
    top -= _key
    values = [float(number) for name in ("p5", "p95", "actual") for number in chosen[name]]
    left = MARGIN + _label
    axis = axis_over(values, left, WIDTH - left - MARGIN - 0.15)
    bottom = top - len(origins) * _row
    draw_axis(page, axis, top, bottom, name=_text("axis", horizon=plan.horizon))
    rows_of = {(str(row["origin"]), str(row["forecast"])): row for row in chosen.to_dict("records")}
    for place, origin in enumerate(origins):
        y = top - (place + 0.5) * _row
        beside(page, MARGIN, y, _text("from_month", month=origin))
        for number, (name, colour) in enumerate(COLOURS.items()):
            row = rows_of[(origin, name)]
            height = y + (1 - number) * _apart
            for low, high, share in (
                ("p5", "p95", style.WIDE_BAND),
                ("p25", "p75", style.NARROW_BAND),
            ):
                ends = (axis.x(float(row[low])), axis.x(float(row[high])))
                marks.bar(page, *ends, height, style.tint(colour, share), _bar)
            marks.dot(page, axis.x(float(row["p50"])), height, colour, 0.03)
        x = axis.x(float(rows_of[(origin, TANDEM)]["actual"]))
        page.lines([[(x, y - 0.44 * _row), (x, y + 0.44 * _row)]], style.INK, style.MEDIAN_WIDTH)
    return page


def shown_totals(plan: Plan, rows: pd.DataFrame) -> pd.DataFrame:
    """The organisation's forecasts of a whole horizon that are shown, in the order of their origins."""
    every = -(-len(plan.origins) // MOST_ROWS)
    origins = [plan.months[origin] for origin in plan.origins[::-1][::every][::-1]]
    chosen = rows[(rows["unit"] == TOTAL) & (rows["department"] == ALL_DEPARTMENTS)]
    return chosen[chosen["origin"].isin(origins)].sort_values("origin", kind="stable")


def totals_table(plan: Plan, rows: pd.DataFrame) -> pd.DataFrame:
    """The numbers shown: one row an origin and forecast."""
    chosen = shown_totals(plan, rows)
    return pd.DataFrame(
        {
            _text("forecast_from"): chosen["origin"],
            _text("forecast"): chosen["forecast"].map(method_in_words),
            **quantile_columns(chosen, _text("people")),
            _text("what_happened_people"): chosen["actual"],
        }
    )


def _draw_key(page: Page, y: float) -> None:
    """What the marks mean."""
    x = MARGIN
    size = style.SMALL_LABEL_SIZE
    page.lines([[(x + 0.05, y - 0.09), (x + 0.05, y + 0.09)]], style.INK, style.MEDIAN_WIDTH)
    beside(page, x + 0.16, y, _text("what_happened"))
    x += 0.16 + text_width(_text("what_happened"), size) + 0.24
    for name, colour in COLOURS.items():
        marks.bar(page, x, x + 0.40, y, style.tint(colour, style.WIDE_BAND), _bar)
        marks.bar(page, x + 0.10, x + 0.30, y, style.tint(colour, style.NARROW_BAND), _bar)
        marks.dot(page, x + 0.20, y, colour, 0.03)
        beside(page, x + 0.48, y, method_in_words(name))
        x += 0.48 + text_width(method_in_words(name), size) + 0.24
    beside(page, x, y, _text("bands"))
