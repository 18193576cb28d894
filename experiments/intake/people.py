"""The people of an extract as spells: files joined, contradictions found, the snapshot known.

These rows exist in memory only. What leaves this folder are groups.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.files.rows import FileRows
from tandem.experiments.intake.files.source import Source
from tandem.experiments.intake.groups.history import month_text
from tandem.experiments.intake.meaning.mapping import Mapping, listed_in
from tandem.experiments.intake.meaning.pay_columns import PAY_ROLES
from tandem.experiments.intake.meaning.problems import (
    RowProblem,
    broken_rows,
    may_be_set_aside,
    refuse_rows,
)
from tandem.experiments.intake.meaning.questions import QuestionError, Questions, ask
from tandem.experiments.intake.meaning.words_of_rows import BLANK, LEFT, REASONS, UNKNOWN
from tandem.experiments.intake.pay_of_people import check_pay
from tandem.experiments.intake.spells.assembly import STAFF, Assembled, assemble
from tandem.experiments.intake.spells.checks import problems_of_rows, with_shared_categories, without
from tandem.experiments.intake.spells.day import day_of_extract, known_to
from tandem.experiments.intake.spells.pieces import read_pieces
from tandem.experiments.wording.catalogue import texts

_text = texts("people.notes")

_open = np.datetime64("NaT", "D")


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
    kind : {"dated", "panel", "flagged", "snapshot"}
        Whether the extract has dates of leaving, is a panel that knows leavings roughly, only says who has
        left, or has no history.
    history_to : str or None
        Last month (YYYY-MM) that the extract can know, if that is before the snapshot.
    lists : pair of days or None
        First and last list of a panel.
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
    history_to: str | None = None
    lists: tuple[np.datetime64, np.datetime64] | None = None


def read_people(
    sources: MappingOf[str, Source],
    mapping: Mapping,
    fewest: int,
    today: date,
    *,
    questions: Questions | None = None,
    set_aside: bool = False,
    report_only: bool = False,
) -> People:
    """Read, join and check the rows of an extract.

    Parameters
    ----------
    sources : mapping
        Files by what they list: `STAFF`, and beside it `LEAVERS`, `HISTORY` and `PAY`.
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
    questions = Questions() if questions is None else questions
    files = read_pieces(sources, mapping, secrets.token_bytes(32), today, fewest, questions)
    listed, now = list(files.values()), np.datetime64(today, "D")
    if not questions or not any(role in file.columns for file in listed for role in PAY_ROLES):
        questions.settled(lambda: _currency(listed, mapping), "")
    questions.raise_all()
    currency = _currency(listed, mapping)
    rows = with_shared_categories(files)
    found = assemble(rows, listed, now)
    name = files[STAFF].source.path.name
    read = sum(map(len, rows.values()))
    unreadable = [*found.problems, *(problem for file in listed for problem in file.problems)]
    try:
        snapshot, stated = day_of_extract(found.spells, name, mapping.settings, today, _lists(rows))
    except QuestionError:
        if not may_be_set_aside(unreadable, read):  # the days that can be read say nothing of the rest
            refuse_rows(unreadable, read)
        raise
    kind = _kind(found, files)
    problems = [*found.problems, *problems_of_rows(files, found, kind, snapshot)]
    if problems and not report_only and not (set_aside and may_be_set_aside(problems, read)):
        refuse_rows(problems, read)
    broken, used = problems, rows
    while broken:  # what is left out may have been what another row was joined to
        used = without(used, listed, broken_rows(broken))
        if all(frame.empty for what, frame in used.items() if listed_in(what) == STAFF):
            refuse_rows(problems, read)
        found = assemble(used, listed, now)
        broken = found.problems
    notes = [*(note for file in listed for note in file.notes), *found.notes]
    left_out = read - sum(map(len, used.values()))
    people = People(
        found.spells,
        snapshot,
        stated,
        kind,
        currency,
        listed,
        read,
        left_out,
        problems,
        list(dict.fromkeys(notes)),
    )
    if kind == "snapshot" and (found.spells["has_left"] == LEFT).any():
        people.kind = "flagged"
    if found.panel is not None:
        people.lists = (found.panel.first, found.panel.last)
    people.spells = _spells(found.spells, people, mapping)
    _note_months(people, mapping)
    people.notes += check_pay(people.spells, mapping, name)
    return people


def _kind(found: Assembled, files: MappingOf[str, FileRows]) -> str:
    """Whether the spells have days of hire and of leaving: "dated", "panel", or "snapshot" if not."""
    if found.panel is not None and not found.panel.monthly:
        return "panel"
    dated = found.spells["hire"].notna().any()
    exits = found.panel is not None or any("exit_date" in file.columns for file in files.values())
    return "dated" if dated and (exits or found.spells["exit"].notna().any()) else "snapshot"


def _lists(rows: MappingOf[str, pd.DataFrame]) -> npt.NDArray[np.datetime64]:
    """The different days on which the lists of staff were true, as a column or the files' names say."""
    days = [
        frame["as_of"].dropna().to_numpy().astype("datetime64[D]")
        for what, frame in rows.items()
        if listed_in(what) == STAFF and "as_of" in frame
    ]
    return np.unique(np.concatenate(days)) if days else np.array([], "datetime64[D]")


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


def _spells(frame: pd.DataFrame, people: People, mapping: Mapping) -> pd.DataFrame:
    """Spells with who is present at the snapshot and why the others left."""
    snapshot = people.snapshot
    hire = frame["hire"].to_numpy().astype("datetime64[D]")
    exits = frame["exit"].to_numpy().astype("datetime64[D]")
    gone = ~np.isnat(exits) & (exits <= snapshot)
    present = ~gone & ~(hire > snapshot)
    if people.kind in ("flagged", "snapshot"):
        present &= frame["has_left"].to_numpy() != LEFT
        gone = ~present & ~(hire > snapshot)
    later = int((hire > snapshot).sum())
    if later:
        people.notes.append(_text("hired_later", rows=f"{later:,}"))
    announced = int((present & (exits > snapshot)).sum())
    if announced:
        people.notes.append(_text("announced", rows=f"{announced:,}"))
    assumed = REASONS.index(mapping.settings.assumed_reason or "unknown")
    reason = frame["reason"].to_numpy()
    reason = np.where(gone, np.where(reason == BLANK, assumed, reason), BLANK).astype(np.int8)
    tenure = frame["tenure_months"].to_numpy(dtype=np.float64)
    if people.kind in ("dated", "panel"):
        of_days = (np.where(gone, exits, snapshot) - hire).astype(np.float64) / (365.25 / 12)
        tenure = np.where(np.isnat(hire), tenure, of_days)
    elif not np.isnat(hire).all():
        from_hire = (snapshot - hire).astype(np.float64) / (365.25 / 12)
        tenure = np.where(np.isnat(hire), tenure, np.maximum(from_hire, 0))
    full_time = frame["fte"].fillna(1.0).to_numpy()
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
            "pay": frame["pay"].to_numpy() * full_time,  # as paid: it is read as for full time
            "fte": full_time,
            "tenure_months": tenure,
            "observed_months": frame["observed_months"].to_numpy(),
        }
    )
    if (spells.loc[gone, "reason"] == UNKNOWN).all() and gone.any():
        people.notes.append(_text("no_reasons"))
    return spells[present | gone].reset_index(drop=True)


def _note_months(people: People, mapping: Mapping) -> None:
    """Find the last month that the extract can know, if it is silent before the snapshot."""
    people.history_to = mapping.settings.history_to
    if people.kind != "dated" or people.history_to is not None:
        return
    silence = known_to(people.spells.assign(has_left=BLANK), people.snapshot)
    if silence is not None:
        people.history_to = str(silence.last_day)[:7]
        months = {"last": month_text(silence.last), "known": people.history_to}
        notes = {"hires": _text("no_hires_after", **months), "leavers": _text("no_leavers_after", **months)}
        people.notes.append(notes[silence.of])
