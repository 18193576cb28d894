"""Histories of jobs, one row a change with the day on which it took effect, as spells."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.meaning.dates import NO_DAY
from tandem.experiments.intake.meaning.words_of_rows import BLANK, JOINED, LEFT, LEFT_THEN

Mask = npt.NDArray[np.bool_]

_day = np.timedelta64(1, "D")
_enough_repeated = (
    0.1  # share of people with several rows, for dates of hire alone to be changes (assumption)
)
_enough_joined = (
    0.9  # share of people whose first action must be a hire, for actions to be whole (assumption)
)


def is_history(frame: pd.DataFrame, columns: Collection[str]) -> bool:
    """Whether the rows of a file are changes of people's jobs, not whole stays.

    Parameters
    ----------
    columns : roles that the file has
    """
    if "person" not in frame or "as_of" in frame:
        return False
    repeated = frame["person"].duplicated(keep=False).to_numpy() & (frame["person"] != 0).to_numpy()
    if not repeated.any():
        return False
    if "effective" not in frame:
        people = frame.loc[repeated, "person"].nunique() / max(frame["person"].nunique(), 1)
        return "hire_date" in columns and "exit_date" not in columns and people >= _enough_repeated
    if "hire_date" not in columns:
        return True
    several = frame[repeated].sort_values(["person", "effective"], kind="stable")
    same_person = several["person"].to_numpy()[1:] == several["person"].to_numpy()[:-1]
    same_hire = several["hire"].to_numpy()[1:] == several["hire"].to_numpy()[:-1]
    return bool(same_hire[same_person].mean() > 0.5)


def begins_with_hires(frame: pd.DataFrame, columns: Collection[str]) -> bool:
    """Whether a history is whole: people's first action is their hire, or days of hire are given."""
    if "action" not in frame or "hire_date" in columns:
        return True
    first = frame.sort_values("effective", kind="stable").drop_duplicates("person")
    return bool((first["action"] == JOINED).mean() >= _enough_joined)


def history_spells(
    frame: pd.DataFrame, columns: Collection[str]
) -> tuple[pd.DataFrame, npt.NDArray[np.int64]]:
    """Spells in the organisation from changes, in the columns of `FileRows.frame`.

    A row holds until the day before the person's next one, its own end, or the day of leaving that the next
    row says. Rows that say that somebody left end the row before them and are no spell.

    Returns
    -------
    spells : DataFrame
    orphans : int64 array
        Places, in `frame`, of leavings before which nothing is known of the person.
    """
    begins = "effective" if "effective" in frame else "hire"
    order = frame.assign(place=np.arange(len(frame))).sort_values(["person", begins], kind="stable")
    person, start = order["person"].to_numpy(), _days(order, begins)
    follows = np.append(person[1:] == person[:-1], False)
    leaves = _leaves(order, person)
    begun = np.append(False, follows[:-1])  # an earlier row of the person stands before it
    next_start = np.append(start[1:], NO_DAY)
    next_leaves = np.append(leaves[1:], False) & follows
    until, exits = _days(order, "until"), _days(order, "exit")
    exits = np.where(follows & (exits >= next_start), NO_DAY, exits)  # the person's, said in every row
    own = np.where(np.isnat(until), exits, until)
    latest = np.where(next_leaves, next_start, next_start - _day)
    end = np.where(follows & (np.isnat(own) | (own > latest)), latest, own)
    reason, unsaid = order["reason"].to_numpy(), order["reason_unsaid"].to_numpy()
    spells = order.assign(
        hire=start,
        exit=end,
        reason=np.where(next_leaves, np.append(reason[1:], BLANK), reason).astype(np.int8),
        reason_unsaid=np.where(next_leaves, np.append(unsaid[1:], True), unsaid).astype(bool),
        has_left=np.where(next_leaves, LEFT, BLANK).astype(np.int8),
    )
    if begins == "effective" and "hire_date" in columns:
        stated = _days(order, "hire")
        earlier = ~begun & ~np.isnat(stated) & (stated < start)
        spells["hire"] = np.where(earlier, stated, start)
    orphans = order["place"].to_numpy()[leaves & ~begun]
    return spells[~leaves].drop(columns="place").reset_index(drop=True), orphans


def _leaves(order: pd.DataFrame, person: npt.NDArray[np.uint64]) -> Mask:
    """Rows that say that somebody left, of rows in order of person and time."""
    leaves = np.zeros(len(order), bool)
    if "action" in order:
        leaves |= order["action"].to_numpy() == LEFT_THEN
    said = order["has_left"].to_numpy() == LEFT
    # A status that every row of a person repeats is the person's today, not the row's.
    always = pd.Series(said).groupby(person).transform("all").to_numpy()
    return np.asarray(leaves | (said & ~always), bool)


def _days(frame: pd.DataFrame, name: str) -> npt.NDArray[np.datetime64]:
    if name not in frame:
        return np.full(len(frame), NO_DAY, "datetime64[D]")
    return np.asarray(frame[name].to_numpy().astype("datetime64[D]"))
