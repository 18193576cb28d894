"""Lines from marks to their names in a column beside them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment


def without_crossings(
    points: Sequence[tuple[float, float]], column: float, slots: Sequence[float]
) -> list[float]:
    """The slot of each point, so that straight lines from points to slots do not cross.

    Of all ways to share out the slots it is the one whose lines are shortest in all: were two of them to
    cross, changing their ends would make them shorter.

    Parameters
    ----------
    points : marks, inches
    column : where the lines end, inches across, right of all points
    slots : heights at which names stand, as many as points
    """
    if not points:
        return []
    marks, heights = np.asarray(points), np.asarray(slots)
    lengths = np.hypot(column - marks[:, :1], marks[:, 1:] - heights[np.newaxis])
    _, chosen = linear_sum_assignment(lengths)
    return [float(height) for height in heights[chosen]]
