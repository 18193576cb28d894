"""Panels, lists of the same people at several days one under the other, as spells."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tandem.experiments.intake.meaning.words_of_rows import LEFT

_day = np.timedelta64(1, "D")
_longest_month = 45  # days between two lists up to which leavings are known by month (assumption)


@dataclass(frozen=True)
class Panel:
    """A panel as spells.

    Attributes
    ----------
    spells : DataFrame
        In the columns of `FileRows.frame`; `hire` is missing of those who were there from the first list on,
        if there is no day of hire.
    first, last : day
        Of the lists.
    lists : int
    monthly : bool
        Whether the lists are close enough to know the month of a leaving.
    """

    spells: pd.DataFrame
    first: np.datetime64
    last: np.datetime64
    lists: int
    monthly: bool


def is_panel(frame: pd.DataFrame) -> bool:
    """Whether people stand in several lists of different days."""
    if "person" not in frame or "as_of" not in frame:
        return False
    repeated = frame["person"].duplicated(keep=False) & (frame["person"] != 0)
    days = frame.loc[repeated, "as_of"].dropna()
    return bool(days.size and days.min() < days.max())


def panel_spells(frame: pd.DataFrame, columns: Collection[str]) -> Panel:
    """Who was there from which list to which.

    Who stands in one list and not in the next left between them: on the day that the lists say, else in the
    middle (of lists by month, at the end of the month of the last one). So it is with who is new.
    """
    days = np.unique(frame["as_of"].dropna().to_numpy().astype("datetime64[D]"))
    close = bool(np.diff(days).max() <= np.timedelta64(_longest_month, "D"))
    rows = frame.dropna(subset=["as_of"])
    there = rows[(rows["has_left"] != LEFT).to_numpy()]
    gone = rows[(rows["has_left"] == LEFT).to_numpy()]
    order = there.assign(point=np.searchsorted(days, there["as_of"].to_numpy().astype("datetime64[D]")))
    order = order.sort_values(["person", "point"], kind="stable")
    person, point = order["person"].to_numpy(), order["point"].to_numpy()
    begins = np.append(True, (person[1:] != person[:-1]) | (point[1:] > point[:-1] + 1))
    ends = np.append(begins[1:], True)
    spells = order[ends].copy()
    first, last = point[begins], point[ends]
    hire = spells["hire"].to_numpy().astype("datetime64[D]")
    spells["hire"] = np.where(np.isnat(hire), _between(days, first - 1, close, begin=True), hire)
    stated = spells["exit"].to_numpy().astype("datetime64[D]")
    if len(gone):
        told = gone.sort_values("as_of", kind="stable").drop_duplicates("person", keep="last")
        told = told.set_index("person")
        of_them = spells["person"].map(told["exit"]).to_numpy().astype("datetime64[D]")
        stated = np.where(np.isnat(stated), of_them, stated)
        known = spells["person"].isin(told.index).to_numpy()
        of_person = told.reindex(spells["person"])
        spells["reason"] = np.where(known, of_person["reason"], spells["reason"]).astype(np.int8)
        unsaid = np.where(known, of_person["reason_unsaid"], spells["reason_unsaid"])
        spells["reason_unsaid"] = unsaid.astype(bool)
    leaves = last < len(days) - 1
    guessed = _between(days, last, close, begin=False)
    known = ~np.isnat(stated) & (stated >= days[last])
    spells["exit"] = np.where(leaves & ~known, guessed, np.where(known, stated, np.datetime64("NaT", "D")))
    spells["has_left"] = np.where(leaves, LEFT, 0).astype(np.int8)
    dated = "hire_date" in columns and bool((known | ~leaves).all())
    return Panel(
        spells.drop(columns="point").reset_index(drop=True), days[0], days[-1], len(days), close or dated
    )


def _between(days: np.ndarray, before: np.ndarray, close: bool, begin: bool) -> np.ndarray:
    """A day between list `before` and the next; none before the first list or after the last one."""
    inside = (before >= 0) & (before < len(days) - 1)
    low = days[np.clip(before, 0, len(days) - 1)]
    high = days[np.clip(before + 1, 0, len(days) - 1)]
    middle = low + (high - low) // 2
    if close:
        middle = low + _day if begin else low
    return np.where(inside, middle, np.datetime64("NaT", "D"))
