"""Columns of Arrow tables from NumPy's memory.

`pyarrow.array` first asks whether what it is given is pandas', and imports pandas to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def numbers(values: npt.NDArray[Any], missing: npt.NDArray[np.bool_] | None = None) -> pa.Array:
    """A column of numbers; null where one is `missing`."""
    return _column(pa.from_numpy_dtype(values.dtype), values, missing)


def days(values: npt.NDArray[np.datetime64]) -> pa.Array:
    """A column of dates."""
    return _column(pa.date32(), values.astype("datetime64[D]").astype(np.int32), None)


def labels(places: npt.NDArray[np.integer], distinct: Sequence[str]) -> pa.DictionaryArray:
    """A column of texts, each stored once: `places` says which of the `distinct` ones stands in a row."""
    return pa.DictionaryArray.from_arrays(numbers(places), texts(distinct))


def texts(values: Sequence[str]) -> pa.StringArray:
    """A column of texts."""
    encoded = [text.encode() for text in values]
    ends = np.cumsum([0, *map(len, encoded)]).astype(np.int32)
    return pa.Array.from_buffers(
        pa.string(), len(encoded), [None, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    )


def flags(values: npt.NDArray[np.bool_]) -> pa.BooleanArray:
    """A column of yes and no."""
    return pa.Array.from_buffers(
        pa.bool_(), values.size, [None, pa.py_buffer(np.packbits(values, bitorder="little"))]
    )


def _column(kind: pa.DataType, values: npt.NDArray[Any], missing: npt.NDArray[np.bool_] | None) -> pa.Array:
    known = None
    if missing is not None and missing.any():
        known = pa.py_buffer(np.packbits(~missing, bitorder="little"))
    return pa.Array.from_buffers(
        kind, values.size, [known, pa.py_buffer(np.ascontiguousarray(values).ravel())]
    )
