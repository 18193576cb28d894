"""As many digits as the runs support: a step of the last one is a fifth of the Monte-Carlo error to twice it.

Rounding then moves a number by no more than luck does, and no digit is told that is luck alone.

The error is that of a median of so many independent runs with a spread like that of the middle 90 % of a
normal distribution, 1.2533 σ / √n. Runs that share parameters are not independent: parameter sets count.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from tandem.experiments.wording.money import money, money_with_range
from tandem.experiments.wording.numerals import no_value, per_cent, plain, ranged, signed, with_range

_error_of_median = 1.2533  # standard errors of a mean, normal distribution: √(π/2)
_sds_between_p5_and_p95 = 3.2897

Spread = Mapping[str, float | None]


@dataclass(frozen=True)
class Digits:
    """How numbers of one kind are told: `decimals` of them, or whole tens (−1), hundreds (−2) and so on."""

    decimals: int

    def rounded(self, value: float | None) -> float | None:
        """`value` in these digits; None where there is none."""
        return None if value is None or not math.isfinite(value) else round(value, self.decimals)

    def plain(self, value: float | None) -> str:
        """`1,230`, `−12`."""
        return plain(self.rounded(value), max(self.decimals, 0))

    def signed(self, value: float | None) -> str:
        """`+1,230`, `−12`, `0`: a change."""
        return signed(self.rounded(value), max(self.decimals, 0))

    def per_cent(self, value: float | None) -> str:
        """`15 %`."""
        return per_cent(self.rounded(value), max(self.decimals, 0))

    def relative(self, value: float | None) -> str:
        """`+2.4 %`: a change in per cent."""
        told = signed(self.rounded(value), max(self.decimals, 0))
        return told if told == no_value() else f"{told}{per_cent(0, 0)[1:]}"


def digits_of(spread: Spread, independent: int, most: int = 1) -> Digits:
    """The digits that `independent` runs with such a spread (p5 to p95) support, at most `most` decimals."""
    error = error_of_median(spread, independent)
    if not math.isfinite(error):
        return Digits(0)
    if error <= 0:
        return Digits(most)
    return Digits(min(most, -math.floor(math.log10(2 * error) + 1e-9)))


def error_of_median(spread: Spread, independent: int) -> float:
    """Monte-Carlo error of the median; infinite where a run alone, or no value, tells of none."""
    low, high = spread["p5"], spread["p95"]
    if low is None or high is None or independent < 2 or not math.isfinite(high - low):
        return math.inf
    return _error_of_median * (high - low) / _sds_between_p5_and_p95 / math.sqrt(independent)


def counted(spread: Mapping[str, float], independent: int) -> str:
    """`90 (20 to 190)`: people, with the middle 90 %, in the digits that the runs support."""
    return with_range(spread, digits_of(spread, independent, most=0).plain)


def money_told(spread: Mapping[str, float], independent: int, currency: str) -> str:
    """`USD 3.1 million (−1 to 9.2 million)`: the median with the middle 90 %."""
    low, middle, high = (_money(spread[name], spread, independent) for name in ("p5", "p50", "p95"))
    return money_with_range(middle, low, high, currency)


def money_alone(value: float, spread: Mapping[str, float], independent: int, currency: str) -> str:
    """`USD 3.1 million`: an amount with the error of `spread`."""
    return money(_money(value, spread, independent), currency)


def range_told(low: str, middle: str, high: str) -> str:
    """`14 % (10 to 20 %)`, without a range where all three read alike."""
    return middle if low == middle == high else ranged(middle, low, high)


def _money(value: float, spread: Spread, independent: int) -> float:
    rounded = digits_of(spread, independent, most=0).rounded(value)
    return math.nan if rounded is None else rounded
