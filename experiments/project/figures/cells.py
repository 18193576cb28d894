"""From a projection to what its figures show: the runs of each measure in every cell that may be shown."""

from __future__ import annotations

from tandem.experiments.drawing.series import Series, series
from tandem.experiments.measures.cells import sums_in_blocks
from tandem.experiments.simulation.memory import CELLS_AT_A_TIME
from tandem.experiments.simulation.projection import Projection
from tandem.experiments.wording.catalogue import texts
from tandem.model.organisation.suppression import Cell, all_cells, published_cells
from tandem.model.outcomes.measures import MEASURES

_text = texts("project.cells")


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
        self._projection, self._shown = projection, [self.organisation, *shown.values()]
        # The sums of a few cells are kept for all measures; those of a thousand are worked out for each.
        few = len(self._shown) <= CELLS_AT_A_TIME
        self._kept = list(sums_in_blocks(projection, self._shown)) if few else None

    def series_of(self, measure: str) -> dict[Cell, Series]:
        """A measure of every cell shown."""
        found: dict[Cell, Series] = {}
        for block, sums in self._kept or sums_in_blocks(self._projection, self._shown):
            values = MEASURES[measure].formula(sums)
            for place, cell in enumerate(block):
                found[cell] = series(values[:, place].copy(), self._first_month, self._history)
        return found

    def largest_departments(self, most: int) -> frozenset[str]:
        """The `most` departments with the most people (the earlier in the profile where they are equal)."""
        return frozenset(sorted(self._headcounts, key=lambda name: -self._headcounts[name])[:most])

    def note_on(self, department: str) -> str:
        """Why a department is not shown; empty where it is."""
        if self.departments[department] is not None:
            return ""
        if self._headcounts[department] < self._min_cell:
            return _text("too_small")
        return _text("hidden")
