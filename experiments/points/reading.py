"""A store as tables: long, a row a point and measure; and wide, a row a point."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa

from tandem.experiments.points.data_set import HEAD, DataSet, open_data_set
from tandem.experiments.points.rows import KEY


def is_store(folder: Path) -> bool:
    """Whether a folder is the store of a sweep."""
    return (folder / HEAD).is_file()


def load_store(folder: Path) -> pd.DataFrame:
    """The whole data set: `point`, a column an axis, `measure`, `unit`, and its numbers over the draws.

    Raises
    ------
    InputError
        If the folder is no store.
    """
    return frame_of(open_data_set(folder))


def frame_of(data: DataSet) -> pd.DataFrame:
    """The whole data set of an open store."""
    table = data.table()
    for place, column in enumerate(table.schema):
        if pa.types.is_dictionary(column.type):
            table = table.set_column(place, column.name, table.column(place).cast(pa.string()))
    frame: pd.DataFrame = table.to_pandas()
    return frame.sort_values([KEY, "measure"], ignore_index=True)


def wide(frame: pd.DataFrame, axes: Sequence[str], measures: Sequence[str]) -> pd.DataFrame:
    """A row a point: its values and the means of some measures."""
    some = frame[frame["measure"].isin(measures)]
    means = some.pivot_table(index=KEY, columns="measure", values="mean", aggfunc="first", observed=True)
    points = frame.drop_duplicates(KEY).set_index(KEY)[list(axes)]
    found = points.join(means.reindex(columns=list(measures)))
    return found.sort_values(
        list(axes), key=lambda column: column.astype(str) if column.dtype == object else column
    ).reset_index()
