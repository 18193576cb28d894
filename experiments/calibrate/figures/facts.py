"""The scoreboard of held-out facts: missed first, then met, then signs, which do not count."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tandem.calibration.checks.held_out.scoreboard import MET, MISSED, ORDER, SIGN_ONLY
from tandem.calibration.checks.held_out.verdict import on_scale
from tandem.experiments.calibrate.account import Account, caption
from tandem.experiments.calibrate.scoreboard import (
    counts,
    found_in_words,
    model_in_words,
    tell_of_fact,
    verdict_in_words,
)
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.number_tables import quantile_columns
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, Axis, beside, label, label_height, sheet
from tandem.experiments.drawing.typography import line_height
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import share

_text = texts("calibrate.facts")

COLOURS = {MET: style.BLUE, MISSED: style.PLUM, SIGN_ONLY: marks.FAINT}
_label_width, _words_width, _band, _between = 3.15, 2.3, 0.32, 0.12
_axis_left = MARGIN + _label_width + 0.15
_foot = 0.34
_size = style.CAPTION_SIZE


def draw_facts(name: str, account: Account) -> Picture:
    """One row a fact, all on the scale from the naive prediction (0) to the published value (1)."""
    rows, found = account["facts"], counts(account)
    facts = _text("facts", count=found["counted"])
    title = _text("title", met=found[MET], facts=facts) if found[MET] else _text("title_none", facts=facts)
    words = caption(name, account, _text("marks"))
    groups = [
        (verdict, [row for row in rows if row["verdict"] == verdict])
        for verdict in ORDER
        if found[verdict] > 0
    ]
    body = _foot + sum(_band + sum(map(_height, members)) for _, members in groups)
    page, top, _ = sheet(body, (title, _too_small(rows), _text("how_to_read")), words)
    axis = Axis((-1.0, 2.0), _axis_left, WIDTH - _axis_left - _words_width - 2 * MARGIN)
    _draw_scale(page, axis, top, top - body + _foot)
    y, heights = top, []
    for verdict, members in groups:
        heading = _text(
            {MISSED: "missed_heading", MET: "met_heading", SIGN_ONLY: "sign_heading"}[verdict],
            count=len(members),
        )
        colour = style.INK if verdict == SIGN_ONLY else COLOURS[verdict]
        beside(page, MARGIN, y - 0.6 * _band, heading, style.LABEL_SIZE, bold=True, colour=colour)
        y -= _band
        for row in members:
            _draw_fact(page, axis, row, y - _height(row) / 2)
            heights.append((row, y - _height(row) / 2))
            y -= _height(row)
    for row, middle in heights:  # after all bars, as the page lays colours upon each other in their order
        if row["verdict"] != SIGN_ONLY:
            marks.diamond(page, axis.x(1.0), middle + 0.02, style.INK)
    each = "; ".join(
        _text("one", fact=row["fact"], verdict=verdict_in_words(row), numbers=_numbers_in_words(row))
        for row in rows
    )
    return Picture(
        "facts", page, title, words,
        _text("chart", facts=_text("facts", count=len(rows)), title=title, each=each),
        pd.DataFrame(_numbers(row) for row in rows),
    )  # fmt: skip


def _too_small(rows: Sequence[Mapping[str, Any]]) -> str:
    """In how many misses the effect has the right sign and is too small."""
    missed = [row for row in rows if row["verdict"] == MISSED]
    places = [_place(row, row["model"]["p50"]) for row in missed]
    small = sum(place is not None and 0 < place < 1 for place in places)
    return _text("too_small", count=small, missed=len(missed))


def _draw_scale(page: Page, axis: Axis, top: float, bottom: float) -> None:
    page.lines([[(axis.x(0.0), bottom), (axis.x(0.0), top)]], style.REFERENCE, style.AXIS_WIDTH, dashed=True)
    page.lines([[(axis.x(1.0), bottom), (axis.x(1.0), top)]], style.INK, style.HAIR_WIDTH)
    below = bottom - 0.9 * line_height(style.SMALL_LABEL_SIZE)
    for place, told in ((0.0, _text("naive_end")), (1.0, _text("published_end"))):
        page.text(axis.x(place), below, told, style.SMALL_LABEL_SIZE, across="center")


def _named(row: Mapping[str, Any]) -> list[tuple[str, bool, str]]:
    study = _text("study", study=row["study"], design=row["design"])
    return [(row["fact"], True, style.INK), (study, False, style.INK)]


def _beside(row: Mapping[str, Any]) -> list[tuple[str, bool, str]]:
    """Verdict and numbers."""
    if row["verdict"] == SIGN_ONLY:
        right = _text("sign_told", part=share(row["sign_right"]))
        return [(right, True, style.INK), (_numbers_in_words(row), False, style.INK)]
    tell = tell_of_fact(row, None)
    medians = _text("against", published=tell(row["published"]), model=tell(row["model"]["p50"]))
    told = _text("met")
    if row["verdict"] == MISSED:
        told = _text("failed", failed=verdict_in_words(row).partition(": ")[2])
    return [(told, True, COLOURS[row["verdict"]]), (medians, False, style.INK)]


def _numbers_in_words(row: Mapping[str, Any]) -> str:
    if row["verdict"] == SIGN_ONLY:
        return _text("model_told", model=model_in_words(row))
    return _text("against", published=found_in_words(row), model=model_in_words(row))


def _height(row: Mapping[str, Any]) -> float:
    """Inches that a row takes."""
    left = label_height(_named(row), _label_width, _size, most=3)
    right = label_height(_beside(row), _words_width, _size, most=4)
    return max(left, right) + _between


def _draw_fact(page: Page, axis: Axis, row: Mapping[str, Any], y: float) -> None:
    label(page, MARGIN, y, _named(row), _label_width, _size, most=3)
    x = axis.left + axis.width + 0.15
    label(page, x, y, _beside(row), _words_width, _size, most=4)
    if row["verdict"] == SIGN_ONLY:
        return
    colour = COLOURS[row["verdict"]]
    places = {key: _place(row, row["model"][key]) for key in ("p5", "p50", "p95")}
    naive = [_place(row, end) for end in row["naive"]["predictive"]]
    expected = [_place(row, end) for end in row["predictive"]]
    _bar(page, axis, [each for each in naive if each is not None], y - 0.12, marks.FAINT, 0.02)
    known = [each for each in (*places.values(), *expected) if each is not None]
    if len(known) == len(places) + len(expected):
        _bar(page, axis, known[3:], y + 0.02, style.tint(colour, 0.25), 0.13)
        _bar(page, axis, [known[0], known[2]], y + 0.02, style.tint(colour, 0.6), 0.06)
        marks.dot(page, axis.x(known[1]), y + 0.02, colour)


def _bar(page: Page, axis: Axis, ends: list[float], y: float, colour: str, height: float) -> None:
    """An interval, with an arrow at an end that lies beyond the axis."""
    low, high = sorted(ends)
    marks.bar(page, axis.x(low), axis.x(high), y, colour, height)
    for value, sign in ((low, -1), (high, 1)):
        if not axis.holds(value):
            end = axis.x(value)
            page.polygons([[(end + sign * 0.09, y), (end, y + 0.07), (end, y - 0.07)]], colour)


def _place(row: Mapping[str, Any], value: float | None) -> float | None:
    """A value where the naive prediction's centre is 0 and the published value 1; None without one."""
    if value is None or not math.isfinite(value):
        return None
    centre, published, here = on_scale((row["naive"]["centre"], row["published"], value), row["scale"])
    place = (here - centre) / (published - centre)
    return place if math.isfinite(place) else None


def _numbers(row: Mapping[str, Any]) -> dict[str, object]:
    """A row of the table behind the figure, in the fact's own unit."""
    naive, ends, expected = (row.get(key) for key in ("naive", "ends", "predictive"))
    return {
        _text("fact"): row["fact"],
        _text("study_head"): row["study"],
        _text("design"): row["design"],
        _text("key"): row["evidence"],
        _text("unit"): row.get("unit", ""),
        _text("published_head"): row.get("published"),
        _text("lower_end"): ends[0] if ends else None,
        _text("upper_end"): ends[1] if ends else None,
        **quantile_columns({key: row["model"][key] for key in ("p5", "p50", "p95")}, of=_text("model")),
        _text("expected_low"): expected[0] if expected else None,
        _text("expected_high"): expected[1] if expected else None,
        _text("naive_centre"): naive["centre"] if naive else None,
        _text("score"): row.get("score"),
        _text("naive_score"): naive["score"] if naive else None,
        _text("verdict"): verdict_in_words(row),
        _text("why"): row["why"],
    }
