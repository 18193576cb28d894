"""`tandem sweep`: from what is typed to a store.

Hydra's grammar tells what is varied from what is fixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tandem.experiments.points.typed import Typed
from tandem.experiments.run.progress import TerminalProgress, say
from tandem.experiments.run.stopping import told
from tandem.experiments.sweep.schema import SweepChoices, register_schema
from tandem.experiments.wording.catalogue import texts

_text = texts("sweep.command")

NAME = "sweep"
POINTS_FAILED = 3  # exit code: all else is done, and some points failed


def main(arguments: Sequence[str]) -> int:
    """Do a sweep; returns the exit code: 0, 3 if points failed, or as every command."""
    register_schema()
    typed = Typed(NAME, SweepChoices, arguments)
    choices = typed.choices()
    if choices is None:
        return typed.code

    from tandem.experiments.sweep.experiment import sweep
    from tandem.experiments.sweep.report import report

    try:
        swept = sweep(choices, typed.axes, typed.compose, typed.start_given, TerminalProgress())
    except KeyboardInterrupt as stop:
        code, line = told(stop, _text("kept", folder=choices.store or Path("outputs")))
        say(line)
        return code
    print(report(swept))
    return POINTS_FAILED if swept.failed else 0
