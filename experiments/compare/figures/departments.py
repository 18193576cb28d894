"""Departments × policies: leavers avoided per 100 people, and where a policy does harm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from tandem.experiments.compare.effects import SAME_HEADCOUNT, Comparison, PairedEffects
from tandem.experiments.compare.figures.words import comparison_caption, own_rows
from tandem.experiments.compare.tables import WHOLE
from tandem.experiments.drawing import style
from tandem.experiments.drawing.column_heads import column_heads
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, beside, label, sheet
from tandem.experiments.measures.certainty import is_certain
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import interval, plain
from tandem.experiments.wording.words import yes_or_no

_text = texts("compare.departments")

_row, _label_width = 0.40, 1.75
_above, _below_heads = 0.10, 0.14
_dark = 0.45  # from this tint on, words in a cell are white
_uncertain = style.tint(style.REFERENCE, 0.14)


@dataclass(frozen=True)
class Avoided:
    """Leavers avoided in a department by a policy.

    Attributes
    ----------
    rate : people per 100 at the start, median run
    better : share of runs in which the policy avoids leavers
    certain : whether the sign is (`experiments.measures.certainty`)
    """

    rate: float
    better: float
    certain: bool


Table = Mapping[tuple[str, str], Avoided]  # (policy, department)


def draw_departments(
    comparison: Comparison, effects: PairedEffects, table: pd.DataFrame, min_cell: int
) -> Picture:
    """Departments down, policies across; the whole organisation last."""
    own = own_rows(comparison, table)
    rows = own[(own["effect"] == SAME_HEADCOUNT) & (own["runs"] == "all")]
    names = comparison.names[1:]
    heads = {
        WHOLE if cell.kind == "organisation" else cell.department: cell.headcount for cell in effects.cells
    }
    departments = [name for name in heads if name != WHOLE] + [WHOLE]
    rates = {
        (str(row["policy"]), str(row["department"])): Avoided(
            100 * row["p50"] / heads[row["department"]],
            float(row["better"]),
            is_certain({"p5": row["p5"], "p95": row["p95"]}, int(row["n"])),
        )
        for row in rows.to_dict("records")
    }  # fmt: skip
    title = _title(names, departments, rates)
    heading = (
        title,
        _text("lead", baseline=comparison.names[0], months=comparison.baseline.months),
        _text("how_to_read"),
    )
    hidden = len(comparison.baseline.departments) - len(departments) + 1
    small = _text("hidden", hidden=hidden, min_cell=min_cell) if hidden else ""
    caption = comparison_caption(comparison, small)
    left = MARGIN + _label_width
    width = (WIDTH - MARGIN - left) / len(names)
    heads_of_columns = column_heads(names, width)
    head = _above + heads_of_columns.height + _below_heads
    page, top, _ = sheet(head + len(departments) * _row, heading, caption)
    heads_of_columns.draw(page, left, top - head + 0.08)
    strongest = max(abs(cell.rate) for cell in rates.values()) or 1.0
    for row, name in enumerate(departments):
        y = top - head - (row + 0.5) * _row
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
            cell = rates[policy, name]
            _draw_cell(page, left + column * width, y, width, cell, abs(cell.rate) / strongest)
    return Picture(
        "departments", page, title, caption, f"{_told(names, departments, rates)} {title}.",
        pd.DataFrame(
            {
                _text("department"): _shown(department),
                _text("policy"): policy,
                _text("avoided"): cell.rate,
                _text("better"): 100 * cell.better,
                _text("certain"): yes_or_no(cell.certain),
            }
            for department in departments
            for policy in names
            for cell in [rates[policy, department]]
        ),
    )  # fmt: skip


def _told(names: Sequence[str], departments: Sequence[str], rates: Table) -> str:
    """The table in words: each policy in the whole organisation, and from where to where by department."""
    told = []
    for name in names:
        found = [rates[name, department].rate for department in departments if department != WHOLE]
        organisation = plain(rates[name, WHOLE].rate, 1)
        if found:
            reach = interval(plain(min(found), 1), plain(max(found), 1))
            told.append(_text("policy_by_department", policy=name, avoided=organisation, departments=reach))
        else:
            told.append(_text("policy_alone", policy=name, avoided=organisation))
    return _text("table", departments=len(departments), policies=len(names), avoided="; ".join(told))


def _shown(department: str) -> str:
    """A department's name, or what stands for all of them."""
    return _text("all_departments") if department == WHOLE else department


def _title(names: Sequence[str], departments: Sequence[str], rates: Table) -> str:
    """Which policy avoids most leavers, and in how many departments it avoids any for certain."""
    leader = max(names, key=lambda name: rates[name, WHOLE].rate)
    whole = rates[leader, WHOLE]
    if whole.rate <= 0:
        return _text("title_none")
    avoided = plain(whole.rate, 1)
    if not whole.certain:
        return _text("title_uncertain", policy=leader, avoided=avoided)
    told = [rates[leader, department] for department in departments if department != WHOLE]
    certain = sum(cell.certain and cell.rate > 0 for cell in told)
    if not told or certain == len(told):
        return _text("title_everywhere", policy=leader, avoided=avoided)
    return _text(
        "title_not_everywhere", policy=leader, avoided=avoided, certain=certain, departments=len(told)
    )


def _draw_cell(page: Page, left: float, y: float, width: float, cell: Avoided, strength: float) -> None:
    """The number on its tint; grey where its sign may be luck."""
    edge, half = 0.02, _row / 2 - 0.02
    tint = 0.06 + 0.8 * strength
    corners = [(left + edge, y - half), (left + width - edge, y - half), (left + width - edge, y + half),
               (left + edge, y + half)]  # fmt: skip
    words = "0" if abs(cell.rate) < 0.05 else plain(cell.rate, 1)
    fill = style.tint(style.BLUE if cell.rate >= 0 else style.PLUM, tint) if cell.certain else _uncertain
    page.polygons([corners], fill)
    colour = style.WHITE if cell.certain and tint >= _dark else style.INK
    beside(page, left + width / 2, y, words, bold=cell.certain, colour=colour, across="center")
