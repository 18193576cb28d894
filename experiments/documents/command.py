"""`tandem report`: documents of finished runs.

Example: tandem report outputs/RUN --to board.pptx --to board.pdf
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tandem.experiments.documents.written import (
    FORMATS,
    LANGUAGES,
    PAPERS,
    Wishes,
    check_targets,
    check_wishes,
    format_of,
    write_documents,
)
from tandem.experiments.wording.catalogue import texts

_text = texts("run.report")

FOLDER, NAME = "documents", "report"  # where documents of a run are where nobody says else


def main(arguments: Sequence[str]) -> int:
    """Make documents; returns the exit code."""
    choices = _parser().parse_args(arguments)
    wishes = Wishes(choices.template, choices.language, choices.paper, choices.short)
    for file in report(choices.runs, choices.to, wishes, choices.replace):
        print(file)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "tandem report",
        description=_text("description"),
        epilog=_text("epilog") + "\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("runs", type=Path, nargs="+", metavar="RUN", help=_text("runs_help"))
    add("--to", type=Path, action="append", default=[], metavar="FILE", help=_text("to_help"))
    add("--template", type=Path, metavar="FILE", help=_text("template_help"))
    add("--language", choices=LANGUAGES, default="en", help=_text("language_help"))
    add("--paper", choices=PAPERS, default="a4", help=_text("paper_help"))
    add("--short", action="store_true", help=_text("short_help"))
    add("--replace", action="store_true", help=_text("replace_help"))
    return parser


def report(
    runs: Sequence[Path], files: Sequence[Path] = (), wishes: Wishes | None = None, replace: bool = False
) -> list[Path]:
    """Make documents of runs; returns the files, all four beside the first run's tables where none is named.

    Raises
    ------
    InputError
        If a run, the template or a file cannot be used; nothing is written then.
    """
    wishes = wishes or Wishes()
    wanted = list(files) or [runs[0] / FOLDER / f"{NAME}.{each}" for each in FORMATS]
    formats = [format_of(file) for file in wanted]
    check_targets(wanted, replace)
    check_wishes(formats, wishes)
    from tandem.experiments.documents.build import document_of

    write_documents(document_of(runs, wishes.language), wanted, wishes)
    return wanted


def check_asked(asked: Mapping[str, Any]) -> None:
    """Raise `InputError`, before anything is simulated, if what `report=` asks for cannot be made."""
    check_wishes(_formats(asked), _wishes(asked))


def report_asked(asked: Mapping[str, Any], folder: Path) -> list[Path]:
    """The documents that `report=` asks for, in the folder of a finished run; returns them."""
    return report([folder], [folder / FOLDER / f"{NAME}.{each}" for each in _formats(asked)], _wishes(asked))


def _formats(asked: Mapping[str, Any]) -> tuple[str, ...]:
    return FORMATS if asked["to"] == "all" else (str(asked["to"]),)


def _wishes(asked: Mapping[str, Any]) -> Wishes:
    template = asked.get("template")
    return Wishes(
        None if template is None else Path(str(template)),
        asked.get("language", "en"),
        asked.get("paper", "a4"),
        bool(asked.get("short", False)),
    )
