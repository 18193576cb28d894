"""Pay of a group, rounded and capped so that it gives no person's away."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

#: From two means of n and n − 1 people one person's pay can be narrowed down to ± n × step / 2 at either end,
#: that is by n × step; at least this share of the mean (assumption).
PAY_MARGIN = 0.5
#: Pay above this multiple of the group's median counts as the multiple: then no one person's pay can
#: dominate a mean (p % rule of statistical offices: the largest two apart, half of the group earns at least
#: the median).
LARGEST_TO_MEDIAN = 3.0  # assumption


def nice_step(least: float) -> float:
    """The smallest of 1, 2 or 5 times a power of ten that is at least `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-12))


def mean_pay(pay: Floats, people: npt.NDArray[np.int64] | None = None) -> float:
    """The mean of a group's pay, capped and rounded; `people` have each pay (None: one each)."""
    people = np.ones(pay.size, np.int64) if people is None else people
    capped = np.minimum(pay, LARGEST_TO_MEDIAN * _median(pay, people))
    mean = float(np.average(capped, weights=people))
    step = nice_step(PAY_MARGIN * mean / int(people.sum()))
    return max(round(mean / step) * step, step)


def _median(pay: Floats, people: npt.NDArray[np.int64]) -> float:
    """Half of the people earn no more, half no less; between two pays their mean."""
    order = np.argsort(pay, kind="stable")
    reached = np.cumsum(people[order])
    half = reached[-1] / 2
    low, high = np.searchsorted(reached, half, "left"), np.searchsorted(reached, half, "right")
    return float((pay[order][low] + pay[order][min(high, pay.size - 1)]) / 2)
