"""Charts as SVG, from the content model alone: for the page in the browser and for paper.

Text stays text, so that it is found, read aloud and set in whatever typeface has its letters. Everything
that comes from a run is escaped.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import quoteattr

from tandem.experiments.documents.content import Chart
from tandem.experiments.documents.svg_marks import (
    SIZE,
    SMALL,
    WIDTH,
    axis_of_values,
    band,
    end_labels,
    grid_x,
    grid_y,
    known_value,
    legend,
    legend_lines,
    line_of,
    linear,
    month_marks,
    parts_of,
    rule,
    wide,
    words,
)
from tandem.experiments.documents.telling import Telling
from tandem.experiments.drawing.style import BLUE, INK, PALETTE, PLUM, REFERENCE, TEAL, tint

COLOURS = {"better": TEAL, "worse": PLUM, "untold": REFERENCE}
_font = "DejaVu Sans, Arial, sans-serif"


def drawn(chart: Chart, telling: Telling, width: float = WIDTH) -> str:
    """The chart as one `<svg>` element, with title and description for who does not see it."""
    body, height = _kinds[chart.kind](chart, telling, width)
    label = quoteattr(f"{chart.title}. {chart.alt_text}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-label={label} font-family="{_font}" font-size="{SIZE:g}">'
        f"{''.join(body)}</svg>"
    )


def _fan(chart: Chart, telling: Telling, width: float) -> tuple[list[str], float]:
    """Bands of 90 and 50 %, the median, and further lines with their names at the end."""
    series = {each.name: each.values for each in chart.series}
    names = list(series)
    bands, median, further = names[:5], names[2], names[5:]
    low, high, marks = axis_of_values([value for values in series.values() for value in values])
    height, left, top, bottom = 300.0, 56.0, 12.0, 34.0
    right = 20.0 + max((wide(name) for name in (median, *further)), default=0)
    right = min(right, 190.0)
    x = linear(0, max(len(chart.categories) - 1, 1), left, width - right)
    y = linear(low, high, height - bottom, top)
    body = list(grid_y(marks, y, left, width - right, telling))
    body += month_marks(chart.categories, x, height - bottom, telling)
    for (lower, upper), shade in (((0, 4), 0.20), ((1, 3), 0.48)):
        for first, last, lighter in parts_of(chart):
            fill = tint(BLUE, shade * (0.45 if lighter else 1))
            body.append(band(series[bands[lower]], series[bands[upper]], first, last, x, y, fill))
    body.append(line_of(series[median], x, y, BLUE, 2.4))
    if 0 < chart.split < len(chart.categories):
        place = x(chart.split - 0.5)
        body.append(rule(place, top, place, height - bottom, REFERENCE, dashed=True))
    ends = [(median, series[median], BLUE)]
    for place, name in enumerate(further):
        colour = PALETTE[3 + place % 2]
        body.append(line_of(series[name], x, y, colour, 2.0, dashed=True))
        ends.append((name, series[name], colour))
    body += end_labels(ends, x, y, len(chart.categories) - 1)
    return body, height


def _lines(chart: Chart, telling: Telling, width: float) -> tuple[list[str], float]:
    """Lines over months, each with its name at its end."""
    low, high, marks = axis_of_values([value for each in chart.series for value in each.values] + [0.0])
    height, left, top, bottom = 300.0, 64.0, 12.0, 34.0
    right = min(20.0 + max(wide(each.name) for each in chart.series), 230.0)
    x = linear(0, max(len(chart.categories) - 1, 1), left, width - right)
    y = linear(low, high, height - bottom, top)
    body = list(grid_y(marks, y, left, width - right, telling))
    body += month_marks(chart.categories, x, height - bottom, telling)
    body.append(rule(left, y(0), width - right, y(0), INK))
    ends = []
    for place, each in enumerate(chart.series):
        colour = PALETTE[place % len(PALETTE)]
        body.append(line_of(each.values, x, y, colour, 2.2, dashed=place > 2))
        ends.append((each.name, each.values, colour))
    body += end_labels(ends, x, y, len(chart.categories) - 1)
    return body, height


def _ranges(chart: Chart, telling: Telling, width: float) -> tuple[list[str], float]:
    """A dot and its range for each category, named to the left, told to the right."""
    lows, middles, highs = (each.values for each in chart.series[:3])
    low, high, marks = axis_of_values([*lows, *middles, *highs, 0.0])
    left, row = min(max(wide(name) for name in chart.categories) + 16, 250.0), 30.0
    top, bottom = 8.0, 30.0
    told = [telling.signed(value, chart.decimals) for value in middles]
    right = 24 + max(map(wide, told))
    height = top + bottom + row * len(chart.categories)
    x = linear(low, high, left, width - right)
    body = list(grid_x(marks, x, top, height - bottom, telling))
    body.append(rule(x(0), top, x(0), height - bottom, INK))
    for place, name in enumerate(chart.categories):
        level = top + row * (place + 0.5)
        colour = COLOURS[chart.standings[place] if chart.standings else "untold"]
        body.append(words(name, left - 10, level + 4.5, "end", room=left - 14))
        if lows[place] is None or middles[place] is None or highs[place] is None:
            continue
        body.append(
            rule(x(known_value(lows[place])), level, x(known_value(highs[place])), level, colour, wide=4)
        )
        body.append(
            f'<circle cx="{x(known_value(middles[place])):.1f}" cy="{level:.1f}" r="6" fill="{colour}"/>'
        )
        body.append(words(told[place], width - 4, level + 4.5, "end"))
    return body, height


def _bars(chart: Chart, telling: Telling, width: float) -> tuple[list[str], float]:
    """Bars side by side, each told at its end; the series are named above."""
    values = [value for each in chart.series for value in each.values]
    low, high, marks = axis_of_values([*values, 0.0])
    bar, gap = 17.0, 14.0
    left = min(max(wide(name) for name in chart.categories) + 16, 250.0)
    right = 70.0
    named = len(chart.series) > 1
    names = [each.name for each in chart.series]
    top = 14.0 + 20 * legend_lines(names, left, width) if named else 8.0
    bottom = 30.0
    row = bar * len(chart.series) + gap
    height = top + bottom + row * len(chart.categories)
    x = linear(low, high, left, width - right)
    body = list(legend(names, left, width)) if named else []
    body += grid_x(marks, x, top, height - bottom, telling)
    body.append(rule(x(0), top, x(0), height - bottom, INK))
    for place, name in enumerate(chart.categories):
        first = top + row * place + gap / 2
        body.append(words(name, left - 10, first + bar * len(chart.series) / 2 + 4.5, "end", room=left - 14))
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
            body.append(words(told, at + 5, level + bar - 5, "start", size=SMALL))
    return body, height


def _shares(chart: Chart, telling: Telling, width: float) -> tuple[list[str], float]:
    """Parts of a whole, a bar a category; a part of a tenth or more carries its share."""
    left = min(max(wide(name) for name in chart.categories) + 16, 260.0)
    row, bar = 30.0, 21.0
    named = list(legend([each.name for each in chart.series], 0.0, width))
    top = 12.0 + 20 * legend_lines([each.name for each in chart.series], 0.0, width)
    height = top + row * len(chart.categories) + 6
    x = linear(0, 1, left, width - 8)
    body = named
    for place, name in enumerate(chart.categories):
        level = top + row * place
        body.append(words(name, left - 10, level + 15, "end", room=left - 14))
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
                body.append(words(telling.share(value), middle, level + 15, "middle", ink=ink, size=SMALL))
            start += value
    return body, height


_kinds: dict[str, Callable[[Chart, Telling, float], tuple[list[str], float]]] = {
    "fan": _fan,
    "lines": _lines,
    "ranges": _ranges,
    "bars": _bars,
    "shares": _shares,
}
