"""A workforce by months of tenure: who stays when some go sooner than others, by nature (frailty).

The formulas are those of `steady_state.py`; people and tendencies are read off sums over tendencies.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tandem.model.engine.formulas import LONGEST_TENURE
from tandem.model.numerics.arrays import Reals
from tandem.model.numerics.compiled import column_loop

Floats = npt.NDArray[np.float64]

EXPOSURE_STEPS, MOST_EXPOSED = 600, 100.0  # grid of sums over those who stayed
_tendency = np.linspace(-6, 6, 41)  # SD; spaced so that sums over a normal density are exact to 1e-9
_weight = np.exp(-(_tendency**2) / 2) / np.exp(-(_tendency**2) / 2).sum()


class Stayed(NamedTuple):
    """Sums over tendencies v of those who stayed, by the cube root of the exposure.

    Attributes
    ----------
    root : (EXPOSURE_STEPS,) cube roots of exposures, evenly spaced from nought
    sums : (3, EXPOSURE_STEPS): Σ φ(v)·exp(−B·exp(s·v)), the same times exp(s·v), and times v
    """

    root: Floats
    sums: Floats


@lru_cache(maxsize=64)
def stayed_by_exposure(spread: float) -> Stayed:
    """The sums on a grid of exposures: all that a workforce needs is read off by interpolation."""
    root = np.linspace(0, MOST_EXPOSED ** (1 / 3), EXPOSURE_STEPS)
    pushed = np.exp(spread * _tendency)
    stock = _weight * np.exp(-(root[:, np.newaxis] ** 3) * pushed)
    return Stayed(root, np.stack((stock.sum(axis=1), stock @ pushed, stock @ _tendency)))


class Workforce(NamedTuple):
    """People on one contract.

    Attributes
    ----------
    people, pushed : people by month of tenure, relative, and the same times exp(tendency)
    exposure : as the module's text has it, by month of tenure
    tenure : share of people with at most so many months
    tendency : mean of it, SD
    quits : share of people who leave of their own accord in a month
    """

    people: Floats
    pushed: Floats
    exposure: Floats
    tenure: Floats
    tendency: float
    quits: float


@column_loop
def _go_through_tenure(
    always: Reals, moved: Reals, dismissed: float, root: Reals, sums: Reals, exposure: Reals, people: Reals,
    pushed: Reals,
) -> float:  # fmt: skip
    """Month after month of tenure: exposure, people who stayed and the same times exp(tendency).

    `sums` (3, EXPOSURE_STEPS) are those of `Stayed` on the evenly spaced cube roots `root`. Returns the sum
    of tendencies of those who stayed.
    """
    steps = (root.size - 1) / root[root.size - 1]
    risk = met = tendency = 0.0
    for month in range(always.size):
        place = np.cbrt(met) * steps
        left = min(int(place), root.size - 2)
        along = min(place - left, 1.0)
        kept = np.exp(-risk)
        exposure[month] = met
        people[month] = kept * (sums[0, left] + along * (sums[0, left + 1] - sums[0, left]))
        pushed[month] = kept * (sums[1, left] + along * (sums[1, left + 1] - sums[1, left]))
        tendency += kept * (sums[2, left] + along * (sums[2, left + 1] - sums[2, left]))
        risk += always[month] + dismissed
        met += moved[month]
    return tendency


def workforce_of(
    rate: float, weights: Floats, answered: Floats, n: Mapping[str, float], stayed: Stayed
) -> Workforce:
    """A workforce that quits at base `rate` times tenure `weights`, partly in answer to moods."""
    always, moved = rate * n["unavoidable_share"] * weights, rate * answered * weights
    exposure, people, pushed = np.empty((3, weights.size))
    tendency = _go_through_tenure(
        always, moved, n["dismissal_rate"], stayed.root, stayed.sums, exposure, people, pushed
    )
    total = people.sum()
    quits = float((people @ always + pushed @ moved) / total)
    return Workforce(people, pushed, exposure, np.cumsum(people) / total, float(tendency / total), quits)


def freelancers_of(rate: float) -> Workforce:
    """Contracts run out at a constant rate, whatever the mood; a contract's end counts as leaving."""
    months = np.arange(LONGEST_TENURE + 1)
    reached = -np.expm1(-rate * (months + 1))
    nobody = np.zeros(months.size)
    return Workforce(1 - reached, nobody, nobody, reached / reached[-1], 0.0, -math.expm1(-rate))
