"""Discounting: money later counts for less, if a rate is given."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tandem.model.outcomes.sums import MONTHS_A_YEAR

Floats = npt.NDArray[np.float64]


def discount_factors(months: int, rate: float | None) -> Floats:
    """What one unit of money in each month is worth at the start, (months,); 1 without a rate.

    A month's money is counted in its middle.

    Parameters
    ----------
    rate : a year; .08 is 8 %. None: nothing is discounted
    """
    if rate is None:
        return np.ones(months)
    factors: Floats = (1 + rate) ** (-(np.arange(months) + 0.5) / MONTHS_A_YEAR)
    return factors
