"""The cost–benefit plane: what each policy's programmes cost against the leavers it avoids."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from tandem.experiments.compare.effects import SAME_HEADCOUNT, Comparison
from tandem.experiments.compare.figures.words import comparison_caption, own_rows
from tandem.experiments.compare.tables import row_of
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.leaders import without_crossings
from tandem.experiments.drawing.number_tables import heading, quantile_columns
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.scales import spread, tick_label, value_ticks
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, axis_over, draw_axis, sheet
from tandem.experiments.drawing.typography import line_height, shorten, text_width
from tandem.experiments.measures.certainty import is_certain
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money, money_unit
from tandem.experiments.wording.numerals import plain

_text = texts("compare.plane")

_height, _below, _head = 4.1, 0.45, 0.24  # inches
_gutter, _names = 0.62, 2.45


def draw_plane(comparison: Comparison, table: pd.DataFrame) -> Picture:
    """Cost of programmes across, leavers avoided upwards."""
    own = own_rows(comparison, table)
    currency = comparison.baseline.profile.currency
    names = comparison.names[1:]
    title = _title(own, names, currency)
    above = (
        title,
        _text("lead"),
        _text("how_to_read"),
    )
    caption = comparison_caption(comparison)
    gap = 2.2 * line_height(style.SMALL_LABEL_SIZE)
    tall = max(_height, len(names) * gap + 0.2)
    page, top, _ = sheet(_head + tall + _below, above, caption)
    top -= _head
    bottom = top - tall
    left, width = MARGIN + _gutter, WIDTH - 2 * MARGIN - _gutter - _names
    rows = {name: (row_of(own, name, "programme_cost"), row_of(own, name, SAME_HEADCOUNT)) for name in names}
    costs = [row[key] for row, _ in rows.values() for key in ("p25", "p75")]
    avoided = [row[key] for _, row in rows.values() for key in ("p25", "p75")]
    axis = axis_over([*costs, 0.0], left, width, 6)
    ticks = value_ticks(min(*avoided, 0.0), max(*avoided, 1.0), 6)
    unit = money_unit(*axis.ticks)
    name_of_axis = _text("axis", unit=unit.heading(currency))
    draw_axis(page, axis, top, bottom, name=name_of_axis, scale=1 / unit.size)

    def height(value: float) -> float:
        return bottom + (value - ticks[0]) / (ticks[-1] - ticks[0]) * (top - 0.1 - bottom)

    page.grid([(left, height(tick)), (left + width, height(tick))] for tick in ticks)
    for tick in ticks:
        words = tick_label(tick, ticks[1] - ticks[0])
        page.text(left - 0.08, height(tick) - 0.04, words, style.SMALL_LABEL_SIZE, across="right")
    page.lines([[(left, height(0)), (left + width, height(0))]], style.INK, style.AXIS_WIDTH)
    each = {name: row_of(own, name, "cost_per_leaver_avoided")["p50"] for name in names}
    order = sorted(names, key=lambda name: rows[name][1]["p50"])
    points = {name: (axis.x(rows[name][0]["p50"]), height(rows[name][1]["p50"])) for name in names}
    aside = left + width + 0.2
    slots = spread([points[name][1] for name in order], gap, bottom + 0.1, top - 0.1)
    places = without_crossings([points[name] for name in order], aside - 0.06, slots)
    for name, place in zip(order, places, strict=True):
        page.lines([[points[name], (aside - 0.06, place)]], style.REFERENCE, style.HAIR_WIDTH)
    for name, place in zip(order, places, strict=True):
        cost, gained = rows[name]
        colour, (x, y) = _colour(gained), points[name]
        page.lines([[(axis.x(cost["p25"]), y), (axis.x(cost["p75"]), y)]], colour, 1.6)
        page.lines([[(x, height(gained["p25"])), (x, height(gained["p75"]))]], colour, 1.6)
        marks.dot(page, x, y, colour, 0.07)
        named = shorten(name, WIDTH - MARGIN - aside, style.SMALL_LABEL_SIZE, bold=True)
        page.text(aside, place + 0.02, named, style.SMALL_LABEL_SIZE, bold=True)
        page.text(
            aside, place - line_height(style.CAPTION_SIZE) + 0.02, _per_leaver(each[name], currency),
            style.CAPTION_SIZE,
        )  # fmt: skip
    words = _text("leavers_avoided")
    page.text(
        left - text_width("000", style.SMALL_LABEL_SIZE) - 0.1, top + 0.02, words, style.SMALL_LABEL_SIZE
    )
    told = "; ".join(
        _text(
            "policy_medians",
            policy=name,
            cost=money(rows[name][0]["p50"], currency),
            avoided=plain(rows[name][1]["p50"]),
            per_leaver=_per_leaver(each[name], currency),
        )
        for name in reversed(order)
    )
    return Picture(
        "cost_and_benefit", page, title, caption,
        _text("chart", policies=len(names), title=title, medians=told),
        pd.DataFrame(
            {
                _text("policy"): name,
                **quantile_columns(_middle(rows[name][0]), currency, _text("programme_cost")),
                **quantile_columns(_middle(rows[name][1]), _text("people"), _text("avoided")),
                heading(_text("cost_per_leaver"), _text("median"), currency): each[name],
            }
            for name in reversed(order)
        ),
    )  # fmt: skip


def _colour(avoided: Mapping[str, float]) -> str:
    """Teal where fewer leave for certain, plum where more do, grey where it cannot be told from luck."""
    if not is_certain({"p5": avoided["p5"], "p95": avoided["p95"]}, int(avoided["n"])):
        return style.REFERENCE
    return style.TEAL if avoided["p50"] > 0 else style.PLUM


def _middle(row: Mapping[str, float]) -> dict[str, float]:
    """Median and the middle half."""
    return {key: row[key] for key in ("p25", "p50", "p75")}


def _per_leaver(each: float, currency: str) -> str:
    """Programme cost per leaver avoided in words."""
    if not math.isfinite(each):
        return _text("avoids_none")
    return _text("no_cost") if each == 0 else _text("per_leaver", cost=money(each, currency))


def _title(own: pd.DataFrame, names: tuple[str, ...], currency: str) -> str:
    """The cheapest way to avoid a leaver, among policies with a cost that avoid some in most runs."""
    priced = {
        name: row_of(own, name, "cost_per_leaver_avoided")["p50"]
        for name in names
        if row_of(own, name, "programme_cost")["p50"] > 0
        and row_of(own, name, SAME_HEADCOUNT)["better"] > 0.5
    }
    if not priced:
        return _text("title_none")
    cheapest = min(priced, key=lambda name: priced[name])
    return _text("title", policy=cheapest, cost=money(priced[cheapest], currency))
