"""Marks of an axis: round numbers that hold all values."""

from __future__ import annotations

import math
from collections.abc import Sequence

_most = 6


def axis_of(values: Sequence[float | None], with_nought: bool) -> tuple[float, float, float]:
    """Ends of an axis that holds the values (and nought if it should), and the step of its marks."""
    known = [value for value in values if value is not None and math.isfinite(value)] or [0.0, 1.0]
    known += [0.0] if with_nought else []
    marks = ticks(min(known), max(known))
    return marks[0], marks[-1], marks[1] - marks[0]


def ticks(low: float, high: float) -> list[float]:
    """At most seven round numbers, the first at or below `low`, the last at or above `high`."""
    if not high > low:
        low, high = low - 0.5, high + 0.5
    raw = (high - low) / _most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * each for each in (1, 2, 2.5, 5, 10, 20) if power * each >= raw)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(place * step, 12) for place in range(first, last + 1)]
