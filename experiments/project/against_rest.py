"""Where it hits: each department's level at the end, its change, and its difference from the rest.

The difference is had within each run, where department and rest share parameters and luck of the months;
its quantiles are taken over the runs afterwards. The rest is the organisation as it may be shown, less the
department as it may be shown: it follows from what is published anyway and gives nobody away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tandem.experiments.measures.cells import cell_sums_of, sums_in_blocks
from tandem.experiments.measures.certainty import is_certain
from tandem.experiments.measures.recorded import in_place_of_history, record_of, values_of
from tandem.experiments.measures.spread import quantiles
from tandem.experiments.project.summary import cell_statistics
from tandem.experiments.simulation.projection import Projection
from tandem.model.organisation.suppression import MINIMUM_CELL, Cell, published_cells
from tandem.model.outcomes.measures import MEASURES
from tandem.model.outcomes.sums import CellSums

Floats = npt.NDArray[np.float64]
Quantiles = Mapping[str, float | None]

#: What departments are held against each other in, in the order of the table.
COMPARED = ("voluntary_turnover", "burnout", "ai_users", "true_gain", "output_per_head")


@dataclass(frozen=True)
class Standing:
    """One measure of one department, in the measure's unit; quantiles p5 to p95 over the runs.

    Attributes
    ----------
    department, contract : the cell; `contract` names the part of the workforce that is too small to show
    measure, unit : key of `model.outcomes.measures.MEASURES`, and its unit
    end : the level at the end: the last month, or the year up to it for turnover
    change : end − start within each run; None without a history
    difference : department − rest of the organisation at the end, within each run; None without a rest
    runs : how many runs have a difference
    certain : whether the difference is (`experiments.measures.certainty`)
    """

    department: str
    contract: str
    measure: str
    unit: str
    end: Quantiles
    change: Quantiles
    difference: Quantiles
    runs: int
    certain: bool


def standings_of(projection: Projection, min_cell: int = MINIMUM_CELL) -> tuple[Standing, ...]:
    """Every department that may be shown, in every measure of `COMPARED`; departments in profile order.

    Raises
    ------
    InputError
        If `min_cell` is outside 5 to 100, or the organisation is smaller than that.
    """
    cells = published_cells(projection.profile, min_cell)
    whole = cells[0]
    sums_of_whole = cell_sums_of(projection, [whole])
    departments = [cell for cell in cells if cell.kind == "department"]
    return tuple(
        standing
        for block, sums in sums_in_blocks(projection, departments)
        for standing in _of_block(
            projection, whole, block, sums, _rest(whole, sums_of_whole, block, sums, min_cell)
        )
    )


def _rest(
    whole: Cell, sums_of_whole: CellSums, block: Sequence[Cell], sums: CellSums, min_cell: int
) -> CellSums:
    """The sums of the organisation without each department; nobody where too few people are left."""
    enough = np.array([whole.headcount - cell.headcount >= min_cell for cell in block])[:, np.newaxis]
    return CellSums(
        np.where(enough, sums_of_whole.everybody - sums.everybody, 0.0),
        np.where(enough, sums_of_whole.staff - sums.staff, 0.0),
        sums.licence_price,
        np.where(enough, sums_of_whole.programmes - sums.programmes, 0.0),
    )


def _of_rest(projection: Projection, name: str, rest: CellSums, whole: Cell, block: Sequence[Cell]) -> Floats:
    """A measure of the organisation without each department; its record is the rest of the record."""
    everybody = record_of(projection, whole, name)
    own = [record_of(projection, cell, name) for cell in block]
    records = [None if everybody is None or each is None else everybody - each for each in own]
    return in_place_of_history(MEASURES[name], MEASURES[name].formula(rest), rest, records, projection)


def _of_block(
    projection: Projection, whole: Cell, block: Sequence[Cell], sums: CellSums, rest: CellSums
) -> Iterator[Standing]:
    values = {
        name: (
            values_of(MEASURES[name], sums, block, projection),
            _of_rest(projection, name, rest, whole, block),
        )
        for name in COMPARED
    }
    for place, cell in enumerate(block):
        for name, (own, others) in values.items():
            measure = MEASURES[name]
            here = cell_statistics(measure, own[:, place], projection)
            there = cell_statistics(measure, others[:, place], projection)
            difference = here["end"] - there["end"]
            found, runs = quantiles(difference), int((~np.isnan(difference)).sum())
            yield Standing(
                department=cell.department,
                contract=cell.contract_label,
                measure=name,
                unit=measure.unit_in(projection.profile.currency),
                end=quantiles(here["end"]),
                change=quantiles(here["change"]),
                difference=found,
                runs=runs,
                certain=is_certain(found, runs),
            )
