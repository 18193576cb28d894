"""What an extract's columns are: the user's answers first, then what headings and contents show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from tandem.experiments.intake.files.look import look_at
from tandem.experiments.intake.files.source import Source
from tandem.experiments.intake.meaning.content import DAYS, REASONS, STATUSES, YES_NO
from tandem.experiments.intake.meaning.headings import are_headings, propose_columns, what_there_is
from tandem.experiments.intake.meaning.mapping import Mapping
from tandem.experiments.intake.meaning.questions import Questions
from tandem.experiments.intake.meaning.roles import FileColumns, find_roles, unread
from tandem.experiments.intake.meaning.settings import Settings, settings_from
from tandem.experiments.intake.meaning.vocabulary import normal, sample_settings
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("import_profile.columns_left")
_kinds = {
    DAYS: partial(_text, "days"),
    STATUSES: partial(_text, "statuses"),
    REASONS: partial(_text, "reasons"),
    YES_NO: partial(_text, "yes_no"),
}


@dataclass(frozen=True)
class Recognition:
    """What was found out about the columns of an extract.

    Attributes
    ----------
    mapping : Mapping
        The user's, with what it does not say filled in.
    notes : tuple of str
        What was read by its content, and what was not read though it may matter, in words.
    questions : Questions
        What has no one sensible reading.
    """

    mapping: Mapping
    notes: tuple[str, ...]
    questions: Questions


def recognise(staff: Source, leavers: Source | None, answers: Mapping, today: date) -> Recognition:
    """Find the role of every column; what the user has answered adds to it and takes nothing away."""
    questions = Questions()
    found = [_columns_of(staff, "columns", answers, today)]
    if leavers is not None:
        found.append(_columns_of(leavers, "leavers_columns", answers, today))
    for file in found:
        find_roles(file, questions)
    mapping = replace(
        answers,
        system=found[0].system if answers.system == "unknown" else answers.system,
        columns=found[0].columns,
        leavers_columns=found[1].columns if leavers is not None else answers.leavers_columns,
        settings=_settings(staff, answers.settings),
    )
    return Recognition(mapping, tuple(note for file in found for note in _notes(file)), questions)


def _columns_of(source: Source, key: str, answers: Mapping, today: date) -> FileColumns:
    """A file with what the user says of its columns; a row that is a person's is not looked below."""
    staff = key == "columns"
    said = answers.columns if staff else answers.leavers_columns
    spelt = {normal(heading): heading for heading in source.header.headings if heading}
    answered = {role: spelt.get(normal(heading), heading) for role, heading in said.items()}
    there = are_headings(source.header, answered.values())
    if not there and "department" in propose_columns(source.header)[1]:
        raise InputError(f"{source.path.name}: {what_there_is(source.header, answered.values())}")
    return FileColumns(
        source.path.name,
        key,
        source.header,
        look_at(source) if there else {},
        today,
        answered,
        answers.not_used if staff else answers.leavers_not_used,
        {spelt.get(normal(heading), heading) for heading in answers.not_read},
    )


def _settings(staff: Source, stated: Settings) -> Settings:
    """What is known of a published sample set, under what the user has stated."""
    default = Settings()
    own = {key: value for key, value in vars(stated).items() if value != getattr(default, key)}
    return settings_from({**sample_settings(staff.header.headings), **own})


def _notes(file: FileColumns) -> list[str]:
    """What was read by its content, and which columns hold days or words that matter and were not read."""
    left_over = unread(file)
    if not left_over:
        return file.notes
    named = ", ".join(f"{heading} ({_kinds[kind]()})" for heading, kind in left_over.items())
    return [*file.notes, _text("not_read", headings=named, file=file.name)]
