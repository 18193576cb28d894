"""Numbers as text: one rule for signs, shares, ranges and counts, in findings, tables and figures alike.

A minus is a true one (−), thousands have a comma, nought has no sign, a number and its unit are not parted
at a line's end, and what is missing or not finite is `no value`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from tandem.experiments.wording.catalogue import texts

_text = texts("wording.numerals")

NO_BREAK = "\u00a0"
MINUS = "−"

Tell = Callable[[float], str]


def no_value() -> str:
    """What stands for a number where there is nobody to measure."""
    return _text("no_value")


def plain(value: float | None, decimals: int = 0) -> str:
    """`1,234`, `−12`; `1.88` in two decimals."""
    if value is None or not math.isfinite(value):
        return no_value()
    text = f"{value:,.{decimals}f}".replace("-", MINUS)
    return text.removeprefix(MINUS) if _is_nought(text) else text


def signed(value: float | None, decimals: int = 0) -> str:
    """`+1,234`, `−12`, `0`: a change."""
    return with_plus(plain(value, decimals))


def with_plus(text: str) -> str:
    """A number in words as a change: with a plus unless it has a minus, or is nought or missing."""
    return text if text == no_value() or text.startswith(MINUS) or _is_nought(text) else f"+{text}"


def per_cent(value: float | None, decimals: int | None = None) -> str:
    """`15 %` of 15.2; without `decimals` in two significant digits or so: with one decimal below 10 %."""
    text = plain(value, 1 if decimals is None else decimals)
    if value is None or text == no_value():
        return no_value()
    if decimals is None and (text == "0.0" or abs(round(value, 1)) >= 10):
        text = plain(value)
    return f"{text}{NO_BREAK}%"


def share(value: float | None, decimals: int = 0) -> str:
    """`88 %` of 0.88."""
    return per_cent(None if value is None else 100 * value, decimals)


def interval(low: str, high: str) -> str:
    """`82 to 92 %` of `82 %` and `92 %`: a unit that both have is said once."""
    if low == high == no_value():
        return no_value()
    _, mark, unit = high.partition(NO_BREAK)
    return _text("interval", low=low.removesuffix(mark + unit), high=high)


def with_range(quantiles: Mapping[str, float], tell: Tell) -> str:
    """`73 % (66 to 77 %)`: the median and the middle 90 % of `quantiles` (keys p50, p5 and p95)."""
    low, middle, high = (tell(quantiles[key]) for key in ("p5", "p50", "p95"))
    return ranged(middle, low, high)


def ranged(middle: str, low: str, high: str) -> str:
    """`73 % (66 to 77 %)` of three numbers in words; `no value` if all are missing."""
    reach = interval(low, high)
    if middle == reach == no_value():
        return no_value()
    return _text("with_range", middle=middle, range=reach)


def _is_nought(text: str) -> bool:
    figure, _, _ = text.partition(NO_BREAK)
    return not figure.strip(f"{MINUS}0.,")
