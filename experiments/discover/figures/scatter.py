"""Points of a sweep by the two settings that limit a box most, and the box as a frame."""

from __future__ import annotations

import pandas as pd

from tandem.experiments.discover.experiment import Discovered
from tandem.experiments.discover.prim import inside, judged
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.scales import tick_label
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, Axis, axis_over, beside, draw_axis, sheet
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import share

_text = texts("discover.scatter")

MOST_DOTS = 2_000
_height, _left = 3.6, 1.0


def draw_scatter(found: Discovered, title: str) -> Picture | None:
    """The picture; None where fewer than two numbers vary."""
    names = _two(found)
    if len(names) < 2:
        return None
    across, up = names
    points, box = found.asked.points, found.box
    kept = inside(points, box.limits)
    base = found.data.definition.base
    fresh = _text("no_fresh")
    if found.fresh is not None:
        fresh = _text(
            "fresh",
            points=f"{found.fresh_points:,}",
            coverage=share(found.fresh.coverage),
            density=share(found.fresh.density),
        )
    caption = _text(
        "caption",
        points=f"{len(points):,}",
        draws=base["draws"],
        seed=base["seed"],
        organisation=base.get("name") or base["organisation"].get("name") or base["organisation"]["kind"],
        months=base["months"],
        first_month=base["start"],
        fresh=fresh,
    )
    heading = (
        title,
        _text("lead", inside=f"{int(kept.sum()):,}", points=f"{len(points):,}"),
        _text("how_to_read"),
    )
    page, top, _ = sheet(_height + 0.75, heading, caption)
    top -= 0.2
    bottom = top - _height
    left = MARGIN + _left
    axis = axis_over(
        [float(points[across].min()), float(points[across].max())], left, WIDTH - left - MARGIN - 0.3
    )
    upward = axis_over([float(points[up].min()), float(points[up].max())], bottom, _height, most=5)
    draw_axis(page, axis, top, bottom, name=across.removeprefix("parameters."))
    _draw_upward(page, axis, upward, up.removeprefix("parameters."), top)
    for row in range(min(len(points), MOST_DOTS)):
        x, y = axis.x(float(points[across].iloc[row])), upward.x(float(points[up].iloc[row]))
        if found.asked.interest[row]:
            marks.dot(page, x, y, style.PLUM, radius=0.035)
        else:
            marks.dot(page, x, y, style.tint(style.INK, 0.25), radius=0.025)
    low_x, high_x = box.limits.get(across, (axis.ticks[0], axis.ticks[-1]))
    low_y, high_y = box.limits.get(up, (upward.ticks[0], upward.ticks[-1]))
    corners = [
        (axis.x(x), upward.x(y))
        for x, y in ((low_x, low_y), (high_x, low_y), (high_x, high_y), (low_x, high_y), (low_x, low_y))
    ]
    page.lines([corners], style.ORANGE, 2.2)
    numbers = points.assign(**{_text("yes"): found.asked.interest, "in the box": kept})
    return Picture("box", page, title, caption, _text("chart", title=title), numbers)


def _draw_upward(page: Page, axis: Axis, upward: Axis, name: str, top: float) -> None:
    """Grid lines across, labelled at the left, with the name above."""
    step = upward.ticks[1] - upward.ticks[0]
    page.grid(
        [(axis.left, upward.x(tick)), (axis.left + axis.width, upward.x(tick))] for tick in upward.ticks
    )
    for tick in upward.ticks:
        beside(page, axis.left - 0.08, upward.x(tick), tick_label(tick, step), across="right")
    beside(page, MARGIN, top + 0.16, name, bold=True)


def _two(found: Discovered) -> list[str]:
    """The two numbers whose limits bring most; others of the sweep where the box has fewer."""
    points, limits = found.asked.points, found.box.limits
    numbers = [str(name) for name in points if pd.api.types.is_float_dtype(points[name])]

    def brings(name: str) -> float:
        without = {other: limit for other, limit in limits.items() if other != name}
        return found.box.density - judged(points, found.asked.interest, without).density

    limited = sorted((name for name in numbers if name in limits), key=brings, reverse=True)
    return [*limited, *(name for name in numbers if name not in limits)][:2]
