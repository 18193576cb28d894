"""One skeleton for every command: settings in, an experiment, a folder, a finding on the terminal.

A command is a description: which experiment it runs and what writes its result. An experiment is a function
`experiment(choices, progress) → result` that knows nothing of Hydra, folders or terminals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tandem.experiments.run.afterwards import check_steps, take_steps
from tandem.experiments.run.folder import OUTPUTS, new_run_folder, target_folder
from tandem.experiments.run.multirun import note_done, told_together
from tandem.experiments.run.names import names_of
from tandem.experiments.run.progress import TerminalProgress, say
from tandem.experiments.run.record import Record
from tandem.experiments.run.stopping import told
from tandem.experiments.settings.hydra_app import run_app
from tandem.experiments.settings.jobs import Job
from tandem.experiments.settings.limits import build, check_limits
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.columns import wrapped
from tandem.experiments.wording.terminal import terminal_width

_text = texts("run.command")

if TYPE_CHECKING:
    from tandem.model.organisation.profile import Profile


class Settings(Protocol):
    """What every schema has."""

    output: str | None


@dataclass(frozen=True)
class Command[Choices: Settings, Result]:
    """A command whose settings Hydra composes.

    Attributes
    ----------
    name : as typed after `tandem`; also of its configuration in `configs/`
    schema : dataclass of its settings, with their limits
    register : lets Hydra find the schema
    check : raises `InputError` for settings that do not go together; None: all do
    experiment : from settings to a result
    write : writes the result into a folder; returns the text for the terminal
    title : what its folder's name begins with where the user names none, from the settings and the client
    organisation : whose data the result is made of; None: nobody's
    meanwhile : modules imported while the simulation runs
    kept : what an interrupt leaves, in a sentence
    settle : called when the folder stands
    home : folder of the results' folders
    """

    name: str
    schema: type[Choices]
    register: Callable[[], None]
    experiment: Callable[[Choices, Progress], Result]
    write: Callable[[Path, Result, Record], str]
    title: Callable[[Choices, str], str]
    check: Callable[[Choices], None] | None = None
    organisation: Callable[[Result], Profile] | None = None
    meanwhile: tuple[str, ...] = ()
    kept: Callable[[], str] = lambda: _text("nothing_written")
    settle: Callable[[Result], None] | None = None
    home: Path = OUTPUTS

    def run(self, arguments: Sequence[str]) -> int:
        """Run the command with what the user typed after it; returns the exit code."""
        self.register()
        try:
            return run_app(self.name, self.schema, self._job, arguments, told_together)
        except KeyboardInterrupt as stop:
            code, line = told(stop, self.kept())
            say(line)
            return code

    def choices_of(self, config: Mapping[str, Any]) -> Choices:
        """The checked settings of a composed configuration.

        Raises
        ------
        InputError
            If one is missing, unknown or not allowed, or they do not go together.
        """
        check_limits(self.schema, config)
        choices = build(self.schema, config)
        if self.check is not None:
            self.check(choices)
        return choices

    def log(self, result: Result, folder: Path) -> None:
        """Note in the access log that something is made of an imported profile."""
        if self.organisation is not None:
            from tandem.experiments.run.user_data import log_use

            log_use(self.name, self.organisation(result), folder)

    def _job(self, job: Job) -> None:
        """One configuration: one result, one folder; prints the finding and the folder's path."""
        began = datetime.now()
        choices = self.choices_of(job.config)
        check_steps(job.config)
        names = names_of(self.name, job.config)
        home = self.home if job.number is None else self.home / f"multirun_{job.batch}"
        client, *further = names.parts if names else ("",)
        folder = target_folder(
            job.config, choices.output, self.title(choices, client), began, job.number, home, further
        )
        progress = TerminalProgress(self.meanwhile)
        result = self.experiment(choices, progress)
        self.log(result, folder)
        record = Record(self.name, job.config, job.overrides, began, folder, progress, names)
        with new_run_folder(folder) as part:
            text = self.write(part, result, record)
        if self.settle is not None:
            self.settle(result)
        heading = wrapped(names.line, terminal_width()) if names else []
        print("\n".join((*heading, text, str(folder))))
        note_done(job, folder, names)
        for file in take_steps(job.config, folder):
            print(file)
