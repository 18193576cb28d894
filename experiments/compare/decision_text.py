"""Break-even, cash and ranking as text: tables for the terminal, and sentences of the notes."""

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
from tandem.experiments.wording.tables import WIDTH, Column, table_text

_text = texts("compare.decision")


def decision_text(decision: Decision, currency: str, width: int = WIDTH) -> str:
    """Tables of break-even, cash and ranking, one below the other, in lines of at most `width` columns."""
    tables = [break_even_text(decision, currency, width), cash_text(decision.cash, currency, width)]
    if not decision.robustness.empty:
        tables.append(robustness_text(decision.robustness, currency, width))
    return "\n\n".join(tables)


def break_even_text(decision: Decision, currency: str, width: int = WIDTH) -> str:
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
    title = _text("break_even_title", currency=currency)
    return _columns(title, heads, rows, note, (0, 0, 0, 1, 0, 2, 4, 3, 2), width)


def price_years(decision: Decision) -> list[str]:
    """Of which year each policy's prices are said to be, in a sentence; none where no policy says."""
    stated = decision.break_even.groupby("policy", sort=False)["price_year"].first()
    told = [_text("price_year", policy=policy, year=year) for policy, year in stated.items() if year]
    return [_text("price_years", stated="; ".join(told))] if told else []


_huge = 100.0  # times its own effect: no size is told beyond


def cash_text(cash: pd.DataFrame, currency: str, width: int = WIDTH) -> str:
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
    title = _text("cash_title", unit=unit.heading(currency))
    return _columns(title, heads, rows, _text("cash_note"), (0, 2, 2, 1, 2, 2, 0, 0, 0, 1), width)


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


def robustness_text(robustness: pd.DataFrame, currency: str, width: int = WIDTH) -> str:
    """How often each policy is best over the cases, and the worst loss of choosing it."""
    unit = money_unit(*robustness["worst_loss"].tolist())
    worst_loss = _text("worst_loss", unit=unit.heading(currency))
    heads = (_text("policy"), _text("best_in"), worst_loss, _text("in_force"))
    rows = [
        (
            str(row["policy"]),
            share(row["best_in"]),
            unit.digits(row["worst_loss"]),
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
    return _columns(_text("robustness_title"), heads, rows, note, (0, 0, 0, 1), width)


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


def _columns(
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    note: str,
    leaves: Sequence[int],
    width: int,
) -> str:
    """A table with the first column of names; `leaves`: which columns go first where room is short."""
    columns = [
        Column(head, tuple(row[1 + place] for row in rows), leaves=leaves[1 + place])
        for place, head in enumerate(heads[1:])
    ]
    return table_text(heads[0], [row[0] for row in rows], columns, width, title, note)
