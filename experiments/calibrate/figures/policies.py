"""Every ready policy's effects: the interval of the priors above that of the fits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tandem.experiments.calibrate.policies import EFFECTS, FITTED
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import (
    AXIS_HEIGHT,
    MARGIN,
    WIDTH,
    Axis,
    beside,
    draw_axis,
    label,
    roomy_axis,
    sheet,
)
from tandem.experiments.drawing.typography import line_height, text_width
from tandem.experiments.simulation.posteriors import PRIOR
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import plain, signed

_text = texts("calibrate.policies_figure")

_row, _label_width, _gap = 0.36, 1.70, 0.42  # inches
_apart, _bar = 0.075, 0.075  # of the two intervals from the row's middle, and their height
_colours = {PRIOR: style.tint(style.INK, 0.45), FITTED: style.BLUE}


def draw_policies(table: pd.DataFrame, title: str, caption: str) -> Picture:
    """Policies down, effects across; two intervals a cell.

    Parameters
    ----------
    table : one row a policy × effect (`experiments.calibrate.policies.compared`)
    """
    names = list(dict.fromkeys(table["policy"]))
    rows = {(row["policy"], row["effect"]): row for row in table.to_dict("records")}
    size = style.SMALL_LABEL_SIZE
    head = 2 * line_height(size) + 0.16
    heading = (title, _text("lead"), _text("how_to_read"))
    page, top, _ = sheet(head + len(names) * _row + AXIS_HEIGHT, heading, caption)
    _draw_key(page, top - 0.08)
    width = (WIDTH - 2 * MARGIN - _label_width - len(EFFECTS) * _gap) / len(EFFECTS)
    above, foot = top - head, top - head - len(names) * _row
    for place, name in enumerate(names):
        label(page, MARGIN, above - (place + 0.5) * _row, [(name, False, style.INK)], _label_width)
    for column, effect in enumerate(EFFECTS):
        left = MARGIN + _label_width + column * (width + _gap) + _gap
        beside(page, left, above + 0.10, _heading(effect), size, bold=True)
        of_effect = [rows[name, effect] for name in names]
        ends = [row[f"{source}_{key}"] for row in of_effect for source in _colours for key in ("p5", "p95")]
        axis = roomy_axis([*ends, 0.0], left, width, 4)
        draw_axis(page, axis, above, foot)
        page.lines([[(axis.x(0.0), foot), (axis.x(0.0), above)]], style.INK, style.AXIS_WIDTH)
        for place, row in enumerate(of_effect):
            _draw_pair(page, axis, row, above - (place + 0.5) * _row)
    return Picture("policies", page, title, caption, _told(rows, names, title), _numbers(table))


def _heading(effect: str) -> str:
    return _text({"quits": "quits", "burnout": "burnout", "output": "output"}[effect])


def _draw_key(page: Page, y: float) -> None:
    x = MARGIN
    for source, told in ((PRIOR, _text("priors")), (FITTED, _text("fits"))):
        marks.bar(page, x, x + 0.3, y, style.tint(_colours[source], 0.6), _bar)
        marks.dot(page, x + 0.15, y, _colours[source], 0.045)
        beside(page, x + 0.38, y, told, style.CAPTION_SIZE)
        x += 0.38 + text_width(told, style.CAPTION_SIZE) + 0.3


def _draw_pair(page: Page, axis: Axis, row: Mapping[Any, Any], y: float) -> None:
    for source, height in ((PRIOR, y + _apart), (FITTED, y - _apart)):
        low, middle, high = (axis.x(row[f"{source}_{key}"]) for key in ("p5", "p50", "p95"))
        marks.bar(page, low, high, height, style.tint(_colours[source], 0.6), _bar)
        marks.dot(page, middle, height, _colours[source], 0.045)


def _told(rows: Mapping[tuple[Any, Any], Mapping[Any, Any]], names: list[str], title: str) -> str:
    """The medians in words."""
    told = "; ".join(
        _text(
            "one_policy",
            policy=name,
            priors=", ".join(signed(rows[name, effect][f"{PRIOR}_p50"], 1) for effect in EFFECTS),
            fits=", ".join(signed(rows[name, effect][f"{FITTED}_p50"], 1) for effect in EFFECTS),
        )
        for name in names
    )
    return _text("chart", policies=plain(len(names)), title=title, told=told)


def _numbers(table: pd.DataFrame) -> pd.DataFrame:
    """The numbers drawn, under headings in words."""
    shown = {_text("policy"): table["policy"], _text("effect"): [_heading(name) for name in table["effect"]]}
    for source, told in ((PRIOR, _text("priors")), (FITTED, _text("fits"))):
        for key, part in (("p5", _text("p5")), ("p50", _text("p50")), ("p95", _text("p95"))):
            shown[_text("column", source=told, part=part)] = table[f"{source}_{key}"]
    return pd.DataFrame(shown)
