"""Departments × policies: leavers avoided per 100 people, and where a policy does harm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from tandem.experiments.compare.effects import Comparison, PairedEffects
from tandem.experiments.compare.figures.words import comparison_caption, own_rows
from tandem.experiments.compare.tables import WHOLE
from tandem.experiments.drawing import style
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, beside, label, sheet
from tandem.experiments.drawing.typography import line_height, wrap
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import interval, plain, share

_text = texts("compare.departments")

_row, _label_width = 0.40, 1.75
_head = 3.3 * line_height(style.CAPTION_SIZE) + 0.12
_dark = 0.45  # from this tint on, words in a cell are white
SURE = 0.9  # share of the runs that agree before a cell is told in bold


def draw_departments(
    comparison: Comparison, effects: PairedEffects, table: pd.DataFrame, min_cell: int
) -> Picture:
    """Departments down, policies across; the whole organisation last."""
    own = own_rows(comparison, table)
    rows = own[(own["effect"] == "leavers_avoided") & (own["runs"] == "all")]
    names = comparison.names[1:]
    heads = {
        WHOLE if cell.kind == "organisation" else cell.department: cell.headcount for cell in effects.cells
    }
    departments = [name for name in heads if name != WHOLE] + [WHOLE]
    rates = {
        (str(row["policy"]), str(row["department"])): (
            100 * row["p50"] / heads[row["department"]], float(row["better"])
        )
        for row in rows.to_dict("records")
    }  # fmt: skip
    title = _title(names, departments, {key: rate for key, (rate, _) in rates.items()})
    heading = (
        title,
        _text("lead", baseline=comparison.names[0], months=comparison.baseline.months),
        _text("bold", share=share(SURE)),
    )
    hidden = len(comparison.baseline.departments) - len(departments) + 1
    small = _text("hidden", hidden=hidden, min_cell=min_cell) if hidden else ""
    caption = comparison_caption(comparison, small)
    page, top, _ = sheet(_head + len(departments) * _row, heading, caption)
    left = MARGIN + _label_width
    width = (WIDTH - MARGIN - left) / len(names)
    for column, name in enumerate(names):
        lines = wrap(name, width - 0.04, style.CAPTION_SIZE, most=3)
        for place, line in enumerate(reversed(lines)):
            page.text(
                left + (column + 0.5) * width, top - _head + 0.08 + place * line_height(style.CAPTION_SIZE),
                line, style.CAPTION_SIZE, across="center",
            )  # fmt: skip
    strongest = max(abs(rate) for rate, _ in rates.values()) or 1.0
    for row, name in enumerate(departments):
        y = top - _head - (row + 0.5) * _row
        label(
            page,
            MARGIN,
            y,
            [(_shown(name), name == WHOLE, style.INK)],
            _label_width - 0.1,
            style.CAPTION_SIZE,
            most=1,
        )
        for column, policy in enumerate(names):
            rate, better = rates[policy, name]
            _draw_cell(page, left + column * width, y, width, rate, better, abs(rate) / strongest)
    return Picture(
        "departments", page, title, caption, f"{_told(names, departments, rates)} {title}.",
        pd.DataFrame(
            {
                _text("department"): _shown(department),
                _text("policy"): policy,
                _text("avoided"): rate,
                _text("better"): 100 * better,
            }
            for department in departments
            for policy in names
            for rate, better in [rates[policy, department]]
        ),
    )  # fmt: skip


def _told(
    names: Sequence[str], departments: Sequence[str], rates: Mapping[tuple[str, str], tuple[float, float]]
) -> str:
    """The table in words: each policy in the whole organisation, and from where to where by department."""
    told = []
    for name in names:
        found = [rates[name, department][0] for department in departments if department != WHOLE]
        organisation = plain(rates[name, WHOLE][0], 1)
        if found:
            reach = interval(plain(min(found), 1), plain(max(found), 1))
            told.append(_text("policy_by_department", policy=name, avoided=organisation, departments=reach))
        else:
            told.append(_text("policy_alone", policy=name, avoided=organisation))
    return _text("table", departments=len(departments), policies=len(names), avoided="; ".join(told))


def _shown(department: str) -> str:
    """A department's name, or what stands for all of them."""
    return _text("all_departments") if department == WHOLE else department


def _title(names: Sequence[str], departments: Sequence[str], rates: Mapping[tuple[str, str], float]) -> str:
    """Which policy avoids most leavers, and whether that holds everywhere."""
    best = {department: max(names, key=lambda name: rates[name, department]) for department in departments}
    leader = best[WHOLE]
    found = [rates[leader, department] for department in departments if department != WHOLE]
    if not found or rates[leader, WHOLE] <= 0:
        return _text("title_none")
    if set(best.values()) == {leader}:
        return _text("title_everywhere", policy=leader, low=plain(min(found)), high=plain(max(found)))
    others = sum(name != leader for name in best.values())
    return _text("title_not_everywhere", policy=leader, others=others, departments=len(found))


def _draw_cell(
    page: Page, left: float, y: float, width: float, rate: float, better: float, strength: float
) -> None:
    edge, half = 0.02, _row / 2 - 0.02
    tint = 0.06 + 0.8 * strength
    corners = [(left + edge, y - half), (left + width - edge, y - half), (left + width - edge, y + half),
               (left + edge, y + half)]  # fmt: skip
    page.polygons([corners], style.tint(style.BLUE if rate >= 0 else style.PLUM, tint))
    words = "0" if abs(rate) < 0.05 else plain(rate, 1)
    sure = words != "0" and (better >= SURE or better <= 1 - SURE)
    colour = style.WHITE if tint >= _dark else style.INK
    beside(page, left + width / 2, y, words, bold=sure, colour=colour, across="center")
