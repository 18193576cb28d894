"""What a sweep is: a base configuration, its axes, and the content of every option that they choose.

From it and a point's values alone a point's configuration is made again, with no Hydra and no files of
options, on any machine that has the code.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tandem.experiments.points.axes import Axis, column_value
from tandem.experiments.points.design import Point
from tandem.experiments.run.folder import WITHOUT_EFFECT
from tandem.experiments.run.saved_config import with_absolute_path
from tandem.experiments.settings.overrides import group_of
from tandem.experiments.settings.schema import ProjectChoices
from tandem.model.errors import InputError
from tandem.model.organisation.configuration import EXAMPLES

#: From options by group to a whole configuration, checked by whoever composes it.
Compose = Callable[[Mapping[str, str]], Mapping[str, Any]]

_project = tuple(field.name for field in dataclasses.fields(ProjectChoices))
_paths = (
    *(f"organisation.{key}" for key in ("path", "pulse_survey", "families", "plan")),
    "posterior.folder",
)
_no_effect = (*WITHOUT_EFFECT, "figures", "table", "min_cell")


@dataclass(frozen=True)
class Definition:
    """A sweep, in plain containers.

    Attributes
    ----------
    base : a projection's configuration, the first value of every axis in it
    axes : keys of what is varied
    options : content by group and option: settings by dotted key
    measures : names of what is kept of each point
    """

    base: Mapping[str, Any]
    axes: tuple[str, ...]
    options: Mapping[str, Mapping[str, Mapping[str, Any]]]
    measures: tuple[str, ...]

    def values_of(self, point: Point) -> dict[str, Any]:
        """A point's values: whole options by their name, files by a path that holds on every machine."""
        return {
            key: column_value(value) if key in self.options else _absolute(value) if key in _paths else value
            for key, value in point.items()
        }

    def config_of(self, point: Point) -> dict[str, Any]:
        """The configuration of a point.

        Raises
        ------
        InputError
            If a setting or an option does not exist. Values are checked by the schema.
        """
        config = dict(self.base)
        for key in sorted(point, key=lambda key: key not in self.options):  # options first, then values
            value = point[key]
            if key in self.options and isinstance(value, str):
                for inner, content in self.options[key][value].items():
                    _put(config, inner, content)
            else:
                _put(config, key.replace("/", "."), value)
        return config

    @property
    def columns(self) -> tuple[str, ...]:
        """The axes' names in the data."""
        return tuple(key.replace("/", ".") for key in self.axes)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return dataclasses.asdict(self)

    @cached_property
    def hash(self) -> str:
        """Sixteen hexadecimal digits for everything that the points of a sweep share."""
        base = _without(effective(self.base), self.axes)
        return digest([base, sorted(self.columns), sorted(self.measures)])


def definition_from(content: Mapping[str, Any]) -> Definition:
    """A definition from JSON; `ValueError` where it is none."""
    try:
        return Definition(
            dict(content["base"]),
            tuple(content["axes"]),
            dict(content["options"]),
            tuple(content["measures"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"no definition of a sweep: {error!r}") from error


def define(compose: Compose, axes: Sequence[Axis], measures: Sequence[str]) -> Definition:
    """Compose the base of a sweep and every option that its axes name.

    Raises
    ------
    InputError
        If an option does not exist, or a setting is not usable.
    """
    groups = {axis.key: axis.values for axis in axes if group_of(axis.key)}
    for key, values in groups.items():
        for value in values:
            if not isinstance(value, str | Mapping):
                raise InputError(
                    f"{key.replace('/', '.')}: found {value!r}; allowed: names of options; example: "
                    "policy=status_quo,guardrails"
                )
    named = {key: [value for value in values if isinstance(value, str)] for key, values in groups.items()}
    first = {key: values[0] for key, values in named.items() if values}

    def composed(options: Mapping[str, str]) -> dict[str, Any]:
        return _projected(_with_absolute_paths(compose(options)))

    base = composed(first)
    options: dict[str, dict[str, dict[str, Any]]] = {}
    for key, values in groups.items():
        options[key] = {}
        for value in values:
            if isinstance(value, Mapping):  # a whole option, from Python
                content = {key.replace("/", "."): dict(value)}
            else:
                found = base if value == first[key] else composed({**first, key: value})
                content = _content(found, key)
            options[key][str(column_value(value))] = content
    return Definition(base, tuple(axis.key for axis in axes), options, tuple(measures))


def effective(config: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a configuration that can move a result."""
    return {key: value for key, value in config.items() if key not in _no_effect}


def digest(content: Any) -> str:
    """Sixteen hexadecimal digits that tell contents apart."""
    text = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _projected(config: Mapping[str, Any]) -> dict[str, Any]:
    return {key: config[key] for key in _project if key in config}


def _with_absolute_paths(config: Mapping[str, Any]) -> dict[str, Any]:
    """A configuration that means the same in whatever folder a worker stands."""
    found = with_absolute_path(config)
    posterior = dict(found["posterior"])
    posterior["folder"] = _absolute(posterior.get("folder"))
    return {**found, "posterior": posterior}


def _absolute(path: Any) -> Any:
    is_file = isinstance(path, str) and path not in EXAMPLES and path not in ("", "none")
    return str(Path(path).absolute()) if is_file else path


def _content(config: Mapping[str, Any], group: str) -> dict[str, Any]:
    """What an option decides: its own part of the configuration, and a posterior's reading."""
    found: Any = config
    for name in group.split("/"):
        found = found[name]
    also = {"reading": config["reading"]} if group == "posterior" else {}
    return {group.replace("/", "."): found, **also}


def _put(config: dict[str, Any], key: str, value: Any) -> None:
    """Put a value in place; what is above it is copied first, as points share the rest."""
    *above, last = key.split(".")
    place = config
    for name in above:
        inner = place.get(name)
        if inner is not None and not isinstance(inner, Mapping):
            raise InputError(f"{key}: there is no such setting; '{'.'.join(above)}' has none below it")
        place[name] = dict(inner or {})
        place = place[name]
    place[last] = value


def _without(config: dict[str, Any], axes: Sequence[str]) -> dict[str, Any]:
    """A configuration with everything set to null that an axis decides."""
    found = dict(config)
    for key in axes:
        _put(found, key.replace("/", "."), None)
        if key == "posterior":
            found["reading"] = None
    return found
