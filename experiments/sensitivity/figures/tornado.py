"""The tornado: how far each factor moves a result from its lower to its upper end, the widest first."""

from __future__ import annotations

import pandas as pd

from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import (
    AXIS_HEIGHT,
    MARGIN,
    WIDTH,
    Axis,
    axis_over,
    beside,
    draw_axis,
    label,
    sheet,
)
from tandem.experiments.sensitivity.schema import SOBOL
from tandem.experiments.sensitivity.words import About, is_clear, told_share, told_value
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money_unit

_text = texts("sensitivity.tornado")

MOST_SHOWN = 12
_row, _label_width, _share_width = 0.56, 2.9, 1.15
_head, _bar, _room = 0.3, 0.2, 0.55


def draw_tornado(table: pd.DataFrame, about: About, title: str) -> Picture:
    """The factors that move a result most.

    Parameters
    ----------
    table : of `experiments.sensitivity.indices`, the most telling factor first
    about : what every output says
    title : the message
    """
    shown = table.head(MOST_SHOWN)
    lead = _text("lead", measure=about.label, middle=told_value(about, about.mean))
    how = _text("how_to_read_sobol") if about.method == SOBOL else _text("how_to_read_morris")
    heading = (title, lead, how)
    page, top, _ = sheet(_head + len(shown) * _row + AXIS_HEIGHT + 0.3, heading, about.caption)
    left = MARGIN + _label_width + _room
    width = WIDTH - left - _share_width - _room - MARGIN
    ends = [about.mean, *shown["low"], *shown["high"]]
    axis = axis_over([float(end) for end in ends], left, width, most=5)
    right = WIDTH - MARGIN
    beside(page, right, top - 0.14, _text("share"), style.CAPTION_SIZE, across="right", bold=True)
    top -= _head
    bottom = top - len(shown) * _row
    unit = money_unit(*axis.ticks) if about.currency else None
    scale, name = (1 / unit.size, unit.heading(about.currency)) if unit else (1.0, about.unit)
    draw_axis(page, axis, top, bottom, name=name, scale=scale)
    for place in range(len(shown)):
        _draw_row(page, axis, shown.iloc[place], top - (place + 0.5) * _row, about)
    middle = axis.x(about.mean)
    page.lines([[(middle, bottom), (middle, top)]], style.INK, style.AXIS_WIDTH)
    told = "; ".join(
        _text(
            "bar",
            factor=row["factor"],
            low=told_value(about, row["low"]),
            high=told_value(about, row["high"]),
            share=told_share(row),
        )
        for _, row in shown.iterrows()
    )
    heads = {
        "factor": _text("factor"),
        "low": _text("low"),
        "high": _text("high"),
        "index": _text("index"),
    }
    words = _text("chart", factors=len(shown), title=title, bars=told)
    return Picture("tornado", page, title, about.caption, words, shown.rename(columns=heads))


def _draw_row(page: Page, axis: Axis, row: pd.Series, y: float, about: About) -> None:
    words = [(str(row["factor"]), True, style.INK), (str(row["meaning"]), False, style.INK)]
    label(page, MARGIN, y, [part for part in words if part[0]], _label_width, style.CAPTION_SIZE, most=2)
    clear = is_clear(row)
    middle = axis.x(about.mean)
    for end, at, colour in (("low", "low_at", style.TEAL), ("high", "high_at", style.PLUM)):
        x = axis.x(float(row[end]))
        shown = colour if clear else style.tint(style.INK, 0.25)
        marks.bar(page, min(x, middle), max(x, middle), y, shown, _bar)
        outside = "left" if x >= middle and (x > middle or end == "high") else "right"
        gap = 0.06 if outside == "left" else -0.06
        beside(page, x + gap, y, str(row[at]), style.CAPTION_SIZE, across=outside)
    colour = style.INK if clear else style.REFERENCE
    beside(page, WIDTH - MARGIN, y, told_share(row), style.CAPTION_SIZE, across="right", colour=colour)
