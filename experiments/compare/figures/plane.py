"""The cost–benefit plane: what each policy's programmes cost against the leavers it avoids."""

from __future__ import annotations

import math

import pandas as pd

from tandem.experiments.compare.effects import Comparison
from tandem.experiments.compare.figures.words import amount, comparison_caption, own_rows
from tandem.experiments.compare.tables import row_of
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.numerals import tick_label
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.scales import spread, value_ticks
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, axis_over, draw_axis, sheet
from tandem.experiments.drawing.typography import line_height, text_width

_height, _below, _head = 4.1, 0.45, 0.24  # inches
_gutter, _names = 0.62, 2.25


def draw_plane(comparison: Comparison, table: pd.DataFrame) -> tuple[Page, str]:
    """The page and its title."""
    own = own_rows(comparison, table)
    currency = comparison.baseline.profile.currency
    names = comparison.names[1:]
    title = _title(own, names, currency)
    heading = (
        title,
        "Upwards: more leavers avoided; to the right: dearer. Bars: middle 50\u00a0% of paired differences.",
        "Beside each name: programme cost per leaver avoided in the middle run. Hours taken from work cost "
        "output, not money.",
    )
    page, top, _ = sheet(_head + _height + _below, heading, comparison_caption(comparison))
    top -= _head
    bottom = top - _height
    left, width = MARGIN + _gutter, WIDTH - 2 * MARGIN - _gutter - _names
    rows = {
        name: (row_of(own, name, "programme_cost"), row_of(own, name, "leavers_avoided")) for name in names
    }
    costs = [row[key] / 1e6 for row, _ in rows.values() for key in ("p25", "p75")]
    avoided = [row[key] for _, row in rows.values() for key in ("p25", "p75")]
    axis = axis_over([*costs, 0.0], left, width, 6)
    ticks = value_ticks(min(*avoided, 0.0), max(*avoided, 1.0), 6)
    draw_axis(page, axis, top, bottom, name=f"Programme cost over the projection, {currency} million")

    def height(value: float) -> float:
        return bottom + (value - ticks[0]) / (ticks[-1] - ticks[0]) * (top - 0.1 - bottom)

    page.grid([(left, height(tick)), (left + width, height(tick))] for tick in ticks)
    for tick in ticks:
        words = tick_label(tick, ticks[1] - ticks[0], "").replace("-", "−")
        page.text(left - 0.08, height(tick) - 0.04, words, style.SMALL_LABEL_SIZE, across="right")
    page.lines([[(left, height(0)), (left + width, height(0))]], style.INK, style.AXIS_WIDTH)
    order = sorted(names, key=lambda name: rows[name][1]["p50"])
    gap = 2.2 * line_height(style.SMALL_LABEL_SIZE)
    places = spread([height(rows[name][1]["p50"]) for name in order], gap, bottom + 0.1, top - 0.1)
    for number, (name, place) in enumerate(zip(order, places, strict=True)):
        colour = style.PALETTE[number % len(style.PALETTE)]
        cost, gained = rows[name]
        x, y = axis.x(cost["p50"] / 1e6), height(gained["p50"])
        page.lines([[(axis.x(cost["p25"] / 1e6), y), (axis.x(cost["p75"] / 1e6), y)]], colour, 1.6)
        page.lines([[(x, height(gained["p25"])), (x, height(gained["p75"]))]], colour, 1.6)
        marks.dot(page, x, y, colour, 0.07)
        aside = left + width + 0.2
        page.lines([[(x + 0.09, y), (aside - 0.06, place)]], style.tint(colour, 0.45), style.HAIR_WIDTH)
        page.text(aside, place + 0.02, name, style.SMALL_LABEL_SIZE, bold=True, colour=colour)
        each = row_of(own, name, "cost_per_leaver_avoided")["p50"]
        page.text(
            aside, place - line_height(style.CAPTION_SIZE) + 0.02, _per_leaver(each, currency),
            style.CAPTION_SIZE,
        )  # fmt: skip
    words = "Leavers avoided"
    page.text(
        left - text_width("000", style.SMALL_LABEL_SIZE) - 0.1, top + 0.02, words, style.SMALL_LABEL_SIZE
    )
    return page, title


def _per_leaver(each: float, currency: str) -> str:
    """Programme cost per leaver avoided in words."""
    if not math.isfinite(each):
        return "avoids none"
    return "no programme cost" if each == 0 else f"{amount(each, currency)} a leaver"


def _title(own: pd.DataFrame, names: tuple[str, ...], currency: str) -> str:
    """The cheapest way to avoid a leaver, among policies with a cost that avoid some in most runs."""
    priced = {
        name: row_of(own, name, "cost_per_leaver_avoided")["p50"]
        for name in names
        if row_of(own, name, "programme_cost")["p50"] > 0
        and row_of(own, name, "leavers_avoided")["better"] > 0.5
    }
    if not priced:
        return "What the policies cost and whom they keep"
    cheapest = min(priced, key=lambda name: priced[name])
    return (
        f"“{cheapest}” avoids a leaver most cheaply: {amount(priced[cheapest], currency)} of programme cost"
    )
