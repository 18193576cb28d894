"""A page as SVG that stands inside an HTML page, made without matplotlib's writer: a few milliseconds.

There is no `style` in it, neither as an attribute nor as an element, so that a page whose security policy
forbids styles of its own shows it as it is. The alternative text goes with it, for those who listen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from tandem.experiments.drawing.fan import Floats
from tandem.experiments.drawing.page import Page, Stroke
from tandem.experiments.drawing.style import POINTS_PER_INCH
from tandem.experiments.drawing.typography import FAMILY

_families = f"{FAMILY}, Verdana, sans-serif"
_anchors = {"left": "start", "center": "middle", "right": "end"}


def inline_svg(page: Page, alternative_text: str) -> str:
    """The page as an `svg` element; its unit is a point, and it takes the width that it is given."""
    width, height = page.width * POINTS_PER_INCH, page.height * POINTS_PER_INCH
    parts = [part for stroke in page.strokes() for part in _drawn(stroke, height)]
    parts += _texts(page, height)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:.1f} {height:.1f}"'
    named = f"aria-label={quoteattr(alternative_text)} font-family={quoteattr(_families)}"
    return f"{head} {named}>{''.join(parts)}</svg>"


def _drawn(stroke: Stroke, height: float) -> Iterator[str]:
    paths = " ".join(_path(points, height) for points in stroke.paths if len(points))
    if not paths:
        return
    if stroke.width == 0:
        yield f'<path fill="{stroke.colour}" d="{paths}"/>'
        return
    dashes = ' stroke-dasharray="4 2.5"' if stroke.dashed else ""
    yield (
        f'<path fill="none" stroke="{stroke.colour}" stroke-width="{stroke.width:g}" '
        f'stroke-linejoin="round"{dashes} d="{paths}"/>'
    )


def _path(points: Floats, height: float) -> str:
    """`M x y x y …`: a pair after the first is a line to it; an area closes by itself."""
    places = np.round(points * POINTS_PER_INCH, 1)
    return "M" + " ".join(f"{x:g} {height - y:.1f}" for x, y in places.tolist())


def _texts(page: Page, height: float) -> Iterator[str]:
    for x, y, text in page.written():
        across, down = x * POINTS_PER_INCH, height - y * POINTS_PER_INCH
        more = f' text-anchor="{_anchors[cast("str", text.get_horizontalalignment())]}"'
        more += ' font-weight="bold"' if text.get_fontweight() == "bold" else ""
        turned = text.get_rotation()
        more += f' transform="rotate({-turned:g} {across:.1f} {down:.1f})"' if turned else ""
        yield (
            f'<text x="{across:.1f}" y="{down:.1f}" font-size="{text.get_fontsize():g}" '
            f'fill="{text.get_color()}"{more}>{escape(text.get_text())}</text>'
        )
