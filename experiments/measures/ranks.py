"""Ranks of numbers; ties share their mean rank."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def ranks(numbers: npt.ArrayLike) -> Floats:
    """Ranks from 1, shape (n,)."""
    _, place, counts = np.unique(np.asarray(numbers), return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    shared: Floats = (ends - (counts - 1) / 2)[place]
    return shared
