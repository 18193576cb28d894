"""The two tables of a profile folder that carry its history: their columns, and what must hold in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tandem.model.errors import InputError
from tandem.model.organisation.profile import CONTRACTS
from tandem.model.organisation.reserved import ALL_DEPARTMENTS as ALL_DEPARTMENTS
from tandem.model.organisation.reserved import OTHER_DEPARTMENTS as OTHER_DEPARTMENTS
from tandem.model.received.plain_text import is_clean

if TYPE_CHECKING:
    import pandas as pd  # slow to import, and needed only where there is a profile

#: Tenure in completed months at which each band begins, and its label.
TENURE_BANDS = {0: "0-5", 6: "6-11", 12: "12-23", 24: "24-59", 60: "60-119", 120: "120+"}
UNKNOWN_TENURE = "unknown"  # the label where an extract says nothing about tenure
OTHER = "Other"  # departments, or levels of a department, that are too small to be shown apart

EXITS = ("voluntary", "involuntary", "unknown")  # modelled, see `model.organisation.folder.reasons`
LEAVERS = "leavers"
EXPOSURE_KEY = ("department", "level", "contract", "tenure_band")
EXPOSURE_COLUMNS = (*EXPOSURE_KEY, "person_months", *EXITS)
_FLOWS = ("opening_headcount", "closing_headcount", "hires")
FLOWS = (*_FLOWS, *EXITS)
MONTHLY_COLUMNS = ("month", "department", *FLOWS)
# The same as they stand in the files, which hold no reasons.
EXPOSURE_FILE = (*EXPOSURE_KEY, "person_months", LEAVERS)
MONTHLY_FILE = ("month", "department", *_FLOWS, LEAVERS)


def check_exposure(table: pd.DataFrame, file: Path) -> None:
    """Raise `InputError` unless the table has the columns, kinds and ranges of the file of exposure."""
    _check_columns(table, EXPOSURE_FILE, file)
    bands = {*TENURE_BANDS.values(), UNKNOWN_TENURE}
    for column, allowed in (("tenure_band", bands), ("contract", set(CONTRACTS))):
        wrong = sorted(set(table[column].astype(str)) - allowed)
        if wrong:
            raise InputError(
                f"{file}, column {column}: found {wrong[0]!r}; allowed: {', '.join(sorted(allowed))}."
            )
    months = table["person_months"].to_numpy(dtype=np.float64)
    if not (np.isfinite(months) & (months >= 0)).all():
        raise InputError(f"{file}, column person_months: allowed: 0 or more; import again.")
    _check_counts(table, (LEAVERS,), file)
    if table.duplicated(list(EXPOSURE_KEY)).any():
        raise InputError(f"{file}: a cell ({', '.join(EXPOSURE_KEY)}) appears twice; import again.")


def check_monthly(table: pd.DataFrame, file: Path) -> None:
    """Raise `InputError` unless every month follows the last and the headcounts of each department join."""
    from pandas import period_range

    _check_columns(table, MONTHLY_FILE, file)
    _check_counts(table, (*_FLOWS, LEAVERS), file)
    if ALL_DEPARTMENTS not in set(table["department"]):
        raise InputError(f"{file}: there are no rows for '{ALL_DEPARTMENTS}'; import again.")
    months = sorted(set(table["month"].astype(str)))
    if any(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month) is None for month in months):
        raise InputError(f"{file}, column month: allowed: months as YYYY-MM; import again.")
    every = period_range(months[0], months[-1], freq="M").strftime("%Y-%m").tolist()
    for department, rows in table.groupby("department", sort=False):
        ordered = rows.sort_values("month")
        where = f"{file}, department {department!r}"
        if ordered["month"].tolist() != every:
            raise InputError(f"{where}: every month from {every[0]} to {every[-1]} must be there once.")
        opening = ordered["opening_headcount"].to_numpy()
        closing = ordered["closing_headcount"].to_numpy()
        if (opening[1:] != closing[:-1]).any():
            raise InputError(f"{where}: a month does not open with the headcount the last one closed with.")
        leavers = ordered[LEAVERS].to_numpy()
        if (opening + ordered["hires"].to_numpy() - leavers != closing).any():
            raise InputError(f"{where}: opening headcount + hires − leavers is not the closing headcount.")


def _check_columns(table: pd.DataFrame, columns: tuple[str, ...], file: Path) -> None:
    if tuple(table.columns) != columns:
        raise InputError(f"{file}: the columns must be {', '.join(columns)}; import the extract again.")
    if table.empty:
        raise InputError(f"{file}: the table is empty; import the extract again.")
    for column in ("department", "level"):
        if column in columns and not all(is_clean(str(name)) for name in table[column].unique()):
            raise InputError(f"{file}, column {column}: a name has hidden characters; import again.")


def _check_counts(table: pd.DataFrame, columns: tuple[str, ...], file: Path) -> None:
    for column in columns:
        if table[column].dtype.kind not in "iu" or (table[column] < 0).any():
            raise InputError(f"{file}, column {column}: allowed: whole numbers from 0; import again.")
