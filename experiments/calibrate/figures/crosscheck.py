"""Two independent ways of fitting, parameter by parameter."""

from __future__ import annotations

from tandem.experiments.calibrate.account import Account, caption, plain
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.page import Page
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

CLOSE, NARROW, WIDE = 0.35, 0.75, 1.35  # posterior SD of the means; ratio of the SDs
_row, _label_width, _words_width, _between = 0.30, 2.2, 0.85, 0.65
_left = MARGIN + _label_width + 0.1
_width = (WIDTH - _left - MARGIN - _words_width - _between) / 2


def draw_crosscheck(name: str, account: Account) -> tuple[Page, str]:
    """Difference of means and ratio of SDs of the informed parameters; returns the page and its title."""
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
        beside(page, MARGIN, (top + bottom) / 2, f"no parameter is informed ({plain(0.2)} of its variance)")
    return page, title
