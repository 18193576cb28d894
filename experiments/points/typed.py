"""What a user typed after a command that tries many configurations, composed with options put in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tandem.experiments.points.axes import Axis, split_axes
from tandem.experiments.points.settings import PointsChoices
from tandem.experiments.settings.hydra_app import run_app
from tandem.experiments.settings.jobs import Job
from tandem.experiments.settings.limits import build, check_limits
from tandem.experiments.settings.overrides import group_of
from tandem.experiments.simulation.preparation import check_draws
from tandem.model.errors import InputError

_telling = ("--help", "-h", "--cfg", "-c", "--info", "--shell-completion")


class Typed[Choices: PointsChoices]:
    """Arguments: what is varied, and the configurations of what is fixed.

    Parameters
    ----------
    command : as typed after `tandem`; also of its configuration in `configs/`
    schema : dataclass of its settings, registered with Hydra
    arguments : what the user typed

    Attributes
    ----------
    axes : what is varied
    code : exit code of the last composition
    config : composed, with the first value of every axis, once the settings were asked for
    start_given : whether the user named the first month

    Raises
    ------
    InputError
        If several jobs are asked for, or an axis is not usable.
    """

    def __init__(self, command: str, schema: type[Choices], arguments: Sequence[str]) -> None:
        if not {"--multirun", "-m"}.isdisjoint(arguments):
            raise InputError(
                f"--multirun: `tandem {command}` tries many points by itself; leave it out; example: tandem "
                f"{command} policy=status_quo,guardrails"
            )
        self._command, self._schema = command, schema
        self._fixed, self.axes = split_axes(arguments)
        self._only_told = any(item.startswith(_telling) for item in arguments)
        self._known: dict[tuple[str, ...], Job | None] = {}
        self.code = 0
        self.config: Mapping[str, Any] = {}
        self.start_given = any(item.startswith("start=") for item in self._fixed)

    def choices(self) -> Choices | None:
        """The checked settings; None where only something was to be told, or it was refused (and said why).

        Raises
        ------
        InputError
            If a setting is missing, unknown or not allowed, or they do not go together.
        """
        first = [] if self._only_told else [_chosen(axis) for axis in self.axes if group_of(axis.key)]
        job = self._job(first)
        if job is None:
            return None
        self.config = job.config
        return checked_choices(self._schema, job.config)

    def compose(self, chosen: Mapping[str, str]) -> Mapping[str, Any]:
        """The configuration with options chosen by group."""
        job = self._job([f"{group.replace('/', '.')}={option}" for group, option in chosen.items()])
        if job is None:
            raise SystemExit(self.code)
        return job.config

    def _job(self, options: Sequence[str]) -> Job | None:
        key = tuple(options)
        if key not in self._known:
            found: list[Job] = []
            typed = [*self._fixed, *options]
            self.code = run_app(self._command, self._schema, found.append, typed, lambda _: "")
            self._known[key] = found[0] if found else None
        return self._known[key]


def checked_choices[Choices: PointsChoices](schema: type[Choices], config: Mapping[str, Any]) -> Choices:
    """The checked settings of a composed configuration.

    Raises
    ------
    InputError
        If one is missing, unknown or not allowed, or they do not go together.
    """
    check_limits(schema, config)
    choices = build(schema, config)
    check_draws(choices)
    return choices


def _chosen(axis: Axis) -> str:
    return f"{axis.column}={axis.values[0]}"
