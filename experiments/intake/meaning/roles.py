"""Which column of one file is used for what: by headings first, then by what stands below them."""

from __future__ import annotations

from tandem.experiments.intake.meaning.content import (
    CONTRACTS,
    DAYS,
    REASONS,
    STATUSES,
    YES_NO,
    texts_in,
)
from tandem.experiments.intake.meaning.file_columns import FileColumns
from tandem.experiments.intake.meaning.headings import propose_columns
from tandem.experiments.intake.meaning.questions import Questions
from tandem.experiments.intake.meaning.roles_by_content import (
    add_days,
    add_identifier,
    add_pay_period,
    add_words,
)
from tandem.experiments.intake.meaning.vocabulary import (
    hints_at,
    meaning_of,
    rank_of,
    roles_of,
)

#: Where a column belongs whose heading says one role and whose content another kind; None: to no role.
_elsewhere: dict[tuple[str, str], str | None] = {
    ("exit_date", YES_NO): "left",
    ("exit_date", STATUSES): "status",
    ("exit_date", REASONS): "exit_reason",
    ("left", DAYS): "exit_date",
    ("left", STATUSES): "status",
    ("left", REASONS): "exit_reason",
    ("status", DAYS): None,
    ("status", CONTRACTS): "contract",
    ("contract", STATUSES): "status",
    ("contract", DAYS): None,
    ("voluntary", REASONS): "exit_reason",
    ("voluntary", DAYS): "exit_date",
    ("involuntary", DAYS): "exit_date",
    ("exit_reason", YES_NO): "voluntary",
    ("exit_reason", DAYS): "exit_date",
    ("hire_date", YES_NO): None,
    ("hire_date", STATUSES): None,
}
_fits = {
    "status": (STATUSES, YES_NO),
    "contract": (CONTRACTS,),
    "exit_reason": (REASONS,),
    "voluntary": (YES_NO,),
    "involuntary": (YES_NO,),
    "left": (YES_NO,),
    "hire_date": (DAYS,),
    "exit_date": (DAYS,),
}
_parts = ("year", "month", "day")
#: What is read of a file of pay.
_of_pay = (
    "identifier",
    "pay",
    "monthly_pay",
    "hourly_pay",
    "hours",
    "pay_period",
    "currency",
    "fte",
    "effective_date",
    "effective_end",
)


def find_roles(file: FileColumns, questions: Questions) -> None:
    """Fill in `file.columns`; what has no one sensible reading becomes a question."""
    _by_headings(file)
    if not file.looks:
        return
    _leave_out_changes(file)
    _move_by_content(file)
    add_identifier(file)
    add_pay_period(file)
    if file.what != "pay":
        _add_by_heading_and_content(file)
        add_words(file, questions)
        add_days(file, questions)
    _drop_lone_parts(file)


def unread(file: FileColumns) -> dict[str, str]:
    """Columns that have no role although they may say who came, who left and why, with their kinds."""
    kinds = {heading: file.kinds[heading] for heading in file.unread(DAYS, STATUSES, REASONS)}
    yes_no = {heading: YES_NO for heading in file.unread(YES_NO) if hints_at("gone", heading)}
    return {**kinds, **yes_no}


def _by_headings(file: FileColumns) -> None:
    """The roles that headings say, under those that the user says."""
    file.system, found = propose_columns(file.header, {*file.not_read, *file.answered.values()})
    columns = {
        role: heading
        for role, heading in found.items()
        if role not in file.not_used and (file.what != "pay" or role in _of_pay)
    }
    file.columns = {**columns, **file.answered}


def _leave_out_changes(file: FileColumns) -> None:
    """Where every row is another person, days from which and to which something holds are no changes of jobs.

    If the days of joining or leaving are not there, they may be them.
    """
    identifier = file.looks.get(file.columns.get("identifier", ""))
    if file.what != "staff" or identifier is None or not identifier.unique:
        return
    since = file.is_vacant("hire_date", "hire_year", "tenure_years", "tenure_months")
    until = file.is_vacant("exit_date", "exit_year", "status", "left")
    for role, missed in (("effective_date", since), ("effective_end", until)):
        if missed and role not in file.answered:
            file.columns.pop(role, None)


def _move_by_content(file: FileColumns) -> None:
    """Give columns the role that their content has, where their heading says another."""
    for role, heading in list(file.columns.items()):
        key = (role, file.kinds.get(heading, ""))
        if role in file.answered or key not in _elsewhere:
            continue
        other = _elsewhere[key]
        if other == "voluntary" and not hints_at("voluntary", heading):
            continue
        del file.columns[role]
        if other is not None and file.is_vacant(other) and heading not in file.columns.values():
            file.take(other, heading)
    contract = file.columns.get("contract", "")
    if contract in file.looks and file.is_vacant("status"):
        words = texts_in(file.looks[contract])
        if any(meaning_of("status", word) == "left" for word in words):  # Full-time, Part-time, Terminated
            file.take("status", contract)


def _add_by_heading_and_content(file: FileColumns) -> None:
    """Vacant roles for columns whose heading and content fit, whatever other system calls them so."""
    for role, kinds in _fits.items():
        fitting = [heading for heading in file.unread(*kinds) if role in roles_of(heading)]
        if file.is_vacant(role) and fitting:
            file.columns[role] = min(fitting, key=lambda heading: rank_of(role, heading, file.system))


def _drop_lone_parts(file: FileColumns) -> None:
    """A date's year, month and day are used together, and only where no column has the whole date."""
    for whole in ("hire", "exit"):
        parts = [f"{whole}_{part}" for part in _parts]
        if f"{whole}_date" in file.columns or not all(part in file.columns for part in parts):
            for part in parts:
                if part not in file.answered:
                    file.columns.pop(part, None)
