"""The people of an extract as spells: staff and leavers paired, contradictions found, the snapshot known.

These rows exist in memory only. What leaves this folder are groups.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.contradictions import contradictions, pairing_problems
from tandem.experiments.intake.files.file_rows import FileRows, read_file
from tandem.experiments.intake.files.source import Source
from tandem.experiments.intake.meaning.mapping import Mapping
from tandem.experiments.intake.meaning.problems import (
    RowProblem,
    broken_rows,
    may_be_set_aside,
    refuse_rows,
)
from tandem.experiments.intake.meaning.questions import Questions, ask
from tandem.experiments.intake.meaning.validation import check_rows
from tandem.experiments.intake.meaning.words_of_rows import BLANK, LEFT, REASONS, UNKNOWN
from tandem.model.errors import InputError

_open = np.datetime64("NaT", "D")
_heading_of = {"hire": "hire_date", "exit": "exit_date"}


@dataclass
class People:
    """Everybody in the extract, one row a spell in the organisation.

    Attributes
    ----------
    spells : DataFrame
        `person` (int), `department`, `level`, `contract` (category), `hire`, `exit` (days; NaT is none),
        `reason` (0 voluntary, 1 involuntary, 2 unknown; −1 still there), `reason_unsaid` (left, and nothing
        known says why), `present` (at the snapshot), `pay`,
        `tenure_months` (at the snapshot or the exit), `observed_months`.
    snapshot : day
    kind : {"dated", "flagged", "snapshot"}
        Whether the extract has dates of leaving, only says who has left, or has no history.
    """

    spells: pd.DataFrame
    snapshot: np.datetime64
    snapshot_stated: bool
    kind: str
    currency: str
    files: list[FileRows]
    rows_read: int
    rows_set_aside: int
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_people(
    staff: Source,
    leavers: Source | None,
    mapping: Mapping,
    fewest: int,
    today: date,
    *,
    questions: Questions | None = None,
    set_aside: bool = False,
    report_only: bool = False,
) -> People:
    """Read, pair and check the rows of an extract.

    Parameters
    ----------
    fewest : int
        The minimum cell.
    today : date
        Nothing later than this day counts as having happened.
    questions : Questions or None
        What is to be asked already.
    set_aside : bool
        Leave rows out that break a rule, if they are 5 % or fewer, instead of refusing the extract.
    report_only : bool
        Leave them out however many they are, for a report of what is wrong.

    Raises
    ------
    InputError
        If the extract cannot be used; row problems name file, row, column and rule.
    """
    key = secrets.token_bytes(32)
    questions = Questions() if questions is None else questions
    files = [read_file(staff, mapping.columns, mapping, key, today, fewest, questions)]
    if leavers is not None:
        files.append(read_file(leavers, mapping.leavers_columns, mapping, key, today, fewest, questions))
    if not questions or not any("pay" in file.columns for file in files):
        questions.settled(lambda: _currency(files, mapping), "")
    questions.raise_all()
    currency = _currency(files, mapping)
    if leavers is not None:
        _check_pair(files)
    dated = all("hire_date" in file.columns for file in files)
    has_exits = any("exit_date" in file.columns for file in files) and dated
    snapshot, stated = _snapshot(files, mapping, today, dated)
    problems: list[RowProblem] = []
    for number, file in enumerate(files):
        headings = {name: file.columns.get(_heading_of.get(name, name), name) for name in file.frame.columns}
        latest = snapshot + np.timedelta64(730, "D")  # people already hired for later
        problems += file.problems
        problems += check_rows(file.frame, file.source.path.name, headings, latest, dated and has_exits)
        problems += contradictions(file, number == 1, has_exits, snapshot)
    frame = pd.concat([file.frame.assign(file=place) for place, file in enumerate(files)], ignore_index=True)
    frame = _shared_categories(frame, files)
    problems += pairing_problems(frame, files)
    if problems and not report_only and not (set_aside and may_be_set_aside(problems, len(frame))):
        refuse_rows(problems, len(frame))
    notes = list(dict.fromkeys(note for file in files for note in file.notes))
    keep = _kept(frame, files, broken_rows(problems))
    people = People(
        frame, snapshot, stated, "snapshot", currency, files, len(frame), int((~keep).sum()), problems, notes
    )
    frame = frame[keep].reset_index(drop=True)
    if frame.empty and problems:
        refuse_rows(problems, people.rows_read)
    if frame.empty:
        raise InputError(f"{staff.path.name}: no row can be used.")
    people.kind = "dated" if has_exits else "flagged" if (frame["has_left"] == LEFT).any() else "snapshot"
    people.spells = _spells(frame, people, mapping)
    return people


def _check_pair(files: list[FileRows]) -> None:
    """Staff and leavers must say the same things about people."""
    staff, leavers = files
    name = leavers.source.path.name
    if "exit_date" not in leavers.columns:
        raise InputError(
            f"{name}: no column with the date of leaving was found; write it in a mapping file, under "
            "`leavers_columns`, as in  exit_date: Last day"
        )
    for role in ("hire_date", "level"):
        if (role in staff.columns) != (role in leavers.columns):
            lacking = (leavers if role in staff.columns else staff).source.path.name
            raise InputError(
                f"{lacking}: no column for {role} was found, though the other file has one; name it in a "
                "mapping file, add it to the export, or take it out of the mapping of both files."
            )


def _currency(files: list[FileRows], mapping: Mapping) -> str:
    found = sorted({file.currency for file in files if file.currency})
    if len(found) > 1:
        ask(
            " and ".join(file.source.path.name for file in files),
            f"pay is in {' and '.join(found)}; into which is it to be converted?",
            (f"pay_currency={found[0]} --set 'exchange_rates={{{found[1]}: 1.0}}'",),
        )
    if found:
        return found[0]
    if mapping.settings.assumed_pay is None:
        ask(
            files[0].source.path.name,
            "there is no column of pay; name it in a mapping file (columns: pay), or state a mean for "
            "everybody",
            ("assumed_pay=60000 --set pay_currency=EUR",),
        )
    if mapping.settings.pay_currency is None:
        ask(files[0].source.path.name, "in what currency is assumed_pay?", ("pay_currency=EUR",))
    return mapping.settings.pay_currency


def _snapshot(
    files: list[FileRows], mapping: Mapping, today: date, dated: bool
) -> tuple[np.datetime64, bool]:
    """The day on which the extract was true: stated, or the last day on which somebody came or went."""
    stated = mapping.settings.snapshot
    if stated is not None:
        if stated > today:
            raise InputError(f"settings.snapshot: found {stated}; allowed: a day up to today.")
        return np.datetime64(stated, "D"), True
    last = np.datetime64("NaT", "D")
    for file in files if dated else ():
        for column in ("hire", "exit"):
            days = file.frame[column].to_numpy().astype("datetime64[D]")
            days = days[~np.isnat(days) & (days <= np.datetime64(today, "D"))]
            if days.size and not last >= days.max():
                last = days.max()
    if np.isnat(last):
        ask(files[0].source.path.name, "on what day was this list of staff true?", ("snapshot=2025-06-30",))
    return last, False


def _shared_categories(frame: pd.DataFrame, files: list[FileRows]) -> pd.DataFrame:
    """Departments and levels of both files under one set of names; spellings that differ in case are one."""
    for column in ("department", "level"):
        names: dict[str, str] = {}
        codes = []
        for file in files:
            categories = file.frame[column].cat
            spelling = [names.setdefault(name.casefold(), name) for name in categories.categories]
            place = {name: index for index, name in enumerate(names.values())}
            own = np.array([place[name] for name in spelling] + [-1], np.int32)
            codes.append(own[categories.codes.to_numpy()])
        frame[column] = pd.Categorical.from_codes(
            np.concatenate(codes), categories=pd.Index(list(names.values()))
        )
    return frame


def _kept(
    frame: pd.DataFrame, files: list[FileRows], broken: dict[str, npt.NDArray[np.int64]]
) -> npt.NDArray[np.bool_]:
    keep = np.ones(len(frame), bool)
    for place, file in enumerate(files):
        rows = broken.get(file.source.path.name)
        if rows is not None:
            keep &= ~((frame["file"] == place) & frame["row"].isin(rows)).to_numpy()
    return keep


def _spells(frame: pd.DataFrame, people: People, mapping: Mapping) -> pd.DataFrame:
    """Spells with who is present at the snapshot and why the others left."""
    snapshot = people.snapshot
    hire = frame["hire"].to_numpy().astype("datetime64[D]")
    exits = frame["exit"].to_numpy().astype("datetime64[D]")
    gone = ~np.isnat(exits) & (exits <= snapshot)
    present = ~gone & ~(hire > snapshot)
    if people.kind != "dated":
        present &= frame["has_left"].to_numpy() != LEFT
        gone = ~present & ~(hire > snapshot)
    later = int((hire > snapshot).sum())
    if later:
        people.notes.append(f"People hired for a day after the snapshot are not counted ({later:,} rows).")
    assumed = REASONS.index(mapping.settings.assumed_reason or "unknown")
    reason = frame["reason"].to_numpy()
    reason = np.where(gone, np.where(reason == BLANK, assumed, reason), BLANK).astype(np.int8)
    tenure = frame["tenure_months"].to_numpy(dtype=np.float64)
    if people.kind == "dated":
        tenure = (np.where(gone, exits, snapshot) - hire).astype(np.float64) / (365.25 / 12)
    elif not np.isnat(hire).all():
        from_hire = (snapshot - hire).astype(np.float64) / (365.25 / 12)
        tenure = np.where(np.isnat(hire), tenure, np.maximum(from_hire, 0))
    person = np.arange(len(frame)) if "person" not in frame else pd.factorize(frame["person"])[0]
    spells = pd.DataFrame(
        {
            "person": person,
            "department": frame["department"],
            "level": frame["level"],
            "contract": frame["contract"].to_numpy(),
            "hire": hire,
            "exit": np.where(gone, exits, _open),
            "reason": reason,
            "reason_unsaid": frame["reason_unsaid"].to_numpy() & gone,
            "present": present,
            "pay": frame["pay"].to_numpy(),
            "tenure_months": tenure,
            "observed_months": frame["observed_months"].to_numpy(),
        }
    )
    if (spells.loc[gone, "reason"] == UNKNOWN).all() and gone.any():
        people.notes.append("The extract does not say why people left: every exit counts as unknown.")
    return spells[present | gone].reset_index(drop=True)
