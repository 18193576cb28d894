"""From a projection to what its figures show: the runs of each measure in every cell that may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tandem.experiments.drawing.series import Series, series
from tandem.experiments.measures.cells import sums_in_blocks
from tandem.experiments.measures.recorded import record_end, values_of
from tandem.experiments.project.against_rest import Standing, standings_of
from tandem.experiments.project.figures.charts import CHARTS
from tandem.experiments.project.figures.shown import Cells, Origin, Shown
from tandem.experiments.project.worlds_in_words import ai_of_change
from tandem.experiments.simulation.counterfactuals import STILL
from tandem.experiments.simulation.projection import Projection
from tandem.model.organisation.suppression import MINIMUM_CELL, Cell, all_cells, published_cells
from tandem.model.outcomes.measures import MEASURES


def shown_of(
    projection: Projection,
    min_cell: int = MINIMUM_CELL,
    standings: Sequence[Standing] | None = None,
    ai_part: Mapping[str, Any] | None = None,
) -> Shown:
    """What the figures of a projection show.

    Parameters
    ----------
    standings : of its departments, if they are known already
    ai_part : as `experiments.project.other_worlds.ai_part_of` returns it; None: it is not told

    Raises
    ------
    InputError
        If `min_cell` is outside 5 to 100, or the organisation is smaller than that.
    """
    cells = cells_of(projection, min_cell)
    series = series_of(projection, cells.shown, [chart.measure for chart in CHARTS])
    known = standings_of(projection, min_cell) if standings is None else standings
    parts = {} if ai_part is None else ai_part["measures"]
    told = {measure: sentence for measure, entry in parts.items() if (sentence := ai_of_change(entry))}
    runs = max((entry["runs"] for entry in parts.values()), default=0)
    still = {
        measure: series[measure][cells.organisation].fan.at(-1)[2] - parts[measure][STILL]["p50"]
        for measure in told
        if parts[measure][STILL]["p50"] is not None
    }
    return Shown(origin_of(projection), cells, series, tuple(known), told, runs, still)


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
        projection.structure,
        tuple(projection.weights.items()),
        projection.own_data.get("record"),
    )


def series_of(
    projection: Projection, cells: Iterable[Cell], measures: Iterable[str]
) -> dict[str, dict[Cell, Series]]:
    """Measures of cells: the fan of the runs, by measure and cell."""
    found: dict[str, dict[Cell, Series]] = {measure: {} for measure in measures}
    for block, sums in sums_in_blocks(projection, list(cells)):
        for measure, of_cells in found.items():
            values = values_of(MEASURES[measure], sums, block, projection)
            for place, cell in enumerate(block):
                runs = values[:, place].copy()
                end = record_end(projection, cell, measure)
                of_cells[cell] = series(runs, projection.first_month, projection.history, end)
    return found
