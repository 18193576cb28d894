"""Which column of one file is used for what: by headings first, then by what stands below them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial

from tandem.experiments.intake.files.dialect import Header
from tandem.experiments.intake.files.look import Looks
from tandem.experiments.intake.meaning.content import (
    CONTRACTS,
    DAYS,
    REASONS,
    STATUSES,
    YES_NO,
    kind_of,
    looks_like_identifiers,
    says_of_some_only,
    texts_in,
)
from tandem.experiments.intake.meaning.headings import propose_columns
from tandem.experiments.intake.meaning.mapping import FILES
from tandem.experiments.intake.meaning.questions import Questions, ask_mapping
from tandem.experiments.intake.meaning.vocabulary import (
    hints_at,
    is_planned_end,
    meaning_of,
    rank_of,
    roles_of,
)
from tandem.experiments.wording.catalogue import texts

_text = texts("import_profile.columns")

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
_questions = {
    "status": partial(_text, "which_status"),
    "contract": partial(_text, "which_contract"),
    "left": partial(_text, "which_left"),
    "exit_reason": partial(_text, "which_reason"),
    "voluntary": partial(_text, "which_voluntary"),
    "hire_date": partial(_text, "which_hire"),
    "exit_date": partial(_text, "which_exit"),
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


@dataclass
class FileColumns:
    """The columns of one file while their roles are found.

    Attributes
    ----------
    name : str
        Of the file.
    what : {"staff", "leavers", "history", "pay"}
        What the file lists.
    answered : mapping
        Role → heading, as the user says; they are taken as they are.
    not_used, not_read : collections of str
        Roles that no column has, and headings that have no role, as the user says.
    columns : dict
        Role → heading, as found so far.
    notes : list of str
        What was read by its content, in words.
    """

    name: str
    what: str
    header: Header
    looks: Looks
    today: date
    answered: Mapping[str, str] = field(default_factory=dict)
    not_used: Collection[str] = ()
    not_read: Collection[str] = ()
    system: str = "unknown"
    columns: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Where a mapping file says the roles of its columns."""
        return FILES[self.what]

    @property
    def has_points(self) -> bool:
        """Whether rows are changes of a person's job, or lists of several days, and need no day of hire."""
        return "identifier" in self.columns and not self.is_vacant("effective_date", "as_of")

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of content under each heading, where it is one that matters."""
        found = {heading: kind_of(look, self.today) for heading, look in self.looks.items()}
        return {heading: kind for heading, kind in found.items() if kind is not None}

    def is_vacant(self, *roles: str) -> bool:
        """Whether no column has any of these roles, and one may."""
        return all(role not in self.columns for role in roles) and roles[0] not in self.not_used

    def unread(self, *kinds: str) -> list[str]:
        """Headings of columns with this kind of content that have no role, and may have one."""
        used = {*self.columns.values(), *self.not_read}
        return [heading for heading, kind in self.kinds.items() if kind in kinds and heading not in used]

    def take(self, role: str, heading: str) -> None:
        """Use a column for a role, and say so."""
        self.columns[role] = heading
        self.notes.append(_text("by_content", heading=heading, role=role.replace("_", " ")))


def find_roles(file: FileColumns, questions: Questions) -> None:
    """Fill in `file.columns`; what has no one sensible reading becomes a question."""
    _by_headings(file)
    if not file.looks:
        return
    _leave_out_changes(file)
    _move_by_content(file)
    _add_identifier(file)
    _add_pay_period(file)
    if file.what != "pay":
        _add_by_heading_and_content(file)
        _add_words(file, questions)
        _add_days(file, questions)
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


def _add_words(file: FileColumns, questions: Questions) -> None:
    """Statuses, and why and whether people left, by content alone."""
    statuses = [heading for heading in file.unread(STATUSES) if _names_leavers(file, heading)]
    if file.is_vacant("status", "left") and statuses:
        _take_or_ask(file, "status", statuses, questions)
    contracts = [heading for heading in file.unread(CONTRACTS) if _names_freelancers(file, heading)]
    if file.is_vacant("contract") and contracts:
        _take_or_ask(file, "contract", contracts, questions)
    for role in ("involuntary", "voluntary"):
        hinted = [heading for heading in file.unread(YES_NO) if hints_at(role, heading)]
        if file.is_vacant(role) and hinted:
            file.take(role, hinted[0])
    if file.is_vacant("left", "exit_date", "status", "exit_year"):
        hinted = [heading for heading in file.unread(YES_NO) if hints_at("gone", heading)]
        if hinted:
            _take_or_ask(file, "left", hinted, questions)
    if file.is_vacant("exit_reason", "voluntary", "involuntary") and not file.is_vacant("exit_date", "left"):
        reasons = [heading for heading in file.unread(REASONS) if _of_some(file, heading)]
        if reasons:
            _take_or_ask(file, "exit_reason", reasons, questions)
            return
        answers = [heading for heading in file.unread(YES_NO) if _of_some(file, heading)]
        if answers:
            _ask_which(file, "voluntary", answers, questions)


def _add_days(file: FileColumns, questions: Questions) -> None:
    """Days of joining and leaving, by a hint in the heading or by a question."""
    days = [
        heading
        for heading in file.unread(DAYS)
        if not hints_at("elsewhere", heading) and not is_planned_end(heading)
    ]
    leaving = [heading for heading in days if hints_at("leaving", heading)]
    joining = [
        heading for heading in days if hints_at("joining", heading) and not hints_at("leaving", heading)
    ]
    if file.is_vacant("hire_date", "hire_year"):
        joined = file.has_points or (file.what != "staff" and "identifier" in file.columns)
        if len(joining) == 1 or (joining and not joined):
            _take_or_ask(file, "hire_date", joining, questions)
        elif days and not leaving and not joined and file.is_vacant("tenure_years", "tenure_months"):
            whole = [heading for heading in days if not says_of_some_only(file.looks[heading], file.today)]
            _ask_which(file, "hire_date", whole, questions)
    if file.is_vacant("exit_date", "exit_year"):
        leavers = file.what == "leavers"
        open_ended = [
            heading
            for heading in days
            if heading not in file.columns.values()
            and heading not in joining
            and (leavers or says_of_some_only(file.looks[heading], file.today))
        ]
        if leaving:
            _take_or_ask(file, "exit_date", leaving, questions)
        elif not file.has_points:
            _ask_which(file, "exit_date", open_ended or _doubtful(file), questions)


def _doubtful(file: FileColumns) -> list[str]:
    """Days whose heading speaks of leaving and of something else, where nothing says who has left."""
    if not file.is_vacant("exit_date", "exit_year", "status", "left"):
        return []
    return [
        heading
        for heading in file.unread(DAYS)
        if hints_at("leaving", heading)
        and not hints_at("absent", heading)
        and not is_planned_end(heading)
        and says_of_some_only(file.looks[heading], file.today)
    ]


def _add_identifier(file: FileColumns) -> None:
    """The one column whose heading hints at people's numbers and whose cells all differ."""
    if not file.is_vacant("identifier"):
        return
    used = {*file.columns.values(), *file.not_read}
    found = [
        heading
        for heading, look in file.looks.items()
        if heading not in used and hints_at("identifier", heading) and looks_like_identifiers(look)
    ]
    if len(found) == 1:
        file.take("identifier", found[0])
    elif found:
        file.notes.append(_text("identifiers", headings=", ".join(found)))


def _add_pay_period(file: FileColumns) -> None:
    """The column that says for what period each row's pay is, by its words."""
    if not file.is_vacant("pay_period", "hourly_pay", "monthly_pay") or "pay" not in file.columns:
        return
    used = {*file.columns.values(), *file.not_read}
    found = [
        heading
        for heading, look in file.looks.items()
        if heading not in used
        and len(words := texts_in(look)) > 1
        and all(len(word) > 1 and meaning_of("pay_period", word) is not None for word in words)
    ]
    if len(found) == 1:
        file.take("pay_period", found[0])


def _drop_lone_parts(file: FileColumns) -> None:
    """A date's year, month and day are used together, and only where no column has the whole date."""
    for whole in ("hire", "exit"):
        parts = [f"{whole}_{part}" for part in _parts]
        if f"{whole}_date" in file.columns or not all(part in file.columns for part in parts):
            for part in parts:
                if part not in file.answered:
                    file.columns.pop(part, None)


def _names_leavers(file: FileColumns, heading: str) -> bool:
    return any(meaning_of("status", text) == "left" for text in texts_in(file.looks[heading]))


def _names_freelancers(file: FileColumns, heading: str) -> bool:
    return any(meaning_of("contract", text) == "freelancer" for text in texts_in(file.looks[heading]))


def _of_some(file: FileColumns, heading: str) -> bool:
    """Whether a column says something of fewer than half of the people, as one about leavers does."""
    look = file.looks[heading]
    if file.what == "leavers":
        return look.filled > 0
    return hints_at("leaving", heading) or 0 < look.filled < look.rows / 2


def _take_or_ask(file: FileColumns, role: str, headings: list[str], questions: Questions) -> None:
    """Use the one column that can have a role; ask if there are several."""
    if len(headings) == 1:
        file.take(role, headings[0])
    else:
        _ask_which(file, role, headings, questions)


def _ask_which(file: FileColumns, role: str, headings: list[str], questions: Questions) -> None:
    if not headings:
        return
    named = ", ".join(f"'{heading}'" for heading in headings)
    answers: list[Mapping[str, object]] = [{file.key: {role: heading}} for heading in headings]
    answers.append({"not_read": headings})
    question = _questions[role](headings=named)
    questions.settled(lambda: ask_mapping(file.name, question, answers), None)
