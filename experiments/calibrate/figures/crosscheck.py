"""Two independent ways of fitting, parameter by parameter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tandem.experiments.calibrate.account import Account, caption
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import (
    AXIS_HEIGHT,
    MARGIN,
    WIDTH,
    axis_over,
    beside,
    draw_axis,
    label,
    sheet,
)
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import interval, plain, share
from tandem.experiments.wording.words import yes_or_no

_text = texts("calibrate.crosscheck")

CLOSE, NARROW, WIDE = 0.35, 0.75, 1.35  # posterior SD of the means; ratio of the SDs
INFORMED = 0.2  # of the prior variance removed
_row, _label_width, _words_width, _between = 0.30, 2.2, 0.85, 0.65
_left = MARGIN + _label_width + 0.1
_width = (WIDTH - _left - MARGIN - _words_width - _between) / 2


def draw_crosscheck(name: str, account: Account) -> Picture:
    """Difference of means and ratio of SDs of the informed parameters."""
    checked = account["crosscheck"]
    rows = [row for row in checked["parameters"] if row["informed"]]
    agreeing = sum(row["agrees"] for row in rows)
    title = _text("title", agreeing=agreeing, informed=len(rows))
    heading = (
        title,
        _text("how_to_read", close=CLOSE, narrow=NARROW, wide=WIDE),
        _text("what_is_compared"),
    )
    words = caption(
        name, account,
        _text(
            "method",
            kept=plain(checked['size']),
            simulations=plain(10 * checked['size']),
            people=plain(checked['people'])
        ),
    )  # fmt: skip
    page, top, _ = sheet(0.26 + max(len(rows), 1) * _row + AXIS_HEIGHT + 0.16, heading, words)
    top -= 0.1
    bottom = top - max(len(rows), 1) * _row
    means = axis_over([-1.0, 1.0, *(row["difference"] for row in rows)], _left, _width)
    spreads = axis_over([0.5, 1.5, *(row["sd_ratio"] for row in rows)], _left + _width + _between, _width)
    for axis, low, high in ((means, -CLOSE, CLOSE), (spreads, NARROW, WIDE)):
        corners = [(axis.x(low), bottom), (axis.x(high), bottom), (axis.x(high), top), (axis.x(low), top)]
        page.polygons([corners], style.tint(style.TEAL, 0.18))
    draw_axis(page, means, top, bottom, name=_text("means_axis"))
    draw_axis(page, spreads, top, bottom, name=_text("ratios_axis"))
    for place, row in enumerate(rows):
        y = top - (place + 0.5) * _row
        colour = style.BLUE if row["agrees"] else marks.MISS
        label(page, MARGIN, y, [(row["parameter"], False, style.INK)], _label_width, most=1)
        marks.dot(page, means.x(row["difference"]), y, colour)
        marks.dot(page, spreads.x(row["sd_ratio"]), y, colour)
        told = _text("agrees") if row["agrees"] else _text("differs")
        beside(page, spreads.left + _width + 0.15, y, told, bold=not row["agrees"],
               colour=style.INK if row["agrees"] else marks.MISS)  # fmt: skip
    if not rows:
        beside(page, MARGIN, (top + bottom) / 2, _text("none_informed", part=share(INFORMED)))
    return Picture(
        "crosscheck", page, title, words,
        _text("chart", parameters=len(rows), title=title, reach=_reach(rows)),
        pd.DataFrame(
            [
                (row["parameter"], row["difference"], row["sd_ratio"], yes_or_no(row["agrees"]))
                for row in rows
            ],
            columns=[
                _text("parameter"),
                _text("difference_of_means"),
                _text("ratio_of_sds"),
                _text("agrees_heading"),
            ],
        ),
    )  # fmt: skip


def _reach(rows: Sequence[Mapping[str, Any]]) -> str:
    """From where to where both go, and which parameters differ."""
    if not rows:
        return ""
    means, ratios = (sorted(row[key] for row in rows) for key in ("difference", "sd_ratio"))
    apart = [row["parameter"] for row in rows if not row["agrees"]]
    reach = _text(
        "reach",
        means=interval(plain(means[0], 2), plain(means[-1], 2)),
        ratios=interval(plain(ratios[0], 2), plain(ratios[-1], 2)),
    )
    return _text("reach_and_apart", reach=reach, apart=", ".join(apart)) if apart else reach
