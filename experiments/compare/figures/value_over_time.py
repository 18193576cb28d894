"""Cumulative net value of each policy over the months, small multiples on one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from tandem.experiments.compare.effects import Comparison, PairedEffects
from tandem.experiments.compare.figures.words import comparison_caption
from tandem.experiments.compare.tables import payback_month
from tandem.experiments.drawing import style
from tandem.experiments.drawing.fan import Fan, Floats, fan
from tandem.experiments.drawing.number_tables import fan_columns
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.panel import Panel, ValueAxis, draw_month_axis, draw_value_axis
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.scales import value_ticks
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, sheet
from tandem.experiments.drawing.typography import line_height, shorten, wrap
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money, money_unit
from tandem.experiments.wording.numerals import plain, share

_text = texts("compare.value_over_time")

_columns, _between, _gutter = 3, 0.28, 0.46
_panel_height, _above, _below = 1.05, 0.34, 0.42  # above: name and half a line


def draw_value_over_time(comparison: Comparison, effects: PairedEffects) -> Picture:
    """One panel a policy, in the order of the comparison."""
    names = comparison.names[1:]
    base = comparison.baseline
    fans = [fan(each) for each in effects.cumulative]
    unit = money_unit(*(float(np.abs(shown.rows).max()) for shown in fans))
    scaled = [Fan(*(shown.rows / unit.size)) for shown in fans]
    paying = [
        name for place, name in enumerate(names) if (effects.cumulative[place, :, -1] > 0).mean() >= 2 / 3
    ]
    title = _text("title", paid_off=len(paying), policies=len(names), months=base.months)
    heading = (
        title,
        _text("lead", baseline=comparison.names[0], unit=unit.heading(base.profile.currency)),
        _text("how_to_read"),
    )
    rows = math.ceil(len(names) / _columns)
    caption = comparison_caption(comparison)
    width = (WIDTH - 2 * MARGIN - (_columns - 1) * _between) / _columns
    told = [
        wrap(_told(payback_month(each)), width, style.CAPTION_SIZE, most=2) for each in effects.cumulative
    ]
    above = _above + max(map(len, told)) * line_height(style.CAPTION_SIZE)
    page, top, _ = sheet(rows * (above + _panel_height + _below), heading, caption)
    low = min(float(np.min(shown.p5)) for shown in scaled)
    high = max(float(np.max(shown.p95)) for shown in scaled)
    axis = ValueAxis(tuple(value_ticks(min(low, 0.0), max(high, 0.1), 4)))
    start = base.first_month + base.start
    ends = start + 1 + np.arange(base.months, dtype=np.float64)
    for place, name in enumerate(names):
        row, column = divmod(place, _columns)
        left = MARGIN + column * (width + _between)
        head = top - row * (above + _panel_height + _below)
        page.text(
            left, head - 0.16, shorten(name, width, style.LABEL_SIZE, bold=True), style.LABEL_SIZE, bold=True
        )
        page.lines_down(left, head - 0.19, told[place], style.CAPTION_SIZE)
        panel = Panel(
            left + _gutter, head - above - _panel_height, width - _gutter, _panel_height, float(start),
            float(ends[-1]), axis,
        )  # fmt: skip
        _draw(page, panel, scaled[place], ends)
    return Picture(
        "value_over_time", page, title, caption,
        _text(
            "chart",
            policies=len(names),
            title=title,
            months=base.months,
            medians=_ends(comparison, effects, fans),
        ),
        _numbers(comparison, effects, fans),
    )  # fmt: skip


def _ends(comparison: Comparison, effects: PairedEffects, fans: Sequence[Fan]) -> str:
    """Every policy's value at the end, and when it pays back."""
    currency = comparison.baseline.profile.currency
    rows = zip(comparison.names[1:], fans, effects.cumulative, strict=True)
    return "; ".join(
        _text(
            "policy_median",
            policy=name,
            value=money(shown.at(-1)[2], currency),
            pay_back=_told(payback_month(cumulative)),
        )
        for name, shown, cumulative in rows
    )


def _numbers(comparison: Comparison, effects: PairedEffects, fans: Sequence[Fan]) -> pd.DataFrame:
    """One row a policy and month; when it pays back stands in each row of the policy."""
    base = comparison.baseline
    months = base.month_labels[base.start :]
    tables = []
    for name, shown, cumulative in zip(comparison.names[1:], fans, effects.cumulative, strict=True):
        paid, middle = _pay_back(payback_month(cumulative))
        quantiles = fan_columns(shown, base.profile.currency)
        columns = {_text("policy"): name, _text("month"): months, **quantiles}
        paying = {_text("pays_back"): 100 * paid, _text("pay_back_month"): middle}
        tables.append(pd.DataFrame(columns | paying))
    return pd.concat(tables, ignore_index=True)


def _pay_back(months: Floats) -> tuple[float, float]:
    """Share of the runs that pay back, and their median month; NaN where none does."""
    paying = months[np.isfinite(months)]
    return paying.size / months.size, float(np.median(paying)) if paying.size else math.nan


def _told(months: Floats) -> str:
    """When it pays back in the runs in which it does."""
    paid, middle = _pay_back(months)
    if paid == 0:
        return _text("never_pays_back")
    if middle > 1:
        return _text("pays_back_after", part=share(paid), months=plain(middle))
    return _text("pays_back_from_the_start", part=share(paid))


def _draw(page: Page, panel: Panel, shown: Fan, ends: Floats) -> None:
    draw_value_axis(page, panel, "", style.CAPTION_SIZE)
    draw_month_axis(page, panel, style.CAPTION_SIZE)
    for low, high, tint in ((shown.p5, shown.p95, 0.22), (shown.p25, shown.p75, 0.5)):
        x = panel.x(ends)
        corners = np.column_stack(
            [np.concatenate([x, x[::-1]]), np.concatenate([panel.y(low), panel.y(high)[::-1]])]
        )
        page.polygons([corners], style.tint(style.BLUE, tint))
    zero = float(panel.y(0.0))
    page.lines([[(panel.left, zero), (panel.right, zero)]], style.INK, style.HAIR_WIDTH)
    page.lines([np.column_stack([panel.x(ends), panel.y(shown.p50)])], style.BLUE, style.MEDIAN_WIDTH)
