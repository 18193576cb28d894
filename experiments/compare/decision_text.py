"""Break-even, cash and ranking as text: tables of at most 80 columns, and sentences of the finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from tandem.experiments.compare.cash import (
    CAPACITY_VALUE,
    CASH,
    NET,
    PROJECTION,
    RUN_RATE,
    changes_of,
)
from tandem.experiments.compare.decision import Decision
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import MoneyUnit, money, money_unit
from tandem.experiments.wording.numerals import plain, share, with_plus

_text = texts("compare.decision")

WIDTH = 80  # columns of a terminal
_name_width = 20


def decision_text(decision: Decision, currency: str) -> str:
    """Tables of break-even, cash and ranking, one below the other."""
    tables = [break_even_text(decision, currency), cash_text(decision.cash, currency)]
    if not decision.robustness.empty:
        tables.append(robustness_text(decision.robustness, currency))
    return "\n\n".join(tables)


def break_even_text(decision: Decision, currency: str) -> str:
    """What each policy may cost: the price in it, and the highest at which it pays."""
    table = decision.break_even
    heads = (
        _text("policy"),
        _text("price"),
        _text("most_half"),
        _text("most_nine"),
        _text("hours"),
        _text("most_hours"),
        _text("effect"),
        _text("month"),
        _text("in_force"),
    )
    rows = []
    for policy, own in table.groupby("policy", sort=False):
        half, nine = (own.iloc[place].to_dict() for place in range(2))
        flag = _text("flag_no_price") if half["no_price"] else ""
        rows.append(
            (
                str(policy),
                flag or _amount(half["price_per_head_month"]),
                _amount(half["most_per_head_month"]),
                _amount(nine["most_per_head_month"]),
                _hours(half["hours_per_week"]),
                _hours(half["most_hours_per_week"]),
                share(half["smallest_effect"]) if half["smallest_effect"] < _huge else _dash(),
                plain(half["from_month"]) if np.isfinite(half["from_month"]) else _dash(),
                plain(half["months_in_force"]),
            )
        )
    note = "\n".join([_text("break_even_note"), *price_years(decision)])
    return _columns(_text("break_even_title", currency=currency), heads, rows, note)


def price_years(decision: Decision) -> list[str]:
    """Of which year each policy's prices are said to be, in a sentence; none where no policy says."""
    stated = decision.break_even.groupby("policy", sort=False)["price_year"].first()
    told = [_text("price_year", policy=policy, year=year) for policy, year in stated.items() if year]
    return [_text("price_years", stated="; ".join(told))] if told else []


_huge = 100.0  # times its own effect: no size is told beyond


def cash_text(cash: pd.DataFrame, currency: str) -> str:
    """Change of cash and capacity against the baseline, means over the runs."""
    changes = changes_of(cash, PROJECTION).droplevel("period")
    at_end = changes_of(cash, RUN_RATE)[CASH].droplevel("period")
    unit = money_unit(*changes[[CASH, CAPACITY_VALUE]].abs().to_numpy().ravel().tolist())
    heads = (
        _text("policy"),
        _text("payroll"),
        _text("hiring"),
        _text("programmes"),
        _text("licences"),
        _text("severance"),
        _text("cash"),
        _text("capacity"),
        _text("net"),
        _text("run_rate"),
    )
    rows = [
        (str(policy), *_amounts(changes.loc[policy], unit), _in_unit(float(at_end.loc[policy]), unit))
        for policy in changes.index
    ]
    return _columns(_text("cash_title", unit=unit.heading(currency)), heads, rows, _text("cash_note"))


def _amounts(items: pd.Series, unit: MoneyUnit) -> list[str]:
    """Cash by what it goes to (raises with payroll), capacity valued, and net."""
    told = (
        items["payroll"] + items["raises"], items["replacement"], items["programmes"], items["licences"],
        items["severance"], items[CASH], items[CAPACITY_VALUE], items[NET],
    )  # fmt: skip
    return [_in_unit(amount, unit) for amount in told]


def _in_unit(amount: float, unit: MoneyUnit) -> str:
    """A change of money, in two significant decimals at most."""
    scaled = amount / unit.size
    return with_plus(plain(scaled, 0 if abs(scaled) >= 100 else 1 if abs(scaled) >= 10 else 2))


def robustness_text(robustness: pd.DataFrame, currency: str) -> str:
    """How often each policy is best over the cases, and the worst loss of choosing it."""
    heads = (_text("policy"), _text("best_in"), _text("worst_loss"), _text("in_force"))
    rows = [
        (
            str(row["policy"]),
            share(row["best_in"]),
            money(row["worst_loss"], currency),
            plain(row["months_in_force"]),
        )
        for row in robustness.to_dict("records")
    ]
    cases = plain(int(robustness["cases"].iloc[0]))
    over_structures = "worst_structure" in robustness
    note = (
        _text("robustness_note_structures", cases=cases)
        if over_structures
        else _text("robustness_note", cases=cases)
    )
    return _columns(_text("robustness_title"), heads, rows, note)


def best_value_sentences(decision: Decision, best: str, currency: str) -> list[str]:
    """Of the policy with the highest net value: what it may cost, and when it is best."""
    return [
        *_price_sentence(decision, best, currency),
        *_robust_sentence(decision.robustness, best, currency),
    ]


def refusal(decision: Decision, best: str, currency: str) -> str | None:
    """Why `best`, with the highest net value, is not called best value; None: nothing speaks against it."""
    verdict = decision.verdicts[best]
    if not verdict.hangs_on_price:
        return None
    row = _row(decision.break_even, best)
    if verdict.missing:
        return _text(
            "refused_no_price",
            policy=best,
            levers=", ".join(verdict.missing),
            most=money(row["most_per_head_month"], currency),
        )
    lever, part = verdict.find_out
    return _text(
        "refused",
        policy=best,
        lever=lever,
        price={
            "per_head_month": _text("part_per_head_month"),
            "fixed": _text("part_fixed"),
            "hours_per_week": _text("part_hours_per_week"),
        }[part],
        low=share(verdict.at_low),
        high=share(verdict.at_high),
    )


def unpriced(decision: Decision) -> str:
    """Policies with a lever that nobody gave a price; empty: none."""
    names = [policy for policy, verdict in decision.verdicts.items() if verdict.missing]
    return _text("no_price", policies=", ".join(f"“{name}”" for name in names)) if names else ""


def _price_sentence(decision: Decision, best: str, currency: str) -> list[str]:
    row = _row(decision.break_even, best)
    if not np.isfinite(row["most_per_head_month"]) or not row["price_per_head_month"] > 0:
        return []
    assumed = "share of pay" in row["price_basis"]
    amounts = {
        "most": money(row["most_per_head_month"], currency),
        "price": money(row["price_per_head_month"], currency),
    }
    return [_text("pays_up_to_assumed", **amounts) if assumed else _text("pays_up_to", **amounts)]


def _robust_sentence(robustness: pd.DataFrame, best: str, currency: str) -> list[str]:
    if robustness.empty:
        return []
    row = robustness[robustness["policy"] == best].iloc[0]
    return [
        _text(
            "best_in_cases",
            best_in=plain(100 * row["best_in"]),
            loss=money(row["worst_loss"], currency),
        )
    ]


def _row(table: pd.DataFrame, policy: str) -> dict[str, Any]:
    """The row of a policy that pays in half of the runs."""
    found: dict[str, Any] = dict(table[table["policy"] == policy].iloc[0])
    return found


def _amount(value: float) -> str:
    """A price a head and month: one decimal below ten."""
    if not np.isfinite(value):
        return _dash()
    return plain(value, 1 if abs(value) < 10 else 0)


def _hours(value: float) -> str:
    return plain(value, 2) if np.isfinite(value) else _dash()


def _dash() -> str:
    return "–"


def _columns(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], note: str) -> str:
    """A table of at most `WIDTH` columns: names to the left and cut, numbers to the right.

    Heads may have two lines.
    """
    first = max(len(heads[0]), *(min(len(row[0]), _name_width) for row in rows))
    split = [head.split("\n") for head in heads]
    depth = max(map(len, split))
    padded = [[""] * (depth - len(head)) + head for head in split]
    lines_of_heads = [[head[line] for head in padded] for line in range(depth)]
    shown = [[cut(row[0], first), *row[1:]] for row in rows]
    every = [*lines_of_heads, *shown]
    widths = [max(len(row[place]) for row in every) for place in range(len(heads))]
    gap = "  " if sum(widths) + 2 * (len(widths) - 1) <= WIDTH else " "

    def line(row: Sequence[str]) -> str:
        numbers = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        return gap.join([row[0].ljust(widths[0]), *numbers]).rstrip()

    told = [line(row) for row in every]
    rule = "─" * max(map(len, told))
    return "\n".join([title, *told[:depth], rule, *told[depth:], note])


def cut(name: str, width: int) -> str:
    """A name of at most `width` characters: a longer one ends in `…`."""
    return name if len(name) <= width else name[: width - 1] + "…"
