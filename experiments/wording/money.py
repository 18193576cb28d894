"""Amounts of money as text: one rule for findings, tables, figures, questions and messages.

Three significant digits, counted in thousands, millions, billions or trillions (`USD 12.3 million`); below
ten thousand to the unit (`USD 4,863`). Noughts at the end of the decimals are not written (`EUR 2 million`),
and an amount that is nought when rounded has no sign. The currency is the organisation's own code, whatever
it is: nothing is converted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import MINUS, NO_BREAK, no_value, plain, ranged

_text = texts("wording.money")

_to_the_unit = 10_000.0
_digits = 3


@dataclass(frozen=True)
class MoneyUnit:
    """What amounts are counted in: `size` units of the currency."""

    size: float

    @property
    def name(self) -> str:
        """`million`; nothing for one unit."""
        if self.size == 1:
            return ""
        return _text({1e3: "thousand", 1e6: "million", 1e9: "billion", 1e12: "trillion"}[self.size])

    def digits(self, amount: float) -> str:
        """`12.3` of 12,345,678 in millions: at most two decimals, none that are nought at the end."""
        if not math.isfinite(amount):
            return no_value()
        if self.size == 1:
            return plain(amount)
        scaled = amount / self.size
        rounded = abs(_rounded(scaled))
        text = plain(scaled, 2 if rounded < 10 else 1 if rounded < 100 else 0)
        return text.rstrip("0").rstrip(".") if "." in text else text

    def heading(self, currency: str) -> str:
        """`USD million`, for a column or an axis."""
        return f"{currency} {self.name}".rstrip()

    def counted(self, amount: float) -> str:
        """`−12.3 million`, without the currency."""
        text = self.digits(amount)
        return f"{text}{NO_BREAK}{self.name}" if self.name and text != no_value() else text


ONES = MoneyUnit(1.0)
_units = tuple(MoneyUnit(size) for size in (1e3, 1e6, 1e9, 1e12))


def money_unit(*amounts: float) -> MoneyUnit:
    """The unit in which the largest of `amounts` is told; those that are not finite are passed over."""
    largest = max((abs(amount) for amount in amounts if math.isfinite(amount)), default=0.0)
    if round(largest) < _to_the_unit:
        return ONES
    fitting = (unit for unit in _units if _rounded(largest / unit.size) < 1000)
    return next(fitting, _units[-1])


def money(amount: float, currency: str) -> str:
    """`USD 12.3 million`, `−EUR 340 thousand`, `JPY 4,863`; `no value` where there is none."""
    return _told(amount, money_unit(amount), currency)


def money_with_range(middle: float, low: float, high: float, currency: str) -> str:
    """`USD 2.14 million (−0.03 to 3.37 million)`: a median with its range, all in one unit."""
    unit = money_unit(middle, low, high)
    return ranged(_told(middle, unit, currency), unit.counted(low), unit.counted(high))


def _told(amount: float, unit: MoneyUnit, currency: str) -> str:
    text = unit.counted(amount)
    if text == no_value():
        return text
    sign = MINUS if text.startswith(MINUS) else ""
    return f"{sign}{currency}{NO_BREAK}{text.removeprefix(MINUS)}"


def _rounded(value: float) -> float:
    """In three significant digits."""
    return float(f"{value:.{_digits}g}")
