"""Several lists of staff given together: of the same people on several days, or parts of one list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from tandem.experiments.intake.files.rows import FileRows
from tandem.experiments.intake.meaning.dates import NO_DAY
from tandem.experiments.intake.meaning.points import day_named
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("people.lists")


def put_together(files: Sequence[FileRows], today: date) -> None:
    """Give the rows of every list the day on which it was true, from a column or from the file's name.

    Where no list has a day, they are parts of one list, in which nobody stands twice.

    Raises
    ------
    InputError
        If some lists have a day and others not, two have the same, or people cannot be told apart.
    """
    names = [file.source.path.name for file in files]
    for file in files:
        if "person" not in file.frame:
            raise InputError(
                f"{file.source.path.name}: no column with the identifier of people was found, by which "
                f"{len(files)} lists of staff can be joined; write it in a mapping file, under `columns`, as "
                "in  identifier: Employee ID"
            )
    days = {file.source.path.name: day_in_name(file.source.path, today) for file in files}
    dated = ["as_of" in file.frame or not np.isnat(days[file.source.path.name]) for file in files]
    if not any(dated):
        _check_parts(files)
        files[0].notes.append(_text("parts", lists=len(files)))
        return
    if not all(dated):
        raise InputError(f"{names[dated.index(False)]}: {_say_day}")
    for file in files:
        if "as_of" not in file.frame:
            file.frame["as_of"] = days[file.source.path.name]
            file.notes.append(
                _text("day_of_list", file=file.source.path.name, day=days[file.source.path.name])
            )
    firsts = [file.frame["as_of"].min() for file in files]
    for place, first in enumerate(firsts):
        if first in firsts[:place]:
            other = names[firsts.index(first)]
            raise InputError(
                f"{names[place]}: it is of the same day as {other} ({str(first)[:10]}); {_say_day}"
            )


_say_day = (
    "several lists of staff are lists of the same people on several days; each needs its own day, in a "
    "column such as Snapshot Date or in the name of the file, as in staff-2023-12-31.csv or staff_2023.csv. "
    "A list of leavers stands beside a list of staff with --leavers FILE"
)


#: How names say days, months and years, and whether a whole day, which may be read in two ways.
_days_in_names = (
    (r"(?<!\d)\d{4}[-_. ]?\d{2}[-_. ]?\d{2}(?!\d)", True),
    (r"(?<!\d)\d{1,2}[-_. ]\d{1,2}[-_. ]\d{4}(?!\d)", True),
    (r"[^\W\d_]{3,}[-_. ]?\d{4}(?!\d)", False),
    (r"(?<!\d)\d{4}[-_. ]?\d{2}(?!\d)", False),
    (r"(?<!\d)\d{2}[-_. ]\d{4}(?!\d)", False),
    (r"(?<!\d)\d{4}(?!\d)", False),
)


def day_in_name(path: Path, today: date) -> np.datetime64:
    """The day, month or year that the name of a file says, as a day (of a month or year its last)."""
    for pattern, whole in _days_in_names:
        parts = re.findall(pattern, path.stem)
        found = {day_named(text, today) for text in parts} - {None}
        if len(found) == 1:
            return np.datetime64(found.pop(), "D")
        if parts and whole:  # 03-04-2023 is in March or in April
            return NO_DAY
    return NO_DAY


def _check_parts(files: Sequence[FileRows]) -> None:
    """Refuse lists without a day in which the same people stand."""
    seen = files[0].frame["person"].to_numpy()
    for file in files[1:]:
        own = file.frame["person"].to_numpy()
        if np.isin(own[own != 0], seen).any():
            raise InputError(
                f"{file.source.path.name}: people of another list stand in it, too, and nothing says on what "
                f"day each list was true; {_say_day}"
            )
        seen = np.concatenate([seen, own])
