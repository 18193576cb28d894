"""The marks that charts in SVG are made of: axes, bands, lines, bars' legends and words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import escape

from tandem.experiments.documents.content import Chart
from tandem.experiments.documents.scale import ticks
from tandem.experiments.documents.telling import Telling
from tandem.experiments.drawing.style import GRID, INK, PALETTE

WIDTH = 720.0  # units of a picture, unless it is drawn smaller
SIZE, SMALL = 13.0, 12.0  # of letters
_line_height = 16.0  # from one name to the next
_letter = 0.56  # mean width of a letter ÷ type size


def axis_of_values(values: Sequence[float | None]) -> tuple[float, float, list[float]]:
    """Ends of an axis that holds the values, and its marks."""
    known = [value for value in values if value is not None and math.isfinite(value)] or [0.0, 1.0]
    marks = ticks(min(known), max(known))
    return marks[0], marks[-1], marks


def linear(low: float, high: float, first: float, last: float) -> Callable[[float], float]:
    """From a value to its place on the page."""
    span = (high - low) or 1.0
    return lambda value: first + (value - low) / span * (last - first)


def parts_of(chart: Chart) -> list[tuple[int, int, bool]]:
    """First and last place of the past (lighter) and of the projection."""
    last = len(chart.categories) - 1
    if not 0 < chart.split <= last:
        return [(0, last, False)]
    return [(0, chart.split, True), (chart.split, last, False)]


def band(
    low: Sequence[float | None],
    high: Sequence[float | None],
    first: int,
    last: int,
    x: Callable[[float], float],
    y: Callable[[float], float],
    fill: str,
) -> str:
    """An area between two lines."""
    places = [each for each in range(first, last + 1) if low[each] is not None and high[each] is not None]
    if len(places) < 2:
        return ""
    way = [f"{x(each):.1f},{y(known_value(high[each])):.1f}" for each in places]
    way += [f"{x(each):.1f},{y(known_value(low[each])):.1f}" for each in reversed(places)]
    return f'<polygon points="{" ".join(way)}" fill="{fill}"/>'


def line_of(
    values: Sequence[float | None],
    x: Callable[[float], float],
    y: Callable[[float], float],
    colour: str,
    wide: float,
    dashed: bool = False,
) -> str:
    """A line; a single point is a dot."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) == 1:
        return f'<circle cx="{x(known[0][0]):.1f}" cy="{y(known[0][1]):.1f}" r="5" fill="{colour}"/>'
    way = " ".join(f"{x(place):.1f},{y(value):.1f}" for place, value in known)
    dash = ' stroke-dasharray="6 4"' if dashed else ""
    return f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="{wide:g}"{dash}/>'


def end_labels(
    ends: Sequence[tuple[str, Sequence[float | None], str]],
    x: Callable[[float], float],
    y: Callable[[float], float],
    last: int,
) -> Iterator[str]:
    """Names at the ends of lines, moved apart where they would lie on each other."""
    wanted: list[tuple[float, str, str]] = []
    for name, values, colour in ends:
        known = [value for value in values if value is not None]
        if known:
            wanted.append((y(known[-1]), name, colour))
    lowest = -math.inf
    for level, name, colour in sorted(wanted):
        lowest = max(level, lowest + _line_height)
        yield words(name, x(last) + 10, lowest + 4, "start", ink=text_colour(colour), room=210)


def text_colour(colour: str) -> str:
    """A darker shade where the colour itself is too light for text."""
    return {"#F46A25": "#B04008", "#28A197": "#17716A", "#A285D1": "#6B4FA0"}.get(colour, colour)


def grid_y(
    marks: Sequence[float], y: Callable[[float], float], left: float, right: float, telling: Telling
) -> Iterator[str]:
    """Lines across, each with its number to the left."""
    for mark in marks:
        yield rule(left, y(mark), right, y(mark), GRID)
        yield words(telling.number(mark, decimals_of(marks)), left - 8, y(mark) + 4.5, "end", size=SMALL)


def grid_x(
    marks: Sequence[float], x: Callable[[float], float], top: float, bottom: float, telling: Telling
) -> Iterator[str]:
    """Lines down, each with its number below."""
    for mark in marks:
        yield rule(x(mark), top, x(mark), bottom, GRID)
        yield words(telling.number(mark, decimals_of(marks)), x(mark), bottom + 18, "middle", size=SMALL)


def decimals_of(marks: Sequence[float]) -> int:
    """As many decimals as every mark needs."""
    return next(each for each in range(9) if all(abs(round(mark, each) - mark) < 1e-9 for mark in marks))


def month_marks(
    labels: Sequence[str], x: Callable[[float], float], bottom: float, telling: Telling
) -> Iterator[str]:
    """A mark in each January, or in the first month where there is none."""
    places = [place for place, label in enumerate(labels) if label[5:7] == "01"] or [0]
    step = 1 + len(places) // 9
    for place in places[::step]:
        yield rule(x(place), bottom, x(place), bottom + 4, INK)
        yield words(telling.month(labels[place]), x(place), bottom + 20, "middle", size=SMALL)


def legend(names: Sequence[str], left: float, width: float) -> Iterator[str]:
    """Names with a square of their colour, in as many lines as needed."""
    place, level = left, 14.0
    for number, name in enumerate(names):
        needed = wide(name) + 40
        if place + needed > width and place > left:
            place, level = left, level + 20
        yield (
            f'<rect x="{place:.1f}" y="{level - 10:.1f}" width="12" height="12" '
            f'fill="{PALETTE[number % len(PALETTE)]}"/>'
        )
        yield words(name, place + 18, level, "start", room=width - place - 20)
        place += needed


def legend_lines(names: Sequence[str], left: float, width: float) -> int:
    """How many lines a legend needs."""
    place, lines = left, 1
    for name in names:
        needed = wide(name) + 40
        if place + needed > width and place > left:
            place, lines = left, lines + 1
        place += needed
    return lines


def rule(
    x1: float, y1: float, x2: float, y2: float, colour: str, wide: float = 1, dashed: bool = False
) -> str:
    """A straight line."""
    dash = ' stroke-dasharray="3 3"' if dashed else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{wide:g}"{dash}/>'
    )


def words(
    text: str, x: float, y: float, anchor: str, ink: str = INK, size: float = SIZE, room: float = math.inf
) -> str:
    """A text, cut where it is wider than its room."""
    shown = text
    if wide(text) > room:
        shown = text[: max(int(room / (_letter * SIZE)) - 1, 1)].rstrip() + "…"
    grown = f' font-size="{size:g}"' if size != SIZE else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{ink}"{grown}>{escape(shown)}</text>'


def wide(text: str) -> float:
    """About how wide a text is; letters of East Asia count twice."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text) * _letter * SIZE


def known_value(value: float | None) -> float:
    """A value that is there."""
    if value is None:
        raise ValueError("no value")
    return value
