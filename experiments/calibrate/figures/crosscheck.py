"""Two independent ways of fitting, parameter by parameter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tandem.experiments.calibrate.account import Account, caption
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.number_tables import YES_OR_NO
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
from tandem.experiments.wording.numerals import interval, plain, share

CLOSE, NARROW, WIDE = 0.35, 0.75, 1.35  # posterior SD of the means; ratio of the SDs
INFORMED = 0.2  # of the prior variance removed
_columns = ["Parameter", "Difference of means, posterior SD", "Ratio of SDs", "Agrees"]
_row, _label_width, _words_width, _between = 0.30, 2.2, 0.85, 0.65
_left = MARGIN + _label_width + 0.1
_width = (WIDTH - _left - MARGIN - _words_width - _between) / 2


def draw_crosscheck(name: str, account: Account) -> Picture:
    """Difference of means and ratio of SDs of the informed parameters."""
    checked = account["crosscheck"]
    rows = [row for row in checked["parameters"] if row["informed"]]
    agreeing = sum(row["agrees"] for row in rows)
    title = f"Two ways of fitting agree on {agreeing} of {len(rows)} informed parameters"
    heading = (
        title,
        f"Agree: means within {CLOSE} posterior SD of each other, SD ratio from {NARROW} to {WIDE} (shaded).",
        "pyabc on the raw simulator, without emulator and likelihood, against this posterior.",
    )
    words = caption(
        name, account,
        f"Approximate Bayesian computation: the {checked['size']:,} closest of about "
        f"{10 * checked['size']:,} simulations from the priors ({checked['people']:,} people each), with "
        "regression adjustment.",
    )  # fmt: skip
    page, top, _ = sheet(0.26 + max(len(rows), 1) * _row + AXIS_HEIGHT + 0.16, heading, words)
    top -= 0.1
    bottom = top - max(len(rows), 1) * _row
    means = axis_over([-1.0, 1.0, *(row["difference"] for row in rows)], _left, _width)
    spreads = axis_over([0.5, 1.5, *(row["sd_ratio"] for row in rows)], _left + _width + _between, _width)
    for axis, low, high in ((means, -CLOSE, CLOSE), (spreads, NARROW, WIDE)):
        corners = [(axis.x(low), bottom), (axis.x(high), bottom), (axis.x(high), top), (axis.x(low), top)]
        page.polygons([corners], style.tint(style.TEAL, 0.18))
    draw_axis(page, means, top, bottom, name="difference of means, posterior SD")
    draw_axis(page, spreads, top, bottom, name="ratio of SDs")
    for place, row in enumerate(rows):
        y = top - (place + 0.5) * _row
        colour = style.BLUE if row["agrees"] else marks.MISS
        label(page, MARGIN, y, [(row["parameter"], False, style.INK)], _label_width, most=1)
        marks.dot(page, means.x(row["difference"]), y, colour)
        marks.dot(page, spreads.x(row["sd_ratio"]), y, colour)
        told = "agrees" if row["agrees"] else "differs"
        beside(page, spreads.left + _width + 0.15, y, told, bold=not row["agrees"],
               colour=style.INK if row["agrees"] else marks.MISS)  # fmt: skip
    if not rows:
        beside(
            page, MARGIN, (top + bottom) / 2, f"no parameter is informed ({share(INFORMED)} of its variance)"
        )
    return Picture(
        "crosscheck", page, title, words,
        f"Dot chart of {len(rows)} parameters, the difference of means and the ratio of SDs of two ways of "
        f"fitting. {title}. {_reach(rows)}",
        pd.DataFrame(
            [
                (row["parameter"], row["difference"], row["sd_ratio"], YES_OR_NO[bool(row["agrees"])])
                for row in rows
            ],
            columns=_columns,
        ),
    )  # fmt: skip


def _reach(rows: Sequence[Mapping[str, Any]]) -> str:
    """From where to where both go, and which parameters differ."""
    if not rows:
        return ""
    means, ratios = (sorted(row[key] for row in rows) for key in ("difference", "sd_ratio"))
    apart = [row["parameter"] for row in rows if not row["agrees"]]
    differ = f" Apart: {', '.join(apart)}." if apart else ""
    return (
        f"Means differ by {interval(plain(means[0], 2), plain(means[-1], 2))} posterior SD; the ratio of SDs "
        f"is {interval(plain(ratios[0], 2), plain(ratios[-1], 2))}.{differ}"
    )
