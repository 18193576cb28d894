"""How long people have been with the organisation: distributions of tenure."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from tandem.model.organisation.profile import LONGEST_TENURE_YEARS

FloatArray = npt.NDArray[np.float64]


def published_tenure(uniform: FloatArray, median_years: float, first_year_share: float) -> FloatArray:
    """Tenure in years with a published median and share of people in their first year.

    A Weibull distribution cut off at a working life; its two parameters are those at which the median and the
    share with at most one year are the published ones (BLS 2024: 3.9 years and 22 per cent).

    Parameters
    ----------
    uniform : float64 array
        Draws in (0, 1).
    median_years, first_year_share : float
        The two published figures, in years and as a share.

    Returns
    -------
    float64 array
        Years, 0 to 50, one a draw.
    """
    shape, scale = 1.0, median_years
    kept = 1.0  # share of the uncut distribution below the longest tenure
    for _ in range(50):  # a fixed point: the cut moves the parameters, the parameters move the cut
        shape = math.log(math.log1p(-kept / 2) / math.log1p(-kept * first_year_share)) / math.log(
            median_years
        )
        scale = median_years / (-math.log1p(-kept / 2)) ** (1 / shape)
        kept = -math.expm1(-((LONGEST_TENURE_YEARS / scale) ** shape))
    return scale * (-np.log1p(-uniform * kept)) ** (1 / shape)


def tenure_of_mean(uniform: FloatArray, mean_years: FloatArray, group: npt.NDArray[np.int32]) -> FloatArray:
    """Tenure in years with a given mean and otherwise as little assumed as possible.

    The distribution of largest entropy on 0 to 50 years with that mean, an exponential cut off at 50 years:
    what a group looks like when people leave it at a steady rate.

    Parameters
    ----------
    uniform : float64 array of shape (n,)
        Draws in (0, 1).
    mean_years : float64 array of shape (groups,)
        The mean of each group, 0 to 50 years.
    group : int32 array of shape (n,)
        The group of each draw.

    Returns
    -------
    float64 array of shape (n,)
        Years, 0 to 50.
    """
    share = mean_years / LONGEST_TENURE_YEARS
    mirrored = (share > 0.5)[group]  # the mirror image of the distribution with mean 1 - share
    rate = _rate_of_mean(np.minimum(share, 1 - share))[group]
    draw = np.where(mirrored, 1 - uniform, uniform)
    place = -np.log1p(draw * np.expm1(-rate)) / rate
    return LONGEST_TENURE_YEARS * np.where(mirrored, 1 - place, place)


def _rate_of_mean(mean: FloatArray) -> FloatArray:
    """Rate of the exponential distribution cut off at 1 that has this mean (0 to 0.5), by bisection."""
    low, high = np.full(mean.size, math.log(1e-6)), np.full(mean.size, math.log(1e9))
    for _ in range(80):
        middle = (low + high) / 2
        rate = np.exp(middle)
        too_slow = 1 / rate - 1 / np.expm1(np.minimum(rate, 700.0)) > mean
        low, high = np.where(too_slow, middle, low), np.where(too_slow, high, middle)
    return np.exp(high)
