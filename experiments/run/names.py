"""What tells one run from another: client, scenario, policy and world, above every finding and figure.

All of it is read off the configuration's values, so that a run repeated from its folder has the same names.
What differs from an option that ships is said beside the option's name; the rest that changes a result and
differs from the files of `configs/` makes the scenario.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tandem.experiments.settings.option_files import OptionFile
from tandem.experiments.settings.overrides import groups, options_of
from tandem.experiments.simulation.policies import in_force_for
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError
from tandem.model.organisation.folder.imported import ABOUT
from tandem.model.received.plain_text import cleaned
from tandem.model.received.plain_yaml import read_yaml

_text = texts("run.names")

BETWEEN = " · "
MOST_DIFFERENCES = 4  # told in a name; the rest are counted
LONGEST_VALUE = 40  # letters of a value in a name
# Named elsewhere, or without an effect on the result.
_not_of_the_scenario = frozenset(
    [
        "name",
        "scenario",
        "output",
        "threads",
        "figures",
        "report",
        "table",
        "work",
        "store",
        "executor",
        "workers",
        "address",
        "batch_seconds",
        "compact",
        "method",
        "measure",
        "factors",
        "samples",
        "start",
        "months",
        "environment",
        "policy",
        "policies",
        "organisation",
        "posterior",
    ]
)
_of_the_client = frozenset(("kind", "name", "path"))  # of an organisation
_missing = object()


@dataclass(frozen=True)
class Names:
    """What tells a run from others.

    Attributes
    ----------
    client : whom it is for
    scenario : its months, and what differs from the settings that ship; or as the user calls it
    policy : what is done
    environment : the options of the world
    """

    client: str
    scenario: str
    policy: str
    environment: str

    @property
    def line(self) -> str:
        """All of it in a line."""
        return BETWEEN.join((self.client, self.scenario, self.policy, self.environment))

    @property
    def parts(self) -> tuple[str, ...]:
        """The client, then what is done, in which world and scenario."""
        return (self.client, self.policy, self.environment, self.scenario)

    def as_dict(self) -> dict[str, str]:
        """By what each is."""
        return asdict(self)


def names_of(command: str, config: Mapping[str, Any]) -> Names | None:
    """The names of a composed configuration; None of one that is no organisation's (a calibration's)."""
    if "organisation" not in config or "environment" not in config:
        return None
    return Names(
        client_of(config), _scenario(command, config), _policy(command, config), _environment(config)
    )


def client_of(config: Mapping[str, Any]) -> str:
    """Whom a run is for: `name`, or else what the organisation is called."""
    organisation = config["organisation"]
    for name in (config.get("name"), organisation.get("name")):
        if name:
            return _one_line(name)
    path = organisation.get("path")
    if organisation.get("kind") == "profile" and path:
        about = _said(Path(str(path)) / ABOUT)
        if about.get("name"):
            return _one_line(about["name"])
    return _one_line(Path(str(path)).stem if path else organisation.get("kind") or _text("organisation"))


def _said(file: Path) -> Mapping[str, Any]:
    """What a file says; nothing where it cannot be read, which is told where it is used."""
    try:
        content = read_yaml(file).content
    except (InputError, OSError):
        return {}
    return content if isinstance(content, Mapping) else {}


def _one_line(value: object) -> str:
    return " ".join(cleaned(str(value)).split())


def _scenario(command: str, config: Mapping[str, Any]) -> str:
    usual = {**_shipped("common"), **_shipped(command)}
    found = list(
        _changed(config, {key: _meant(value, config) for key, value in usual.items()}, _not_of_the_scenario)
    )
    organisation = config["organisation"]
    ships = _shipped(f"organisation/{_option_of_kind(organisation.get('kind'))}")
    found += _changed(organisation, ships, _of_the_client, "organisation.")
    if organisation.get("path") and _one_line(Path(str(organisation["path"])).stem) != client_of(config):
        found.append(f"organisation.path={_short(Path(str(organisation['path'])).name)}")
    found += _changed(config.get("posterior") or {}, _usual_posterior(), frozenset(), "posterior.")
    named = _one_line(config.get("scenario") or "") or ("" if found else _text("base_case"))
    period = ""
    if "start" in config and "months" in config:
        period = _text("period", months=config["months"], start=config["start"])
    return ", ".join(part for part in (named, _listed(found), period) if part)


def _policy(command: str, config: Mapping[str, Any]) -> str:
    if isinstance(config.get("policy"), Mapping):
        return _named_policy(config["policy"])
    entries = config.get("policies")
    if isinstance(entries, list) and entries:
        called = [_named_policy(_policy_of(entry), config.get("duration")) for entry in entries]
        others = called[1:]
        if len(others) <= 3:
            return _text("against", policies=", ".join(others), baseline=called[0])
        return _text("policies_against", count=len(others), baseline=called[0])
    if isinstance(config.get("levers"), Mapping):
        return _text("mixes", count=len(config["levers"]) + len(config.get("further") or {}))
    return _text("as_it_was") if command == "backtest" else _text("no_policy")


def _policy_of(entry: Any) -> Mapping[str, Any]:
    if isinstance(entry, Mapping):
        return entry
    return _shipped(f"policy/{entry}") if entry in options_of("policy") else {"name": str(entry)}


def _named_policy(policy: Mapping[str, Any], duration: int | None = None) -> str:
    """A policy's name, with what differs from the one that ships (in force for `duration`, or as it is)."""
    name = _one_line(policy.get("name") or "")
    ships = _policies_that_ship().get(name)
    if ships is None:
        return name
    levers = policy.get("levers") or {}
    lasting = in_force_for(OptionFile(ships, ""), duration)
    found = min(
        (list(_changed(levers, each.get("levers") or {}, frozenset())) for each in (ships, lasting)), key=len
    )
    return f"{name} ({_listed(found)})" if found else name


def _environment(config: Mapping[str, Any]) -> str:
    """The option of each part of the world, with what differs from it."""
    told = []
    for group in groups("environment"):
        part = group.rpartition("/")[2]
        values = (config["environment"] or {}).get(part) or {}
        fewest: list[str] | None = None
        option = ""
        for name in options_of(group):
            found = list(_changed(values, _shipped(f"{group}/{name}"), frozenset()))
            if fewest is None or len(found) < len(fewest):
                fewest, option = found, name
        chosen = option.replace("_", " ") + (f" ({_listed(fewest)})" if fewest else "")
        told.append(_parts_of_the_world(part, chosen))
    return ", ".join(told)


def option_with(group: str, values: Mapping[str, Any]) -> str | None:
    """The option of a group that ships with these values; None where there is none."""
    same = (name for name in options_of(group) if dict(_shipped(f"{group}/{name}")) == dict(values))
    return next(same, None)


def _parts_of_the_world(part: str, option: str) -> str:
    known = {
        "ai_progress": lambda: _text("ai_progress", option=option),
        "labour_market": lambda: _text("labour_market", option=option),
        "ai_talent_demand": lambda: _text("ai_talent_demand", option=option),
    }
    return known[part]() if part in known else f"{part} {option}"


def _changed(
    values: Mapping[str, Any], ships: Mapping[str, Any], left_out: frozenset[str], above: str = ""
) -> Iterator[str]:
    """`key=value` of what differs from what ships."""
    for key, value in values.items():
        before = ships.get(key, _missing)
        if key in left_out:
            continue
        if isinstance(value, Mapping) and isinstance(before, Mapping | None):
            yield from _changed(value, before or {}, frozenset(), f"{above}{key}.")
        elif before is _missing and value in (None, {}, []):
            continue
        elif value != before:
            yield f"{above}{key}={_short(value)}"


def _meant(value: Any, config: Mapping[str, Any]) -> Any:
    """What a value of a file stands for: another setting's where it is `${months}` or the like."""
    found = re.fullmatch(r"\$\{([\w.]+)\}", value) if isinstance(value, str) else None
    if found is None:
        return value
    inner: Any = config
    for key in found[1].split("."):
        inner = inner.get(key) if isinstance(inner, Mapping) else None
    return inner


def _listed(found: list[str] | None) -> str:
    shown = list(found or [])
    if len(shown) > MOST_DIFFERENCES:
        shown = [*shown[:MOST_DIFFERENCES], _text("and_more", count=len(shown) - MOST_DIFFERENCES)]
    return ", ".join(shown)


def _short(value: Any) -> str:
    told = "null" if value is None else _one_line(str(value).lower() if isinstance(value, bool) else value)
    return told if len(told) <= LONGEST_VALUE else f"{told[: LONGEST_VALUE - 1]}…"


def _option_of_kind(kind: Any) -> str:
    return "default" if kind == "description" else str(kind)


@cache
def _shipped(name: str) -> Mapping[str, Any]:
    """A file of `configs/`; nothing where there is none. Not to be written to."""
    file = files("tandem.configs").joinpath(f"{name}.yaml")
    if not file.is_file():
        return {}
    content: Mapping[str, Any] = read_yaml(file, dates=False).content
    return content


def _usual_posterior() -> Mapping[str, Any]:
    """The posterior of configs/common.yaml."""
    (option,) = (entry["posterior"] for entry in _shipped("common")["defaults"] if "posterior" in entry)
    return _shipped(f"posterior/{option}")


@cache
def _policies_that_ship() -> Mapping[str, Mapping[str, Any]]:
    return {
        str(_shipped(f"policy/{name}")["name"]): _shipped(f"policy/{name}") for name in options_of("policy")
    }
