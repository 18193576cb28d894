"""Numbers as text: per cent and worker-months, in two significant digits or so."""

from __future__ import annotations

import math
from collections.abc import Callable

NO_BREAK = "\u00a0"
NO_VALUE = "no value"  # where there is nobody to measure

Numeral = Callable[[float], str]


def per_cent(value: float) -> str:
    """`15 %`; with one decimal below 10 %."""
    if math.isnan(value):
        return NO_VALUE
    rounded = round(value, 1)
    return f"{value:.0f}{NO_BREAK}%" if rounded >= 10 or rounded == 0 else f"{rounded:.1f}{NO_BREAK}%"


def worker_months(value: float) -> str:
    """`1.03`."""
    return NO_VALUE if math.isnan(value) else f"{value:.2f}"


def tick_label(value: float, step: float, suffix: str) -> str:
    """A tick of an axis in steps of `step`, with as many decimals as the step has."""
    decimals = next(digits for digits in range(10) if abs(round(step, digits) - step) < 1e-9)
    return f"{value:.{decimals}f}{suffix}"


def signed(value: float, decimals: int = 0) -> str:
    """`+1,234`, `−12`, `0`: a true minus, and nought without a sign."""
    if not math.isfinite(value):
        return NO_VALUE
    text = f"{value:+,.{decimals}f}".replace("-", "−")
    return text.lstrip("+−") if float(f"{value:.{decimals}f}") == 0 else text
