"""`tandem import`: turn an extract of an HR system into a profile of groups, without keeping a single person.

Example: tandem import staff.csv --leavers leavers.csv --output my_profile
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
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
    from tandem.experiments.intake.files.source import Source
    from tandem.experiments.intake.meaning.mapping import Mapping


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
    add("staff", type=Path, help=_text("staff_help"))
    add("--leavers", type=Path, metavar="FILE", help=_text("leavers_help"))
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
    name = cleaned(choices.name or "") or cleaned(re.sub(r"[_\s]+", " ", choices.staff.stem)) or "profile"
    folder = choices.output or OUTPUTS / "profiles" / (
        re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "profile"
    )
    if not choices.dry_run:
        check_output(folder, choices.replace)
    staff, leavers, mapping = _sources(choices)
    from rich.console import Console

    from tandem.experiments.import_profile.output import what_was_read
    from tandem.experiments.import_profile.report import print_reading, print_result
    from tandem.experiments.intake.build import build_profile
    from tandem.experiments.intake.people import read_people
    from tandem.experiments.run.user_data import log_access, privacy_key

    console = Console(highlight=False)
    key = privacy_key()
    with explained_wait(_text("wait_reading")):
        people = read_people(
            staff,
            leavers,
            mapping,
            fewest,
            date.today(),
            set_aside=choices.set_aside,
            report_only=choices.dry_run,
        )
    print_reading(people, console)
    with explained_wait(_text("wait_grouping")):
        imported, reconciliation = build_profile(people, mapping, name, fewest, key)
    print_result(people, imported, reconciliation, console)
    if choices.dry_run:
        log_access("dry run", what_was_read(people, name, fewest))
        console.print("\n" + _text("dry_run"))
        if people.problems:
            raise InputError(
                f"{people.rows_set_aside:,} of {people.rows_read:,} rows have something wrong and were left "
                "out of the figures above; mend them, or see --set-aside."
            )
        return
    save_profile(folder, imported, mapping, people, choices.replace)
    use = "\n" + _text("project_it", folder=folder) + f"\n{folder}"
    console.print(use, soft_wrap=True, markup=False)


def _sources(choices: argparse.Namespace) -> tuple[Source, Source | None, Mapping]:
    """The files, and the mapping: from its file, or proposed and saved there."""
    from tandem.experiments.intake.files.source import open_source
    from tandem.experiments.intake.meaning.mapping import (
        load_mapping,
        mapping_text,
        propose_columns,
        proposed_mapping,
    )
    from tandem.experiments.intake.meaning.settings import read_assignment, settings_from

    assigned = {key: value for text in choices.set for key, value in read_assignment(text).items()}
    known = load_mapping(choices.mapping) if choices.mapping and choices.mapping.exists() else None
    told = settings_from(assigned, known.settings if known else None)
    _check_people(choices)
    staff = open_source(choices.staff, choices.sheet, told.delimiter, told.header_row)
    leavers = None
    if choices.leavers is not None:
        leavers = open_source(choices.leavers, choices.leavers_sheet, told.delimiter, told.header_row)
    if known is None:
        mapping = proposed_mapping(staff.header, leavers.header if leavers else None)
    elif leavers and not known.leavers_columns:
        mapping = replace(known, leavers_columns=propose_columns(leavers.header)[1])
    else:
        mapping = known
    mapping = replace(mapping, settings=settings_from(assigned, mapping.settings))
    if choices.mapping and known is None and not choices.dry_run:
        _save_mapping(choices.mapping, mapping_text(mapping))
    return staff, leavers, mapping


def _check_people(choices: argparse.Namespace) -> None:
    """Say what to type for a table of groups, which is no list of people."""
    from tandem.experiments.intake.tables.reading import refuse_table_of_groups

    refuse_table_of_groups(choices.staff, choices.sheet)


def _save_mapping(file: Path, text: str) -> None:
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except OSError as error:
        raise InputError(
            f"{file}: the mapping cannot be saved ({error.strerror}); choose another place."
        ) from None
    say(_text("mapping_saved", file=file))
