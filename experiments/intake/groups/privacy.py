"""The last look before a profile is written: every figure in it must rest on enough people.

Counted again from the people, not taken over from the steps that merged them, so that a fault there does not
pass. A profile that fails is not written.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.groups.exposure import Entries
from tandem.experiments.intake.groups.grouping import Grouping
from tandem.model.organisation.folder.imported import ImportedProfile
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS, FLOWS
from tandem.model.organisation.profile import CONTRACTS
from tandem.model.organisation.secondary_suppression import Table, protected


class ExposedError(RuntimeError):
    """A profile would have exposed people: a fault of Tandem's, not of the extract."""


def check_profile(
    imported: ImportedProfile, spells: pd.DataFrame, grouping: Grouping, entries: Entries | None, fewest: int
) -> dict[str, int | str]:
    """Count the people behind every figure of a profile.

    Returns
    -------
    dict
        The fewest people behind a group, a cell of the exposure and a row of the monthly table.

    Raises
    ------
    ExposedError
        If a figure rests on fewer than `fewest` people, alone or as a difference of others.
    """
    present = spells["present"].to_numpy()
    labels = [
        (grouping.departments[d], grouping.levels[level], CONTRACTS[contract])
        for d, level, contract in zip(
            grouping.department[present], grouping.level[present], grouping.contract[present], strict=True
        )
    ]
    behind = Counter(labels)
    for group in imported.profile.groups:
        key = (group.department, group.level, group.contract)
        if behind[key] != group.headcount:
            raise ExposedError("a group's headcount is not the number of its people")
    found: dict[str, int | str] = {
        "fewest_people_in_a_group": _enough(min(behind.values()), fewest, "a group")
    }
    _check_differences(spells, grouping, fewest)
    found["differences_of_groups"] = "checked"
    if entries is not None:
        people = entries.people()[1]
        found["fewest_people_behind_an_exposure_cell"] = _enough(int(people.min()), fewest, "a cell")
    if imported.monthly is not None:
        headcounts = imported.monthly[["opening_headcount", "closing_headcount"]].to_numpy()
        found["fewest_people_in_a_month"] = _enough(int(headcounts.min()), fewest, "a month")
        _check_monthly_sums(imported.monthly)
    if imported.bridge is not None:
        there = imported.bridge[["opening", "closing"]].to_numpy()
        found["fewest_people_in_the_reconciliation"] = _enough(int(there.min()), fewest, "a month")
    return found


def _enough(people: int, fewest: int, what: str) -> int:
    if people < fewest:
        raise ExposedError(f"{what} rests on {people} people, fewer than {fewest}")
    return people


def _check_differences(spells: pd.DataFrame, grouping: Grouping, fewest: int) -> None:
    """No sum or difference of the published groups is a smaller original group's headcount.

    Department by department, and of departments among each other, as nobody is counted outside of their own:
    the extract's own groups are the unknowns, everything a reader can add up is known.
    """
    present = spells["present"].to_numpy()
    own = np.stack(
        [
            grouping.department[present],
            grouping.level[present],
            grouping.contract[present],
            spells["department"].cat.codes.to_numpy()[present].astype(np.int64),
            spells["level"].cat.codes.to_numpy()[present].astype(np.int64),
            spells["contract"].to_numpy()[present].astype(np.int64),
        ],
        axis=1,
    )
    sizes = tuple(own.max(axis=0) + 1)
    different, people = np.unique(np.ravel_multi_index(tuple(own.T), sizes), return_counts=True)
    groups = np.stack(np.unravel_index(different, sizes), axis=1)
    for department in np.unique(groups[:, 0]):
        inside = groups[:, 0] == department
        _check_table(groups[inside], people[inside], fewest)


def _check_table(groups: npt.NDArray[np.int64], people: npt.NDArray[np.int64], fewest: int) -> None:
    """A department: its sum, levels, contracts and groups must leave every small original group open."""
    cells = [tuple(range(len(groups)))]
    for columns in ([1], [2], [1, 2]):
        for key in np.unique(groups[:, columns], axis=0):
            cells.append(tuple(np.flatnonzero((groups[:, columns] == key).all(axis=1)).tolist()))
    table = Table(tuple(map(int, people)), tuple(dict.fromkeys(cells)))
    alone = {cell[0] for cell in table.cells if len(cell) == 1}
    small = {place for place, count in enumerate(people) if count < fewest}
    if alone & small or (small and len(protected(table, fewest)) != len(table.cells)):
        raise ExposedError("a small group can be worked out from the published ones")


def _check_monthly_sums(monthly: pd.DataFrame) -> None:
    """Departments, if there are any, add up to all of them, so that no rest is left over."""
    flows = monthly.assign(exits=monthly[list(FLOWS[3:])].sum(axis=1).round())
    columns = ["opening_headcount", "closing_headcount", "hires", "exits"]
    everybody = flows[flows["department"] == ALL_DEPARTMENTS].set_index("month")[columns]
    parts = flows[flows["department"] != ALL_DEPARTMENTS]
    if len(parts) and not parts.groupby("month")[columns].sum().equals(everybody.sort_index()):
        raise ExposedError("departments do not add up to the organisation in a month")
