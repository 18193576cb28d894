"""Charts as SVG, from the content model alone: for the page in the browser and for paper.

Text stays text, so that it is found, read aloud and set in whatever typeface has its letters. Everything that comes
from a run is escaped.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from tandem.experiments.documents.content import Chart
from tandem.experiments.documents.scale import ticks
from tandem.experiments.documents.telling import Telling
from tandem.experiments.drawing.style import BLUE, GRID, INK, PALETTE, PLUM, REFERENCE, TEAL, tint

WIDTH = 720.0
COLOURS = {"better": TEAL, "worse": PLUM, "untold": REFERENCE}
_size, _small = 13.0, 12.0
_letter = 0.56  # mean width of a letter ÷ type size
_font = "DejaVu Sans, Arial, sans-serif"


def drawn(chart: Chart, telling: Telling, width: float = WIDTH) -> str:
    """The chart as one `<svg>` element, with title and description for who does not see it."""
    body, height = _kinds[chart.kind](chart, telling, width)
    label = quoteattr(f"{chart.title}. {chart.alt_text}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-label={label} font-family="{_font}" font-size="{_size:g}">'
        f"{''.join(body)}</svg>"
    )


def _fan(chart: Chart, telling: Telling, width: float) -> tuple[list[str], float]:
    """Bands of 90 and 50 %, the median, and further lines with their names at the end."""
    series = {each.name: each.values for each in chart.series}
    names = list(series)
    bands, median, further = names[:5], names[2], names[5:]
    low, high, marks = _axis([value for values in series.values() for value in values])
    height, left, top, bottom = 300.0, 56.0, 12.0, 34.0
    right = 20.0 + max((_wide(name) for name in (median, *further)), default=0)
    right = min(right, 190.0)
    x = _linear(0, max(len(chart.categories) - 1, 1), left, width - right)
    y = _linear(low, high, height - bottom, top)
    body = list(_grid_y(marks, y, left, width - right, telling))
    body += _months(chart.categories, x, height - bottom, telling)
    for (lower, upper), shade in (((0, 4), 0.20), ((1, 3), 0.48)):
        for first, last, lighter in _parts(chart):
            fill = tint(BLUE, shade * (0.45 if lighter else 1))
            body.append(_band(series[bands[lower]], series[bands[upper]], first, last, x, y, fill))
    body.append(_line(series[median], x, y, BLUE, 2.4))
    if 0 < chart.split < len(chart.categories):
        place = x(chart.split - 0.5)
        body.append(_rule(place, top, place, height - bottom, REFERENCE, dashed=True))
    ends = [(median, series[median], BLUE)]
    for place, name in enumerate(further):
        colour = PALETTE[3 + place % 2]
        body.append(_line(series[name], x, y, colour, 2.0, dashed=True))
        ends.append((name, series[name], colour))
    body += _end_labels(ends, x, y, len(chart.categories) - 1)
    return body, height


def _lines(chart: Chart, telling: Telling, width: float) -> tuple[list[str], float]:
    """Lines over months, each with its name at its end."""
    low, high, marks = _axis([value for each in chart.series for value in each.values] + [0.0])
    height, left, top, bottom = 300.0, 64.0, 12.0, 34.0
    right = min(20.0 + max(_wide(each.name) for each in chart.series), 230.0)
    x = _linear(0, max(len(chart.categories) - 1, 1), left, width - right)
    y = _linear(low, high, height - bottom, top)
    body = list(_grid_y(marks, y, left, width - right, telling))
    body += _months(chart.categories, x, height - bottom, telling)
    body.append(_rule(left, y(0), width - right, y(0), INK))
    ends = []
    for place, each in enumerate(chart.series):
        colour = PALETTE[place % len(PALETTE)]
        body.append(_line(each.values, x, y, colour, 2.2, dashed=place > 2))
        ends.append((each.name, each.values, colour))
    body += _end_labels(ends, x, y, len(chart.categories) - 1)
    return body, height


def _ranges(chart: Chart, telling: Telling, width: float) -> tuple[list[str], float]:
    """A dot and its range for each category, named to the left, told to the right."""
    lows, middles, highs = (each.values for each in chart.series[:3])
    low, high, marks = _axis([*lows, *middles, *highs, 0.0])
    left, row = min(max(_wide(name) for name in chart.categories) + 16, 250.0), 30.0
    top, bottom = 8.0, 30.0
    told = [telling.signed(value, chart.decimals) for value in middles]
    right = 24 + max(map(_wide, told))
    height = top + bottom + row * len(chart.categories)
    x = _linear(low, high, left, width - right)
    body = list(_grid_x(marks, x, top, height - bottom, telling))
    body.append(_rule(x(0), top, x(0), height - bottom, INK))
    for place, name in enumerate(chart.categories):
        level = top + row * (place + 0.5)
        colour = COLOURS[chart.standings[place] if chart.standings else "untold"]
        body.append(_words(name, left - 10, level + 4.5, "end", room=left - 14))
        if lows[place] is None or middles[place] is None or highs[place] is None:
            continue
        body.append(_rule(x(_known(lows[place])), level, x(_known(highs[place])), level, colour, wide=4))
        body.append(f'<circle cx="{x(_known(middles[place])):.1f}" cy="{level:.1f}" r="6" fill="{colour}"/>')
        body.append(_words(told[place], width - 4, level + 4.5, "end"))
    return body, height


def _bars(chart: Chart, telling: Telling, width: float) -> tuple[list[str], float]:
    """Bars side by side, each told at its end; the series are named above."""
    values = [value for each in chart.series for value in each.values]
    low, high, marks = _axis([*values, 0.0])
    bar, gap = 17.0, 14.0
    left = min(max(_wide(name) for name in chart.categories) + 16, 250.0)
    right = 70.0
    named = len(chart.series) > 1
    top, bottom = (34.0 if named else 8.0), 30.0
    row = bar * len(chart.series) + gap
    height = top + bottom + row * len(chart.categories)
    x = _linear(low, high, left, width - right)
    body = list(_legend([each.name for each in chart.series], left)) if named else []
    body += _grid_x(marks, x, top, height - bottom, telling)
    body.append(_rule(x(0), top, x(0), height - bottom, INK))
    for place, name in enumerate(chart.categories):
        first = top + row * place + gap / 2
        body.append(_words(name, left - 10, first + bar * len(chart.series) / 2 + 4.5, "end", room=left - 14))
        for number, each in enumerate(chart.series):
            value = each.values[place]
            if value is None:
                continue
            level = first + bar * number
            ends = sorted((x(0), x(value)))
            body.append(
                f'<rect x="{ends[0]:.1f}" y="{level:.1f}" width="{ends[1] - ends[0]:.1f}" '
                f'height="{bar - 3:g}" fill="{PALETTE[number % len(PALETTE)]}"/>'
            )
            told, at = telling.number(value, chart.decimals), (ends[1] if value >= 0 else x(0))
            body.append(_words(told, at + 5, level + bar - 5, "start", size=_small))
    return body, height


def _shares(chart: Chart, telling: Telling, width: float) -> tuple[list[str], float]:
    """Parts of a whole, a bar a category; a part of a tenth or more carries its share."""
    left = min(max(_wide(name) for name in chart.categories) + 16, 260.0)
    row, bar = 30.0, 21.0
    legend = list(_legend([each.name for each in chart.series], 0.0, width))
    top = 12.0 + 20 * _legend_lines([each.name for each in chart.series], 0.0, width)
    height = top + row * len(chart.categories) + 6
    x = _linear(0, 1, left, width - 8)
    body = legend
    for place, name in enumerate(chart.categories):
        level = top + row * place
        body.append(_words(name, left - 10, level + 15, "end", room=left - 14))
        start = 0.0
        for number, each in enumerate(chart.series):
            value = each.values[place] or 0.0
            colour = PALETTE[number % len(PALETTE)]
            body.append(
                f'<rect x="{x(start):.1f}" y="{level:.1f}" width="{x(start + value) - x(start):.1f}" '
                f'height="{bar:g}" fill="{colour}" stroke="#FFFFFF"/>'
            )
            if value >= 0.1:
                ink = "#FFFFFF" if colour in (BLUE, PLUM, INK) else "#000000"
                middle = (x(start) + x(start + value)) / 2
                body.append(_words(telling.share(value), middle, level + 15, "middle", ink=ink, size=_small))
            start += value
    return body, height


_kinds: dict[str, Callable[[Chart, Telling, float], tuple[list[str], float]]] = {
    "fan": _fan,
    "lines": _lines,
    "ranges": _ranges,
    "bars": _bars,
    "shares": _shares,
}


def _axis(values: Sequence[float | None]) -> tuple[float, float, list[float]]:
    """Ends of an axis that holds the values, and its marks."""
    known = [value for value in values if value is not None and math.isfinite(value)] or [0.0, 1.0]
    marks = ticks(min(known), max(known))
    return marks[0], marks[-1], marks


def _linear(low: float, high: float, first: float, last: float) -> Callable[[float], float]:
    span = (high - low) or 1.0
    return lambda value: first + (value - low) / span * (last - first)


def _parts(chart: Chart) -> list[tuple[int, int, bool]]:
    """First and last place of the past (lighter) and of the projection."""
    last = len(chart.categories) - 1
    if not 0 < chart.split <= last:
        return [(0, last, False)]
    return [(0, chart.split, True), (chart.split, last, False)]


def _band(
    low: Sequence[float | None],
    high: Sequence[float | None],
    first: int,
    last: int,
    x: Callable[[float], float],
    y: Callable[[float], float],
    fill: str,
) -> str:
    places = [each for each in range(first, last + 1) if low[each] is not None and high[each] is not None]
    if len(places) < 2:
        return ""
    way = [f"{x(each):.1f},{y(_known(high[each])):.1f}" for each in places]
    way += [f"{x(each):.1f},{y(_known(low[each])):.1f}" for each in reversed(places)]
    return f'<polygon points="{" ".join(way)}" fill="{fill}"/>'


def _line(
    values: Sequence[float | None],
    x: Callable[[float], float],
    y: Callable[[float], float],
    colour: str,
    wide: float,
    dashed: bool = False,
) -> str:
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) == 1:
        return f'<circle cx="{x(known[0][0]):.1f}" cy="{y(known[0][1]):.1f}" r="5" fill="{colour}"/>'
    way = " ".join(f"{x(place):.1f},{y(value):.1f}" for place, value in known)
    dash = ' stroke-dasharray="6 4"' if dashed else ""
    return f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="{wide:g}"{dash}/>'


def _end_labels(
    ends: Sequence[tuple[str, Sequence[float | None], str]],
    x: Callable[[float], float],
    y: Callable[[float], float],
    last: int,
) -> Iterator[str]:
    """Names at the ends of lines, moved apart where they would lie on each other."""
    wanted = []
    for name, values, colour in ends:
        known = [value for value in values if value is not None]
        if known:
            wanted.append([y(known[-1]), name, colour])
    wanted.sort(key=lambda each: float(each[0]))
    for before, after in zip(wanted, wanted[1:], strict=False):
        after[0] = max(float(after[0]), float(before[0]) + 16)
    for level, name, colour in wanted:
        yield _words(
            str(name), x(last) + 10, float(level) + 4, "start", ink=_text_colour(str(colour)), room=210
        )


def _text_colour(colour: str) -> str:
    """A darker shade where the colour itself is too light for text."""
    return {"#F46A25": "#B04008", "#28A197": "#17716A", "#A285D1": "#6B4FA0"}.get(colour, colour)


def _grid_y(
    marks: Sequence[float], y: Callable[[float], float], left: float, right: float, telling: Telling
) -> Iterator[str]:
    for mark in marks:
        yield _rule(left, y(mark), right, y(mark), GRID)
        yield _words(telling.number(mark, _decimals(marks)), left - 8, y(mark) + 4.5, "end", size=_small)


def _grid_x(
    marks: Sequence[float], x: Callable[[float], float], top: float, bottom: float, telling: Telling
) -> Iterator[str]:
    for mark in marks:
        yield _rule(x(mark), top, x(mark), bottom, GRID)
        yield _words(telling.number(mark, _decimals(marks)), x(mark), bottom + 18, "middle", size=_small)


def _decimals(marks: Sequence[float]) -> int:
    """As many decimals as every mark needs."""
    return next(each for each in range(9) if all(abs(round(mark, each) - mark) < 1e-9 for mark in marks))


def _months(
    labels: Sequence[str], x: Callable[[float], float], bottom: float, telling: Telling
) -> Iterator[str]:
    """A mark in each January, or in the first month where there is none."""
    places = [place for place, label in enumerate(labels) if label[5:7] == "01"] or [0]
    step = 1 + len(places) // 9
    for place in places[::step]:
        yield _rule(x(place), bottom, x(place), bottom + 4, INK)
        yield _words(telling.month(labels[place]), x(place), bottom + 20, "middle", size=_small)


def _legend(names: Sequence[str], left: float, width: float = WIDTH) -> Iterator[str]:
    place, level = left, 14.0
    for number, name in enumerate(names):
        needed = _wide(name) + 40
        if place + needed > width and place > left:
            place, level = left, level + 20
        yield (
            f'<rect x="{place:.1f}" y="{level - 10:.1f}" width="12" height="12" '
            f'fill="{PALETTE[number % len(PALETTE)]}"/>'
        )
        yield _words(name, place + 18, level, "start", room=width - place - 20)
        place += needed


def _legend_lines(names: Sequence[str], left: float, width: float) -> int:
    place, lines = left, 1
    for name in names:
        needed = _wide(name) + 40
        if place + needed > width and place > left:
            place, lines = left, lines + 1
        place += needed
    return lines


def _rule(
    x1: float, y1: float, x2: float, y2: float, colour: str, wide: float = 1, dashed: bool = False
) -> str:
    dash = ' stroke-dasharray="3 3"' if dashed else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{wide:g}"{dash}/>'
    )


def _words(
    text: str, x: float, y: float, anchor: str, ink: str = INK, size: float = _size, room: float = math.inf
) -> str:
    shown = text
    if _wide(text) > room:
        shown = text[: max(int(room / (_letter * _size)) - 1, 1)].rstrip() + "…"
    grown = f' font-size="{size:g}"' if size != _size else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{ink}"{grown}>{escape(shown)}</text>'


def _wide(text: str) -> float:
    """About how wide a text is; letters of East Asia count twice."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text) * _letter * _size


def _known(value: float | None) -> float:
    if value is None:
        raise ValueError("no value")
    return value
