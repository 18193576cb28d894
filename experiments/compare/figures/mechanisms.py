"""Mechanisms × policies: which part of the leavers avoided is lost when a mechanism is held fixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from tandem.experiments.compare.effects import Comparison
from tandem.experiments.compare.figures.words import comparison_caption
from tandem.experiments.drawing import style
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, beside, label, sheet
from tandem.experiments.drawing.typography import line_height, wrap
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import share
from tandem.experiments.wording.words import inside

_text = texts("compare.mechanisms_figure")

_row, _label_width = 0.38, 2.35
_head = 3.3 * line_height(style.CAPTION_SIZE) + 0.12
_dark = 0.45  # from this tint on, words in a cell are white
CLEAR = 2.0  # standard errors from which on a part is told
LEAST = 0.02  # of the effect; smaller parts are left blank


def draw_mechanisms(comparison: Comparison, mechanisms: pd.DataFrame) -> Picture:
    """Mechanisms down, policies across."""
    rows = mechanisms[mechanisms["effect"] == "leavers_avoided"]
    names = comparison.names[1:]
    parts = {
        (str(row["policy"]), str(row["title"])): (
            row["through"] / row["full"], row["standard_error"] / abs(row["full"])
        )
        for row in rows.to_dict("records") if row["full"]
    }  # fmt: skip
    shown = {key: part for key, (part, error) in parts.items() if _told(part, error)}
    titles = [title for title in dict.fromkeys(rows["title"]) if any(key[1] == title for key in shown)]
    title = _title(shown)
    heading = (
        title,
        _text("lead"),
        _text("how_to_read", least=share(LEAST)),
    )
    words = _text("expected_quits")
    caption = comparison_caption(comparison, words)
    page, top, _ = sheet(_head + max(len(titles), 1) * _row, heading, caption)
    left = MARGIN + _label_width
    width = (WIDTH - MARGIN - left) / len(names)
    for column, name in enumerate(names):
        lines = wrap(name, width - 0.04, style.CAPTION_SIZE, most=3)
        for place, line in enumerate(reversed(lines)):
            y = top - _head + 0.08 + place * line_height(style.CAPTION_SIZE)
            page.text(left + (column + 0.5) * width, y, line, style.CAPTION_SIZE, across="center")
    for row, mechanism in enumerate(titles):
        y = top - _head - (row + 0.5) * _row
        label(
            page, MARGIN, y, [(mechanism, False, style.INK)], _label_width - 0.1, style.CAPTION_SIZE, most=2
        )
        for column, name in enumerate(names):
            _draw_cell(page, left + column * width, y, width, shown.get((name, mechanism)))
    return Picture(
        "mechanisms", page, title, caption,
        _text(
            "table",
            mechanisms=len(titles),
            policies=len(names),
            title=title,
            largest=_largest(names, shown),
        ),
        pd.DataFrame(
            [
                (policy, mechanism, 100 * part, 100 * parts[policy, mechanism][1])
                for (policy, mechanism), part in shown.items()
            ],
            columns=_columns(),
        ),
    )  # fmt: skip


def _largest(names: Sequence[str], shown: Mapping[tuple[str, str], float]) -> str:
    """The mechanism that carries most of each policy."""
    told = []
    for name in names:
        of_policy = {mechanism: part for (policy, mechanism), part in shown.items() if policy == name}
        if of_policy:
            first = max(of_policy, key=lambda mechanism: of_policy[mechanism])
            told.append(_text("part", policy=name, mechanism=inside(first), part=share(of_policy[first])))
    return _text("largest", parts="; ".join(told)) if told else ""


def _told(part: float, error: float) -> bool:
    return abs(part) >= LEAST and abs(part) > CLEAR * error


def _title(shown: dict[tuple[str, str], float]) -> str:
    if not shown:
        return _text("title_none")
    (policy, mechanism), part = max(shown.items(), key=lambda item: min(item[1], 1.0))
    return _text("title", policy=policy, mechanism=inside(mechanism), part=share(min(part, 1)))


def _draw_cell(page: Page, left: float, y: float, width: float, part: float | None) -> None:
    edge, half = 0.02, _row / 2 - 0.02
    corners = [(left + edge, y - half), (left + width - edge, y - half), (left + width - edge, y + half),
               (left + edge, y + half)]  # fmt: skip
    if part is None:
        page.polygons([corners], style.tint(style.INK, 0.05))
        return
    tint = 0.08 + 0.75 * min(abs(part), 1.0)
    page.polygons([corners], style.tint(style.BLUE if part > 0 else style.PLUM, tint))
    colour = style.WHITE if tint >= _dark else style.INK
    beside(page, left + width / 2, y, share(part), colour=colour, across="center")


def _columns() -> list[str]:
    """Headings of the numbers shown."""
    return [_text("policy"), _text("mechanism"), _text("lost"), _text("standard_error")]
