"""Forecast bands against what happened, month by month, for forecasts that follow each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from tandem.experiments.backtest.plan import Plan
from tandem.experiments.backtest.scores import MONTH
from tandem.experiments.backtest.verdict import TANDEM
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.fan import Fan
from tandem.experiments.drawing.heading import Heading
from tandem.experiments.drawing.number_tables import quantile_columns
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.panel import Panel, draw_month_axis, draw_value_axis, value_axis
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, beside, sheet
from tandem.experiments.drawing.typography import line_height, text_width
from tandem.experiments.wording.catalogue import texts
from tandem.model.calendar import FIRST_MONTH, FIRST_YEAR
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS

_text = texts("backtest.bands")

_body, _key, _gutter = 3.6, 0.40, 0.50  # inches
_before = 24  # months of the past shown before the first forecast
_below_axis = 0.42
_dot = 0.035


def draw_bands(plan: Plan, rows: pd.DataFrame, heading: Heading, caption: str) -> Page:
    """The organisation's leavers by month and Tandem's bands from every origin that is a horizon apart."""
    page, top, bottom = sheet(_body + _key, heading, caption)
    fans = _forecasts(plan, rows)
    months = _shown_months(plan)
    begin = _month(plan.months[months.start])
    actual = plan.leavers[months, -1]
    everything = Fan(*(np.concatenate([actual, *(part[name] for part in fans.values())]) for name in _lines))
    panel = Panel(
        MARGIN + _gutter, bottom + _below_axis, WIDTH - 2 * MARGIN - _gutter,
        top - _key - bottom - _below_axis - 0.2, begin, begin + actual.size,
        value_axis([everything], None, 5),
    )  # fmt: skip
    draw_value_axis(page, panel, "", style.LABEL_SIZE)
    draw_month_axis(page, panel, style.LABEL_SIZE)
    for origin, part in fans.items():
        _draw_forecast(page, panel, _month(plan.months[origin]), part)
    middles = np.arange(begin, begin + actual.size, dtype=np.float64) + 0.5
    page.lines([np.column_stack([panel.x(middles), panel.y(actual)])], style.INK, style.AXIS_WIDTH)
    for x, y in zip(panel.x(middles), panel.y(actual), strict=True):
        marks.dot(page, float(x), float(y), style.INK, _dot)
    _draw_key(page, top - _key / 2)
    return page


def bands_table(plan: Plan, rows: pd.DataFrame) -> pd.DataFrame:
    """The numbers shown: one row a month, with the forecast of it where there is one."""
    found = bands_rows(plan, rows)
    return pd.DataFrame(
        {
            _text("month"): found["month"],
            _text("people"): found["actual"],
            _text("forecast_from"): found["origin"],
            **quantile_columns(found, _text("unit")),
        }
    )


def bands_rows(plan: Plan, rows: pd.DataFrame) -> pd.DataFrame:
    """Columns month, actual, origin and the quantiles `p5` to `p95`, which are missing without a forecast."""
    months = _shown_months(plan)
    happened = pd.DataFrame({"month": plan.months[months], "actual": plan.leavers[months, -1]})
    parts = [part[["month", "origin", *_lines]] for part in _forecasts(plan, rows).values()]
    return happened.merge(pd.concat(parts), on="month", how="left")


def _forecasts(plan: Plan, rows: pd.DataFrame) -> dict[int, pd.DataFrame]:
    """Tandem's forecasts of the organisation by month, from every origin whose bands are drawn."""
    chosen = rows[
        (rows["unit"] == MONTH) & (rows["department"] == ALL_DEPARTMENTS) & (rows["forecast"] == TANDEM)
    ]
    return {
        origin: chosen[chosen["origin"] == plan.months[origin]].sort_values("month")
        for origin in shown_origins(plan)
    }


def _shown_months(plan: Plan) -> slice:
    """Places of the months shown, of which some lie before the first forecast."""
    origins = shown_origins(plan)
    return slice(max(0, origins[0] - _before), origins[-1] + plan.horizon)


_lines = ("p5", "p25", "p50", "p75", "p95")


def _apart(plan: Plan) -> int:
    """How many origins on the next forecast begins that does not overlap."""
    step = plan.origins[1] - plan.origins[0] if len(plan.origins) > 1 else plan.horizon
    return -(-plan.horizon // step)


def _draw_forecast(page: Page, panel: Panel, begin: int, part: pd.DataFrame) -> None:
    """Bands as steps, a month wide each, their median as a line, and a dashed line where it was made."""
    edges = np.repeat(begin + np.arange(len(part) + 1, dtype=np.float64), 2)[1:-1]
    for low, high, share in (
        ("p5", "p95", style.WIDE_BAND),
        ("p25", "p75", style.NARROW_BAND),
    ):
        lower, upper = (np.repeat(part[name].to_numpy(), 2) for name in (low, high))
        corners = np.column_stack(
            [
                np.concatenate([panel.x(edges), panel.x(edges)[::-1]]),
                np.concatenate([panel.y(lower), panel.y(upper)[::-1]]),
            ]
        )
        page.polygons([corners], style.tint(style.BLUE, share))
    middle = np.column_stack([panel.x(edges), panel.y(np.repeat(part["p50"].to_numpy(), 2))])
    page.lines([middle], style.BLUE, style.MEDIAN_WIDTH_BEFORE)
    x = float(panel.x(begin))
    page.lines([[(x, panel.bottom), (x, panel.top)]], style.REFERENCE, style.AXIS_WIDTH, dashed=True)


def _draw_key(page: Page, y: float) -> None:
    """What the marks mean."""
    x = MARGIN
    for text, share in (
        (_text("what_happened"), None),
        (_text("half"), style.NARROW_BAND),
        (_text("most"), style.WIDE_BAND),
    ):
        if share is None:
            page.lines([[(x, y), (x + 0.34, y)]], style.INK, style.AXIS_WIDTH)
            marks.dot(page, x + 0.17, y, style.INK, _dot)
        else:
            marks.bar(page, x, x + 0.34, y, style.tint(style.BLUE, share), 0.14)
        beside(page, x + 0.42, y, text)
        x += 0.42 + text_width(text, style.SMALL_LABEL_SIZE) + 0.30
    page.lines([[(x, y), (x + 0.34, y)]], style.BLUE, style.MEDIAN_WIDTH_BEFORE)
    beside(page, x + 0.42, y, _text("median"))
    x += 0.42 + text_width(_text("median"), style.SMALL_LABEL_SIZE) + 0.30
    half = line_height(style.SMALL_LABEL_SIZE) / 2
    page.lines([[(x + 0.1, y - half), (x + 0.1, y + half)]], style.REFERENCE, style.AXIS_WIDTH, dashed=True)
    beside(page, x + 0.2, y, _text("where_made"))


def _month(label: str) -> int:
    """Months since November 2022, which are negative before."""
    return (int(label[:4]) - FIRST_YEAR) * 12 + int(label[5:]) - FIRST_MONTH


def shown_origins(plan: Plan) -> Sequence[int]:
    """The origins whose bands are drawn."""
    return plan.origins[::-1][:: _apart(plan)][::-1]
