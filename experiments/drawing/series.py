"""From a projection to what the figures show: the runs of each measure and their fans."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tandem.experiments.drawing.fan import Fan, Floats, fan
from tandem.experiments.measures.cells import cell_sums_of
from tandem.experiments.simulation.projection import Projection
from tandem.model.organisation.suppression import Cell, all_cells, published_cells
from tandem.model.outcomes.measures import MEASURES

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
    """

    fan: Fan
    ends: Floats
    start_line: float
    start: int
    began: Floats
    ended: Floats

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


def series(values: npt.ArrayLike, first_month: int, history: int) -> Series:
    """The series of `values`, shape (draws, months), of which `history` months precede the projection.

    At most twelve months of history are shown, from the first in which any run has a value.
    """
    runs = np.asarray(values, dtype=np.float64)
    anchor = max(history - 1, 0)
    known = np.flatnonzero(np.isfinite(runs).any(axis=0))
    earliest = max(anchor - HISTORY_SHOWN, int(known[0]) if known.size else 0)
    first = min(earliest, anchor)
    ends = first_month + 1 + np.arange(runs.shape[1], dtype=np.float64)
    return Series(
        fan=fan(runs[:, first:]),
        ends=ends[first:],
        start_line=float(first_month + history),
        start=anchor - first,
        began=runs[:, anchor],
        ended=runs[:, -1],
    )


class Cells:
    """The cells that the figures show: the organisation and its departments, with the runs of each.

    Parameters
    ----------
    projection : Projection
    min_cell : int
        Departments of fewer people are not shown, nor any that would give one away
        (`model.organisation.suppression`).

    Attributes
    ----------
    organisation : Cell
    departments : mapping of every department, in the profile's order, to its cell; None where it is not shown
    """

    def __init__(self, projection: Projection, min_cell: int) -> None:
        cells = published_cells(projection.profile, min_cell)
        shown = {cell.department: cell for cell in cells if cell.kind == "department"}
        self.organisation = cells[0]
        self.departments = {name: shown.get(name) for name in projection.departments}
        self._headcounts = {
            cell.department: cell.headcount
            for cell in all_cells(projection.profile)
            if cell.kind == "department"
        }
        self._min_cell = min_cell
        self._history, self._first_month = projection.history, projection.first_month
        self._places = {cell: place for place, cell in enumerate([self.organisation, *shown.values()])}
        self._sums = cell_sums_of(projection, list(self._places))

    def series_of(self, measure: str) -> dict[Cell, Series]:
        """A measure of every cell shown."""
        values = MEASURES[measure].formula(self._sums)
        return {
            cell: series(values[:, place], self._first_month, self._history)
            for cell, place in self._places.items()
        }

    def largest_departments(self, most: int) -> frozenset[str]:
        """The `most` departments with the most people (the earlier in the profile where they are equal)."""
        return frozenset(sorted(self._headcounts, key=lambda name: -self._headcounts[name])[:most])

    def note_on(self, department: str) -> str:
        """Why a department is not shown; empty where it is."""
        if self.departments[department] is not None:
            return ""
        if self._headcounts[department] < self._min_cell:
            return "too small to show"
        return "not shown (see below)"
