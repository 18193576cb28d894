"""The back-cast in three panels: AI use, burnout and quits, the model's months against what was recorded."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from tandem.calibration.checks.backcast import MARKET, MODEL, PER_MONTH, RECORD, TOP, WITHOUT_AI
from tandem.experiments.calibrate.account import Account, caption
from tandem.experiments.calibrate.backcast import (
    PANELS,
    frame_of,
    how_to_read,
    notes,
    panel_title,
    title,
    told,
    use_in_words,
    verdict_in_words,
)
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.panel import Panel, ValueAxis, draw_month_axis, draw_value_axis
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.scales import spread, value_ticks
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, beside, sheet
from tandem.experiments.drawing.typography import line_height, wrap
from tandem.experiments.wording.catalogue import texts
from tandem.model.calendar import month_index

_text = texts("calibrate.backcast_figure")

_size = style.SMALL_LABEL_SIZE
_line = line_height(_size)
_left, _width, _height = MARGIN + 0.5, 3.65, 1.5  # of a panel, inches
_names = _left + _width + 0.12  # where the lines are named
_list = _names + 1.36  # where the records are listed
_head, _foot, _between = 0.38, 0.30, 0.16
_swatch = 0.16
_aside = 0.15  # between marks of one month
# Colours of what is followed
_colours = {"ai_users": style.BLUE, "burned_out": style.BLUE, "very_often": style.TEAL, "quits": style.BLUE}


def draw_back_cast(name: str, account: Account) -> Picture:
    """Three panels one below the other, the records listed beside each with the model's number."""
    frame = frame_of(account)
    heading = (title(frame), how_to_read(), notes(frame)[0])
    words = caption(name, account, *notes(frame)[1:])
    rooms = {panel: _room(frame, panel) for panel in PANELS}
    page, top, _ = sheet(sum(rooms.values()), heading, words)
    for colour in dict.fromkeys(_colours.values()):  # every panel's bands lie below every panel's marks
        page.polygons([], style.tint(colour, style.WIDE_BAND))
    for panel, room in rooms.items():
        _draw_panel(page, frame, panel, top)
        top -= room
    each = "; ".join(_text("one", panel=panel_title(frame, panel)) for panel in PANELS)
    alternative = _text("chart", title=title(frame), each=each)
    return Picture("backcast", page, title(frame), words, alternative, _numbers(frame))


def _room(frame: pd.DataFrame, panel: str) -> float:
    """Inches that a panel takes with the list beside it."""
    lines = sum(len(lines) for _, lines in _listed(frame, panel))
    return _head + max(_height + _foot, lines * _line + 0.05) + _between


def _draw_panel(page: Page, frame: pd.DataFrame, panel: str, top: float) -> None:
    shown = frame[frame["quantity"].isin(PANELS[panel])]
    beside(page, MARGIN, top - 0.13, panel_title(frame, panel), style.PANEL_TITLE_SIZE, bold=True)
    months = [
        month_index(label, "month") for label in (shown["first_month"].min(), shown["last_month"].max())
    ]
    highest = np.nanmax(shown.loc[shown["series"] != "AI's part", ["value", "high"]].to_numpy(float))
    monthly = shown["unit"].iloc[0] == PER_MONTH
    axis = ValueAxis(tuple(value_ticks(0.0, float(highest) if monthly else 1.0, 4)))
    place = Panel(_left, top - _head - _height, _width, _height, months[0], months[1] + 1, axis)
    _draw_axes(page, place, monthly)
    names: list[tuple[float, str, str, bool]] = []
    for quantity in PANELS[panel]:
        if quantity == TOP:
            _draw_top(page, place, shown[(shown["quantity"] == TOP) & (shown["series"] == MODEL)])
        else:
            names += _draw_quantity(page, place, shown[shown["quantity"] == quantity], quantity)
    _draw_names(page, place, names)
    _draw_records(page, place, shown[shown["series"] == RECORD])
    _draw_list(page, frame, panel, top - _head)


def _draw_axes(page: Page, place: Panel, monthly: bool) -> None:
    if monthly:
        draw_value_axis(page, place, "\u00a0%", _size)
    else:
        in_per_cent = ValueAxis(tuple(100 * tick for tick in place.values.ticks))
        as_shares = Panel(
            place.left, place.bottom, place.width, place.height, place.begin, place.end, in_per_cent
        )
        draw_value_axis(page, as_shares, "\u00a0%", _size)
    draw_month_axis(page, place, _size)


def _draw_quantity(
    page: Page, place: Panel, rows: pd.DataFrame, quantity: str
) -> list[tuple[float, str, str, bool]]:
    """Band and lines of a quantity; returns height, name, colour and dashes of each line."""
    colour, names = _colours[quantity], []
    model = rows[rows["series"] == MODEL]
    x = place.x(_middles(model))
    low, high = place.y(model["low"].to_numpy(float)), place.y(model["high"].to_numpy(float))
    page.polygons(
        [np.column_stack([np.concatenate([x, x[::-1]]), np.concatenate([low, high[::-1]])])],
        style.tint(colour, style.WIDE_BAND),
    )
    lines = [(MODEL, colour, style.MEDIAN_WIDTH, False)]
    if quantity != "ai_users" and quantity != "very_often":
        lines.append((WITHOUT_AI, style.ORANGE, style.REFERENCE_WIDTH, True))
    lines.append((MARKET, style.INK, style.REFERENCE_WIDTH, False))
    for series, line_colour, width, dashed in lines:
        drawn = rows[rows["series"] == series]
        if drawn.empty:
            continue
        y = place.y(drawn["value"].to_numpy(float))
        page.lines([np.column_stack([place.x(_middles(drawn)), y])], line_colour, width, dashed)
        names.append((float(y[-1]), _name_of(series, quantity), line_colour, dashed))
    return names


def _name_of(series: str, quantity: str) -> str:
    """What a line is called."""
    if series == MODEL:
        return _text({"ai_users": "model", "burned_out": "burned_out", "very_often": "very_often",
                      "quits": "model"}[quantity])  # fmt: skip
    return _text("without_ai") if series == WITHOUT_AI else _text("economy")


def _draw_top(page: Page, place: Panel, rows: pd.DataFrame) -> None:
    """The model's interval for the quarter with most gain, in the survey's month."""
    for _, row in rows.iterrows():
        x = float(place.x(month_index(row["first_month"], "month") + 0.5))
        low, middle, high = (float(place.y(row[key])) for key in ("low", "value", "high"))
        half = 0.03
        page.polygons(
            [[(x - half, low), (x + half, low), (x + half, high), (x - half, high)]],
            style.tint(style.PLUM, 0.5),
        )
        marks.dot(page, x, middle, style.PLUM)
        beside(page, x + 0.09, middle, _text("top"), _size)


def _draw_names(page: Page, place: Panel, names: list[tuple[float, str, str, bool]]) -> None:
    """Each line's name beside its end, with a stroke of its colour."""
    ordered = sorted(names)
    heights = spread([height for height, *_ in ordered], _line, place.bottom + 0.06, place.top)
    for y, (_, name, colour, dashed) in zip(heights, ordered, strict=True):
        page.lines([[(_names, y), (_names + _swatch, y)]], colour, style.MEDIAN_WIDTH, dashed)
        beside(page, _names + _swatch + 0.05, y, name, _size)


def _draw_records(page: Page, place: Panel, rows: pd.DataFrame) -> None:
    """Diamonds, full where those asked do knowledge work, with the source's interval and months."""
    at_one_time = rows.groupby(["first_month", "last_month"], sort=False)
    for (_, row), number, many in zip(
        rows.iterrows(), at_one_time.cumcount(), at_one_time["value"].transform("size"), strict=True
    ):
        first, last = (month_index(row[key], "month") for key in ("first_month", "last_month"))
        begin, x, end = (float(place.x(month)) for month in (first, (first + last + 1) / 2, last + 1))
        if first == last:
            x += _aside * (number - (many - 1) / 2)
        y = float(place.y(row["value"]))
        strokes = [[(begin, y), (end, y)]] if last > first else []
        if math.isfinite(row["low"]):
            strokes.append([(x, float(place.y(row["low"]))), (x, float(place.y(row["high"])))])
        if strokes:
            page.lines(strokes, style.INK, style.AXIS_WIDTH)
        _mark(page, x, y, bool(row["alike"]))
        if row["alike"] and (many == 1 or first < last):
            before = min(begin if strokes else x, x - 0.07) - 0.04  # left of mark and stroke
            beside(page, before, y, told(row)[0], _size, bold=True, across="right")


def _mark(page: Page, x: float, y: float, alike: bool) -> None:
    marks.diamond(page, x, y, style.INK)
    if not alike:
        marks.diamond(page, x, y, style.WHITE, 0.6 * marks.RADIUS)


def _listed(frame: pd.DataFrame, panel: str) -> list[tuple[bool, list[tuple[str, bool]]]]:
    """The records of a panel: whether of people like the model's, and lines of text with their weight."""
    records = frame[(frame["series"] == RECORD) & frame["quantity"].isin(PANELS[panel])]
    width = WIDTH - MARGIN - _list - 0.16
    entries = []
    for _, row in records.iterrows():
        record, model = told(row)
        first = _text("against", record=record, model=model)
        lines = [(line, True) for line in wrap(first, width, _size, bold=True)]
        lines += [(line, False) for line in wrap(row["label"], width, _size)]
        entries.append((bool(row["alike"]), lines))
    return entries


def _draw_list(page: Page, frame: pd.DataFrame, panel: str, top: float) -> None:
    """The records beside a panel."""
    for alike, lines in _listed(frame, panel):
        _mark(page, _list, top - 0.5 * _line, alike)
        for text, bold in lines:
            beside(page, _list + 0.16, top - 0.5 * _line, text, _size, bold=bold)
            top -= _line


def _middles(rows: pd.DataFrame) -> Any:
    """Middles of the months, since November 2022."""
    return np.array([month_index(label, "month") + 0.5 for label in rows["first_month"]])


def _numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """The table behind the figure, which is also `backcast.csv`."""
    records = frame["series"] == RECORD
    blank: Mapping[str, Any] = {"label": "", "asked": "", "evidence": "", "use": ""}
    shown = frame.fillna(dict(blank))
    return pd.DataFrame(
        {
            _text("quantity"): shown["quantity"],
            _text("series"): shown["series"],
            _text("first_month"): shown["first_month"],
            _text("last_month"): shown["last_month"],
            _text("unit"): shown["unit"],
            _text("value"): shown["value"],
            _text("low"): shown["low"],
            _text("high"): shown["high"],
            _text("model_value"): shown["model"],
            _text("model_low"): shown["model_low"],
            _text("model_high"): shown["model_high"],
            _text("verdict"): [
                verdict_in_words(row) if known else ""
                for known, (_, row) in zip(records, frame.iterrows(), strict=True)
            ],
            _text("record"): shown["label"],
            _text("asked"): shown["asked"],
            _text("evidence"): shown["evidence"],
            _text("use"): [
                use_in_words(use) if known else "" for known, use in zip(records, shown["use"], strict=True)
            ],
        }
    )
