"""The spells of everybody, from the rows of all files of an extract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from tandem.experiments.intake.files.rows import FileRows
from tandem.experiments.intake.meaning.dates import NO_DAY
from tandem.experiments.intake.meaning.mapping import listed_in
from tandem.experiments.intake.meaning.problems import RowProblem
from tandem.experiments.intake.meaning.words_of_rows import LEFT_THEN
from tandem.experiments.intake.spells.chains import chained, pairing_problems, tell
from tandem.experiments.intake.spells.histories import begins_with_hires, history_spells, is_history
from tandem.experiments.intake.spells.joining import join_history, join_leavings, join_pay
from tandem.experiments.intake.spells.kinds import refuse_events
from tandem.experiments.intake.spells.panels import Panel, is_panel, panel_spells
from tandem.experiments.wording.catalogue import texts

_text = texts("people.spells")

STAFF, LEAVERS, HISTORY, PAY = "staff", "leavers", "history", "pay"


@dataclass
class Assembled:
    """Spells of everybody.

    Attributes
    ----------
    spells : DataFrame
        As in `FileRows.frame`, with `file`: one row a stay in the organisation.
    panel : Panel or None
        Of a list of staff that is a panel.
    """

    spells: pd.DataFrame
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    panel: Panel | None = None


def assemble(rows: Mapping[str, pd.DataFrame], files: Sequence[FileRows], today: np.datetime64) -> Assembled:
    """Turn rows into spells and join the files by the identifier.

    Parameters
    ----------
    rows : mapping
        The rows of each file by what it lists (`STAFF` and others), with `file`, its place in `files`.

    Raises
    ------
    InputError
        If files cannot be joined, or the list of staff is a list of events.
    """
    lists = [frame for what, frame in rows.items() if listed_in(what) == STAFF]
    found = _staff_spells(pd.concat(lists, ignore_index=True) if len(lists) > 1 else lists[0], files[0])
    if found.panel is None:
        found.problems += pairing_problems(found.spells, files)
    if LEAVERS in rows:
        _add_leavers(found, rows[LEAVERS], files)
    if HISTORY in rows:
        _add_history(found, rows[HISTORY], files)
    if PAY in rows:
        joined, strangers, problems = join_pay(found.spells, rows[PAY], files, today)
        found.spells, found.problems = joined, [*found.problems, *problems]
        if strangers:
            found.notes.append(_text("pay_of_strangers", rows=f"{strangers:,}"))
    found.spells, moves = chained(found.spells)
    if moves:
        found.notes.append(_text("moves", moves=f"{moves:,}"))
    return found


def _staff_spells(staff: pd.DataFrame, file: FileRows) -> Assembled:
    """Spells of the list of staff, which may be a history of jobs or a panel."""
    if is_panel(staff):
        panel = panel_spells(staff, file.columns)
        note = _text("panel", lists=panel.lists, first=panel.first, last=panel.last)
        return Assembled(panel.spells, notes=[note], panel=panel)
    if not is_history(staff, file.columns):
        return Assembled(staff)
    if not begins_with_hires(staff, file.columns):
        refuse_events(file.source, has_pay=False)
    spells, orphans = history_spells(staff, file.columns)
    problems = tell(staff, [file], orphans, "a leaving needs an earlier row of the same person")
    return Assembled(spells, problems, [_text("history", rows=f"{len(staff):,}")])


def _add_leavers(found: Assembled, leavers: pd.DataFrame, files: Sequence[FileRows]) -> None:
    """Join a list of leavers by the identifier; without one, its people are not in the list of staff."""
    if "action" in leavers:
        others = (leavers["action"] != LEFT_THEN).to_numpy()
        leavers = leavers[~others]
        if others.any():
            found.notes.append(_text("other_actions", rows=f"{int(others.sum()):,}"))
    if "effective" in leavers:
        leavers = leavers.assign(exit=leavers["exit"].fillna(leavers["effective"]))
    if "person" not in found.spells or "person" not in leavers:
        found.spells = pd.concat([found.spells, leavers], ignore_index=True)
        return
    found.problems += pairing_problems(leavers[(leavers["person"] == 0).to_numpy()], files)
    found.spells, joined, problems = join_leavings(found.spells, leavers, files)
    found.problems += problems
    if joined:
        found.notes.append(_text("joined", rows=f"{joined:,}"))


def _add_history(found: Assembled, history: pd.DataFrame, files: Sequence[FileRows]) -> None:
    """Join a history of jobs or a list of actions."""
    place = int(history["file"].iloc[0]) if len(history) else 0
    leavings = history.iloc[:0]
    stays = history
    if "effective" in history:
        stays, orphans = history_spells(history, files[place].columns)
        leavings = history.iloc[orphans]
        leavings = leavings.assign(exit=leavings["effective"], hire=np.full(len(leavings), NO_DAY))
    found.spells, problems = join_history(found.spells, stays, files)
    found.problems += problems
    if len(leavings):
        found.spells, _, problems = join_leavings(found.spells, leavings, files)
        found.problems += problems
    found.notes.append(_text("beside", rows=f"{len(history):,}"))
