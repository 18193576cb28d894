"""From the people of an extract to the profile of their groups."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.groups.bands import band_table
from tandem.experiments.intake.groups.exposure import (
    exposure_table,
    merge_small_cells,
)
from tandem.experiments.intake.groups.grouping import Grouping, merge_small_groups
from tandem.experiments.intake.groups.history import (
    month_text,
)
from tandem.experiments.intake.groups.privacy import check_profile
from tandem.experiments.intake.groups.reasons import reasons_table
from tandem.experiments.intake.groups.rounding import mean_full_time, mean_tenure_years
from tandem.experiments.intake.groups.small import SMALL_ORGANISATION
from tandem.experiments.intake.meaning.levels import ordered_levels
from tandem.experiments.intake.meaning.mapping import Mapping
from tandem.experiments.intake.meaning.reasons import check_reasons, unknown_reasons
from tandem.experiments.intake.people import People
from tandem.experiments.intake.record import Record, record_of
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError
from tandem.model.organisation.folder.imported import FORMAT, FORMAT_VERSION, PURPOSE, ImportedProfile
from tandem.model.organisation.folder.reasons import by_reason, unknown_share
from tandem.model.organisation.profile import CONTRACTS, LONGEST_TENURE_YEARS, Group, Profile
from tandem.model.organisation.rounding import mean_pay

_text = texts("import_profile.notes")

_kinds_of_history = {
    "dated": "by month",
    "panel": "who has left between lists",
    "flagged": "who has left, without dates",
}
MINIMUM_CELL, SMALLEST_MINIMUM, LARGEST_MINIMUM = 10, 5, 100


@dataclass(frozen=True)
class Reconciliation:
    """Exact figures of an extract, for the screen of the person who exported it, and never written.

    Attributes
    ----------
    months : DataFrame or None
        `month`, `opening`, `hires`, `leavers`, `closing` of the whole organisation.
    headcount : int
    by_department : DataFrame or None
        The same by the departments of the extract, with moves between them (`groups.bridge`).
    """

    months: pd.DataFrame | None
    headcount: int
    leavers: int
    by_department: pd.DataFrame | None = None


def build_profile(
    people: People, mapping: Mapping, name: str, fewest: int, key: bytes
) -> tuple[ImportedProfile, Reconciliation]:
    """Group the people of an extract and check that the groups expose nobody.

    Parameters
    ----------
    fewest : int
        The minimum cell, 5 to 100.
    key : bytes
        Secret of this computer, for figures that are drawn by lot.

    Raises
    ------
    InputError
        If there are too few people, or something has to be asked.
    """
    spells = people.spells
    reasons = unknown_reasons(spells, people.files, fewest)
    check_reasons(reasons, people.files, mapping)
    levels, how = ordered_levels(spells, mapping.levels)
    grouping = merge_small_groups(spells, levels, fewest)
    notes = [*people.notes, *grouping.notes, _text("levels", order=how)]
    groups = _groups(spells, grouping, mapping, fewest, notes)
    profile = Profile(name, people.currency, groups, "tandem import", levels=grouping.levels)
    told = record_of(people, mapping, grouping, fewest)
    notes += told.notes
    entries, exposure = told.entries, None
    # Reasons known to the importer alone: from here on there are shares of years, and leavers without
    # reasons.
    reasons_kept = reasons_table(spells, told.window, key) if entries is not None else None
    if entries is not None:
        merged = merge_small_cells(entries, grouping, fewest)
        if merged:
            notes.append(_text("merged_cells", cells=merged, fewest=fewest))
        exposure = by_reason(exposure_table(entries, grouping), reasons_kept)
        notes.append(_text("reasons_kept") if reasons_kept is not None else _text("reasons_not_kept"))
    else:
        notes.append(_text("no_history"))
    bands = band_table(spells, grouping, fewest, key)
    unknown = unknown_share(reasons_kept)
    if 0 < unknown < 1:
        notes.append(_text("unknown_reasons", share=format(unknown, ".0%")))
    if profile.headcount < SMALL_ORGANISATION:
        notes.append(_text("small", people=profile.headcount, fewest=fewest))
    about = _about(people, mapping, profile, told, exposure is not None, fewest, notes, key)
    about["unknown_reasons"] = unknown if reasons_kept is not None else None
    monthly = None if told.monthly is None else by_reason(told.monthly, reasons_kept)
    imported = ImportedProfile(profile, exposure, monthly, about, bands, reasons_kept, told.bridge)
    about["checks"] = check_profile(imported, spells, grouping, entries, fewest)
    gone = spells["reason"].to_numpy() >= 0
    return imported, Reconciliation(told.months, profile.headcount, int(gone.sum()), told.exact)


def check_minimum(fewest: int) -> int:
    """The minimum cell, if it is allowed (else `InputError`)."""
    if not SMALLEST_MINIMUM <= fewest <= LARGEST_MINIMUM:
        raise InputError(
            f"--minimum-cell: found {fewest}; allowed: {SMALLEST_MINIMUM} to {LARGEST_MINIMUM}; the floor of "
            f"{SMALLEST_MINIMUM} people protects the people in the extract and cannot be lowered; example: "
            f"--minimum-cell {MINIMUM_CELL}"
        )
    return fewest


def _groups(
    spells: pd.DataFrame, grouping: Grouping, mapping: Mapping, fewest: int, notes: list[str]
) -> tuple[Group, ...]:
    """The groups with headcount, mean pay and mean tenure at the snapshot."""
    present = spells["present"].to_numpy()
    pay, tenure = spells["pay"].to_numpy(), spells["tenure_months"].to_numpy()
    fte = spells["fte"].to_numpy() if "fte" in spells else np.ones(len(spells))
    shape = (len(grouping.departments), len(grouping.levels), len(CONTRACTS))
    flat = np.ravel_multi_index((grouping.department, grouping.level, grouping.contract), shape)
    order = np.flatnonzero(present)[np.argsort(flat[present], kind="stable")]
    starts = np.flatnonzero(np.diff(flat[order], prepend=-1))
    groups, borrowed = [], 0
    for members in np.split(order, starts[1:]):
        department, level, contract = np.unravel_index(int(flat[members[0]]), shape)
        own = pay[members][~np.isnan(pay[members])]
        if own.size < fewest:
            borrowed += 1
            own = _pay_of_similar(pay, present, grouping, int(level), int(contract), fewest)
        known = tenure[members][~np.isnan(tenure[members])]
        years = min(mean_tenure_years(known), LONGEST_TENURE_YEARS) if known.size >= fewest else None
        groups.append(
            Group(
                grouping.departments[department],
                grouping.levels[level],
                CONTRACTS[contract],
                len(members),
                mean_pay(own) if own.size else _assumed(mapping),
                years,
                full_time=mean_full_time(fte[members]),
            )
        )
    if borrowed and not np.isnan(pay[present]).all():
        notes.append(_text("pay_of_similar", groups=borrowed))
    elif borrowed:
        notes.append(_text("no_pay", pay=format(_assumed(mapping), ",.0f")))
    return tuple(groups)


def _pay_of_similar(
    pay: npt.NDArray[np.float64],
    present: npt.NDArray[np.bool_],
    grouping: Grouping,
    level: int,
    contract: int,
    fewest: int,
) -> npt.NDArray[np.float64]:
    """Pay of the narrowest pool of similar people in which enough is known; empty if there is none."""
    known = present & ~np.isnan(pay)
    for pool in (
        (grouping.level == level) & (grouping.contract == contract),
        grouping.contract == contract,
        np.ones(pay.size, bool),
    ):
        found = pay[known & pool]
        if found.size >= fewest:
            return found
    return np.array([])


def _assumed(mapping: Mapping) -> float:
    if mapping.settings.assumed_pay is None:
        raise InputError(
            "The pay of too few people is known; name another column of pay, or state a mean for everybody: "
            "--set assumed_pay=60000"
        )
    return mapping.settings.assumed_pay


def _about(
    people: People,
    mapping: Mapping,
    profile: Profile,
    told: Record,
    history: bool,
    fewest: int,
    notes: Sequence[str],
    key: bytes,
) -> dict[str, object]:
    """The content of `profile.yaml`."""
    window = told.window
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "name": profile.name,
        "purpose": PURPOSE,
        "currency": profile.currency,
        "snapshot": str(people.snapshot)[:7],
        "snapshot_day_stated": people.snapshot_stated,
        "first_month": month_text(window.first) if window else None,
        "last_month": month_text(window.last) if window else None,
        "window_months": told.window_months if history else None,
        "history": _kinds_of_history.get(people.kind, "none") if history else "none",
        "minimum_cell": fewest,
        "levels": list(profile.levels),
        "system": mapping.system,
        "tandem_version": metadata.version("tandem-workforce"),
        "input": [
            {
                "kind": file.source.description,
                "keyed_sha256": hmac.new(key, file.source.sha256.encode(), hashlib.sha256).hexdigest(),
                "columns_read": dict(file.columns),
                "columns_not_read": list(file.columns_not_read),
                "protected_columns_never_read": list(file.protected),
            }
            for file in people.files
        ],
        "rows": {
            "read": people.rows_read,
            "used": people.rows_read - people.rows_set_aside,
            "set_aside": people.rows_set_aside,
        },
        "notes": list(notes),
    }
