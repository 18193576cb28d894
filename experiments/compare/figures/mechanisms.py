"""Mechanisms × policies: which part of the leavers avoided is lost when a mechanism is held fixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from tandem.experiments.compare.effects import Comparison
from tandem.experiments.compare.figures.words import comparison_caption
from tandem.experiments.drawing import style
from tandem.experiments.drawing.column_heads import column_heads
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, beside, label, sheet
from tandem.experiments.drawing.typography import text_width
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import plain, share
from tandem.experiments.wording.words import inside

_text = texts("compare.mechanisms_figure")

_row, _label_width = 0.38, 2.35
_above_and_below = 0.26  # inches, of the heads
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
    left = MARGIN + _label_width
    width = (WIDTH - MARGIN - left) / len(names)
    heads = column_heads(names, width)
    head = heads.height + _above_and_below
    page, top, _ = sheet(head + max(len(titles), 1) * _row, heading, caption)
    heads.draw(page, left, top - head + 0.08)
    for row, mechanism in enumerate(titles):
        y = top - head - (row + 0.5) * _row
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
    told = share(part)
    if text_width(told, style.SMALL_LABEL_SIZE) > width - 2 * edge:
        told = plain(100 * part)  # the heading says that cells are per cent
    beside(page, left + width / 2, y, told, colour=colour, across="center")


def _columns() -> list[str]:
    """Headings of the numbers shown."""
    return [_text("policy"), _text("mechanism"), _text("lost"), _text("standard_error")]
