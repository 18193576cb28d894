"""Kinds of arrays and numbers, in words for the type checker; compiled code works in the precision it meets.

A `float` in the signature of a rule is a number in the precision of the columns, float32 or float64.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.floating[Any]]  # float32 or float64, the columns' precision
Integers = npt.NDArray[np.integer[Any]]  # identities, codes, places and offsets
Word = np.uint64  # holds a 32-bit word of the generator
