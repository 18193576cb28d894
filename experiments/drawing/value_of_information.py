"""What it would be worth to know a parameter: bars with their standard error, and what to ask."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.number_tables import heading
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import (
    AXIS_HEIGHT,
    MARGIN,
    WIDTH,
    Axis,
    axis_over,
    draw_axis,
    label,
    sheet,
)
from tandem.experiments.measures.pulse_questions import question_for
from tandem.experiments.measures.value_of_information import Entry
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money, money_unit
from tandem.experiments.wording.words import inside, sentence, yes_or_no
from tandem.model.parameters import register

_text = texts("drawing.value_of_information")

MOST_SHOWN = 8
BELOW_NOISE_SHOWN = 3
_row, _label_width, _ask_width = 0.72, 2.5, 3.05
_solid = 0.6  # tint of the bars, on which a whisker can be seen
_head, _bar = 0.26, 0.16


def draw_value_of_information(
    entries: Sequence[Entry], everything: float, currency: str, headcount: int, caption: str
) -> Picture:
    """The parameters most worth knowing.

    Parameters
    ----------
    entries : from `value_of_information` in `experiments/measures`, the highest first, not empty
    everything : the value of knowing all parameters (EVPI), currency
    headcount : people who can be asked
    caption : what the draws are, by whom and under which reading
    """
    above = sum(entry.above_noise for entry in entries)
    shown = entries[: min(MOST_SHOWN, above + BELOW_NOISE_SHOWN)]
    title = _title(entries, currency)
    above_it = (
        title,
        _text("everything", everything=money(everything, currency)),
        _text("how_to_read"),
    )
    page, top, _ = sheet(_head + len(shown) * _row + AXIS_HEIGHT + 0.2, above_it, caption)
    left = MARGIN + _label_width + 0.15
    highest = max(max(entry.evppi + entry.standard_error for entry in shown), shown[0].noise, 1.0)
    axis = axis_over((0.0, highest), left, WIDTH - left - _ask_width - 2 * MARGIN, most=4)
    page.text(
        WIDTH - MARGIN - _ask_width, top - 0.16, _text("how_to_learn"), style.SMALL_LABEL_SIZE, bold=True
    )
    top -= _head
    bottom = top - len(shown) * _row
    unit = money_unit(*axis.ticks)
    draw_axis(page, axis, top, bottom, name=unit.heading(currency), scale=1 / unit.size)
    for place, entry in enumerate(shown):
        _draw_row(page, axis, entry, top - (place + 0.5) * _row, headcount)
    noise = axis.x(shown[0].noise)
    page.lines([[(noise, bottom), (noise, top)]], style.INK, style.AXIS_WIDTH, dashed=True)
    told = "; ".join(
        _text(
            "bar",
            parameter=entry.parameter,
            value=money(entry.evppi, currency),
            error=money(entry.standard_error, currency),
        )
        for entry in shown
    )
    return Picture(
        "value_of_information", page, title, caption,
        _text(
            "bar_chart",
            parameters=len(shown),
            title=title,
            bars=told,
            noise=money(shown[0].noise, currency),
            everything=money(everything, currency),
        ),
        pd.DataFrame(_numbers(entry, currency, headcount) for entry in shown),
    )  # fmt: skip


def _numbers(entry: Entry, currency: str, headcount: int) -> dict[str, object]:
    """A row of the table behind the figure."""
    known, question = register().get(entry.parameter), question_for(entry.parameter)
    return {
        _text("parameter"): entry.parameter,
        _text("meaning"): known.meaning if known else "",
        heading(_text("value"), currency): entry.evppi,
        heading(_text("standard_error"), currency): entry.standard_error,
        heading(_text("noise"), currency): entry.noise,
        _text("above_noise"): yes_or_no(entry.above_noise),
        _text("ask"): question.ask if question else "",
        _text("effort"): question.effort(headcount) if question else "",
    }


def _draw_row(page: Page, axis: Axis, entry: Entry, y: float, headcount: int) -> None:
    known = register().get(entry.parameter)
    words = [(entry.parameter, True, style.INK), (known.meaning if known else "", False, style.INK)]
    label(page, MARGIN, y, words, _label_width, style.CAPTION_SIZE, most=2)
    colour = style.tint(style.BLUE, _solid) if entry.above_noise else style.tint(style.INK, 0.25)
    marks.bar(page, axis.left, axis.x(entry.evppi), y, colour, _bar)
    low, high = (axis.x(max(entry.evppi + side * entry.standard_error, 0)) for side in (-1, 1))
    marks.whisker(page, low, high, y, style.INK if entry.above_noise else style.REFERENCE)
    question = question_for(entry.parameter)
    asked = [(_text("no_question"), False, style.INK)]
    if not entry.above_noise:
        asked = [(_text("not_to_be_told"), False, style.REFERENCE)]
    elif question is not None:
        effort = question.effort(headcount)
        asked = [(question.ask, False, style.INK), (sentence(effort), True, style.INK)]
    label(page, WIDTH - MARGIN - _ask_width, y, asked, _ask_width, style.CAPTION_SIZE, most=2)


def _title(entries: Sequence[Entry], currency: str) -> str:
    top = entries[0]
    if not top.above_noise:
        return _text("title_nothing")
    known = register().get(top.parameter)
    named = inside(known.meaning) if known else top.parameter
    return _text("title", value=money(top.evppi, currency), meaning=named)
