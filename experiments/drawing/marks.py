"""Marks of the calibration's charts: dots, rings, diamonds and bars, in inches."""

from __future__ import annotations

import math

from tandem.experiments.drawing import style
from tandem.experiments.drawing.page import Page

MISS = "#B3121D"  # what is missed; with white 7.3:1, and never without the word
NEAR = style.ORANGE
MET = style.TEAL
FAINT = style.tint(style.INK, 0.35)
RADIUS = 0.062
_corners = 24
_ring_inside = 0.58  # of the radius


def dot(page: Page, x: float, y: float, colour: str, radius: float = RADIUS) -> None:
    """A filled circle."""
    turns = [2 * math.pi * corner / _corners for corner in range(_corners)]
    page.polygons([[(x + radius * math.cos(t), y + radius * math.sin(t)) for t in turns]], colour)


def ring(page: Page, x: float, y: float, colour: str, radius: float = RADIUS) -> None:
    """A circle with a white centre. The page lays white on a colour only if that colour came first."""
    dot(page, x, y, colour, radius)
    dot(page, x, y, style.WHITE, _ring_inside * radius)


def diamond(page: Page, x: float, y: float, colour: str, radius: float = RADIUS) -> None:
    """A square on its corner."""
    reach = 1.25 * radius
    page.polygons([[(x, y + reach), (x + reach, y), (x, y - reach), (x - reach, y)]], colour)


def bar(page: Page, left: float, right: float, y: float, colour: str, height: float) -> None:
    """A horizontal bar centred at `y`; an interval, or a length from zero."""
    half = height / 2
    page.polygons([[(left, y - half), (right, y - half), (right, y + half), (left, y + half)]], colour)


def whisker(page: Page, left: float, right: float, y: float, colour: str) -> None:
    """A thin interval with ends."""
    end = 0.035
    strokes = [[(left, y), (right, y)], *([(x, y - end), (x, y + end)] for x in (left, right))]
    page.lines(strokes, colour, style.AXIS_WIDTH)


def broken_end(page: Page, right: float, y: float, height: float) -> None:
    """Two white slits before the right end of a bar: it goes on beyond the axis."""
    half, lean = height / 2 + 0.02, 0.04
    for x in (right - 0.16, right - 0.08):
        page.lines([[(x - lean, y - half), (x + lean, y + half)]], style.WHITE, 1.8)
