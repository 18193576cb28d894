"""The table of policies for the terminal: median and middle 90 % of paired differences, a row a policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from tandem.experiments.compare.effects import SAME_HEADCOUNT
from tandem.experiments.compare.tables import row_of
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import MoneyUnit, money_unit
from tandem.experiments.wording.numerals import interval, plain, share, with_plus
from tandem.experiments.wording.precision import digits_of
from tandem.experiments.wording.tables import WIDTH, Column, table_text

_text = texts("compare.overview")

_quantiles = ("p50", "p5", "p95")
Row = Mapping[str, float]


def comparison_text(
    table: pd.DataFrame, names: Sequence[str], about: Mapping[str, Any], width: int = WIDTH
) -> str:
    """One row a policy, against the baseline, in the digits that the runs support.

    Parameters
    ----------
    width : columns that there is room for
    """
    own = table[table["reading"] == about["reading"]]
    sets = int(about["parameter_sets"])
    shown = names[1:]
    nets = [row_of(own, name, "net_value") for name in shown]
    costs = [row_of(own, name, "programme_cost") for name in shown]
    unit = money_unit(*(row[name] for row in nets for name in _quantiles), *(row["p50"] for row in costs))
    heading = unit.heading(str(about["currency"]))
    columns = [
        _effects(_text("leavers_avoided"), [row_of(own, name, SAME_HEADCOUNT) for name in shown], sets, 0),
        _effects(_text("turnover"), [row_of(own, name, "turnover") for name in shown], sets, 1, leaves=2),
        _effects(_text("burnout"), [row_of(own, name, "burnout") for name in shown], sets, 1, leaves=1),
        Column(
            _text("programmes", unit=heading),
            tuple(_amount(row["p50"], row, sets, unit) for row in costs),
            leaves=3,
        ),
        _column(
            _text("net_value", unit=heading),
            [[with_plus(_amount(row[name], row, sets, unit)) for name in _quantiles] for row in nets],
        ),
        Column(_text("pays"), tuple(share(row["better"]) for row in nets)),
    ]
    title = _text("title", baseline=names[0])
    return table_text(_text("policy"), shown, columns, width, title, _text("note", runs=f"{about['runs']:,}"))


def _effects(head: str, rows: Sequence[Row], sets: int, decimals: int, leaves: int = 0) -> Column:
    """People or points: plain ones where no decimals are told, else with their sign."""
    cells = []
    for row in rows:
        digits = digits_of(row, sets, decimals)
        tell: Callable[[float], str] = digits.signed if decimals else digits.plain
        cells.append([tell(row[name]) for name in _quantiles])
    return _column(head, cells, leaves)


def _column(head: str, cells: Sequence[Sequence[str]], leaves: int = 0) -> Column:
    """A column of medians with their ranges."""
    return Column(
        head,
        tuple(middle for middle, _, _ in cells),
        tuple(interval(low, high) for _, low, high in cells),
        leaves,
    )


def _amount(value: float, spread: Row, sets: int, unit: MoneyUnit) -> str:
    """Money counted in `unit`, with a decimal or two where the runs support them."""
    digits = digits_of({name: spread[name] / unit.size for name in ("p5", "p95")}, sets, most=2)
    return plain(digits.rounded(value / unit.size), max(digits.decimals, 0))
