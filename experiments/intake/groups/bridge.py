"""From opening to closing headcount, by department and month: hires, moves, leavers.

What it returns is for the screen of the person who holds the extract. A profile keeps it only for departments
that are large enough in every month, the others together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.groups.history import Window, month_of
from tandem.experiments.intake.spells.stretches import NOWHERE
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS

Counts = npt.NDArray[np.int64]

FLOWS = ("opening", "hires", "moves_in", "moves_out", "leavers", "closing")
COLUMNS = ("department", "month", *FLOWS)
_opening, _hires, _moves_in, _moves_out, _leavers, _closing = range(len(FLOWS))
_never = np.iinfo(np.int64).max


def bridge_counts(
    stretches: pd.DataFrame,
    snapshot: np.datetime64,
    window: Window,
    shown_as: Counts | None = None,
    departments: int | None = None,
) -> Counts:
    """Flows by department and month, (departments, months, FLOWS).

    Parameters
    ----------
    stretches : as `intake.spells.stretches.stretches_of` returns them
    shown_as : place of each department of the extract among those that are wanted; None: the extract's own
    departments : how many are wanted
    """
    known = stretches[~(stretches["hire"].to_numpy().astype("datetime64[D]") > snapshot)]
    codes = len(stretches["department"].cat.categories)
    places = np.append(
        np.arange(codes) if shown_as is None else shown_as, NOWHERE
    )  # NOWHERE stays what it is
    department = places[known["department"].cat.codes.to_numpy().astype(np.int64)]
    came_from, goes_to = (places[known[name].to_numpy()] for name in ("came_from", "goes_to"))
    begun = month_of(known["hire"].to_numpy())
    exits, moved = (known[name].to_numpy().astype("datetime64[D]") for name in ("exit", "goes_on"))
    moves = ~np.isnat(moved) & (moved <= snapshot)
    gone = ~np.isnat(exits) & (exits <= snapshot) & np.isnat(moved)
    left = np.where(gone, month_of(exits), _never)
    over = np.where(moves, month_of(moved), left)  # the month in which the stretch ends
    counts = np.zeros((departments or codes, window.months, len(FLOWS)), np.int64)

    def add(flow: int, who: npt.NDArray[np.bool_], month: Counts) -> None:
        inside = who & (month >= window.first) & (month <= window.last)
        np.add.at(counts[..., flow], (department[inside], month[inside] - window.first), 1)

    other = came_from != department
    add(_hires, came_from == NOWHERE, begun)
    add(_moves_in, (came_from != NOWHERE) & other, begun)
    add(_moves_out, moves & (goes_to != department), over)
    add(_leavers, gone, left)
    there = (begun < window.first) & (over >= window.first)
    change = counts[..., _hires] + counts[..., _moves_in] - counts[..., _moves_out] - counts[..., _leavers]
    opening = np.bincount(department[there], minlength=len(counts))
    counts[..., _closing] = opening[:, np.newaxis] + np.cumsum(change, axis=1)
    counts[:, 0, _opening] = opening
    counts[:, 1:, _opening] = counts[:, :-1, _closing]
    return counts


def bridge_table(counts: Counts, names: Sequence[str], window: Window) -> pd.DataFrame:
    """Flows by department and month, `All departments` last, where moves cancel out."""
    whole = counts.sum(axis=0)
    whole[:, [_moves_in, _moves_out]] = 0
    parts = [*zip(names, counts, strict=True), (ALL_DEPARTMENTS, whole)]
    tables = []
    for name, flows in parts:
        table = pd.DataFrame(flows, columns=list(FLOWS))
        table.insert(0, "month", window.labels)
        table.insert(0, "department", name)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)]
