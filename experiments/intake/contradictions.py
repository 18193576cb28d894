"""Rows of an extract that contradict themselves or one another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.files.file_rows import FileRows
from tandem.experiments.intake.meaning.problems import RowProblem
from tandem.experiments.intake.meaning.words_of_rows import LEFT


def contradictions(
    file: FileRows, leavers: bool, has_exits: bool, snapshot: np.datetime64
) -> list[RowProblem]:
    """Rows that say both that somebody is there and that somebody has left, or neither."""
    frame, name = file.frame, file.source.path.name
    exits = frame["exit"].to_numpy().astype("datetime64[D]")
    gone = ~np.isnat(exits) & (exits <= snapshot)
    said = frame["has_left"].to_numpy()
    heading = file.columns.get("exit_date", "exit date")
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


def pairing_problems(frame: pd.DataFrame, files: list[FileRows]) -> list[RowProblem]:
    """Identifiers that are missing, or stand for two spells at once."""
    if "person" not in frame:
        return []
    problems = []

    def tell(places: npt.NDArray[np.int64], rule: str) -> None:
        for number, file in enumerate(files):
            rows = frame["row"].to_numpy()[places[frame["file"].to_numpy()[places] == number]]
            if rows.size:
                heading = file.columns.get("identifier", "identifier")
                problems.append(RowProblem(file.source.path.name, rows, heading, rule))

    person = frame["person"]
    missing = (person.isna() | (person == 0)).to_numpy()
    tell(np.flatnonzero(missing), "an identifier is needed")
    hire = frame["hire"].to_numpy().astype("datetime64[D]").astype(np.int64)
    exits = frame["exit"].to_numpy().astype("datetime64[D]")
    last = np.where(np.isnat(exits), np.iinfo(np.int64).max, exits.astype(np.int64))
    order = np.lexsort((last, hire, person.to_numpy()))
    order = order[~missing[order]]
    if order.size < 2:
        return problems
    before, after = order[:-1], order[1:]
    same = person.to_numpy()[before] == person.to_numpy()[after]
    overlap = same & ((hire[after] <= last[before]) | np.isnat(frame["hire"].to_numpy()[after]))
    tell(after[overlap], "the identifier stands in two rows for the same time; one row a person is allowed")
    return problems
