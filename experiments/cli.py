"""The command `tandem`: a light front that imports a command only when it is called."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from tandem.experiments.run.afterwards import afterwards
from tandem.experiments.run.beside import second_process
from tandem.experiments.run.stopping import stoppable, told
from tandem.experiments.settings.address_space import check_address_space
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import TandemError, machine_error_of

_text = texts("run.front")

# name → function that takes the arguments and returns the exit code; says what the command does
COMMANDS: dict[str, tuple[str, Callable[[], str]]] = {
    "project": (
        "tandem.experiments.project.command:main",
        partial(_text, "project"),
    ),
    "compare": (
        "tandem.experiments.compare.command:main",
        partial(_text, "compare"),
    ),
    "optimise": (
        "tandem.experiments.optimise.command:main",
        partial(_text, "optimise"),
    ),
    "sweep": (
        "tandem.experiments.sweep.command:main",
        partial(_text, "sweep"),
    ),
    "sensitivity": (
        "tandem.experiments.sensitivity.command:main",
        partial(_text, "sensitivity"),
    ),
    "discover": (
        "tandem.experiments.discover.command:main",
        partial(_text, "discover"),
    ),
    "runs": (
        "tandem.experiments.runs.command:main",
        partial(_text, "runs"),
    ),
    "reproduce": (
        "tandem.experiments.reproduce.command:main",
        partial(_text, "reproduce"),
    ),
    "import": (
        "tandem.experiments.import_profile.command:main",
        partial(_text, "import"),
    ),
    "calibrate": (
        "tandem.experiments.calibrate.command:main",
        partial(_text, "calibrate"),
    ),
    "backtest": (
        "tandem.experiments.backtest.command:main",
        partial(_text, "backtest"),
    ),
    "dashboard": (
        "tandem.experiments.dashboard.command:main",
        partial(_text, "dashboard"),
    ),
    "report": (
        "tandem.experiments.documents.command:main",
        partial(_text, "report"),
    ),
    "parameters": (
        "tandem.experiments.parameter_list:main",
        partial(_text, "parameters"),
    ),
    "example-table": (
        "tandem.experiments.example_table:main",
        partial(_text, "example_table"),
    ),
    "completion": (
        "tandem.experiments.completion:main",
        partial(_text, "completion"),
    ),
}
LIGHT = ("report", "parameters", "example-table", "completion")  # simulate nothing
# What a command's second process begins with; these commands draw while they still reckon.
BESIDE = {"project": "tandem.experiments.project.figures.shown:get_ready"}
WRONG_COMMAND, PIPE_CLOSED = 2, 141  # exit codes
# Matrices are small: several threads share one of them only to wait for each other.
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "1")
_objects_between_collections = 200_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name; returns the exit code.

    0: done. 2: something in the input is wrong, a message says what; nothing was written. 1: trouble with the
    machine. 130: interrupted. 143: asked to end.
    """
    alone = arguments is None  # the process is the command's own, and ends with it
    if alone:
        os.environ.setdefault(*_ONE_THREAD)
    typed = list(sys.argv[1:] if arguments is None else arguments)
    command = typed[0] if typed else "--help"
    if command in ("--help", "-h", "help"):
        print(help_page())
        return 0
    if command in ("--version", "-V") or "--version" in typed[1:]:
        print(f"tandem {metadata.version('tandem-workforce')}")
        return 0
    if command not in COMMANDS:
        from tandem.experiments.settings.slips import command_meant

        meant = command_meant(typed, list(COMMANDS))
        print(f"{_text('no_command', command=command)}{meant}\n\n{help_page()}", file=sys.stderr)
        return WRONG_COMMAND
    try:
        with stoppable(), _plain_warnings(), _little_collected(alone):
            if command not in LIGHT:
                check_address_space()
            with second_process(_beside(command, typed[1:]) if alone else None), afterwards(_Documents()):
                code = _load(COMMANDS[command][0])(typed[1:])
            sys.stdout.flush()
    except KeyboardInterrupt as stop:
        code, line = told(stop, _text("nothing_written"))
        print(line, file=sys.stderr)
    except BrokenPipeError:  # as in `tandem parameters | head`
        sys.stderr.close()
        return PIPE_CLOSED
    except Exception as fault:
        error = fault if isinstance(fault, TandemError) else machine_error_of(fault)
        if error is None:
            raise
        from tandem.model.received.plain_text import cleaned_lines

        print(f"tandem {command}: {error.heading}\n{cleaned_lines(str(error))}", file=sys.stderr)
        return error.exit_code
    return code


class _Documents:
    """Documents of a finished run, where it asks for any: what makes them is loaded then, and not before."""

    def check(self, config: Mapping[str, Any]) -> None:
        """Raise `InputError` if they could not be made."""
        asked = _asked(config)
        if asked:
            from tandem.experiments.documents.command import check_asked

            check_asked(asked)

    def done(self, config: Mapping[str, Any], folder: Path) -> list[Path]:
        """Make them; returns the files."""
        asked = _asked(config)
        if not asked:
            return []
        from tandem.experiments.documents.command import report_asked

        return report_asked(asked, folder)


def _asked(config: Mapping[str, Any]) -> Mapping[str, Any]:
    """The settings of `report`; empty where no document is asked for."""
    asked = config.get("report")
    return asked if isinstance(asked, Mapping) and asked.get("to", "none") != "none" else {}


@contextmanager
def _plain_warnings() -> Iterator[None]:
    """A warning is its sentence, without the place in the code it comes from."""
    before = warnings.formatwarning
    warnings.formatwarning = lambda message, *_given, **_named: f"{message}\n"
    try:
        yield
    finally:
        warnings.formatwarning = before


@contextmanager
def _little_collected(alone: bool) -> Iterator[None]:
    """Look for circular garbage seldom: libraries make hardly any, and looking takes half a second in all.

    A process that ends with the command does not look again while it ends.
    """
    before = gc.get_threshold()
    gc.set_threshold(_objects_between_collections, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if alone:
            gc.freeze()


def help_page() -> str:
    """What `tandem --help` prints."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {does()}" for name, (_, does) in COMMANDS.items()]
    return _text(
        "help_page",
        commands="\n".join(lines),
    )


def _beside(command: str, typed: Sequence[str]) -> str | None:
    """What the command's second process begins with; None where none will be asked for anything.

    Options (`--help`, `--multirun`) print something else or spread the work themselves.
    """
    idle = any(word == "figures=none" or word.startswith("-") for word in typed)
    return None if idle else BESIDE.get(command)


def _load(place: str) -> Callable[[Sequence[str]], int]:
    module, _, name = place.partition(":")
    function: Callable[[Sequence[str]], int] = getattr(import_module(module), name)
    return function
