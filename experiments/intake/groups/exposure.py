"""Person-months and exits by department, level, contract and tenure, in cells that rest on enough people."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.groups.grouping import Grouping
from tandem.experiments.intake.groups.history import Window
from tandem.experiments.intake.meaning.questions import ask
from tandem.model.errors import InputError
from tandem.model.organisation.folder.tables import (
    EXPOSURE_FILE,
    LEAVERS,
    OTHER,
    TENURE_BANDS,
    UNKNOWN_TENURE,
)
from tandem.model.organisation.profile import CONTRACTS

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

DAYS_A_MONTH = 365.25 / 12
FLAG_MONTHS = 12  # window of an extract that only says who has left (assumption)
_starts = np.array([*TENURE_BANDS, np.inf])
_labels = (*TENURE_BANDS.values(), UNKNOWN_TENURE)
_unknown_band = len(TENURE_BANDS)


@dataclass(frozen=True)
class Entries:
    """What each spell adds to each cell it touches, one row an addition.

    `cell` has the columns department, level, contract, band, as places; a level of −1 is Other.
    """

    cell: Places
    person: Places
    months: Floats
    reason: Places  # −1: no exit
    spell: Places

    def people(self) -> tuple[Places, Places, Places]:
        """The different cells, how many different people each rests on, and each entry's cell."""
        sizes = tuple(self.cell.max(axis=0) + 2)  # each place moved up by one, as a level can be −1
        flat = np.ravel_multi_index(tuple((self.cell + 1).T), sizes)
        # Cells are few and entries many: a table of all possible cells takes the place of a search for the
        # different ones, and sorting is far quicker here than np.unique, which hashes.
        different = np.flatnonzero(np.bincount(flat, minlength=math.prod(sizes)))
        renumbered = np.zeros(math.prod(sizes), np.int64)
        renumbered[different] = np.arange(different.size)
        place = renumbered[flat]
        cells = np.stack(np.unravel_index(different, sizes), axis=1) - 1
        everybody = int(self.person.max()) + 1
        pairs = np.sort(place * everybody + self.person)
        pairs = pairs[np.diff(pairs, prepend=-1) > 0]
        people = np.bincount(pairs // everybody, minlength=len(cells))
        return cells, people, place


def dated_entries(spells: pd.DataFrame, grouping: Grouping, window: Window) -> Entries:
    """Additions of spells with dates, in the months of the window."""
    begin, end = window.days
    hire = spells["hire"].to_numpy().astype("datetime64[D]")
    exits = spells["exit"].to_numpy().astype("datetime64[D]")
    gone = ~np.isnat(exits) & (exits >= begin) & (exits < end)
    last = np.where(np.isnat(exits), end, exits + np.timedelta64(1, "D"))
    known = ~np.isnat(hire)
    from_month = np.where(known, np.maximum((begin - hire).astype(np.float64), 0), 0) / DAYS_A_MONTH
    since = np.where(known, hire, begin)  # who was there before anything is known has no tenure
    to_month = (np.minimum(last, end) - since).astype(np.float64) / DAYS_A_MONTH
    reason = np.where(gone, spells["reason"].to_numpy(), -1)
    entries = _entries(spells, grouping, from_month, to_month, reason)
    entries.cell[~known[entries.spell], 3] = _unknown_band
    return entries


def flag_window(spells: pd.DataFrame, stated: int | str | None, where: str) -> int | None:
    """Months over which the leavers of an extract without dates left; None for everybody's whole tenure.

    Raises
    ------
    QuestionError
        If neither a setting nor the extract itself says it.
    """
    tenure = spells["tenure_months"].to_numpy()
    known = ~np.isnan(tenure)
    if stated == "tenure" and not known.any():
        raise InputError(
            f"{where}: settings.window_months: found tenure, but no column says how long people have been "
            "there; allowed: a number of months, example: --set window_months=12"
        )
    if stated is not None:
        return None if stated == "tenure" else int(stated)
    if not np.isnan(spells["observed_months"].to_numpy()).all():
        return FLAG_MONTHS  # of those for whom the extract does not say it
    left, everybody = int((~spells["present"]).sum()), len(spells)
    question = (
        f"{left:,} of {everybody:,} people have left, and the extract does not say when. Over how many "
        "months did they leave?"
    )
    answers = ["window_months=12"]
    if known.any():
        answers.insert(0, "window_months=tenure")
        rate = left / (float(tenure[known].mean()) * everybody / 12)
        question += (
            " With tenure, everybody's whole time in the organisation is counted "
            f"({rate:.1%} leave a year); with 12, all of them left within a year "
            f"({left / (everybody - left / 2):.1%})"
        )
    ask(where, question, answers)


def flagged_entries(spells: pd.DataFrame, grouping: Grouping, window: int | None = FLAG_MONTHS) -> Entries:
    """Additions of an extract that only says who has left.

    Parameters
    ----------
    window : int or None
        Months over which they left: who stayed was there for all of them, who left for half (assumption),
        unless the extract says for how many months somebody was observed. None counts everybody's whole time
        in the organisation; who has no tenure counts with the mean of the others.
    """
    left = ~spells["present"].to_numpy()
    observed = spells["observed_months"].to_numpy()
    tenure = spells["tenure_months"].to_numpy()
    known = ~np.isnan(tenure)
    if window is None:
        usual = np.where(known, tenure, tenure[known].mean() if known.any() else np.nan)
    else:
        usual = np.where(left, window / 2, window)
    length = np.where(np.isnan(observed), usual, observed)
    reason = np.where(left, spells["reason"].to_numpy(), -1)
    begin = np.where(known, np.maximum(tenure - length, 0), 0)
    entries = _entries(spells, grouping, begin, np.where(known, tenure, length), reason)
    entries.cell[~known[entries.spell], 3] = _unknown_band
    return entries


def _entries(spells: pd.DataFrame, grouping: Grouping, begin: Floats, end: Floats, reason: Places) -> Entries:
    """Cut each spell's stretch of tenure (months) at the bands."""
    person = spells["person"].to_numpy().astype(np.int64)
    cells, people, months, reasons, rows = [], [], [], [], []
    for band in range(len(TENURE_BANDS)):
        low, high = _starts[band], _starts[band + 1]
        inside = np.clip(end, low, high) - np.clip(begin, low, high)
        ends_here = (reason >= 0) & (end > low) & (end <= high) if band else (reason >= 0) & (end <= high)
        touched = np.flatnonzero((inside > 0) | ends_here)
        cells.append(
            np.stack(
                [
                    grouping.department[touched],
                    grouping.level[touched],
                    grouping.contract[touched],
                    np.full(touched.size, band),
                ],
                axis=1,
            )
        )
        people.append(person[touched])
        months.append(np.maximum(inside[touched], 0))
        reasons.append(np.where(ends_here, reason, -1)[touched])
        rows.append(touched)
    return Entries(
        np.concatenate(cells).astype(np.int64),
        np.concatenate(people),
        np.concatenate(months),
        np.concatenate(reasons).astype(np.int64),
        np.concatenate(rows),
    )


def merge_small_cells(entries: Entries, grouping: Grouping, fewest: int) -> int:
    """Merge cells that rest on fewer than `fewest` people, inside their department; how many there were.

    First levels become Other, then the contract that most have; then what is left is counted in the largest
    cell of its tenure band, or of the nearest band that has one.
    """
    main = [
        int(np.bincount(grouping.contract[grouping.department == place], minlength=3).argmax())
        for place in range(len(grouping.departments))
    ]
    _, people, _ = entries.people()
    small_cells = int((people < fewest).sum())
    if small_cells:
        _relabel(entries, fewest, lambda cell: (cell[0], -1, cell[2], cell[3]))
        _relabel(entries, fewest, lambda cell: (cell[0], -1, main[cell[0]], cell[3]))
        _join_nearest(entries, fewest, main)
    return small_cells


def _relabel(entries: Entries, fewest: int, new: Callable[[Places], tuple[int, ...]]) -> None:
    """Give small cells a new name."""
    cells, people, place = entries.people()
    target = cells.copy()
    for small in np.flatnonzero(people < fewest):
        target[small] = new(cells[small])
    entries.cell[:] = target[place]


def _join_nearest(entries: Entries, fewest: int, main: list[int]) -> None:
    """Count what is still small in the largest cell of the nearest band of its department."""
    cells, people, place = entries.people()
    target = cells.copy()
    for small in np.flatnonzero(people < fewest):
        department, _, _, band = cells[small]
        same = np.flatnonzero((cells[:, 0] == department) & (people >= fewest))
        if same.size:
            distance = np.abs(cells[same, 3] - band)
            target[small] = cells[same[np.lexsort((-people[same], distance))[0]]]
        else:  # a department in which every cell is small: one cell in its most frequent band
            own = np.flatnonzero(cells[:, 0] == department)
            usual = cells[own[np.argmax(people[own])], 3]
            target[small] = (department, -1, main[department], usual)
    entries.cell[:] = target[place]


def exposure_table(entries: Entries, grouping: Grouping) -> pd.DataFrame:
    """Person-months and leavers of a profile, exact and without reasons."""
    cells, _, place = entries.people()
    months = np.bincount(place, weights=entries.months, minlength=len(cells))
    levels = (*grouping.levels, OTHER)
    names = [
        (grouping.departments[d], levels[level], CONTRACTS[contract], _labels[band])
        for d, level, contract, band in cells
    ]
    table = pd.DataFrame(names, columns=list(EXPOSURE_FILE[:4]))
    table["person_months"] = np.round(months, 1)
    table[LEAVERS] = np.bincount(place[entries.reason >= 0], minlength=len(cells))
    return table.groupby(list(EXPOSURE_FILE[:4]), sort=False, as_index=False).sum()
