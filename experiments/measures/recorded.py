"""Measures of cells, their past being the organisation's own record where it has one.

A rate of twelve months stands, where a record ends before the projection begins, at its last known value
until then: what came since is not known, and every run goes on from the last value that is. After the start
it is made of the months behind and the projected ones.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tandem.experiments.simulation.past import HIRES, OPENING, OTHER_EXITS, VOLUNTARY, is_shown
from tandem.experiments.simulation.projection import Projection
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS
from tandem.model.organisation.suppression import Cell
from tandem.model.outcomes import tally
from tandem.model.outcomes.measures import Measure
from tandem.model.outcomes.sums import MONTHS_A_YEAR, CellSums

Floats = npt.NDArray[np.float64]

#: Measures that a record has, those of leavers by their own wish only where reasons are known.
_of_reasons = ("voluntary_exits", "voluntary_turnover")
RECORDED = ("headcount", "hires", "total_exits", "total_turnover", *_of_reasons)
_flows = (
    tally.PRESENT, tally.HIRES, tally.QUITS, tally.DISMISSALS, tally.LAYOFFS, tally.CONTRACT_ENDS,
    tally.PROMOTED, tally.PROMOTED_AWAY,
)  # fmt: skip


def values_of(measure: Measure, sums: CellSums, cells: Sequence[Cell], projection: Projection) -> Floats:
    """A measure of cells, (draws, cells, months), history included.

    Where a cell has a record, it stands in the months up to the record's end, the same in every run; NaN
    before the record begins.
    """
    values = measure.formula(sums)
    records = [record_of(projection, cell, measure.name) for cell in cells]
    return in_place_of_history(measure, values, sums, records, projection)


def record_of(projection: Projection, cell: Cell, measure: str) -> Floats | None:
    """The flows of a cell's record (rows as in `experiments.simulation.past`); None where it has none."""
    past = projection.past
    if past is None or cell.left_out or measure not in RECORDED or not projection.history:
        return None
    if not is_shown(past, projection.first_month) or not (past.reasons_known or measure not in _of_reasons):
        return None
    if cell.kind == "organisation":
        return past.flows[ALL_DEPARTMENTS]
    return past.flows.get(cell.department) if cell.kind == "department" else None


def record_end(projection: Projection, cell: Cell, measure: str) -> int | None:
    """The month after the last one that a measure of a cell has a record of; None where it has none."""
    if record_of(projection, cell, measure) is None or projection.past is None:
        return None
    return projection.past.end


def in_place_of_history(
    measure: Measure,
    values: Floats,
    sums: CellSums,
    records: Sequence[Floats | None],
    projection: Projection,
) -> Floats:
    """The values with each cell's record in place of what was simulated before its end."""
    if all(record is None for record in records):
        return values
    found = values.copy()  # it may be a view of the sums
    for place, record in enumerate(records):
        if record is not None:
            found[:, place] = _joined(measure, sums, place, record, projection)
    return found


def carried_on(record: Floats, months: int) -> Floats:
    """A record that goes on as in its last twelve months, so that their rate stands until the start."""
    cycle = record[:, -MONTHS_A_YEAR:][:, np.arange(months) % MONTHS_A_YEAR]
    return np.concatenate([record, cycle], axis=1)


def _joined(measure: Measure, sums: CellSums, place: int, record: Floats, projection: Projection) -> Floats:
    """One cell, (draws, months): the record, and the simulated months that follow it."""
    assert projection.past is not None
    _, draws, _, months = sums.everybody.shape
    begin = projection.first_month - MONTHS_A_YEAR  # a year more, for the first rates of twelve months
    whole = np.zeros((2, tally.TALLIES, draws, MONTHS_A_YEAR + months))
    for row, of in zip(whole, (sums.everybody, sums.staff), strict=True):
        for index in _flows:
            row[index, :, MONTHS_A_YEAR:] = of[index, :, place]
    start = projection.first_month + projection.history
    carried = start - projection.past.end if measure.statistic == "year" else 0
    record = carried_on(record, carried)
    known = whole[..., : projection.past.end + carried - begin]
    known[:, list(_flows)] = 0.0
    offset = projection.past.first - begin
    kept = record[:, max(-offset, 0) :]
    for index, row in (
        (tally.PRESENT, OPENING),
        (tally.HIRES, HIRES),
        (tally.QUITS, VOLUNTARY),
        (tally.DISMISSALS, OTHER_EXITS),
    ):
        known[:, index, :, : max(offset, 0)] = np.nan
        known[:, index, :, max(offset, 0) :] = kept[row]
    joined = CellSums(whole[0], whole[1], np.zeros((draws, 1)))
    return measure.formula(joined)[..., MONTHS_A_YEAR:]
