"""What single rows of an extract have wrong, and the extract without them."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.files.rows import FileRows
from tandem.experiments.intake.meaning.mapping import listed_in
from tandem.experiments.intake.meaning.problems import Numbers, RowProblem
from tandem.experiments.intake.meaning.validation import check_rows
from tandem.experiments.intake.meaning.words_of_rows import LEFT
from tandem.experiments.intake.spells.assembly import LEAVERS, STAFF, Assembled

_heading_of = {"hire": "hire_date", "exit": "exit_date"}
Mask = npt.NDArray[np.bool_]


def problems_of_rows(
    files: MappingOf[str, FileRows], found: Assembled, kind: str, snapshot: np.datetime64
) -> list[RowProblem]:
    """What single rows of the files have wrong."""
    problems: list[RowProblem] = []
    latest = snapshot + np.timedelta64(730, "D")  # people already hired for later
    for what, file in files.items():
        headings = {name: file.columns.get(_heading_of.get(name, name), name) for name in file.frame.columns}
        needs_hire = kind == "dated" and "hire_date" in file.columns and found.panel is None
        frame = file.frame
        if listed_in(what) != STAFF and "department" not in file.columns:
            known = found.spells["department"].cat.categories[:1]  # the list of staff says the department
            frame = frame.assign(department=pd.Categorical(list(known) * len(frame)))
        problems += file.problems
        problems += check_rows(frame, file.source.path.name, headings, latest, needs_hire)
        if listed_in(what) in (STAFF, LEAVERS) and found.panel is None:
            problems += _contradictions(file, what == LEAVERS, kind == "dated", snapshot)
    return problems


def _contradictions(
    file: FileRows, leavers: bool, has_exits: bool, snapshot: np.datetime64
) -> list[RowProblem]:
    """Rows that say both that somebody is there and that somebody has left, or neither."""
    frame, name = file.frame, file.source.path.name
    if "action" in frame:  # leavings are rows of their own
        return []
    days = frame["exit"]
    if "effective" in frame and leavers:
        days = days.fillna(frame["effective"])
    exits = days.to_numpy().astype("datetime64[D]")
    gone = ~np.isnat(exits) & (exits <= snapshot)
    said = frame["has_left"].to_numpy()
    heading = file.columns.get("exit_date", file.columns.get("effective_date", "exit date"))
    rules = []
    if leavers:
        rules.append((np.isnat(exits), "a leaver needs a day of leaving"))
    elif has_exits and "exit_date" in file.columns:
        rules.append(((said == LEFT) & np.isnat(exits), "somebody who has left needs a day of leaving"))
        rules.append(
            ((said == 0) & gone, "somebody whose status is active cannot have left before the snapshot")
        )
    return [
        RowProblem(name, frame["row"].to_numpy()[broken], heading, rule)
        for broken, rule in rules
        if broken.any()
    ]


def with_shared_categories(files: MappingOf[str, FileRows]) -> dict[str, pd.DataFrame]:
    """The rows of each file with its place; departments and levels of all under one set of names.

    Spellings that differ in case are one.
    """
    rows = {what: file.frame.assign(file=place) for place, (what, file) in enumerate(files.items())}
    for column in ("department", "level"):
        names: dict[str, str] = {}
        for frame in rows.values():
            for name in frame[column].cat.categories:
                names.setdefault(name.casefold(), name)
        place = {folded: index for index, folded in enumerate(names)}
        categories = pd.Index(list(names.values()), dtype=object)
        for frame in rows.values():
            own = frame[column].cat
            codes = np.array([place[name.casefold()] for name in own.categories] + [-1], np.int32)
            frame[column] = pd.Categorical.from_codes(codes[own.codes.to_numpy()], categories=categories)
    return rows


def without(
    rows: MappingOf[str, pd.DataFrame], files: Sequence[FileRows], broken: MappingOf[str, Numbers]
) -> dict[str, pd.DataFrame]:
    """Rows without the broken ones; where a person is in several rows or files, without the person.

    Parameters
    ----------
    rows : mapping
        What a file lists → its rows, in the order of `files`.
    broken : mapping
        Name of a file → numbers of its rows.
    """
    wrong: dict[str, Mask] = {}
    people: list[npt.NDArray[np.uint64]] = []
    for (what, frame), file in zip(rows.items(), files, strict=True):
        wrong[what] = frame["row"].isin(broken.get(file.source.path.name, [])).to_numpy()
        if "person" in frame and (len(rows) > 1 or "effective" in frame or "as_of" in frame):
            people.append(frame.loc[wrong[what] & (frame["person"] != 0).to_numpy(), "person"].to_numpy())
    everybody = np.concatenate(people) if people else np.array([], np.uint64)
    for what, frame in rows.items():
        if "person" in frame:
            wrong[what] = wrong[what] | frame["person"].isin(everybody).to_numpy()
    return {what: frame[~wrong[what]] for what, frame in rows.items()}
