"""How much the result hangs on how the survey's 88 % is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tandem.experiments.calibrate.account import COMPARED, SELECTION, Account, caption, tell_of
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.number_tables import quantile_columns
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
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import plain, with_range
from tandem.experiments.wording.provenance import reading_in_words
from tandem.experiments.wording.words import yes_or_no

_text = texts("calibrate.readings")

_shown = ("burnout_top", "burnout_rest", "burnout_ratio", SELECTION)
_row, _label_width, _between, _head = 0.74, 2.3, 0.55, 0.3
_left = MARGIN + _label_width + 0.2


def draw_readings(name: str, account: Account) -> Picture:
    """A row for each reading, a panel for each quantity."""
    rows = account["readings"]
    panels = [each for each in _shown if each in rows[0]]
    middles = [row[SELECTION]["p50"] for row in rows]
    title = _text("title", low=plain(min(middles), 2), high=plain(max(middles), 2))
    heading = (
        title,
        _text("how_to_read"),
        _text("whose_burnout"),
    )
    words = caption(
        name, account,
        _text("refits"),
    )  # fmt: skip
    page, top, _ = sheet(_head + len(rows) * _row + AXIS_HEIGHT, heading, words)
    width = (WIDTH - MARGIN - 0.15 - _left - _between * (len(panels) - 1)) / len(panels)
    for place, row in enumerate(rows):
        y = top - _head - (place + 0.5) * _row
        lines = [
            (row["reading"], row["fitted"], style.INK),
            (reading_in_words(row["reading"]), False, style.INK),
        ]
        label(page, MARGIN, y, lines, _label_width, style.CAPTION_SIZE, most=3)
    for column, quantity in enumerate(panels):
        left = _left + column * (width + _between)
        as_share = COMPARED[quantity]
        ends = [row[quantity][end] for row in rows for end in ("p5", "p95")]
        bounded = as_share or quantity == SELECTION
        axis = Axis((0.0, 0.5, 1.0), left, width) if bounded else axis_over([*ends, 1.0], left, width, most=3)
        beside(page, left + width / 2, top - _head / 2, _title(quantity), bold=True, across="center")
        draw_axis(page, axis, top - _head, top - _head - len(rows) * _row, "\u00a0%" if as_share else "",
                  scale=100.0 if as_share else 1.0)  # fmt: skip
        for place, row in enumerate(rows):
            y = top - _head - (place + 0.5) * _row
            colour = style.BLUE if row["fitted"] else style.PLUM
            middle = row[quantity]["p50"]
            marks.bar(page, axis.x(row[quantity]["p5"]), axis.x(row[quantity]["p95"]), y,
                      style.tint(colour, 0.4), 0.07)  # fmt: skip
            marks.dot(page, axis.x(middle), y, colour)
            beside(
                page,
                axis.x(middle),
                y + 0.17,
                tell_of(as_share)(middle),
                style.CAPTION_SIZE,
                bold=row["fitted"],
                across="center",
            )
    return Picture(
        "readings", page, title, words,
        _text("chart", readings=len(rows), title=title, each=' '.join(_told(row, panels) for row in rows)),
        _numbers(rows, panels),
    )  # fmt: skip


def _title(quantity: str) -> str:
    """What a quantity is called."""
    return _text(
        {
            SELECTION: "selection",
            "burnout_top": "burnout_top",
            "burnout_rest": "burnout_rest",
            "burnout_ratio": "burnout_ratio",
        }[quantity]
    )


def _unit_of(quantity: str) -> str:
    """In what a quantity is told."""
    if COMPARED[quantity]:
        return _text("share")
    return _text("correlation") if quantity == SELECTION else _text("ratio")


def _told(row: Mapping[str, Any], panels: Sequence[str]) -> str:
    """A reading in words."""
    each = ", ".join(
        _text("one", quantity=_title(name), range=with_range(row[name], tell_of(COMPARED[name])))
        for name in panels
    )
    return _text("reading_told", reading=row["reading"], each=each)


def _numbers(rows: Sequence[Mapping[str, Any]], panels: Sequence[str]) -> pd.DataFrame:
    """One row a reading and quantity; shares as they are, not in per cent."""
    return pd.DataFrame(
        {
            _text("reading"): row["reading"],
            _text("this_fit"): yes_or_no(row["fitted"]),
            _text("quantity"): _title(name),
            _text("unit"): _unit_of(name),
            **quantile_columns({key: row[name][key] for key in ("p5", "p50", "p95")}),
        }
        for row in rows
        for name in panels
    )
