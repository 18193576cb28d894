"""A document from run folders: which parts it has, and whether several runs can stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tandem.experiments.documents.content import Document, Section, Table
from tandem.experiments.documents.parts.about import (
    disclaimer,
    glossary_section,
    method_section,
    run_section,
)
from tandem.experiments.documents.parts.assumptions import (
    assumptions_section,
    calibration_section,
    parameter_table,
)
from tandem.experiments.documents.parts.board import board_of
from tandem.experiments.documents.parts.courses import courses_of
from tandem.experiments.documents.parts.departments import departments_section
from tandem.experiments.documents.parts.effects import policies_section
from tandem.experiments.documents.parts.ledger import ledger_of
from tandem.experiments.documents.parts.money import cash_table, money_section
from tandem.experiments.documents.parts.outlook import outlook_section
from tandem.experiments.documents.parts.policies import policies_of
from tandem.experiments.documents.parts.prices import prices_section
from tandem.experiments.documents.parts.side_by_side import side_by_side
from tandem.experiments.documents.parts.unknowns import unknowns_section
from tandem.experiments.documents.parts.who_wins import who_wins_section
from tandem.experiments.documents.run_files import Run, read_run
from tandem.experiments.documents.telling import Telling
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("documents.build")

_damage = (KeyError, TypeError, IndexError, AttributeError, ValueError, ArithmeticError)
_most_runs = 6  # side by side, each with a colour of its own
_alike = ("headcount", "currency", "first_month", "last_month")  # of runs in one document


def document_of(folders: Sequence[Path], language: str = "en") -> Document:
    """The document of one run, or of a projection and a comparison of the same organisation.

    Raises
    ------
    InputError
        If a folder is no run of Tandem's, is damaged, or the runs do not belong together.
    """
    runs = [read_run(folder) for folder in folders]
    _check_together(runs)
    telling = Telling(language)
    try:
        with telling.speaking():
            return _document(runs, telling)
    except _damage as error:
        if isinstance(error, InputError):
            raise
        shown = ", ".join(f"'{run.folder}'" for run in runs)
        raise InputError(
            f"{shown}: a file is not as Tandem writes it ({type(error).__name__}: {error})"
        ) from error


def _document(runs: Sequence[Run], telling: Telling) -> Document:
    projection = next((run for run in runs if run.command == "project"), None)
    comparison = next((run for run in runs if run.command == "compare"), None)
    lead = comparison or projection
    if lead is None:
        raise InputError("documents are made of projections and comparisons")
    course_run = projection or lead
    courses = courses_of(course_run)
    policies = None if comparison is None else policies_of(comparison)
    sections: list[Section | None] = []
    if len({run.command for run in runs}) == 1 and len(runs) > 1:
        sections.append(side_by_side(runs, telling))
    if courses:
        sections.append(outlook_section(course_run, courses, telling))
    if projection is not None:
        sections.append(departments_section(projection, telling))
    extra: list[Table] = []
    if policies is not None:
        sections += [
            policies_section(policies, telling),
            prices_section(policies, telling),
            money_section(policies, telling),
            who_wins_section(policies, telling),
            unknowns_section(policies),
        ]
        extra.append(cash_table(policies, "fiscal year"))
    sections += [
        assumptions_section(course_run, telling),
        calibration_section(lead, telling),
        glossary_section(),
        method_section(),
        run_section(runs, telling),
    ]
    made = datetime.fromisoformat(str(lead.manifest["created"])).date()
    return Document(
        telling.language,
        lead.client,
        lead.scenario,
        _text("title", client=lead.client),
        _text("made", day=telling.day(made), runs=telling.number(int(lead.summary["runs"]))),
        disclaimer(),
        board_of(course_run, courses, policies, telling),
        tuple(section for section in sections if section is not None),
        None if comparison is None else ledger_of(comparison),
        (*extra, parameter_table(lead)),
    )


def _check_together(runs: Sequence[Run]) -> None:
    """Raise `InputError` unless the runs are one, or several of the same organisation and months."""
    if not runs:
        raise InputError("name the folder of a run; example: tandem report outputs/RUN")
    if len(runs) == 1:
        return
    commands = [run.command for run in runs]
    if (len(set(commands)) > 1 and sorted(commands) != ["compare", "project"]) or len(runs) > _most_runs:
        told = ", ".join(f"'{run.folder}' (tandem {run.command})" for run in runs)
        raise InputError(
            f"{told}: these cannot stand in one document; allowed: one run, a projection and a comparison of "
            f"the same organisation, or up to {_most_runs} runs of one command; "
            "example: tandem report outputs/PROJECT outputs/COMPARE"
        )
    first = runs[0]
    for other in runs[1:]:
        if first.folder.resolve() == other.folder.resolve():
            raise InputError(f"'{first.folder}' is named twice; name each run once")
        for key in _alike:
            if first.summary.get(key) != other.summary.get(key):
                raise InputError(
                    f"'{first.folder}' and '{other.folder}' cannot be compared: {key} is "
                    f"{first.summary.get(key)!r} in one and {other.summary.get(key)!r} in the other"
                )
        if _data_hash(first) != _data_hash(other):
            raise InputError(
                f"'{first.folder}' and '{other.folder}' cannot be compared: "
                "their organisations are not the same"
            )


def _data_hash(run: Run) -> object:
    organisation = run.manifest.get("organisation")
    return organisation.get("data_hash") if isinstance(organisation, dict) else None
