"""Every draw of a projection: tidy, one row a draw × month × cell × measure; written on request."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from tandem.experiments.measures.arrow_columns import labels, numbers
from tandem.experiments.measures.cells import cell_sums_of
from tandem.experiments.measures.recorded import values_of
from tandem.experiments.simulation.projection import Projection
from tandem.model.organisation.suppression import MINIMUM_CELL, Cell, published_cells
from tandem.model.outcomes.measures import MEASURES

COLUMNS = ("draw", "reading", "month", "department", "level", "contract", "measure", "value", "unit")
PRECISION = "float32: seven significant digits"


def draws_table(projection: Projection, min_cell: int = MINIMUM_CELL) -> pa.Table:
    """The months of a projection (without its history) for every cell that may be shown and every measure.

    Parameters
    ----------
    projection : Projection
    min_cell : int
        Cells of fewer people are left out, and so are those that would give one away (see
        `model.organisation.suppression`).

    Returns
    -------
    pyarrow.Table
        Columns draw (int32, from 0), reading (of the survey, that the draw's parameters were fitted under),
        month (`YYYY-MM`), department, level, contract (`all` in margins), measure, value
        (float32; null where there is nothing to divide by) and unit; the text columns are dictionary-encoded.
        Sorted by measure, draw, cell and month. The schema's metadata state the precision of the values and
        the minimum cell.

    Raises
    ------
    InputError
        If `min_cell` is outside 5 to 100, or the organisation is smaller than that.
    """
    cells = published_cells(projection.profile, min_cell)
    sums = cell_sums_of(projection, cells)
    index = _index_columns(projection, cells)
    rows = len(index["draw"])
    units = [measure.unit_in(projection.profile.currency) for measure in MEASURES.values()]
    places = [np.full(rows, place, np.int8) for place in range(len(MEASURES))]
    chunks = {name: [column] * len(MEASURES) for name, column in index.items()}
    chunks["measure"] = [labels(place, list(MEASURES)) for place in places]
    chunks["value"] = [
        _values(values_of(measure, sums, cells, projection)[..., projection.start :])
        for measure in MEASURES.values()
    ]
    distinct = list(dict.fromkeys(units))
    chunks["unit"] = [labels(np.full(rows, distinct.index(unit), np.int8), distinct) for unit in units]
    table = pa.table({name: pa.chunked_array(chunks[name]) for name in COLUMNS})
    return table.replace_schema_metadata({"precision": PRECISION, "minimum_cell": str(min_cell)})


def write_draws(table: pa.Table, path: Path) -> None:
    """Write a table of draws as Parquet, one row group a measure, so that a reader can fetch one alone."""
    pq.write_table(
        table,
        path,
        row_group_size=max(table.num_rows // len(MEASURES), 1),
        compression="zstd",
        compression_level=1,
        use_dictionary=[name for name in COLUMNS if name != "value"],
        use_byte_stream_split=["value"],
        write_statistics=["measure"],
    )


def _index_columns(projection: Projection, cells: Sequence[Cell]) -> dict[str, pa.Array]:
    """The columns that say which draw, month and cell a row is about; the same for every measure."""
    shape = (projection.draws, len(cells), projection.months)
    draw, cell, month = (np.broadcast_to(axis, shape).ravel() for axis in np.indices(shape, sparse=True))
    readings = list(dict.fromkeys(projection.readings))
    of_draw = np.array([readings.index(label) for label in projection.readings], np.int8)
    columns = {
        "draw": numbers(draw.astype(np.int32)),
        "reading": labels(of_draw[draw], readings),
        "month": labels(month.astype(np.int16), projection.month_labels[projection.start :]),
    }
    for name, names in (
        ("department", [entry.department for entry in cells]),
        ("level", [entry.level for entry in cells]),
        ("contract", [entry.contract_label for entry in cells]),
    ):
        distinct = list(dict.fromkeys(names))
        place = np.array([distinct.index(label) for label in names], np.int16)
        columns[name] = labels(place[cell], distinct)
    return columns


def _values(values: npt.NDArray[np.float64]) -> pa.Array:
    """Values as float32, NaN as null."""
    flat = values.astype(np.float32).ravel()
    return numbers(flat, np.isnan(flat))
