"""Fans: the quantiles of many runs, month by month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

#: Shares of the runs below the lines of a fan: the 90 % band, the 50 % band and the median.
PROBABILITIES = (0.05, 0.25, 0.50, 0.75, 0.95)


@dataclass(frozen=True)
class Fan:
    """Quantiles of a measure by month, each of shape (months,); NaN where no run has a value."""

    p5: Floats
    p25: Floats
    p50: Floats
    p75: Floats
    p95: Floats

    @property
    def rows(self) -> Floats:
        """Shape (5, months), from the 5th percentile to the 95th."""
        return np.stack([self.p5, self.p25, self.p50, self.p75, self.p95])

    def at(self, month: int) -> tuple[float, float, float, float, float]:
        """The five quantiles of one month (negative: from the end)."""
        p5, p25, p50, p75, p95 = (float(value) for value in self.rows[:, month])
        return p5, p25, p50, p75, p95

    def since(self, month: int) -> Fan:
        """The fan from `month` on."""
        return Fan(*self.rows[:, month:])


def fan(values: npt.ArrayLike) -> Fan:
    """Pointwise quantiles of runs.

    Parameters
    ----------
    values : array of shape (draws, months)
        A run without a value in a month has NaN there; the other runs make up that month's quantiles.

    Returns
    -------
    Fan
        The 5th, 25th, 50th, 75th and 95th percentile of each month, interpolated linearly (type 7 of
        Hyndman and Fan 1996, "Sample quantiles in statistical packages").

    Raises
    ------
    ValueError
        If `values` has no draws, or is not two-dimensional.
    """
    runs = np.asarray(values, dtype=np.float64)
    if runs.ndim != 2 or runs.shape[0] == 0:
        raise ValueError(f"a fan needs values of shape (draws, months), at least one draw; got {runs.shape}")
    if np.isfinite(runs).all():
        return Fan(*np.quantile(runs, PROBABILITIES, axis=0))
    columns = [month[np.isfinite(month)] for month in runs.T]
    rows = [np.quantile(known, PROBABILITIES) if known.size else np.full(5, np.nan) for known in columns]
    return Fan(*np.array(rows).T)
