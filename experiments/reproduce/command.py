"""`tandem reproduce`: a run folder or points of a sweep once more: the same bit for bit, or not."""

from __future__ import annotations

import argparse
import contextlib
import io
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from tandem.experiments.points.reading import is_store
from tandem.experiments.reproduce.difference import first_difference
from tandem.experiments.reproduce.points import repeated_points
from tandem.experiments.run.contents import MANIFEST, content_of
from tandem.experiments.run.progress import say
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError
from tandem.model.numerics.compiled import CACHE

_text = texts("reproduce.command")

DIFFERENT = 3  # exit code: it was repeated, and is not the same
REPEATABLE = ("project", "compare", "optimise", "backtest", "calibrate")


def main(arguments: Sequence[str]) -> int:
    """Repeat; returns the exit code: 0, 3 where something differs, or as every command."""
    given = _parser().parse_args(list(arguments))
    folder = Path(given.folder)
    if not folder.is_dir():
        raise InputError(f"there is no folder '{folder}'; name a run folder or a store; example: outputs/RUN")
    if is_store(folder):
        difference, told = repeated_points(folder, given.points, given.all)
    elif given.points or given.all:
        raise InputError(
            "points are those of a sweep; name its store; example: tandem reproduce outputs/my_sweep"
        )
    else:
        difference, told = _repeated_run(folder), _text("same_run")
    print(difference or told)
    return DIFFERENT if difference else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "tandem reproduce",
        description=_text("description"),
        epilog=_text("epilog"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", help=_text("folder_help"))
    parser.add_argument("points", nargs="*", metavar="POINT", help=_text("points_help"))
    parser.add_argument("--all", action="store_true", help=_text("all_help"))
    return parser


def _repeated_run(folder: Path) -> str:
    """Repeat a run folder; the first difference in words, or nothing."""
    manifest = content_of(folder, MANIFEST)
    name = str(manifest.get("command", "")).removeprefix("tandem ")
    if name not in REPEATABLE:
        raise InputError(
            f"'{folder}' was made by '{str(manifest.get('command'))[:60]}'; allowed: a run folder of "
            f"{', '.join(REPEATABLE)}, or the store of a sweep; example: outputs/RUN"
        )
    code = manifest.get("code")
    made_by = code.get("model_source_hash") if isinstance(code, dict) else None
    if made_by != CACHE.name:
        say(_text("other_code", version=code.get("version") if isinstance(code, dict) else "?"))
    command = import_module(f"tandem.experiments.{name}.command").COMMAND
    with TemporaryDirectory(prefix="tandem-") as place:
        again = Path(place) / "again"
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            ended = command.run(
                ["--config-path", str(folder), f"output={again}", "figures=none"]
                if name != "calibrate"
                else ["--config-path", str(folder), f"output={again}"]
            )
        if ended:
            raise SystemExit(ended)
        return first_difference(folder, again)
