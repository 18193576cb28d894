"""What the figures of a projection show, as plain data: cells, series and origin, without the runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tandem.experiments.drawing.series import Series, series
from tandem.experiments.measures.cells import sums_in_blocks
from tandem.experiments.simulation.projection import Projection
from tandem.experiments.wording.catalogue import texts
from tandem.model.organisation.suppression import Cell, all_cells, published_cells
from tandem.model.outcomes.measures import MEASURES

_text = texts("project.cells")


@dataclass(frozen=True)
class Cells:
    """The cells that the figures show: the organisation and its departments.

    Attributes
    ----------
    organisation : Cell
    departments : mapping of every department, in the profile's order, to its cell; None where it is not shown
    headcounts : people in each department, shown or not
    min_cell : the least number of people that is shown
    """

    organisation: Cell
    departments: Mapping[str, Cell | None]
    headcounts: Mapping[str, int]
    min_cell: int

    @property
    def shown(self) -> list[Cell]:
        """The cells that are shown."""
        return [self.organisation, *(cell for cell in self.departments.values() if cell is not None)]

    def largest_departments(self, most: int) -> frozenset[str]:
        """The `most` departments with the most people (the earlier in the profile where they are equal)."""
        return frozenset(sorted(self.headcounts, key=lambda name: -self.headcounts[name])[:most])

    def note_on(self, department: str) -> str:
        """Why a department is not shown; empty where it is."""
        if self.departments[department] is not None:
            return ""
        if self.headcounts[department] < self.min_cell:
            return _text("too_small")
        return _text("hidden")


@dataclass(frozen=True)
class Origin:
    """Where the numbers come from, for captions.

    Attributes
    ----------
    organisation, purpose : name of the organisation, and what an imported profile may be used for
    parameter_sets, seeds : of each run
    posterior, reading : what the parameters were drawn from
    """

    organisation: str
    purpose: str
    parameter_sets: tuple[int, ...]
    seeds: tuple[int, ...]
    posterior: str
    reading: str


def cells_of(projection: Projection, min_cell: int) -> Cells:
    """The cells of a projection that its figures may show.

    Departments of fewer than `min_cell` people are not shown, nor any that would give one away
    (`model.organisation.suppression`).
    """
    cells = published_cells(projection.profile, min_cell)
    shown = {cell.department: cell for cell in cells if cell.kind == "department"}
    return Cells(
        cells[0],
        {name: shown.get(name) for name in projection.departments},
        {
            cell.department: cell.headcount
            for cell in all_cells(projection.profile)
            if cell.kind == "department"
        },
        min_cell,
    )


def origin_of(projection: Projection) -> Origin:
    """Where a projection's numbers come from."""
    return Origin(
        projection.profile.name,
        projection.profile.purpose,
        projection.parameter_sets,
        projection.seeds,
        projection.posterior,
        projection.reading,
    )


def series_of(
    projection: Projection, cells: Iterable[Cell], measures: Iterable[str]
) -> dict[str, dict[Cell, Series]]:
    """Measures of cells: the fan of the runs, by measure and cell."""
    found: dict[str, dict[Cell, Series]] = {measure: {} for measure in measures}
    for block, sums in sums_in_blocks(projection, list(cells)):
        for measure, of_cells in found.items():
            values = MEASURES[measure].formula(sums)
            for place, cell in enumerate(block):
                runs = values[:, place].copy()
                of_cells[cell] = series(runs, projection.first_month, projection.history)
    return found
