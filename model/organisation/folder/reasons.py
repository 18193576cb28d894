"""Why people left, as a profile keeps it: shares of the whole organisation by year, and nothing finer.

What a month's or a group's leavers left for is modelled from them: the shares of their year, or of all known
years together, hold for every group alike. So voluntary leavers by month are no counts.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.model.errors import InputError
from tandem.model.organisation.folder.tables import EXITS, LEAVERS

REASONS_COLUMNS = ("first_month", "last_month", "leavers", "voluntary_percent", "unknown_percent")
NOTHING_KNOWN = (0, 100)  # per cent: voluntary, unknown

_grid = 1024
_month = re.compile(r"(\d{4}-(0[1-9]|1[0-2]))?")


def check_reasons_table(table: pd.DataFrame, file: Path) -> None:
    """Raise `InputError` unless the table has the columns, kinds and ranges of a table of reasons."""
    if tuple(table.columns) != REASONS_COLUMNS:
        raise InputError(
            f"{file}: the columns must be {', '.join(REASONS_COLUMNS)}; import the extract again."
        )
    for column in REASONS_COLUMNS[:2]:
        if not all(_month.fullmatch(str(month)) for month in table[column]):
            raise InputError(f"{file}, column {column}: allowed: months as YYYY-MM; import again.")
    shares = table[list(REASONS_COLUMNS[3:])]
    if (
        any(kind.kind not in "iu" for kind in table.dtypes[2:])
        or (shares < 0).to_numpy().any()
        or (shares.sum(axis=1) > 100).any()
        or (table["leavers"] < 1).any()
    ):
        raise InputError(
            f"{file}: allowed: one leaver or more and shares from 0 to 100 per cent; import again."
        )


def by_reason(table: pd.DataFrame, reasons: pd.DataFrame | None) -> pd.DataFrame:
    """A table with `leavers` as one with leavers by reason (`EXITS`), modelled; they add up to them."""
    leavers = table[LEAVERS].to_numpy(np.float64)
    # On a grid of binary fractions, so that sums of any of them are exact.
    voluntary, unknown = (np.round(leavers * share * _grid) / _grid for share in _shares(table, reasons))
    exits = (voluntary, leavers - voluntary - unknown, unknown)
    found = table.drop(columns=LEAVERS)
    return found.assign(**dict(zip(EXITS, exits, strict=True)))


def without_reasons(table: pd.DataFrame) -> pd.DataFrame:
    """The table with `leavers` in place of leavers by reason."""
    leavers = table[list(EXITS)].to_numpy(np.float64).sum(axis=1).round().astype(np.int64)
    return table.drop(columns=list(EXITS)).assign(**{LEAVERS: leavers})


def unknown_share(reasons: pd.DataFrame | None) -> float:
    """Share of the leavers whose reason is not known; all where nothing is kept."""
    return _pooled(reasons)[1]


def _shares(table: pd.DataFrame, reasons: pd.DataFrame | None) -> npt.NDArray[np.float64]:
    """Shares voluntary and unknown of each row, (2, rows)."""
    found = np.tile(np.array(_pooled(reasons))[:, np.newaxis], len(table))
    if reasons is None or "month" not in table:
        return found
    months = table["month"].astype(str).to_numpy()
    for row in reasons.itertuples(index=False):
        inside = (months >= str(row.first_month)) & (months <= str(row.last_month))
        found[:, inside] = np.array([[row.voluntary_percent], [row.unknown_percent]]) / 100
    return found


def _pooled(reasons: pd.DataFrame | None) -> tuple[float, float]:
    if reasons is None:
        return NOTHING_KNOWN[0] / 100, NOTHING_KNOWN[1] / 100
    voluntary, unknown = (
        float(np.average(reasons[name], weights=reasons["leavers"])) / 100 for name in REASONS_COLUMNS[3:]
    )
    return voluntary, unknown
