"""Held-out facts: where the model lies in the evidence's own range, with the verdict and its reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tandem.experiments.calibrate.account import Account, caption, is_share, tell_of
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.number_tables import quantile_columns
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, Axis, beside, label, label_height, sheet
from tandem.experiments.drawing.typography import line_height
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import interval, with_range

_text = texts("calibrate.facts")

COLOURS = {"met": marks.MET, "near": marks.NEAR, "missed": marks.MISS}
_row, _label_width, _words_width = 0.74, 3.35, 2.1
_axis_left = MARGIN + _label_width + 0.15
_foot = 0.34


def draw_facts(name: str, account: Account) -> Picture:
    """One row a fact, all on the scale of the evidence's range."""
    rows = account["facts"]
    told = {verdict: sum(row["verdict"] == verdict for row in rows) for verdict in COLOURS}
    numbers = {"facts": _text("facts", count=len(rows)), "met": told["met"], "near": told["near"]}
    if told["missed"]:
        title = _text("title", missed=told["missed"], **numbers)
    else:
        title = _text("title_none_missed", **numbers)
    heading = (
        title,
        _text("how_to_read"),
        _text("scale"),
    )
    words = caption(
        name, account,
        _text("cohorts"),
    )  # fmt: skip
    tall = max(
        _row, *(label_height(_named(row), _label_width, style.CAPTION_SIZE, most=3) + 0.08 for row in rows)
    )
    page, top, _ = sheet(len(rows) * tall + _foot, heading, words)
    axis = Axis((-1.5, 2.5), _axis_left, WIDTH - _axis_left - _words_width - 2 * MARGIN)
    bottom = top - len(rows) * tall
    low, high = axis.x(0.0), axis.x(1.0)
    page.polygons([[(low, bottom), (high, bottom), (high, top), (low, top)]], style.tint(style.INK, 0.12))
    size = style.SMALL_LABEL_SIZE
    page.text(
        (low + high) / 2, bottom - 0.9 * line_height(size), _text("evidence_range"), size, across="center"
    )
    page.grid([(axis.left, y), (axis.left + axis.width, y)] for y in (top, bottom))
    for place, row in enumerate(rows):
        _draw_fact(page, axis, row, top - (place + 0.5) * tall)
    each = "; ".join(
        _text("one", fact=row["fact"], verdict=_verdict(row["verdict"]), model=_model(row)) for row in rows
    )
    return Picture(
        "facts", page, title, words,
        _text("chart", facts=_text("facts", count=len(rows)), title=title, each=each),
        pd.DataFrame(_numbers(row) for row in rows),
    )  # fmt: skip


def _numbers(row: Mapping[str, Any]) -> dict[str, object]:
    """A row of the table behind the figure, in the fact's own unit."""
    low, high = row["range"]
    return {
        _text("fact"): row["fact"],
        _text("unit"): row["unit"],
        _text("evidence"): row["observed"],
        _text("lower_end"): low,
        _text("upper_end"): high,
        **quantile_columns({key: row["model"][key] for key in ("p5", "p50", "p95")}, of=_text("model")),
        _text("verdict"): _verdict(row["verdict"]),
        _text("why"): row["why"],
    }


def _evidence(row: Mapping[str, Any]) -> str:
    """`evidence 3.00 (2.00 to 4.50)`."""
    tell, (low, high) = tell_of(is_share(row["unit"])), row["range"]
    return _text("evidence_told", value=tell(row["observed"]), range=interval(tell(low), tell(high)))


def _model(row: Mapping[str, Any]) -> str:
    """`model 1.64 (1.43 to 2.10)`."""
    return _text("model_told", value=with_range(row["model"], tell_of(is_share(row["unit"]))))


def _draw_fact(page: Page, axis: Axis, row: Mapping[str, Any], y: float) -> None:
    colour = COLOURS[row["verdict"]]
    label(page, MARGIN, y, _named(row), _label_width, style.CAPTION_SIZE, most=3)
    model = row["model"]
    at = {key: _place(row, model[key]) for key in ("p5", "p50", "p95")}
    if None not in at.values():
        _draw_model(page, axis, {key: float(value or 0.0) for key, value in at.items()}, y - 0.1, colour)
    marks.diamond(page, axis.x(_place(row, row["observed"]) or 0.0), y + 0.1, style.INK)
    x = axis.left + axis.width + 0.15
    beside(page, x, y + 0.19, _verdict(row["verdict"]), bold=True,
           colour=marks.MISS if row["verdict"] == "missed" else style.INK)  # fmt: skip
    size = style.CAPTION_SIZE
    beside(page, x, y + 0.02, _evidence(row), size)
    beside(page, x, y - 0.14, _model(row), size)


def _named(row: Mapping[str, Any]) -> list[tuple[str, bool, str]]:
    """The fact, and why it is not met."""
    why = [(row["why"], False, style.INK)] if row["why"] else []
    return [(row["fact"], True, style.INK), *why]


def _verdict(verdict: str) -> str:
    return _text({"met": "met", "near": "nearly_met", "missed": "missed"}[verdict])


def _place(row: Mapping[str, Any], value: float | None) -> float | None:
    """A value on the scale on which the evidence's range is 0 to 1."""
    low, high = row["range"]
    return None if value is None else (value - low) / (high - low)


def _draw_model(page: Page, axis: Axis, at: Mapping[str, float], y: float, colour: str) -> None:
    marks.bar(page, axis.x(at["p5"]), axis.x(at["p95"]), y, style.tint(colour, 0.5), 0.06)
    marks.dot(page, axis.x(at["p50"]), y, colour)
    for value, sign in ((at["p5"], -1), (at["p95"], 1)):
        if not axis.holds(value):
            end = axis.x(value)
            tip = [(end + sign * 0.1, y), (end, y + 0.06), (end, y - 0.06)]
            page.polygons([tip], style.tint(colour, 0.5))
