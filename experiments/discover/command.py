"""`tandem discover`: from the store of a sweep and a question to a box in plain words."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tandem.experiments.run.folder import OUTPUTS, check_target, new_run_folder
from tandem.experiments.run.progress import TerminalProgress
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("discover.command")

FRESH = 100  # points that check a box, unless the user says otherwise


def main(arguments: Sequence[str]) -> int:
    """Find a box; returns the exit code."""
    given = _parser().parse_args(list(arguments))
    fixed = {}
    for item in given.fixed:
        name, equals, value = item.partition("=")
        if not equals:
            raise InputError(f"'{item}': a setting is NAME=VALUE; example: policy=guardrails")
        fixed[name] = value
    if given.fresh < 0 or (given.workers is not None and given.workers < 1):
        raise InputError("--fresh, --workers: allowed: whole numbers, --fresh 0 or more, --workers 1 or more")
    usual = OUTPUTS / f"discover_{datetime.now():%Y-%m-%d_%H-%M-%S}"
    folder = Path(given.output) if given.output else usual
    check_target(folder)

    from tandem.experiments.discover.experiment import discover
    from tandem.experiments.discover.report import write_discovery

    found = discover(Path(given.store), given.question, fixed, given.fresh, given.workers, TerminalProgress())
    with new_run_folder(folder) as part:
        text = write_discovery(part, found)
    print("\n".join((text, str(folder))))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "tandem discover",
        description=_text("description"),
        epilog=_text("epilog"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("store", help=_text("store_help"))
    parser.add_argument("question", help=_text("question_help"))
    parser.add_argument("fixed", nargs="*", metavar="NAME=VALUE", help=_text("fixed_help"))
    parser.add_argument("--fresh", type=int, default=FRESH, help=_text("fresh_help"))
    parser.add_argument("--workers", type=int, help=_text("workers_help"))
    parser.add_argument("--output", metavar="FOLDER", help=_text("output_help"))
    return parser
