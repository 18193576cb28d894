"""Amounts of money as text and on axes."""

from __future__ import annotations

from tandem.experiments.drawing.numerals import NO_BREAK

_steps = ((1e9, "billion"), (1e6, "million"), (1e3, "thousand"))


def money(amount: float, currency: str) -> str:
    """`USD 1.2 million`, in two significant digits or so; below ten thousand to the unit."""
    size = abs(amount)
    sign = "−" if amount < 0 and round(size) else ""
    for step, name in _steps:
        if size >= (step if step > 1e3 else 1e4):
            scaled = size / step
            digits = f"{scaled:.1f}" if scaled < 10 else f"{scaled:,.0f}"
            return f"{sign}{currency}{NO_BREAK}{digits}{NO_BREAK}{name}"
    return f"{sign}{currency}{NO_BREAK}{size:,.0f}"


def money_axis(largest: float, currency: str) -> tuple[float, str]:
    """What ticks are multiplied by, and the axis's name: `USD million`."""
    for step, name in _steps:
        if largest >= step:
            return 1 / step, f"{currency} {name}"
    return 1.0, currency
