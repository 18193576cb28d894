"""Figures of groups, rounded so that two profiles one person apart do not give that person's away."""

from __future__ import annotations

import hashlib
import hmac

import numpy as np
import numpy.typing as npt

from tandem.model.organisation.rounding import nice_step

Floats = npt.NDArray[np.float64]

#: From two means one person apart a tenure can be narrowed down to n × step; at least so many years
#: (assumption).
TENURE_MARGIN_YEARS = 2.0
FULL_TIME_MARGIN = 0.5  # the same for a share of full time (assumption)
BASE = 5  # counts in bands are multiples of it (random rounding, as Statistics Canada does)


def mean_tenure_years(months: Floats) -> float:
    """The mean of a group's tenure in years, rounded."""
    step = max(nice_step(TENURE_MARGIN_YEARS / months.size), 0.1)
    return round(round(float(months.mean()) / 12 / step) * step, 6)


def mean_full_time(shares: Floats) -> float:
    """The mean share of full time of a group, rounded; everybody in full time is just that."""
    step = max(nice_step(FULL_TIME_MARGIN / shares.size), 0.001)
    return round(max(round(float(shares.mean()) / step) * step, step), 6)


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
