"""The files of an extract, each read for what it lists."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from datetime import date

from tandem.experiments.intake.files.file_rows import STAFF_NEEDS, read_file
from tandem.experiments.intake.files.rows import FileRows
from tandem.experiments.intake.files.source import Source
from tandem.experiments.intake.meaning.mapping import Mapping, listed_in
from tandem.experiments.intake.meaning.questions import Questions
from tandem.experiments.intake.spells.assembly import HISTORY, LEAVERS, PAY, STAFF
from tandem.experiments.intake.spells.histories import is_history
from tandem.experiments.intake.spells.kinds import (
    action_column,
    may_be_history,
    refuse_events,
    refuse_other_lists,
    says_since_when,
)
from tandem.experiments.intake.spells.lists import put_together
from tandem.model.errors import InputError

#: Days that say when somebody left, in a file of leavers.
_days_of_leaving = ("exit_date", "exit_year", "effective_date")


def read_pieces(
    sources: MappingOf[str, Source],
    mapping: Mapping,
    key: bytes,
    today: date,
    fewest: int,
    questions: Questions,
) -> dict[str, FileRows]:
    """Read the files of an extract, the list of staff first; `questions` gets what has to be asked.

    Raises
    ------
    InputError
        If a file lists something else, or lacks a column without which it cannot be used.
    """
    files: dict[str, FileRows] = {}
    lists = [what for what in sources if listed_in(what) == STAFF]
    for what in (*lists, *(what for what in (LEAVERS, HISTORY, PAY) if what in sources)):
        source, own = sources[what], dict(mapping.columns_of(what))
        needed: tuple[str, ...] = STAFF_NEEDS
        if what in lists:
            refuse_other_lists(source, own)
        if what not in lists or may_be_history(own):
            own = _with_action(what, source, own)
        if what not in lists:
            needed = _needs(what, source, own)
        files[what] = read_file(source, own, mapping, key, today, fewest, questions, needed=needed)
        if what not in lists:
            _check_piece(what, files[what], files[STAFF], questions)
        elif may_be_history(own) and not says_since_when(own) and not is_history(files[what].frame, own):
            refuse_events(source, "pay" in own)
        if what == lists[-1] and len(lists) > 1:
            put_together([files[name] for name in lists], today)
    return files


def _with_action(what: str, source: Source, columns: dict[str, str]) -> dict[str, str]:
    """The columns with that of actions, where rows need one to be told apart."""
    if what == PAY or (
        what == LEAVERS and {"exit_date", "exit_year"} & set(columns)
    ):  # every row is a leaver
        return {role: heading for role, heading in columns.items() if role != "action"}
    if "action" not in columns and (heading := action_column(source, columns.values())) is not None:
        return {**columns, "action": heading}
    return columns


def _needs(what: str, source: Source, columns: MappingOf[str, str]) -> tuple[str, ...]:
    """Roles without which a file beside the list of staff cannot be used."""
    if what == PAY:
        return ("identifier",)
    if not any(
        role in columns
        for role in (*_days_of_leaving, *(("hire_date", "hire_year") if what == HISTORY else ()))
    ):
        raise InputError(
            f"{source.path.name}: no column with the date of {'leaving' if what == LEAVERS else 'change'} "
            f"was found; write it in a mapping file, under `{what}_columns`, as in  "
            + ("exit_date: Last day" if what == LEAVERS else "effective_date: Valid from")
        )
    return ("identifier",) if what == HISTORY else ()


def _check_piece(what: str, file: FileRows, staff: FileRows, questions: Questions) -> None:
    """A file beside the list of staff must be joined to it, or say of people what that says."""
    name = file.source.path.name
    joined = "person" in file.frame and "person" in staff.frame
    if what == PAY and file.currency is None and not questions:
        raise InputError(
            f"{name}: no column of pay was found; write it in a mapping file, under `pay_columns`, as in  "
            "pay: Annual Salary"
        )
    if what != LEAVERS and not joined:
        raise InputError(
            f"{staff.source.path.name}: no column with the identifier of people was found, by which {name} "
            "can be joined; write it in a mapping file, under `columns`, as in  identifier: Employee ID"
        )
    if joined:
        return
    if "department" not in file.columns:
        raise InputError(
            f"{name}: no column for the department was found, and no identifier by which it can be joined to "
            f"{staff.source.path.name}; write one of them in a mapping file, under `leavers_columns`, as in  "
            "identifier: Employee ID"
        )
    for role in ("hire_date", "level"):
        if (role in staff.columns) != (role in file.columns):
            lacking = (file if role in staff.columns else staff).source.path.name
            raise InputError(
                f"{lacking}: no column for {role} was found, though the other file has one; name it in a "
                "mapping file, add it to the export, or take it out of the mapping of both files."
            )
