"""What pairing buys: how much smaller the standard error of a policy's effect is on the same luck."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def pairing_gain(levels: Floats, parameter_sets: Sequence[int], policy: int) -> dict[str, float] | None:
    """How many times smaller the standard error of a policy's mean effect is on the same luck.

    The effect meant is the mean over the parameter sets drawn. Its standard error is that of the luck in the
    paired differences. With other luck for the policy than for the baseline but the same parameters, it would
    be that of the luck of both; with independent draws for the two, the parameters' spread comes on top.
    Variances within parameter sets are pooled (one-way analysis of variance).

    Parameters
    ----------
    levels : float64 array (policies, draws)
        A total under each policy, the baseline first.
    parameter_sets : number of the parameter set of each draw
    policy : which row of `levels` is held against the first

    Returns
    -------
    dict or None
        `same_parameters` and `independent`, ratios of standard errors for the same number of runs; None
        where no parameter set has two runs, or the policy changes nothing.
    """
    base, treated = levels[0], levels[policy]
    luck = [_within(values, parameter_sets) for values in (treated - base, treated, base)]
    if luck[0] is None or luck[1] is None or luck[2] is None or luck[0] == 0:
        return None
    paired = math.sqrt(luck[0])
    return {
        "same_parameters": math.sqrt(luck[1] + luck[2]) / paired,
        "independent": math.sqrt(float(np.var(treated, ddof=1) + np.var(base, ddof=1))) / paired,
    }


def _within(values: Floats, parameter_sets: Sequence[int]) -> float | None:
    """Pooled variance of luck: within parameter sets; None where none has two runs."""
    _, place, counts = np.unique(np.asarray(parameter_sets), return_inverse=True, return_counts=True)
    spare = values.size - counts.size
    if spare == 0:
        return None
    means = np.bincount(place, weights=values) / counts
    return float(((values - means[place]) ** 2).sum()) / spare
