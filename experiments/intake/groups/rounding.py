"""Figures of groups, rounded so that two profiles one person apart do not give that person's away."""

from __future__ import annotations

import hashlib
import hmac
import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

#: From two means of n and n − 1 people one person's pay can be narrowed down to ± n × step / 2 at either end,
#: that is by n × step; at least this share of the mean (assumption).
PAY_MARGIN = 0.5
TENURE_MARGIN_YEARS = 2.0  # as above, in years (assumption)
#: Pay above this multiple of the group's median counts as the multiple: then no one person's pay can
# dominate a
#: mean (p % rule of statistical offices: the largest two apart, half of the group earns at least the median).
LARGEST_TO_MEDIAN = 3.0  # assumption
BASE = 5  # counts in bands are multiples of it (random rounding, as Statistics Canada does)


def nice_step(least: float) -> float:
    """The smallest of 1, 2 or 5 times a power of ten that is at least `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-12))


def mean_pay(pay: Floats) -> float:
    """The mean of a group's pay, capped and rounded."""
    capped = np.minimum(pay, LARGEST_TO_MEDIAN * np.median(pay))
    mean = float(capped.mean())
    step = nice_step(PAY_MARGIN * mean / pay.size)
    return max(round(mean / step) * step, step)


def mean_tenure_years(months: Floats) -> float:
    """The mean of a group's tenure in years, rounded."""
    step = max(nice_step(TENURE_MARGIN_YEARS / months.size), 0.1)
    return round(round(float(months.mean()) / 12 / step) * step, 6)


def keyed_generator(key: bytes, *cell: object) -> np.random.Generator:
    """Random numbers that depend on a secret key and on what a cell is and holds, and on nothing else.

    So a cell that stays the same from one profile to the next keeps its perturbation, and averaging over
    profiles takes nothing of it away (the cell-key method of the Australian Bureau of Statistics).
    """
    digest = hmac.new(key, repr(cell).encode(), hashlib.sha256).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))


def rounded_count(count: int, key: bytes, *cell: object) -> int:
    """A count rounded up or down to a multiple of five by lot, right on average."""
    down, rest = divmod(count, BASE)
    up = keyed_generator(key, "count", count, *cell).random() * BASE < rest
    return (down + int(up)) * BASE
