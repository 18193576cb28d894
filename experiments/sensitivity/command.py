"""`tandem sensitivity`: from what is typed to a run folder with indices and a tornado."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tandem.experiments.points.typed import Typed
from tandem.experiments.run.folder import new_run_folder, target_folder
from tandem.experiments.run.names import names_of
from tandem.experiments.run.progress import TerminalProgress, say
from tandem.experiments.run.record import Record
from tandem.experiments.run.stopping import told
from tandem.experiments.sensitivity.schema import SensitivityChoices, register_schema
from tandem.experiments.wording.catalogue import texts

_text = texts("sensitivity.command")

NAME = "sensitivity"


def main(arguments: Sequence[str]) -> int:
    """Do a study; returns the exit code."""
    register_schema()
    typed = Typed(NAME, SensitivityChoices, arguments)
    choices = typed.choices()
    if choices is None:
        return typed.code

    from tandem.experiments.sensitivity.experiment import sensitivity
    from tandem.experiments.sensitivity.report import write_study

    began, config = datetime.now(), typed.config
    folder = target_folder(config, choices.output, f"sensitivity {choices.measure}", began, None)
    progress = TerminalProgress()
    try:
        studied = sensitivity(choices, typed.axes, typed.compose, typed.start_given, progress)
    except KeyboardInterrupt as stop:
        code, line = told(stop, _text("kept", folder=choices.store or Path("outputs")))
        say(line)
        return code
    overrides = tuple(item for item in arguments if "=" in item)
    record = Record(NAME, config, overrides, began, folder, progress, names_of(NAME, config))
    with new_run_folder(folder) as part:
        text = write_study(part, studied, record)
    print("\n".join((record.heading, text, str(folder))))
    return 0
