"""Headcount, hires and exits by month and department."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.meaning.questions import ask
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS, EXITS, MONTHLY_FILE, OTHER_DEPARTMENTS

Counts = npt.NDArray[np.int64]

_longest_gap = 6  # months without a leaver after which the first ones look like strays (assumption)


@dataclass(frozen=True)
class Window:
    """The months of a history, as whole months since 1970; both are within it."""

    first: int
    last: int

    @property
    def months(self) -> int:
        """Their number."""
        return self.last - self.first + 1

    @property
    def labels(self) -> list[str]:
        """Each as YYYY-MM."""
        return [month_text(month) for month in range(self.first, self.last + 1)]

    @property
    def days(self) -> tuple[np.datetime64, np.datetime64]:
        """The first day, and the day after the last."""
        return (
            np.datetime64(self.first, "M").astype("datetime64[D]"),
            np.datetime64(self.last + 1, "M").astype("datetime64[D]"),
        )


def month_text(month: int) -> str:
    """YYYY-MM of months since 1970."""
    return str(np.datetime64(month, "M"))


def month_of(days: npt.NDArray[np.datetime64]) -> Counts:
    """Months since 1970 of days; a very low number where there is no day."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def history_window(
    spells: pd.DataFrame,
    snapshot: np.datetime64,
    history_from: str | None,
    where: str,
    history_to: str | None = None,
) -> Window | None:
    """The months for which the extract knows every leaver; None if there is none.

    It begins with the month of the first leaver or at `history_from`, and ends with the last month that is
    complete: the snapshot's if it is the month's last day, else the one before; with `history_to`, the last
    month that the extract can know, no later than with it.

    Raises
    ------
    QuestionError
        If the first leavers stand so far before the others that they may be strays.
    """
    exits = spells["exit"].to_numpy().astype("datetime64[D]")
    months = np.sort(month_of(exits[~np.isnat(exits)]))
    if months.size == 0:
        return None
    if history_from is not None:
        first = int(np.datetime64(history_from, "M").astype(np.int64))
    else:
        first = int(months[0])
        gaps = np.diff(np.unique(months[: max(3, months.size // 20)]))
        if gaps.size and gaps.max() > _longest_gap:
            after = int(np.unique(months)[int(np.argmax(gaps > _longest_gap)) + 1])
            ask(
                where,
                f"the first leavers stand apart: in {month_text(first)}, then none until "
                f"{month_text(after)}. From "
                "which month on is every leaver in the extract?",
                (f"history_from={month_text(after)}", f"history_from={month_text(first)}"),
            )
    last = int(np.datetime64(snapshot, "M").astype(np.int64))
    if (snapshot + np.timedelta64(1, "D")).astype("datetime64[M]").astype(np.int64) == last:
        last -= 1  # the snapshot's month is not over
    if history_to is not None:
        last = min(last, int(np.datetime64(history_to, "M").astype(np.int64)))
    return Window(first, last) if first <= last else None


def monthly_counts(spells: pd.DataFrame, department: Counts, departments: int, window: Window) -> Counts:
    """Opening and closing headcount, hires and exits by reason, exactly.

    Returns
    -------
    int64 array of shape (departments, months, 6)
        In the order of `imported_tables.FLOWS`.
    """
    hire = month_of(spells["hire"].to_numpy())
    exits = spells["exit"].to_numpy().astype("datetime64[D]")
    gone = ~np.isnat(exits)
    left = np.where(gone, month_of(exits), np.iinfo(np.int64).max)
    counts = np.zeros((departments, window.months, 6), np.int64)
    there = (hire < window.first) & (left >= window.first)
    opening = np.bincount(department[there], minlength=departments)
    hired = (hire >= window.first) & (hire <= window.last)
    np.add.at(counts[..., 2], (department[hired], hire[hired] - window.first), 1)
    within = gone & (left >= window.first) & (left <= window.last)
    for reason in range(len(EXITS)):
        who = within & (spells["reason"].to_numpy() == reason)
        np.add.at(counts[..., 3 + reason], (department[who], left[who] - window.first), 1)
    change = np.cumsum(counts[..., 2] - counts[..., 3:].sum(axis=-1), axis=1)
    counts[..., 1] = opening[:, np.newaxis] + change
    counts[:, 0, 0] = opening
    counts[:, 1:, 0] = counts[:, :-1, 1]
    return counts


def shown_window(counts: Counts, window: Window, fewest: int) -> Window | None:
    """The window from the month on in which the organisation always had enough people to be shown."""
    everybody = counts[..., :2].sum(axis=0).min(axis=-1)
    small = np.flatnonzero(everybody < fewest)
    first = window.first + (int(small[-1]) + 1 if small.size else 0)
    return Window(first, window.last) if first <= window.last else None


def shown_departments(counts: Counts, fewest: int) -> Counts:
    """Which row of the monthly table each department is in: its own place, or −1 for Other departments.

    A department is shown if it has enough people at every month's beginning and end. The others are shown
    together, with the smallest of the shown ones added until they too have enough in every month.
    """
    everywhere = counts[..., :2]
    lowest = everywhere.min(axis=(1, 2))
    kept = [place for place in np.argsort(-lowest, kind="stable").tolist() if lowest[place] >= fewest]
    pooled = [place for place in range(len(counts)) if place not in set(kept)]
    while pooled and everywhere[pooled].sum(axis=0).min() < fewest and kept:
        pooled.append(kept.pop())
    rows = np.full(len(counts), -1, np.int64)
    rows[kept] = kept
    return rows


def monthly_table(counts: Counts, names: tuple[str, ...], window: Window, fewest: int) -> pd.DataFrame:
    """Headcount, hires and leavers of a profile, exact and without reasons."""
    rows = shown_departments(counts, fewest)
    parts = [(names[place], counts[place]) for place in range(len(names)) if rows[place] >= 0]
    pooled = counts[rows < 0]
    if len(pooled) and parts:
        parts.append((OTHER_DEPARTMENTS, pooled.sum(axis=0)))
    if len(parts) < 2:  # the whole again
        parts = []
    parts.append((ALL_DEPARTMENTS, counts.sum(axis=0)))
    tables = []
    for name, flows in parts:
        shown = np.column_stack([flows[:, :3], flows[:, 3:].sum(axis=1)])
        table = pd.DataFrame(shown, columns=list(MONTHLY_FILE[2:]))
        table.insert(0, "department", name)
        table.insert(0, "month", window.labels)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)
