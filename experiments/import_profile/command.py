"""`tandem import`: turn an extract of an HR system into a profile of groups, without keeping a single person.

Example: tandem import staff.csv --leavers leavers.csv --output my_profile
"""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tandem.experiments.run.folder import OUTPUTS
from tandem.experiments.run.progress import explained_wait, say
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError, TandemError
from tandem.model.received.plain_text import cleaned, cleaned_lines

_text = texts("import_profile.command")

if TYPE_CHECKING:
    from rich.console import Console

    from tandem.experiments.intake.build import Reconciliation
    from tandem.experiments.intake.files.source import Source
    from tandem.experiments.intake.meaning.mapping import Mapping
    from tandem.experiments.intake.meaning.recognise import Recognition
    from tandem.experiments.intake.people import People
    from tandem.model.organisation.folder.imported import ImportedProfile


def main(arguments: Sequence[str]) -> int:
    """Import an extract; returns the exit code."""
    choices = parse(arguments)
    try:
        import_extract(choices)
    except TandemError as error:
        print(f"{_text('nothing_imported')}\n{cleaned_lines(str(error))}", file=sys.stderr)
        return error.exit_code
    return 0


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The choices of an import from what the user typed."""
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "tandem import",
        description=_text("description"),
        epilog=_text("epilog") + "\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("staff", type=Path, nargs="+", metavar="staff", help=_text("staff_help"))
    add("--leavers", type=Path, metavar="FILE", help=_text("leavers_help"))
    add("--history", type=Path, metavar="FILE", help=_text("history_help"))
    add("--pay", type=Path, metavar="FILE", help=_text("pay_help"))
    add("--output", type=Path, metavar="FOLDER", help=_text("output_help"))
    add("--name", help=_text("name_help"))
    add("--dry-run", action="store_true", help=_text("dry_run_help"))
    add(
        "--mapping",
        type=Path,
        metavar="FILE",
        help=_text("mapping_help"),
    )
    add(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help=_text("set_help"),
    )
    add("--minimum-cell", type=int, default=10, metavar="N", help=_text("minimum_cell_help"))
    add("--set-aside", action="store_true", help=_text("set_aside_help"))
    add("--sheet", help=_text("sheet_help"))
    add("--leavers-sheet", metavar="SHEET", help=_text("leavers_sheet_help"))
    add("--history-sheet", metavar="SHEET", help=_text("history_sheet_help"))
    add("--pay-sheet", metavar="SHEET", help=_text("pay_sheet_help"))
    add("--replace", action="store_true", help=_text("replace_help"))
    return parser


def import_extract(choices: argparse.Namespace) -> None:
    """Import an extract and write its profile, or with `dry_run` say what would be written.

    Raises
    ------
    InputError
        If the extract, the mapping or a setting is not usable; nothing is written then, except a proposed
        mapping.
    """
    from tandem.experiments.import_profile.output import check_output, save_profile
    from tandem.experiments.intake.build import check_minimum

    fewest = check_minimum(choices.minimum_cell)
    name = cleaned(choices.name or "") or cleaned(re.sub(r"[_\s]+", " ", choices.staff[0].stem)) or "profile"
    folder = choices.output or OUTPUTS / "profiles" / (
        re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "profile"
    )
    if not choices.dry_run:
        check_output(folder, choices.replace)
    with explained_wait(_text("wait_reading")):
        sources, answers, recognition = _sources(choices)
    from rich.console import Console

    from tandem.experiments.import_profile.output import what_was_read
    from tandem.experiments.import_profile.report import finding_of, print_result
    from tandem.experiments.intake.meaning.questions import QuestionError
    from tandem.experiments.intake.rounds import ask_all
    from tandem.experiments.run.user_data import log_access, privacy_key
    from tandem.experiments.wording.terminal import terminal_width
    from tandem.model.organisation.folder.imported import PURPOSE

    console = Console(highlight=False)
    key, mapping = privacy_key(), recognition.mapping
    try:
        people, imported, reconciliation = _built(recognition, sources, choices, name, key, console)
    except QuestionError as question:
        with explained_wait(_text("wait_asking")):
            ask_all(question, answers, lambda given: _attempt(given, sources, choices, name, key))
        raise
    print_result(people, imported, reconciliation, console)
    if choices.dry_run:
        log_access("dry run", PURPOSE, imported.profile.data_hash, what_was_read(people, name, fewest))
        console.print("\n" + _text("dry_run"))
        _refuse_wrong_rows(people, choices)
        return
    save_profile(folder, imported, mapping, people, choices.replace)
    project_it = _text("project_it", folder=shlex.quote(str(folder)))
    told = finding_of(people, imported, project_it).wrapped(terminal_width())
    console.print(f"\n{told}\n{folder}", soft_wrap=True, markup=False)


def _built(
    recognition: Recognition,
    sources: dict[str, Source],
    choices: argparse.Namespace,
    name: str,
    key: bytes,
    console: Console | None,
) -> tuple[People, ImportedProfile, Reconciliation]:
    """People and profile; what was read is shown on the console, if there is one."""
    from tandem.experiments.import_profile.report import print_reading, print_reasons
    from tandem.experiments.intake.build import build_profile
    from tandem.experiments.intake.meaning.questions import QuestionError
    from tandem.experiments.intake.meaning.reasons import unknown_reasons
    from tandem.experiments.intake.people import read_people

    fewest = choices.minimum_cell
    with explained_wait(_text("wait_reading")) if console else nullcontext():
        people = read_people(
            sources,
            recognition.mapping,
            fewest,
            date.today(),
            questions=recognition.questions,
            set_aside=choices.set_aside,
            report_only=choices.dry_run or console is None,
        )
    people.notes[:0] = recognition.notes
    if console is not None:
        print_reading(people, console)
        print_reasons(unknown_reasons(people.spells, people.files, fewest), console)
    with explained_wait(_text("wait_grouping")) if console else nullcontext():
        try:
            imported, reconciliation = build_profile(people, recognition.mapping, name, fewest, key)
        except QuestionError:
            raise
        except InputError:
            _refuse_wrong_rows(people, choices)  # what is wrong with the rows comes first
            raise
    return people, imported, reconciliation


def _refuse_wrong_rows(people: People, choices: argparse.Namespace) -> None:
    """End a dry run with the message that the import would give of rows with something wrong."""
    from tandem.experiments.intake.meaning.problems import may_be_set_aside, refuse_rows

    left_out = choices.set_aside and may_be_set_aside(people.problems, people.rows_read)
    if people.problems and not left_out:
        refuse_rows(people.problems, people.rows_read)


def _attempt(
    answers: Mapping, sources: dict[str, Source], choices: argparse.Namespace, name: str, key: bytes
) -> None:
    """Read the extract with other answers, to see what would be asked; nothing is shown or written."""
    from tandem.experiments.intake.meaning.recognise import recognise

    _built(recognise(sources, answers, date.today()), sources, choices, name, key, None)


def _sources(choices: argparse.Namespace) -> tuple[dict[str, Source], Mapping, Recognition]:
    """The files by what they list, what the user says of them, and what their columns are.

    A proposed mapping is saved even if a question is open.
    """
    from tandem.experiments.intake.files.source import open_source
    from tandem.experiments.intake.meaning.mapping import (
        Mapping,
        further_list,
        load_mapping,
        mapping_from,
        mapping_text,
    )
    from tandem.experiments.intake.meaning.recognise import recognise
    from tandem.experiments.intake.meaning.settings import read_answers

    known = load_mapping(choices.mapping) if choices.mapping and choices.mapping.exists() else None
    answers = mapping_from(read_answers(choices.set), "--set", known or Mapping("unknown"))
    told = answers.settings
    if not answers.columns:  # else the user says that it is a list of people
        _check_people(choices)
    named = {
        "staff": (choices.staff[0], choices.sheet),
        **{
            further_list(number): (path, choices.sheet if path.suffix.lower() == ".xlsx" else None)
            for number, path in enumerate(choices.staff[1:], 2)
        },
        "leavers": (choices.leavers, choices.leavers_sheet),
        "history": (choices.history, choices.history_sheet),
        "pay": (choices.pay, choices.pay_sheet),
    }
    sources = {
        what: open_source(path, sheet, told.delimiter, told.header_row)
        for what, (path, sheet) in named.items()
        if path is not None
    }
    recognition = recognise(sources, answers, date.today())
    if choices.mapping and known is None and not choices.dry_run:
        _save_mapping(choices.mapping, mapping_text(recognition.mapping))
    return sources, answers, recognition


def _check_people(choices: argparse.Namespace) -> None:
    """Say what to type for a table of groups, which is no list of people."""
    from tandem.experiments.intake.tables.reading import refuse_table_of_groups

    for path in choices.staff:
        refuse_table_of_groups(path, choices.sheet)


def _save_mapping(file: Path, text: str) -> None:
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except OSError as error:
        raise InputError(
            f"{file}: the mapping cannot be saved ({error.strerror}); choose another place."
        ) from None
    say(_text("mapping_saved", file=file))
