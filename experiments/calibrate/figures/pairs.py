"""Pairs of parameters that the survey tells only together: draws of the posterior, two by two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.calibrate.account import Account, caption
from tandem.experiments.drawing import style
from tandem.experiments.drawing.page import Page, Points
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.scales import tick_label, value_ticks
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, sheet
from tandem.experiments.drawing.typography import line_height, shorten
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import plain

_text = texts("calibrate.pairs")

Floats = npt.NDArray[np.float64]
MOST_PAIRS, _across = 6, 3
_panel, _gutter, _side = 1.95, 0.62, 0.018
_above, _below = 0.64, 0.40
MOST_DRAWS = 300


def draw_pairs(name: str, account: Account, draws: Sequence[Mapping[str, float]]) -> Picture:
    """Scatter plots of the strongest pairs."""
    pairs = account["dependence"][:MOST_PAIRS]
    first = pairs[0]
    title = _text("title", first=first["first"], second=first["second"], correlation=_correlation(first))
    heading = (
        title,
        _text("lead"),
        _text("how_to_read"),
    )
    words = caption(name, account, _text("correlation_explained"))
    rows = -(-len(pairs) // _across)
    page, top, _ = sheet(rows * (_above + _panel + _below), heading, words)
    step = (WIDTH - 2 * MARGIN - _gutter - _panel) / (_across - 1)
    chosen = [draws[int(place)] for place in np.linspace(0, len(draws) - 1, min(MOST_DRAWS, len(draws)))]
    for place, pair in enumerate(pairs):
        row, column = divmod(place, _across)
        left = MARGIN + _gutter + column * step
        panel_top = top - row * (_above + _panel + _below) - _above
        _draw_panel(page, left, panel_top, pair, chosen)
    told = "; ".join(
        _text("pair", first=pair["first"], second=pair["second"], correlation=_correlation(pair))
        for pair in pairs
    )
    return Picture(
        "pairs", page, title, words,
        _text("chart", pairs=len(pairs), draws=len(chosen), each=told),
        pd.concat([_numbers(pair, chosen) for pair in pairs], ignore_index=True),
    )  # fmt: skip


def _numbers(pair: Mapping[str, Any], draws: Sequence[Mapping[str, float]]) -> pd.DataFrame:
    """One row a point; the parameters' own units."""
    return pd.DataFrame(
        {
            _text("across"): pair["first"],
            _text("upwards"): pair["second"],
            _text("value_across"): [draw[pair["first"]] for draw in draws],
            _text("value_upwards"): [draw[pair["second"]] for draw in draws],
            _text("correlation_heading"): pair["correlation"],
        }
    )


def _correlation(pair: Mapping[str, Any]) -> str:
    return f"r\u00a0=\u00a0{plain(pair['correlation'], 2)}"


def _draw_panel(
    page: Page, left: float, top: float, pair: Mapping[str, Any], draws: Sequence[Mapping[str, float]]
) -> None:
    bottom, size = top - _panel, style.CAPTION_SIZE
    across = np.array([draw[pair["first"]] for draw in draws])
    upwards = np.array([draw[pair["second"]] for draw in draws])
    xs = _draw_ticks(page, across, (left, bottom), upright=False)
    ys = _draw_ticks(page, upwards, (left, bottom), upright=True)
    squares: list[Points] = [
        [(x - _side, y - _side), (x + _side, y - _side), (x + _side, y + _side), (x - _side, y + _side)]
        for x, y in zip(left + xs, bottom + ys, strict=True)
    ]
    page.polygons(squares, style.tint(style.BLUE, 0.75))
    lines = (f"→ {pair['first']}", f"↑ {pair['second']}", _correlation(pair))
    for place, words in enumerate(lines):
        bold = place < len(lines) - 1
        up = top + 0.10 + place * line_height(size)
        page.text(left, up, shorten(words, _panel + 0.2, size, bold), size, bold=bold)


def _draw_ticks(page: Page, values: Floats, corner: tuple[float, float], upright: bool) -> Floats:
    """Grid and tick labels of one direction; returns the values' inches from the corner."""
    ticks = value_ticks(float(values.min()), float(values.max()), 4)
    step, (left, bottom), size = ticks[1] - ticks[0], corner, style.CAPTION_SIZE
    for tick in ticks:
        at = (tick - ticks[0]) / (ticks[-1] - ticks[0]) * _panel
        words = tick_label(tick, step)
        if upright:
            page.grid([[(left, bottom + at), (left + _panel, bottom + at)]])
            page.text(left - 0.06, bottom + at - 0.04, words, size, across="right")
        else:
            page.grid([[(left + at, bottom), (left + at, bottom + _panel)]])
            page.text(left + at, bottom - 0.05 - 0.85 * line_height(size), words, size, across="center")
    return (values - ticks[0]) / (ticks[-1] - ticks[0]) * _panel
