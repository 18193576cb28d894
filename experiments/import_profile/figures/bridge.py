"""From the first month's opening headcount to the last one's closing, with the official figures beside."""

from __future__ import annotations

from typing import Any

import pandas as pd

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
from tandem.experiments.wording.catalogue import texts
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS

_text = texts("import_profile.bridge")

_gutter, _right = 1.9, 1.9  # inches for names and figures
_row, _bar, _key = 0.42, 0.20, 0.30
_steps = ("opening", "hires", "leavers", "closing")


def draw_bridge(bridge: pd.DataFrame, official: pd.DataFrame | None, organisation: str) -> Picture:
    """The organisation's bridge over all months that it covers.

    Parameters
    ----------
    bridge : as `intake.groups.bridge.bridge_table` returns it
    official : figures as `official.Compared` has them, of the same departments; None: nothing to compare with
    """
    table = whole_bridge(bridge, official)
    amounts = dict(zip(table["step"], table["extract"], strict=True))
    first, last = str(bridge["month"].min()), str(bridge["month"].max())
    wrong = 0 if official is None else int((official["difference"] != 0).sum())
    title = _title(official, wrong)
    heading = (title, _text("range", organisation=organisation, first=first, last=last), _text("definition"))
    caption = _text("caption")
    page, top, bottom = sheet(len(_steps) * _row + AXIS_HEIGHT + _key, heading, caption)
    reached = amounts["opening"] + amounts["hires"]
    axis = roomy_axis(
        [0, reached, amounts["closing"]], MARGIN + _gutter, WIDTH - 2 * MARGIN - _gutter - _right, 6
    )
    floor = bottom + AXIS_HEIGHT
    draw_axis(page, axis, floor + len(_steps) * _row, floor)
    begins = {"opening": 0, "hires": amounts["opening"], "leavers": amounts["closing"], "closing": 0}
    for place, row in enumerate(table.itertuples(index=False)):
        y = floor + (len(_steps) - place - 0.5) * _row
        _draw_step(page, axis, y, str(row.step), begins[str(row.step)], row)
    beside(page, MARGIN, top - _key / 2, _text("key"), style.LABEL_SIZE)
    words = {name: f"{int(amount):,}" for name, amount in amounts.items()}
    alternative = _text("alternative", title=title, first=first, last=last, **words)
    data = table.rename(
        columns={"step": _text("step"), "extract": _text("extract"), "official": _text("official")}
    )
    return Picture("reconciliation", page, title, caption, alternative, data)


def whole_bridge(bridge: pd.DataFrame, official: pd.DataFrame | None) -> pd.DataFrame:
    """Opening, hires, leavers and closing of the organisation, and what the official file says of them.

    An official sum stands only where the file states every month.
    """
    rows = bridge[bridge["department"] == ALL_DEPARTMENTS].sort_values("month")
    ends = {"opening": rows["month"].iloc[0], "closing": rows["month"].iloc[-1]}
    found = []
    for step in _steps:
        own = rows.loc[rows["month"] == ends[step], step].iloc[0] if step in ends else rows[step].sum()
        found.append((step, int(own), _official(official, step, ends.get(step), len(rows))))
    return pd.DataFrame(found, columns=["step", "extract", "official"])


def _official(official: pd.DataFrame | None, step: str, month: str | None, months: int) -> float:
    if official is None:
        return float("nan")
    known = official[(official["department"] == ALL_DEPARTMENTS) & (official["flow"] == step)]
    if month is not None:
        known = known[known["month"] == month]
    return float(known["official"].sum()) if len(known) == (months if month is None else 1) else float("nan")


def _title(official: pd.DataFrame | None, wrong: int) -> str:
    if official is None:
        return _text("title")
    if not wrong:
        return _text("title_agrees", count=len(official))
    return _text("title_differs", wrong=wrong, count=len(official))


def _draw_step(page: Page, axis: Axis, y: float, step: str, begin: float, row: Any) -> None:
    """A bar from where the headcount was to where it is then; a ring where the official figure lies."""
    names = {
        "opening": _text("opening"),
        "hires": _text("hires"),
        "leavers": _text("leavers"),
        "closing": _text("closing"),
    }
    colours = {"opening": style.BLUE, "hires": style.TEAL, "leavers": style.ORANGE, "closing": style.BLUE}
    end = begin + row.extract
    label(page, MARGIN, y, [(names[step], False, style.INK)], _gutter - 0.1, style.LABEL_SIZE)
    marks.bar(page, axis.x(begin), axis.x(end), y, colours[step], _bar)
    sign = {"hires": "+", "leavers": "−"}.get(step, "")
    told = f"{sign}{int(row.extract):,}"
    if row.official == row.official:  # not NaN
        at = begin + row.official if step != "leavers" else begin + row.extract - row.official
        marks.ring(page, axis.x(at), y, style.INK)
        told = _text("both", own=told, official=f"{sign}{int(row.official):,}")
    beside(page, WIDTH - MARGIN - _right + 0.15, y, told, style.LABEL_SIZE)
