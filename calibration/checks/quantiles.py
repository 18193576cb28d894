"""Median and middle 90 % as the account of a fit has them."""

from __future__ import annotations

import numpy as np

from tandem.calibration.fit.emulator import FloatArray


def quantiles_of(values: FloatArray) -> dict[str, float]:
    """5th, 50th and 95th percentile of values (n,) as `p5`, `p50`, `p95`; unknown ones are left out."""
    ends = np.nanquantile(values, [0.05, 0.5, 0.95])
    return {f"p{percent}": float(value) for percent, value in zip((5, 50, 95), ends, strict=True)}
