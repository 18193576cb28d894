"""A profile folder: what `tandem import` leaves of an HR system's extract, and all that is ever read again.

The folder describes groups and never persons. `docs/own-data.md` says what each file holds and how the
people behind it are protected.
"""

from __future__ import annotations

import difflib
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tandem.model.errors import InputError
from tandem.model.organisation.folder.tables import check_exposure, check_monthly
from tandem.model.organisation.profile import NO_PURPOSE, Profile
from tandem.model.organisation.table.read import read_table
from tandem.model.received.plain_text import cleaned_content
from tandem.model.received.plain_yaml import read_yaml

if TYPE_CHECKING:
    import pandas as pd  # slow to import, and needed only where there is a profile

ABOUT, GROUPS, BANDS = "profile.yaml", "groups.csv", "bands.csv"
EXPOSURE, MONTHLY, REASONS = "exposure.parquet", "monthly.parquet", "reasons.csv"
FORMAT, FORMAT_VERSION = "tandem-profile", 1
PURPOSE = (
    "For planning by groups only: these figures describe groups of people and must not be used to assess, "
    "select, monitor or dismiss any person."
)
#: Keys of `profile.yaml` that a reader relies on, with their types.
_keys: dict[str, type | tuple[type, ...]] = {
    "format": str,
    "version": int,
    "name": str,
    "currency": str,
    "snapshot": str,
    "first_month": (str, type(None)),
    "last_month": (str, type(None)),
    "window_months": (int, type(None)),
    "minimum_cell": int,
    "levels": list,
    "purpose": str,
    "notes": list,
}
#: Keys that say more about where a profile comes from.
_further_keys = (
    "snapshot_day_stated",
    "history",
    "system",
    "tandem_version",
    "input",
    "rows",
    "unknown_reasons",
    "checks",
)
_smallest_minimum = 5  # as in model.organisation.suppression, whose import costs more than this file


@dataclass(frozen=True)
class ImportedProfile:
    """An organisation as its HR system's extract describes it, in groups.

    Attributes
    ----------
    profile : Profile
        The groups at the snapshot; every one has at least the minimum cell's people.
    exposure : DataFrame or None
        Person-months and leavers of the whole history by `department`, `level`, `contract` and `tenure_band`
        (columns as in `model.organisation.folder.tables`); None where the extract has no history.
    monthly : DataFrame or None
        Headcount, hires and leavers by `month` and `department`, `All departments` among them; None where the
        extract has no dates.
    about : mapping
        The content of `profile.yaml`: where all this comes from, and its limits.
    bands : DataFrame or None
        People by tenure and pay band in each department: `department`, `kind`, `band`, `people`
        (rounded to multiples of five); None where there is nothing to show.
    reasons : DataFrame or None
        Shares of reasons of the whole organisation by period, the only ones that are kept
        (`model.organisation.folder.reasons`); leavers by reason in the other tables are modelled from them.
    """

    profile: Profile
    exposure: pd.DataFrame | None
    monthly: pd.DataFrame | None
    about: Mapping[str, Any]
    bands: pd.DataFrame | None = None
    reasons: pd.DataFrame | None = None


def read_profile(folder: Path | str) -> ImportedProfile:
    """Read a profile folder.

    Raises
    ------
    InputError
        If the folder or a file in it is missing, unreadable or contradicts another; the message names the
        file and the key or column.
    """
    place = Path(folder)
    about = _read_about(place)
    profile = read_table(
        place / GROUPS,
        about["currency"],
        levels=[str(level) for level in about["levels"]],
        name=about["name"],
    )
    minimum = about["minimum_cell"]
    profile = replace(profile, purpose=about["purpose"], imported=True, minimum_cell=minimum)
    for group in profile.groups:
        if group.headcount < minimum:
            raise InputError(
                f"{place / GROUPS}: the group {group.department}, {group.level}, {group.contract} has "
                f"{group.headcount} people; allowed: {minimum} or more (minimum_cell in {ABOUT}). Import the "
                "extract again: tandem import staff.csv"
            )
    exposure = _read_parquet(place / EXPOSURE)
    monthly = _read_parquet(place / MONTHLY)
    if exposure is not None:
        check_exposure(exposure, place / EXPOSURE)
        if about["window_months"] is None:
            raise InputError(f"{place / ABOUT}: window_months is null although there is an {EXPOSURE}.")
    if monthly is not None:
        check_monthly(monthly, place / MONTHLY)
        months = sorted(set(monthly["month"]))
        if [months[0], months[-1]] != [about["first_month"], about["last_month"]]:
            raise InputError(
                f"{place / ABOUT}: first_month and last_month are {about['first_month']} and "
                f"{about['last_month']}, but {MONTHLY} covers {months[0]} to {months[-1]}."
            )
    reasons = _read_csv(place / REASONS)
    if reasons is not None:
        reasons = _checked_reasons(reasons, place / REASONS)
    return ImportedProfile(
        profile,
        _by_reason(exposure, reasons),
        _by_reason(monthly, reasons),
        about,
        _read_csv(place / BANDS),
        reasons,
    )


def _checked_reasons(table: pd.DataFrame, file: Path) -> pd.DataFrame:
    from tandem.model.organisation.folder.reasons import REASONS_COLUMNS, check_reasons_table

    whole = {name: table[name].fillna("") for name in REASONS_COLUMNS[:2] if name in table}
    table = table.assign(**whole)
    check_reasons_table(table, file)
    return table


def _by_reason(table: pd.DataFrame | None, reasons: pd.DataFrame | None) -> pd.DataFrame | None:
    from tandem.model.organisation.folder.reasons import by_reason

    return None if table is None else by_reason(table, reasons)


def _read_about(place: Path) -> dict[str, Any]:
    """The checked content of `profile.yaml`.

    Warns
    -----
    UserWarning
        If somebody has emptied the purpose: it is then stated as `no purpose stated`.
    """
    file = place / ABOUT
    if not place.is_dir() or not file.is_file():
        raise InputError(
            f"{place}: this is no profile folder (it has no {ABOUT}); make one with tandem import staff.csv"
        )
    try:
        about = cleaned_content(read_yaml(file).content)
    except InputError as error:
        raise InputError(f"{error} Import the extract again: tandem import staff.csv") from None
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise InputError(f"{file}: format must be {FORMAT!r}; this file describes something else.")
    if about.get("version") != FORMAT_VERSION:
        raise InputError(
            f"{file}: version is {about.get('version')!r}; this Tandem reads version {FORMAT_VERSION}. "
            "Import the extract again."
        )
    for key, kinds in _keys.items():
        if key not in about or not isinstance(about[key], kinds):
            raise InputError(f"{file}: the key {key} is missing or of the wrong kind; import again.")
    for key in about:
        if key not in (*_keys, *_further_keys):
            near = difflib.get_close_matches(str(key), [*_keys, *_further_keys], n=1)
            raise InputError(
                f"{file}: a profile has no key {str(key)!r}."
                + (f" Did you mean {near[0]!r}?" if near else " Delete it, or import the extract again.")
            )
    if about["minimum_cell"] < _smallest_minimum:
        raise InputError(
            f"{file}: minimum_cell is {about['minimum_cell']}; allowed: {_smallest_minimum} or more."
        )
    if not about["purpose"].strip():
        warnings.warn(
            f"{file}: the purpose of this profile has been taken out. What is made of it says "
            f"'{NO_PURPOSE}', and its use is logged all the same.",
            UserWarning,
            stacklevel=3,
        )
        about["purpose"] = NO_PURPOSE
    return about


def _read_csv(file: Path) -> pd.DataFrame | None:
    if not file.exists():
        return None
    try:
        from pandas import read_csv

        return read_csv(file)
    except (OSError, ValueError) as error:  # pandas' own errors of reading are among these
        raise InputError(f"{file}: the file is damaged ({type(error).__name__}); import again.") from None


def _read_parquet(file: Path) -> pd.DataFrame | None:
    if not file.exists():
        return None
    try:
        from pandas import read_parquet

        return read_parquet(file)
    except Exception as error:  # a damaged file fails inside the reader in many ways
        raise InputError(f"{file}: the file is damaged ({type(error).__name__}); import again.") from None
