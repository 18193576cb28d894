"""A measure over the months: the fan of its runs, and where the projection begins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tandem.experiments.drawing.fan import Fan, Floats, fan

HISTORY_SHOWN = 12  # months, at most


@dataclass(frozen=True)
class Series:
    """One measure of one set of people.

    Attributes
    ----------
    fan : quantiles of the months shown
    ends : months' ends, in months since November 2022, shape (months,); a value stands at its month's end
    start_line : where the projection begins, in months since November 2022
    start : place in `fan` of the last month before it (of the first month where no history is known)
    began, ended : the runs' values in that month and in the last one, shape (draws,)
    record_end : until when the values are the organisation's own record; None: all are simulated
    """

    fan: Fan
    ends: Floats
    start_line: float
    start: int
    began: Floats
    ended: Floats
    record_end: float | None = None

    @property
    def from_record(self) -> npt.NDArray[np.bool_]:
        """Which of the months shown are of the organisation's own record, (months,)."""
        return self.ends <= (-np.inf if self.record_end is None else self.record_end)

    def projected(self) -> Fan:
        """The fan from the start line on."""
        return self.fan.since(self.start)

    def share_higher(self) -> float:
        """Share of the runs that end above where the projection began; NaN where none has both values."""
        return _share(self.began < self.ended, self.began, self.ended)

    def share_lower(self) -> float:
        """Share of the runs that end below where the projection began; NaN where none has both values."""
        return _share(self.began > self.ended, self.began, self.ended)


def _share(holds: npt.NDArray[np.bool_], began: Floats, ended: Floats) -> float:
    """Share of the runs with both values for which `holds` is true."""
    known = np.isfinite(began) & np.isfinite(ended)
    return float(np.mean(holds[known])) if known.any() else float("nan")


def series(values: npt.ArrayLike, first_month: int, history: int, record_end: int | None = None) -> Series:
    """The series of `values`, shape (draws, months), of which `history` months precede the projection.

    At most twelve months of history are shown, from the first in which any run has a value; with an own
    record, whose last month is the one before `record_end`, as many more as lie between its end and the
    projection.
    """
    runs = np.asarray(values, dtype=np.float64)
    anchor = max(history - 1, 0)
    known = np.flatnonzero(np.isfinite(runs).any(axis=0))
    gap = 0 if record_end is None else max(first_month + history - record_end, 0)
    earliest = max(anchor - HISTORY_SHOWN - gap, int(known[0]) if known.size else 0)
    first = min(earliest, anchor)
    ends = first_month + 1 + np.arange(runs.shape[1], dtype=np.float64)
    return Series(
        fan=fan(runs[:, first:]),
        ends=ends[first:],
        start_line=float(first_month + history),
        start=anchor - first,
        began=runs[:, anchor],
        ended=runs[:, -1],
        record_end=None if record_end is None else float(record_end),
    )
