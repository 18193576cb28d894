"""What an extract's columns are: the user's answers first, then what headings and contents show."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from tandem.experiments.intake.files.look import look_at
from tandem.experiments.intake.files.source import Source
from tandem.experiments.intake.meaning.content import DAYS, REASONS, STATUSES, YES_NO
from tandem.experiments.intake.meaning.file_columns import FileColumns
from tandem.experiments.intake.meaning.headings import are_headings, propose_columns, what_there_is
from tandem.experiments.intake.meaning.mapping import FILES, Mapping, listed_in
from tandem.experiments.intake.meaning.questions import Questions
from tandem.experiments.intake.meaning.roles import find_roles, unread
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


def recognise(sources: MappingOf[str, Source], answers: Mapping, today: date) -> Recognition:
    """Find the role of every column; what the user has answered adds to it and takes nothing away.

    Parameters
    ----------
    sources : mapping
        Files by what they list: `staff`, and beside it `leavers`, `history` and `pay`.
    """
    questions = Questions()
    found = {what: _columns_of(source, what, answers, today) for what, source in sources.items()}
    for file in found.values():
        find_roles(file, questions)
    columns = {what: found[what].columns if what in found else answers.columns_of(what) for what in FILES}
    mapping = replace(
        answers,
        system=found["staff"].system if answers.system == "unknown" else answers.system,
        columns=columns["staff"],
        leavers_columns=columns["leavers"],
        history_columns=columns["history"],
        pay_columns=columns["pay"],
        further_columns={what: file.columns for what, file in found.items() if what not in FILES},
        settings=_settings(sources["staff"], answers.settings),
    )
    return Recognition(mapping, tuple(note for file in found.values() for note in _notes(file)), questions)


def _columns_of(source: Source, what: str, answers: Mapping, today: date) -> FileColumns:
    """A file with what the user says of its columns; a row that is a person's is not looked below."""
    said = answers.columns_of(what)
    spelt = {normal(heading): heading for heading in source.header.headings if heading}
    answered = {
        role: spelt.get(normal(heading), heading)
        for role, heading in said.items()
        if what in FILES or normal(heading) in spelt  # lists of other years may have other headings
    }
    there = are_headings(source.header, answered.values())
    if not there and "department" in propose_columns(source.header)[1]:
        raise InputError(f"{source.path.name}: {what_there_is(source.header, answered.values())}")
    return FileColumns(
        source.path.name,
        listed_in(what),
        source.header,
        look_at(source) if there else {},
        today,
        answered,
        answers.not_used.get(FILES[listed_in(what)], ()),
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
