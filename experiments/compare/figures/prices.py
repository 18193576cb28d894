"""What each policy may cost: its price a head with its range, and the highest price at which it pays."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from tandem.experiments.compare.decision import Decision
from tandem.experiments.compare.decision_text import price_years
from tandem.experiments.compare.effects import Comparison
from tandem.experiments.compare.figures.words import comparison_caption
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import (
    AXIS_HEIGHT,
    MARGIN,
    WIDTH,
    beside,
    draw_axis,
    label,
    roomy_axis,
    sheet,
)
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import plain

_text = texts("compare.prices_figure")

_row, _label_width, _words = 0.40, 1.75, 2.45  # inches
_pale = style.tint(style.TEAL, 0.45)
_beyond = 4.0  # the axis ends at this multiple of the highest price, so that prices can be told apart


def draw_prices(comparison: Comparison, decision: Decision) -> Picture:
    """A row a policy: the range of its price, and how far it may rise."""
    currency = comparison.baseline.profile.currency
    rows = _rows(decision)
    title = _title(decision)
    heading = (title, _text("lead", currency=currency), _text("how_to_read"))
    caption = comparison_caption(comparison, _text("assumed"), *price_years(decision))
    page, top, _ = sheet(len(rows) * _row + AXIS_HEIGHT + 0.35, heading, caption)
    foot = top - len(rows) * _row - 0.05
    dearest = max((row["high"] for row in rows if row["high"] > 0), default=0.0)
    known = [row[share] for row in rows for share in ("half", "nine") if math.isfinite(row[share])]
    near = [price for price in known if price <= _beyond * dearest] if dearest > 0 else known
    end = max(near, default=0.0)
    left = MARGIN + _label_width
    width = WIDTH - MARGIN - left - _words
    axis = roomy_axis([0.0, max(end, dearest, 1.0)], left, width, 6)
    draw_axis(page, axis, top, foot, name=_text("axis", currency=currency))
    for place, row in enumerate(rows):
        y = top - (place + 0.5) * _row - 0.05
        label(page, MARGIN, y, [(row["policy"], True, style.INK)], _label_width - 0.1)
        for share, colour, thick in (("half", _pale, 0.20), ("nine", style.TEAL, 0.12)):
            if math.isfinite(row[share]) and row[share] > 0:
                marks.bar(page, axis.x(0.0), axis.x(row[share]), y, colour, thick)
                if not axis.holds(row[share]):
                    marks.broken_end(page, axis.x(row[share]), y, 0.20)
        if row["high"] > 0:
            page.lines([[(axis.x(row["low"]), y), (axis.x(row["high"]), y)]], style.BLUE, 1.6)
            marks.dot(page, axis.x(row["price"]), y, style.BLUE, 0.055)
        colour = (
            style.PLUM if row["missing"] or row["decides"] or not math.isfinite(row["half"]) else style.INK
        )
        beside(page, left + width + 0.15, y, _told(row), style.CAPTION_SIZE, colour=colour)
    medians = "; ".join(f"{row['policy']}: {_told(row)}" for row in rows)
    return Picture(
        "prices", page, title, caption,
        _text("chart", policies=len(rows), title=title, medians=medians),
        pd.DataFrame(
            {
                _text("policy"): row["policy"],
                _text("price", currency=currency): row["price"],
                _text("low", currency=currency): row["low"],
                _text("high", currency=currency): row["high"],
                _text("half", currency=currency): row["half"],
                _text("nine", currency=currency): row["nine"],
                _text("no_price"): row["missing"],
            }
            for row in rows
        ),
    )  # fmt: skip


def _rows(decision: Decision) -> list[dict[str, Any]]:
    """Policy, price a head with its range, highest prices at which it pays, levers without a price."""
    found = []
    for ledger in decision.ledgers:
        half, nine = decision.break_even[decision.break_even["policy"] == ledger.policy].to_dict("records")
        price = half["price_per_head_month"] if math.isfinite(half["price_per_head_month"]) else 0.0
        low, high = ledger.range_of_price()
        found.append(
            {
                "policy": ledger.policy,
                "price": price,
                "low": price * low,
                "high": price * high,
                "half": half["most_per_head_month"],
                "nine": nine["most_per_head_month"],
                "missing": half["no_price"],
                "decides": half["find_out_price"] if decision.verdicts[ledger.policy].hangs_on_price else "",
            }
        )
    return found


def _told(row: Mapping[str, Any]) -> str:
    if row["missing"]:
        return _text("flag")
    if row["decides"]:
        return {
            "per_head_month": _text("hangs_per_head_month"),
            "fixed": _text("hangs_fixed"),
            "hours_per_week": _text("hangs_hours_per_week"),
        }[row["decides"]]
    if not math.isfinite(row["half"]):
        return _text("at_none")
    nine = plain(row["nine"]) if math.isfinite(row["nine"]) else _text("none")
    return _text("up_to", half=plain(row["half"]), nine=nine)


def _title(decision: Decision) -> str:
    hanging = [name for name, verdict in decision.verdicts.items() if verdict.hangs_on_price]
    if hanging:
        return _text("title_hangs", policies=len(hanging), all=len(decision.verdicts))
    paying = [name for name, verdict in decision.verdicts.items() if verdict.at_high > 0.5]
    return _text("title", policies=len(paying), all=len(decision.verdicts))
