"""When a difference is certain: luck and parameters leave its sign in no doubt."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

#: Fewer runs make no difference certain: all of a handful may lie on one side by luck.
FEWEST_RUNS = 20


def is_certain(difference: Mapping[str, float | None], runs: int) -> bool:
    """Whether the middle 90 % of the runs lie on one side of nought, in at least `FEWEST_RUNS` runs.

    Parameters
    ----------
    difference : its quantiles over the runs; p5 and p95 are looked at, None or NaN where there are none
    runs : how many runs have a difference
    """
    low, high = difference["p5"], difference["p95"]
    if low is None or high is None or not (isfinite(low) and isfinite(high)):
        return False
    return runs >= FEWEST_RUNS and (low > 0 or high < 0)
