"""Which finding informs which parameter: what is lost when it is left out."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from tandem.experiments.calibrate.account import MOST_LIKELY_NOISE, Account, caption, meaning
from tandem.experiments.drawing import style
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, beside, label, sheet
from tandem.experiments.drawing.typography import line_height, wrap
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import share

_text = texts("calibrate.heat_map")

_row, _label_width = 0.36, 2.6
_left = MARGIN + _label_width + 0.1
_head = 4.2 * line_height(style.CAPTION_SIZE) + 0.1  # inches above the columns
_dark = 0.55  # from this tint on, words in a cell are white


def draw_heat_map(name: str, account: Account) -> Picture:
    """Parameters down, findings across."""
    targets = [row["target"] for row in account["informs"]]
    lost = _lost(account)
    single = sum(sum(value >= MOST_LIKELY_NOISE for value in cells.values()) == 1 for cells in lost.values())
    title = _text("title", single=single, parameters=len(lost))
    heading = (
        title,
        _text("how_to_read"),
        _text("blank", noise=share(MOST_LIKELY_NOISE)),
    )
    words = caption(
        name,
        account,
        _text("refits"),
    )
    width = (WIDTH - MARGIN - _left) / max(len(targets), 1)
    page, top, _ = sheet(_head + len(lost) * _row + 0.05, heading, words)
    for column, target in enumerate(targets):
        _draw_head(page, target, _left + (column + 0.5) * width, top, width, raised=bool(column % 2))
    top -= _head
    for row, (parameter, cells) in enumerate(lost.items()):
        y = top - (row + 0.5) * _row
        words_of = [(parameter, True, style.INK), (meaning(parameter), False, style.INK)]
        label(page, MARGIN, y, words_of, _label_width, style.CAPTION_SIZE, most=1)
        for column, target in enumerate(targets):
            _draw_cell(page, _left + column * width, y, width, cells.get(target, 0.0))
    told = "; ".join(
        _text(
            "of_parameter",
            parameter=parameter,
            shares=", ".join(
                _text("share", finding=target, share=share(value)) for target, value in cells.items()
            ),
        )
        for parameter, cells in lost.items()
    )
    return Picture(
        "informs", page, title, words,
        _text("table", parameters=len(lost), findings=len(targets), title=title, shares=told),
        pd.DataFrame(
            [
                (parameter, meaning(parameter), target, 100 * value)
                for parameter, cells in lost.items()
                for target, value in cells.items()
            ],
            columns=[_text("parameter"), _text("meaning"), _text("finding"), _text("lost")],
        ),
    )  # fmt: skip


def _draw_head(page: Page, target: str, middle: float, top: float, width: float, raised: bool) -> None:
    """A finding's name above its column; every other one raised, so that two columns' width is free."""
    size = style.CAPTION_SIZE
    lines = wrap(target.replace("_", " "), 2 * width - 0.1, size, most=2)
    foot = top - _head + 0.08 + (2.1 * line_height(size) if raised else 0.0)
    for place, line in enumerate(reversed(lines)):
        page.text(middle, foot + place * line_height(size), line, size, across="center")
    if raised:
        page.lines([[(middle, foot - 0.05), (middle, top - _head + 0.02)]], style.REFERENCE, style.HAIR_WIDTH)


def _draw_cell(page: Page, left: float, y: float, width: float, value: float) -> None:
    edge, half = 0.02, _row / 2 - 0.02
    told = value >= MOST_LIKELY_NOISE
    tint = min(value, 1.0) if told else 0.06
    corners = [(left + edge, y - half), (left + width - edge, y - half), (left + width - edge, y + half),
               (left + edge, y + half)]  # fmt: skip
    page.polygons([corners], style.tint(style.BLUE if told else style.INK, tint))
    if told:
        colour = style.WHITE if tint >= _dark else style.INK
        beside(page, left + width / 2, y, share(min(value, 1.0)), colour=colour, across="center")


def _lost(account: Account) -> dict[str, dict[str, float]]:
    """Parameter → finding → what is lost; the parameters that hang on any finding, the most first."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in account["informs"]:
        for parameter, value in row["parameters"].items():
            if value >= MOST_LIKELY_NOISE:
                found[parameter][row["target"]] = value
    order = sorted(found, key=lambda parameter: -max(found[parameter].values()))
    return {parameter: found[parameter] for parameter in order}
