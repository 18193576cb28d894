"""The table of policies that the terminal shows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from experiments.compare.finding import money
from experiments.compare.tables import row_of
from experiments.drawing.numerals import signed

_heads = (
    "Policy",
    "Leavers avoided",
    "Turnover, points",
    "Burnout, points",
    "Programmes",
    "Net value",
    "Pays",
)


def comparison_text(table: pd.DataFrame, names: Sequence[str], about: Mapping[str, Any]) -> str:
    """One line a policy: median and the middle 90 % of the paired differences."""
    own = table[table["reading"] == about["reading"]]
    currency = str(about["currency"])
    rows = [_heads]
    for name in names[1:]:
        avoided, turnover = row_of(own, name, "leavers_avoided"), row_of(own, name, "turnover")
        burnout, net = row_of(own, name, "burnout"), row_of(own, name, "net_value")
        rows.append(
            (
                name,
                f"{avoided['p50']:.0f} ({avoided['p5']:.0f} to {avoided['p95']:.0f})",
                _points(turnover),
                _points(burnout),
                money(row_of(own, name, "programme_cost")["p50"], currency),
                f"{money(net['p50'], currency)} ({_short(net['p5'])} to {_short(net['p95'])})",
                f"{100 * net['better']:.0f} %",
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(_heads))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    note = (
        f"Each against “{names[0]}” on the same luck: the middle run and the middle 90 % of the paired "
        "differences, over the whole projection."
    )
    return "\n".join([lines[0], "─" * max(map(len, lines)), *lines[1:], note])


def _points(row: Mapping[str, float]) -> str:
    return f"{signed(row['p50'], 1)} ({signed(row['p5'], 1)} to {signed(row['p95'], 1)})"


def _short(amount: float) -> str:
    """Millions with a sign, without the currency."""
    return "no value" if not math.isfinite(amount) else f"{signed(amount / 1e6, 1)} million"
