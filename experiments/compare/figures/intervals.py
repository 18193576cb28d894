"""Effect intervals: policies down, four effects across, the middle 50 and 90 % of the paired differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from tandem.experiments.compare.effects import SAME_HEADCOUNT, Comparison
from tandem.experiments.compare.figures.words import comparison_caption, own_rows
from tandem.experiments.compare.tables import row_of
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.number_tables import quantile_columns
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
from tandem.experiments.drawing.typography import line_height, wrap
from tandem.experiments.measures.certainty import is_certain
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import MoneyUnit, money, money_unit
from tandem.experiments.wording.numerals import Tell, plain, share, signed, with_plus, with_range

_text = texts("compare.intervals")

_row, _head = 0.40, 0.24  # inches
_label_width, _gap = 1.45, 0.62


@dataclass(frozen=True)
class Column:
    """One effect of the figure: its name and unit, how its numbers are told, and the scale of its axis."""

    effect: str
    name: str
    unit: str
    tell: Tell
    scale: float = 1.0

    @property
    def head(self) -> str:
        """`Burnout, points`."""
        return f"{self.name}, {self.unit}" if self.unit else self.name


def columns(currency: str, unit: MoneyUnit) -> tuple[Column, ...]:
    """The effects shown, money in `unit`."""
    return (
        Column(SAME_HEADCOUNT, _text("leavers_avoided"), "", signed),
        Column("burnout", _text("burnout"), _text("points"), partial(signed, decimals=1)),
        Column("output", _text("output"), _text("months_of_work"), signed),
        Column(
            "net_value", _text("net_value"), unit.heading(currency),
            lambda amount: with_plus(unit.digits(amount)), 1 / unit.size,
        ),
    )  # fmt: skip


def draw_intervals(comparison: Comparison, table: pd.DataFrame) -> Picture:
    """Every policy's leavers avoided, burnout, output and net value against the baseline."""
    own = own_rows(comparison, table)
    names = sorted(comparison.names[1:], key=lambda name: -row_of(own, name, SAME_HEADCOUNT)["p50"])
    best = names[0]
    avoided = row_of(own, best, SAME_HEADCOUNT)
    title = (
        _text("title", policy=best, avoided=with_range(avoided, plain))
        if avoided["p50"] > 0
        else _text("title_none")
    )
    heading = (
        title,
        _text("lead", baseline=comparison.names[0], months=comparison.baseline.months),
        _text("how_to_read"),
    )
    values = [row_of(own, name, "net_value")[key] for name in names for key in ("p5", "p95")]
    currency = comparison.baseline.profile.currency
    shown = columns(currency, money_unit(*values))
    width = (WIDTH - 2 * MARGIN - _label_width - len(shown) * _gap) / len(shown)
    size = style.SMALL_LABEL_SIZE
    heads = [wrap(column.head, width, size, bold=True, most=2) for column in shown]
    head = max(map(len, heads)) * line_height(size) + _head
    caption = comparison_caption(comparison)
    page, top, _ = sheet(head + len(names) * _row + AXIS_HEIGHT + 0.1, heading, caption)
    foot = top - head - len(names) * _row
    for place, name in enumerate(names):
        label(page, MARGIN, top - head - (place + 0.5) * _row, [(name, True, style.INK)], _label_width)
    for number, column in enumerate(shown):
        left = MARGIN + _label_width + number * (width + _gap) + _gap
        rows = [row_of(own, name, column.effect) for name in names]
        values = [row[key] * column.scale for row in rows for key in ("p5", "p95")]
        axis = roomy_axis([*values, 0.0], left, width, 2)
        page.lines_down(left, top, heads[number], size, bold=True)
        draw_axis(page, axis, top - head + 0.02, foot)
        for place, row in enumerate(rows):
            _draw_row(page, axis, row, column, top - head - (place + 0.5) * _row)
    told = "; ".join(_told(own, name, currency) for name in names)
    return Picture(
        "effects", page, title, caption,
        _text("chart", policies=len(names), baseline=comparison.names[0], title=title, medians=told),
        _numbers(own, names, shown, currency),
    )  # fmt: skip


def _told(own: pd.DataFrame, name: str, currency: str) -> str:
    """One policy in words."""
    avoided, burnout, net = (row_of(own, name, each) for each in (SAME_HEADCOUNT, "burnout", "net_value"))
    return _text(
        "policy_medians",
        policy=name,
        avoided=plain(avoided["p50"]),
        burnout=signed(burnout["p50"], 1),
        value=money(net["p50"], currency),
        above_nought=share(net["better"]),
    )


def _numbers(own: pd.DataFrame, names: Sequence[str], shown: Sequence[Column], currency: str) -> pd.DataFrame:
    """One row a policy and effect; money in the currency's own unit."""
    rows = []
    for name in names:
        for column in shown:
            row = row_of(own, name, column.effect)
            unit = currency if column.effect == "net_value" else column.unit or _text("people")
            labels = {_text("policy"): name, _text("effect"): column.name, _text("unit"): unit}
            better = {_text("better"): 100 * row["better"]}
            rows.append(labels | quantile_columns(row) | better)
    return pd.DataFrame(rows)


def _draw_row(page: Page, axis: Axis, row: dict[str, float], column: Column, y: float) -> None:
    p5, p25, p50, p75, p95 = (axis.x(row[key] * column.scale) for key in ("p5", "p25", "p50", "p75", "p95"))
    colour = style.REFERENCE
    if is_certain({"p5": row["p5"], "p95": row["p95"]}, int(row["n"])):
        colour = style.TEAL if row["better"] > 0.5 else style.PLUM
    low = y - 0.055
    zero = axis.x(0)
    page.lines([[(zero, low - 0.09), (zero, low + 0.09)]], style.INK, style.AXIS_WIDTH)
    marks.bar(page, p5, p95, low, style.tint(colour, 0.30), 0.05)
    marks.bar(page, p25, p75, low, style.tint(colour, 0.65), 0.09)
    marks.dot(page, p50, low, colour, 0.05)
    words = f"{column.tell(row['p50'])}  ·  {share(row['better'])}"
    beside(page, axis.left, y + 0.10, words, style.CAPTION_SIZE, bold=colour != style.REFERENCE)
