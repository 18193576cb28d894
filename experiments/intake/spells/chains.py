"""Spells of one person in order: without a gap they are one stay with a move inside, at once a fault."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.files.rows import FileRows
from tandem.experiments.intake.meaning.problems import RowProblem

Places = npt.NDArray[np.int64]

_open_end = np.iinfo(np.int64).max
_saturday = 5  # Monday is 0


def pairing_problems(frame: pd.DataFrame, files: Sequence[FileRows]) -> list[RowProblem]:
    """Identifiers that are missing, or stand for two spells at once.

    Parameters
    ----------
    frame : DataFrame
        As in `FileRows.frame`, with `file`, the place of a row's file in `files`.
    """
    if "person" not in frame:
        return []
    missing = (frame["person"].isna() | (frame["person"] == 0)).to_numpy()
    problems = tell(frame, files, np.flatnonzero(missing), "an identifier is needed")
    before, after = _neighbours(frame, ~missing)
    hire, last = _days(frame)
    overlap = (hire[after] < last[before]) | np.isnat(frame["hire"].to_numpy()[after])
    rule = "the identifier stands in two rows for the same time; one row a person is allowed"
    return problems + tell(frame, files, after[overlap], rule)


def tell(frame: pd.DataFrame, files: Sequence[FileRows], places: Places, rule: str) -> list[RowProblem]:
    """Problems with the identifiers of some rows."""
    file, row = frame["file"].to_numpy()[places], frame["row"].to_numpy()[places]
    return [
        RowProblem(
            files[of].source.path.name,
            row[file == of],
            files[of].columns.get("identifier", "identifier"),
            rule,
        )
        for of in np.unique(file).tolist()
    ]


def chained(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Gapless spells of a person as one, with what the last one says, and the number of moves inside.

    The next spell may begin on the day of leaving, the day after, or after a weekend.
    """
    if "person" not in frame or frame.empty:
        return frame, 0
    before, after = _neighbours(frame, np.ones(len(frame), bool))
    hire, last = _days(frame)
    begun = ~np.isnat(frame["hire"].to_numpy()[after])
    ended = last[before] < _open_end
    gap = np.where(begun & ended, hire[after] - np.where(ended, last[before], 0), -1)
    week_day = (np.where(ended, last[before], 0) + 3) % 7  # 1970-01-01 was a Thursday
    over_weekend = ((week_day == _saturday - 1) & (gap <= 3)) | ((week_day == _saturday) & (gap == 2))
    gapless = (gap >= 0) & ((gap <= 1) | over_weekend)
    if not gapless.any():
        return frame, 0
    first = hire.copy()
    continued = np.zeros(len(frame), bool)
    for earlier, later in zip(before[gapless].tolist(), after[gapless].tolist(), strict=True):
        first[later] = first[earlier]  # pairs come in order of time
        continued[earlier] = True
    whole = frame.assign(hire=first.astype("datetime64[D]"))
    whole.loc[np.isnat(frame["hire"].to_numpy()), "hire"] = pd.NaT
    return whole[~continued].reset_index(drop=True), int(gapless.sum())


def _days(frame: pd.DataFrame) -> tuple[Places, Places]:
    """Days of hire and of leaving as numbers; an open end is very late."""
    hire = frame["hire"].to_numpy().astype("datetime64[D]").astype(np.int64)
    exits = frame["exit"].to_numpy().astype("datetime64[D]")
    return hire, np.where(np.isnat(exits), _open_end, exits.astype(np.int64))


def _neighbours(frame: pd.DataFrame, which: npt.NDArray[np.bool_]) -> tuple[Places, Places]:
    """Rows of one person that follow each other in time: places of the earlier and of the later ones."""
    if not frame["person"].duplicated().any():  # one row a person: nothing to put in order
        return np.array([], np.int64), np.array([], np.int64)
    hire, last = _days(frame)
    person = frame["person"].to_numpy()
    order = np.lexsort((last, hire, person))
    order = order[which[order]]
    before, after = order[:-1], order[1:]
    same = person[before] == person[after]
    return before[same], after[same]
