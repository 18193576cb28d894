"""The monthly table of a projection: how each measure of each group runs, month by month, with its range."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from tandem.experiments.measures.arrow_columns import days, labels, numbers
from tandem.experiments.measures.cells import sums_in_blocks
from tandem.experiments.measures.recorded import record_end, values_of
from tandem.experiments.measures.spread import QUANTILES, statistics
from tandem.experiments.simulation.projection import Projection
from tandem.model.organisation.suppression import MINIMUM_CELL, Cell, published_cells
from tandem.model.outcomes.measures import MEASURES

PERIODS = ("record", "simulated", "projection", "carried on")
LABELS = ("period", "department", "level", "contract", "measure", "unit")
COLUMNS = ("month", *LABELS[:-1], "mean", *QUANTILES, "runs", "unit")


def monthly_table(projection: Projection, min_cell: int = MINIMUM_CELL) -> pa.Table:
    """Mean and quantiles over the runs, for every cell that may be shown, every measure and month.

    Parameters
    ----------
    projection : Projection
    min_cell : int
        Cells of fewer people are left out, and so are those that would give one away (see
        `model.organisation.suppression`).

    Returns
    -------
    pyarrow.Table
        Columns month (date of its first day), period (`record`: the organisation's own, the same in every
        run; `carried on`: its last rate of twelve months until the start; `simulated`: history simulated by
        the same runs; or `projection`), department, level, contract (`all` in margins), measure, mean, p5,
        p25, p50, p75, p95
        (float32: seven digits; over the runs that have a value, null where none has), runs (how many have
        one) and unit. Sorted by measure, cell and month; text columns are dictionary-encoded. The schema's
        metadata state the minimum cell and the number of runs.

    Raises
    ------
    InputError
        If `min_cell` is outside 5 to 100, or the organisation is smaller than that.
    """
    cells = published_cells(projection.profile, min_cell)
    shape = (len(MEASURES), len(cells), len(projection.month_labels))
    found = np.empty((len(QUANTILES) + 2, *shape))
    first = 0
    for block, sums in sums_in_blocks(projection, cells):
        for place, measure in enumerate(MEASURES.values()):
            values = values_of(measure, sums, block, projection)
            found[:, place, first : first + len(block)] = statistics(values)
        first += len(block)
    return _table(projection, cells, found).replace_schema_metadata(
        {"minimum_cell": str(min_cell), "runs": str(projection.draws)}
    )


def write_monthly(table: pa.Table, path: Path) -> None:
    """Write a monthly table as Parquet, one row group a measure, so that a reader can fetch one alone."""
    pq.write_table(
        table,
        path,
        row_group_size=max(table.num_rows // len(MEASURES), 1),
        compression="zstd",
        use_dictionary=["month", *LABELS],
        use_byte_stream_split=["mean", *QUANTILES],
        write_statistics=["measure"],
    )


def _table(projection: Projection, cells: Sequence[Cell], found: npt.NDArray[np.float64]) -> pa.Table:
    _, measures, _, months = found.shape
    measure, cell, month = (axis.ravel() for axis in np.indices((measures, len(cells), months)))
    units = [entry.unit_in(projection.profile.currency) for entry in MEASURES.values()]
    starts = [date.fromisoformat(f"{label}-01") for label in projection.month_labels]
    columns: dict[str, pa.Array] = {
        "month": days(np.array(starts, "datetime64[D]")[month]),
        "period": labels(_periods(projection, cells).ravel(), PERIODS),
        "measure": labels(measure.astype(np.int8), list(MEASURES)),
        "unit": _coded([units[place] for place in range(measures)], measure),
        "runs": numbers(found[-1].ravel().astype(np.int32)),
    }
    for name, names in (
        ("department", [entry.department for entry in cells]),
        ("level", [entry.level for entry in cells]),
        ("contract", [entry.contract_label for entry in cells]),
    ):
        columns[name] = _coded(names, cell)
    for place, name in enumerate(("mean", *QUANTILES)):
        flat = found[place].ravel().astype(np.float32)
        columns[name] = numbers(flat, np.isnan(flat))
    return pa.table({name: columns[name] for name in COLUMNS})


def _periods(projection: Projection, cells: Sequence[Cell]) -> npt.NDArray[np.int8]:
    """Place in `PERIODS` of every measure, cell and month."""
    months = np.arange(len(projection.month_labels))
    found = np.empty((len(MEASURES), len(cells), months.size), np.int8)
    found[:] = np.where(months < projection.start, 1, 2)
    for row, measure in enumerate(MEASURES):
        for place, cell in enumerate(cells):
            end = record_end(projection, cell, measure)
            if end is not None:
                if MEASURES[measure].statistic == "year":
                    found[row, place, : projection.start] = 3
                found[row, place, : end - projection.first_month] = 0
    return found


def _coded(names: Sequence[str], places: npt.NDArray[np.integer]) -> pa.DictionaryArray:
    """Names at some places, each text stored once."""
    distinct = list(dict.fromkeys(names))
    codes = np.array([distinct.index(name) for name in names], np.int32)
    return labels(codes[places], distinct)
