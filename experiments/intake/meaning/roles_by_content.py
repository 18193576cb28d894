"""Roles of the columns whose heading is not known: by what stands in them, or asked about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from tandem.experiments.intake.meaning.content import (
    CONTRACTS,
    DAYS,
    REASONS,
    STATUSES,
    YES_NO,
    looks_like_identifiers,
    says_of_some_only,
    texts_in,
)
from tandem.experiments.intake.meaning.file_columns import FileColumns
from tandem.experiments.intake.meaning.questions import Questions, ask_mapping
from tandem.experiments.intake.meaning.vocabulary import (
    hints_at,
    is_planned_end,
    meaning_of,
)
from tandem.experiments.wording.catalogue import texts

_text = texts("import_profile.columns")

_questions = {
    "status": partial(_text, "which_status"),
    "contract": partial(_text, "which_contract"),
    "left": partial(_text, "which_left"),
    "exit_reason": partial(_text, "which_reason"),
    "voluntary": partial(_text, "which_voluntary"),
    "hire_date": partial(_text, "which_hire"),
    "exit_date": partial(_text, "which_exit"),
}


def add_days(file: FileColumns, questions: Questions) -> None:
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


def add_identifier(file: FileColumns) -> None:
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


def add_pay_period(file: FileColumns) -> None:
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


def add_words(file: FileColumns, questions: Questions) -> None:
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
    if file.is_vacant("exit_reason", "voluntary", "involuntary") and (
        file.what == "leavers" or not file.is_vacant("exit_date", "left")
    ):
        reasons = [heading for heading in file.unread(REASONS) if _of_some(file, heading)]
        if reasons:
            _take_or_ask(file, "exit_reason", reasons, questions)
            return
        answers = [heading for heading in file.unread(YES_NO) if _of_some(file, heading)]
        if answers:
            _ask_which(file, "voluntary", answers, questions)


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
