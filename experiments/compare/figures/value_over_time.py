"""Cumulative net value of each policy over the months, small multiples on one scale."""

from __future__ import annotations

import math

import numpy as np

from tandem.experiments.compare.effects import Comparison, PairedEffects
from tandem.experiments.compare.figures.words import comparison_caption, per_cent_of_runs
from tandem.experiments.compare.tables import payback_month
from tandem.experiments.drawing import style
from tandem.experiments.drawing.fan import Fan, fan
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.panel import Panel, ValueAxis, draw_month_axis, draw_value_axis
from tandem.experiments.drawing.scales import value_ticks
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, sheet
from tandem.experiments.drawing.typography import shorten

_columns, _between, _gutter = 3, 0.28, 0.46
_panel_height, _above, _below = 1.05, 0.46, 0.42


def draw_value_over_time(comparison: Comparison, effects: PairedEffects) -> tuple[Page, str]:
    """The page and its title."""
    names = comparison.names[1:]
    base = comparison.baseline
    millions = effects.cumulative / 1e6
    paying = [name for place, name in enumerate(names) if (millions[place, :, -1] > 0).mean() >= 2 / 3]
    title = f"{len(paying)} of {len(names)} policies have probably paid off after {base.months} months"
    heading = (
        title,
        f"Cumulative net value against “{comparison.names[0]}”, {base.profile.currency} million.",
        "Line: median; bands: the middle 50\u00a0% and 90\u00a0% of paired differences. Net value: worth of "
        "output − payroll − replacement − AI licences − programmes.",
    )
    rows = math.ceil(len(names) / _columns)
    page, top, _ = sheet(rows * (_above + _panel_height + _below), heading, comparison_caption(comparison))
    width = (WIDTH - 2 * MARGIN - (_columns - 1) * _between) / _columns
    fans = [fan(millions[place]) for place in range(len(names))]
    low = min(float(np.min(shown.p5)) for shown in fans)
    high = max(float(np.max(shown.p95)) for shown in fans)
    axis = ValueAxis(tuple(value_ticks(min(low, 0.0), max(high, 0.1), 4)))
    start = base.first_month + base.start
    ends = start + 1 + np.arange(base.months, dtype=np.float64)
    for place, name in enumerate(names):
        row, column = divmod(place, _columns)
        left = MARGIN + column * (width + _between)
        head = top - row * (_above + _panel_height + _below)
        months = payback_month(effects.cumulative[place])
        paid = np.isfinite(months).mean()
        page.text(
            left, head - 0.16, shorten(name, width, style.LABEL_SIZE, bold=True), style.LABEL_SIZE, bold=True
        )
        page.text(left, head - 0.31, _told(months, float(paid)), style.CAPTION_SIZE)
        panel = Panel(
            left + _gutter, head - _above - _panel_height, width - _gutter, _panel_height, float(start),
            float(ends[-1]), axis,
        )  # fmt: skip
        _draw(page, panel, fans[place], ends)
    return page, title


def _told(months: np.ndarray, paid: float) -> str:
    """When it pays back in the runs in which it does."""
    if paid == 0:
        return "pays back in no run"
    middle = float(np.median(months[np.isfinite(months)]))
    return (
        f"pays back in {per_cent_of_runs(paid)}, then after {middle:.0f} months"
        if middle > 1
        else (f"pays back in {per_cent_of_runs(paid)}, from the start")
    )


def _draw(page: Page, panel: Panel, shown: Fan, ends: np.ndarray) -> None:
    draw_value_axis(page, panel, "", style.CAPTION_SIZE)
    draw_month_axis(page, panel, style.CAPTION_SIZE)
    for low, high, share in ((shown.p5, shown.p95, 0.22), (shown.p25, shown.p75, 0.5)):
        x = panel.x(ends)
        corners = np.column_stack(
            [np.concatenate([x, x[::-1]]), np.concatenate([panel.y(low), panel.y(high)[::-1]])]
        )
        page.polygons([corners], style.tint(style.BLUE, share))
    zero = float(panel.y(0.0))
    page.lines([[(panel.left, zero), (panel.right, zero)]], style.INK, style.HAIR_WIDTH)
    page.lines([np.column_stack([panel.x(ends), panel.y(shown.p50)])], style.BLUE, style.MEDIAN_WIDTH)
