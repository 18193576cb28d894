"""`tandem sweep`: from what is typed to a store.

Hydra's grammar tells what is varied from what is fixed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tandem.experiments.points.axes import split_axes
from tandem.experiments.run.progress import TerminalProgress, say
from tandem.experiments.run.stopping import told
from tandem.experiments.settings.hydra_app import run_app
from tandem.experiments.settings.jobs import Job
from tandem.experiments.settings.limits import build, check_limits
from tandem.experiments.settings.overrides import group_of
from tandem.experiments.simulation.preparation import check_draws
from tandem.experiments.sweep.schema import SweepChoices, register_schema
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("sweep.report")

NAME = "sweep"
POINTS_FAILED = 3  # exit code: all else is done, and some points failed


def main(arguments: Sequence[str]) -> int:
    """Do a sweep; returns the exit code: 0, 3 if points failed, or as every command."""
    register_schema()
    if not {"--multirun", "-m"}.isdisjoint(arguments):
        raise InputError(
            "--multirun: a sweep tries many points by itself; leave it out; example: tandem sweep "
            "policy=status_quo,guardrails"
        )
    fixed, axes = split_axes(arguments)
    first = [f"{axis.column}={_first_option(axis.values)}" for axis in axes if group_of(axis.key)]
    composed = Composed(fixed)
    job = composed.job(first if not _only_told(arguments) else [])
    if job is None:
        return composed.code
    choices = choices_of(job.config)

    def compose(chosen: Mapping[str, str]) -> Mapping[str, Any]:
        found = composed.job([f"{group.replace('/', '.')}={option}" for group, option in chosen.items()])
        if found is None:
            raise SystemExit(composed.code)
        return found.config

    from tandem.experiments.sweep.experiment import sweep
    from tandem.experiments.sweep.report import report

    given = any(item.startswith("start=") for item in fixed)
    try:
        swept = sweep(choices, axes, compose, given, TerminalProgress())
    except KeyboardInterrupt as stop:
        code, line = told(stop, _text("kept", folder=choices.store or Path("outputs")))
        say(line)
        return code
    print(report(swept))
    return POINTS_FAILED if swept.failed else 0


def choices_of(config: Mapping[str, Any]) -> SweepChoices:
    """The checked settings of a composed configuration.

    Raises
    ------
    InputError
        If one is missing, unknown or not allowed, or they do not go together.
    """
    check_limits(SweepChoices, config)
    choices = build(SweepChoices, config)
    check_draws(choices)
    return choices


class Composed:
    """Configurations composed of what a user typed, with options put in place.

    Attributes
    ----------
    code : exit code of the last composition
    """

    def __init__(self, fixed: Sequence[str]) -> None:
        self._fixed = list(fixed)
        self._known: dict[tuple[str, ...], Job | None] = {}
        self.code = 0

    def job(self, options: Sequence[str]) -> Job | None:
        """The composed job; None where only something was to be told, or it was refused (and said why)."""
        key = tuple(options)
        if key not in self._known:
            found: list[Job] = []
            self.code = run_app(NAME, SweepChoices, found.append, [*self._fixed, *options], lambda _: "")
            self._known[key] = found[0] if found else None
        return self._known[key]


def _only_told(arguments: Sequence[str]) -> bool:
    return any(item.startswith(("--help", "-h", "--cfg", "-c", "--info")) for item in arguments)


def _first_option(values: Sequence[Any]) -> str:
    return str(values[0])
