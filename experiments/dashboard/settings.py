"""From the state of a page to the settings of an experiment, and to the file that the command line runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tandem.experiments.api.settings import composed
from tandem.experiments.compare.command import COMMAND as COMPARE
from tandem.experiments.dashboard.levers import Choice, choice_of
from tandem.experiments.dashboard.state import LONGEST, PINS, SHORTEST, WORLD, State
from tandem.experiments.project.command import COMMAND as PROJECT
from tandem.experiments.run.names import option_with
from tandem.experiments.run.saved_config import saved_config
from tandem.experiments.settings.received import read_run
from tandem.model.errors import InputError
from tandem.model.received.plain_yaml import read_yaml

STATUS_QUO = "status_quo"
QUICK, FULL = 50, 200  # draws: at once, and what follows by itself


@dataclass(frozen=True)
class Described:
    """The organisation of a page, as settings.

    Attributes
    ----------
    name : what it is called; empty: as its data says
    settings : of the configuration, as in `{"organisation": "firm.csv"}`
    in_files : how a file that is taken along names its table or profile; empty: it has none
    """

    name: str
    settings: Mapping[str, Any]
    in_files: str = ""


def common_settings(state: State, organisation: Described) -> dict[str, Any]:
    """What every experiment on a page has in common."""
    in_place = {"organisation.in_place": dict(state.in_place)} if state.in_place else {}
    return {
        **organisation.settings,
        **in_place,
        "environment": dict(state.world),
        "months": state.months,
    }


def configuration(state: State, organisation: Described) -> tuple[str, dict[str, Any]]:
    """The command that shows what the page shows, and its configuration."""
    settings, policies = common_settings(state, organisation), state.policies()
    if not policies:
        return PROJECT.name, composed(PROJECT, {**settings, "draws": FULL})
    chosen = {"policies": [STATUS_QUO, *policies.values()], "draws": FULL}
    return COMPARE.name, composed(COMPARE, {**settings, **chosen})


def state_file(state: State, organisation: Described) -> str:
    """The state as a configuration: `tandem compare --config-path FOLDER` reads it, and so does the page."""
    command, config = _taken_along(state, organisation)
    return saved_config(config, command)


def _taken_along(state: State, organisation: Described) -> tuple[str, dict[str, Any]]:
    """The configuration with the name of the visitor's sheet, which lies elsewhere next time."""
    command, config = configuration(state, organisation)
    if not organisation.in_files:
        return command, config
    return command, {**config, "organisation": {**config["organisation"], "path": organisation.in_files}}


def state_of_file(file: Path, known: Mapping[str, Described]) -> State:
    """The state that a configuration stands for.

    Parameters
    ----------
    known : the organisations that the visitor has, by name; a file opens no others

    Raises
    ------
    InputError
        If it is no configuration of `tandem compare` or `project`, or says what the page has no place for.
    """
    content = read_yaml(file, dates=False).content
    listed = content.get("defaults") if isinstance(content, Mapping) else None
    command = COMPARE if listed and f"{COMPARE.name}_schema" in listed else PROJECT
    given = read_run(file, command.name, command.schema, {})
    config = {key: value for key, value in given.items() if key != "defaults"}
    pins: dict[str, tuple[Choice, ...]] = {}
    draft: tuple[Choice, ...] = ()
    for policy in [*config.get("policies", []), config.get("policy")]:
        levers = (policy.get("levers") or {}) if isinstance(policy, Mapping) else {}
        if not levers:
            continue
        choices = tuple(choice_of(lever) for lever in levers.values())
        name = str(policy.get("name"))
        if name in PINS:
            pins[name] = choices
        else:
            draft = choices
    for name, organisation in known.items():
        state = State(
            organisation=name,
            world=_world_of(config.get("environment") or {}),
            months=_months_of(config),
            in_place=dict((config.get("organisation") or {}).get("in_place") or {}),
            levers=draft,
            pins={name: pins[name] for name in PINS if name in pins},
        )
        found = _taken_along(state, organisation)[1]
        if {**found, "output": None, "start": None} == {**config, "output": None, "start": None}:
            return state
    raise InputError(
        f"{file.name}: it holds settings that the page has no place for, or is about a sheet that is not "
        "here; drop the sheet on Your data first, or run the file: "
        f"tandem {command.name} --config-path FOLDER"
    )


def _months_of(config: Mapping[str, Any]) -> int:
    months = config.get("months")
    if isinstance(months, bool) or not isinstance(months, int) or not SHORTEST <= months <= LONGEST:
        raise InputError(f"months: found {months!r}; allowed: {SHORTEST} to {LONGEST}; example: 36")
    return months


def _world_of(environment: Mapping[str, Any]) -> dict[str, str]:
    """The option of each part of the world that has these values."""
    found = {}
    for part in WORLD:
        option = option_with(f"environment/{part}", environment.get(part) or {})
        if option is None:
            raise InputError(
                f"environment.{part}: its values are none of the options of the page; run the file with the "
                "command line instead"
            )
        found[part] = option
    return found
