"""Cash beside capacity: what each policy changes in spending and in work done, by fiscal year."""

from __future__ import annotations

import pandas as pd

from tandem.experiments.compare.cash import CAPACITY_VALUE, CASH, FISCAL_YEAR, NET, PROJECTION, changes_of
from tandem.experiments.compare.decision import Decision
from tandem.experiments.compare.effects import Comparison
from tandem.experiments.compare.figures.words import comparison_caption
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
from tandem.experiments.drawing.typography import line_height
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import MoneyUnit, money_unit
from tandem.experiments.wording.numerals import interval, plain, with_plus

_text = texts("compare.cash_figure")

MOST_YEARS = 5  # drawn; the table has all
_bar, _between = 0.17, 0.16  # inches
_label_width, _year_width, _gap, _net_width = 1.40, 0.60, 0.42, 1.45
_thick, _room = 0.10, 0.30


def draw_cash(comparison: Comparison, decision: Decision) -> Picture:
    """A block a policy, a bar a fiscal year: cash to the left, capacity valued to the right, then net."""
    currency = comparison.baseline.profile.currency
    by_year = changes_of(decision.cash, FISCAL_YEAR)
    whole = changes_of(decision.cash, PROJECTION).droplevel("period")
    years = list(dict.fromkeys(by_year.index.get_level_values("period")))
    shown = years[:MOST_YEARS]
    names = list(whole.index)
    title = _text(
        "title",
        dearer=int((whole[CASH] > 0).sum()),
        policies=len(names),
        more=int((whole[CAPACITY_VALUE] > 0).sum()),
    )
    amounts = by_year[by_year.index.get_level_values("period").isin(shown)][[CASH, CAPACITY_VALUE]]
    ends = [float(amounts.to_numpy().min()), float(amounts.to_numpy().max()), 0.0]
    unit = money_unit(*ends)
    room = _room * (max(ends) - min(ends))  # for the number at the end of the longest bar
    ends = [min(ends) - room * (min(ends) < 0), max(ends) + room * (max(ends) > 0)]
    heading = (
        title,
        _text("lead", baseline=comparison.names[0], unit=unit.heading(currency)),
        _text("how_to_read"),
    )
    cut = _text("cut", years=MOST_YEARS) if len(years) > MOST_YEARS else ""
    caption = comparison_caption(comparison, *filter(None, (cut, _text("apart"))))
    block = len(shown) * _bar + _between
    head = line_height(style.SMALL_LABEL_SIZE) + 0.12
    page, top, _ = sheet(head + len(names) * block + AXIS_HEIGHT + 0.05, heading, caption)
    left = MARGIN + _label_width + _year_width
    width = (WIDTH - MARGIN - left - 2 * _gap - _net_width) / 2
    foot = top - head - len(names) * block
    panels = {
        CASH: roomy_axis(ends, left, width, 6),
        CAPACITY_VALUE: roomy_axis(ends, left + width + _gap, width, 6),
    }
    net_left = left + 2 * width + 2 * _gap
    for x, words in (
        (left, _text("cash")),
        (left + width + _gap, _text("capacity")),
        (net_left, _text("net")),
    ):
        page.text(x, top - 0.16, words, style.SMALL_LABEL_SIZE, bold=True)
    for axis in panels.values():
        draw_axis(page, axis, top - head + 0.02, foot, scale=1 / unit.size)
        page.lines([[(axis.x(0), top - head), (axis.x(0), foot)]], style.INK, style.AXIS_WIDTH)
    for place, name in enumerate(names):
        high = top - head - place * block - _between / 2
        label(page, MARGIN, high - (block - _between) / 2, [(str(name), True, style.INK)], _label_width - 0.1)
        for number, year in enumerate(shown):
            y = high - (number + 0.5) * _bar
            beside(page, left - 0.08, y, year, style.CAPTION_SIZE, across="right")
            row = by_year.loc[(name, year)]
            _draw_bar(page, panels[CASH], float(row[CASH]), y, unit, gain=-1)
            _draw_bar(page, panels[CAPACITY_VALUE], float(row[CAPACITY_VALUE]), y, unit, gain=1)
        net = _net_in_words(decision.cash, str(name), unit)
        label(page, net_left, high - (block - _between) / 2, net, _net_width)
    told = "; ".join(
        f"{name}: {_signed(whole[CASH].loc[name], unit)} · {_signed(whole[CAPACITY_VALUE].loc[name], unit)}"
        for name in names
    )
    return Picture(
        "cash", page, title, caption,
        _text("chart", policies=len(names), title=title, unit=unit.heading(currency), changes=told),
        _numbers(by_year, currency),
    )  # fmt: skip


def _draw_bar(page: Page, axis: Axis, amount: float, y: float, unit: MoneyUnit, gain: int) -> None:
    """A bar from nought with its number at the end; teal where it is a gain, plum where it costs."""
    low, high = sorted((axis.x(0), axis.x(amount)))
    marks.bar(page, low, high, y, style.TEAL if gain * amount >= 0 else style.PLUM, _thick)
    words, aside = _signed(amount, unit), 0.05
    if amount < 0:
        beside(page, low - aside, y, words, style.CAPTION_SIZE, across="right")
    else:
        beside(page, high + aside, y, words, style.CAPTION_SIZE)


def _net_in_words(cash: pd.DataFrame, policy: str, unit: MoneyUnit) -> list[tuple[str, bool, str]]:
    """Mean net over the projection, and the middle 90 % of the runs below it."""
    chosen = (cash["quantity"] == "change") & (cash["kind"] == PROJECTION) & (cash["item"] == NET)
    row = cash[chosen & (cash["policy"] == policy)].iloc[0]
    reach = interval(unit.digits(float(row["p5"])), unit.digits(float(row["p95"])))
    colour = style.TEAL if row["mean"] > 0 else style.PLUM
    return [(_signed(float(row["mean"]), unit), True, colour), (f"({reach})", False, style.INK)]


def _signed(amount: float, unit: MoneyUnit) -> str:
    return with_plus(unit.digits(amount)) if unit.size > 1 else with_plus(plain(amount))


def _numbers(by_year: pd.DataFrame, currency: str) -> pd.DataFrame:
    """One row a policy and fiscal year, every item."""
    named = by_year.rename_axis(columns=None).reset_index()
    heads = {
        "policy": _text("policy"),
        "period": _text("year"),
        CASH: _text("cash_of", currency=currency),
        CAPACITY_VALUE: _text("capacity_of", currency=currency),
        NET: _text("net_of", currency=currency),
    }
    return named[list(heads)].rename(columns=heads)
