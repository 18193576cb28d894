"""What a new user types that cannot be meant: each is answered with what to type instead.

Looked at before anything else is done with the arguments, so nothing is read or written for them.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tandem.experiments.settings.limits import nearest
from tandem.experiments.settings.overrides import OPTIONS, SAVED_CONFIG, group_of, groups, options_of
from tandem.model.errors import InputError
from tandem.model.organisation.configuration import EXAMPLES, ORGANISATION_KEYS
from tandem.model.parameters import register

_thousands = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_names = re.compile(r"\w+(,\w+)+")
_tables = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
_several = {"policies"}  # settings that are lists of names


def refuse_slips(command: str, schema: type, arguments: Sequence[str]) -> None:
    """Raise `InputError` for the first slip among what was typed after a command.

    Parameters
    ----------
    schema : dataclass with the command's settings
    """
    settings = [field.name for field in dataclasses.fields(schema)]
    for told in (
        _blanks(arguments),
        _dashes(arguments, settings),
        _bare_words(command, arguments, settings),
        _twice(command, arguments),
        *(_setting(command, item, arguments, settings) for item in arguments if "=" in item),
    ):
        if told:
            raise InputError(told)


def _blanks(arguments: Sequence[str]) -> str:
    """`months = 12`: the equals sign stands apart."""
    for place, item in enumerate(arguments):
        key, equals, value = item.partition("=")
        if not equals or (key and (value or key in ("name", "scenario"))) or item.startswith("-"):
            continue
        before = "" if key or not place else arguments[place - 1]
        after = "" if value else (arguments[place + 1] if place + 1 < len(arguments) else "")
        if (key or before) and (value or (after and "=" not in after and not after.startswith("-"))):
            joined = f"{key or before}={value or after}"
            return f"'{' '.join(filter(None, (before, item, after)))}': write it without blanks: {joined}"
    return ""


def _dashes(arguments: Sequence[str], settings: Sequence[str]) -> str:
    """`--draws 20`: settings have no dashes."""
    for place, item in enumerate(arguments):
        name, equals, value = item.partition("=")
        key = name.lstrip("-").replace("-", "_")
        if not name.startswith("-") or key.partition(".")[0] not in (*settings, "policy"):
            continue
        if not equals and place + 1 < len(arguments):
            value = arguments[place + 1]
        return f"{name}: settings are written without dashes: {key}={value or 'VALUE'}"
    return ""


def _bare_words(command: str, arguments: Sequence[str], settings: Sequence[str]) -> str:
    """`guardrails`, `outputs/RUN`: a value without its setting. A table or a profile may stand alone."""
    known = {item.partition("=")[0] for item in arguments if item.startswith("-")} <= set(OPTIONS)
    waiting = False
    for item in arguments if known else ():
        if waiting or item.startswith("-") or "=" in item or not item.strip("'\" "):
            waiting = item.startswith("-") and "=" not in item and item not in ("--multirun", "-m")
            continue
        if item in ("help", "?"):
            return f"'{item}': help is an option: tandem {command} --help"
        if item in options_of("policy"):
            return f"'{item}': name the setting, too: {_policy_setting(command, item, settings)}"
        if "organisation" in settings and (told := _run_folder(command, item)):
            return f"'{item}': {told}"
    return ""


def _policy_setting(command: str, policy: str, settings: Sequence[str]) -> str:
    if "policies" in settings:
        other = "guardrails" if policy == "status_quo" else policy
        return f"tandem {command} 'policies=[status_quo,{other}]'"
    return f"tandem {command} policy={policy}" if "policy" in settings else f"tandem project policy={policy}"


def _place(command: str, name: str) -> str:
    """What to type for a path; empty for what is none."""
    path = Path(name)
    if "\0" in name:
        return ""
    if told := _run_folder(command, name):
        return told
    try:
        if (path / "profile.yaml").is_file():
            return f"name the kind: tandem {command} organisation=profile organisation.path={name}"
        if path.suffix.lower() in _tables or path.is_file():
            return f"name the kind: tandem {command} organisation=table organisation.path={name}"
    except OSError:
        return ""
    return ""


def _run_folder(command: str, name: str) -> str:
    """What to type for the folder of a run; empty for anything else."""
    path = Path(name)
    try:
        is_run = "\0" not in name and (path / f"{SAVED_CONFIG}.yaml").is_file()
        if is_run and not (path / "profile.yaml").is_file():
            return f"this is a run folder; repeat it with: tandem {command} --config-path {name}"
    except OSError:  # a name that no file can have
        return ""
    return ""


def _twice(command: str, arguments: Sequence[str]) -> str:
    """Two options of one group: the last would count, and nobody would know."""
    chosen: dict[str, str] = {}
    for item in arguments:
        key, equals, value = item.partition("=")
        group = group_of(key) if equals else None
        if group is None or value.startswith("{") or "/" in value:
            continue
        if value.startswith("["):
            instead = _instead(command, key, value.strip("[]"))
            return f"{item}: one option has to be chosen, not a list. {instead}"
        first = chosen.setdefault(group, value)
        if first != value:
            instead = _instead(command, key, f"{first},{value}")
            return f"{key}: chosen twice ({first} and {value}); allowed: one. {instead}"
    return ""


def _instead(command: str, key: str, both: str) -> str:
    told = f"A run for each: tandem {command} --multirun {key}={both}"
    if key == "policy":
        told += (
            f"; side by side: tandem compare 'policies=[status_quo,{both}]'; both at once: a policy of "
            "your own with the levers of both (docs/policies.md)"
        )
    return told


def _setting(command: str, item: str, arguments: Sequence[str], settings: Sequence[str]) -> str:
    """What is wrong with `key=value` as it stands; empty where nothing can be seen."""
    if item.startswith(("-", "+", "~")):
        return ""
    key, _, value = item.partition("=")
    multirun = not {"--multirun", "-m"}.isdisjoint(arguments)
    if not multirun and _thousands.fullmatch(value) and key not in ("name", "scenario", "output"):
        return f"{item}: write the number without commas: {key}={value.replace(',', '')}"
    if key in _several and key in settings and not multirun and _names.fullmatch(value):
        return f"{item}: a list stands in brackets: '{key}=[{value}]'"
    return _organisation(command, key, value, arguments, settings) or _key(command, key, value, settings)


def _organisation(
    command: str, key: str, value: str, arguments: Sequence[str], settings: Sequence[str]
) -> str:
    if "organisation" not in settings:
        return ""
    if key == "organisation" and value not in options_of("organisation") and not value.startswith("{"):
        return f"organisation={value}: {told}" if (told := _place(command, value)) else ""
    if key != "organisation.path" or value in EXAMPLES:
        return ""
    chosen = _last(arguments, "organisation")
    from_outside = any(
        item.startswith(("--config-path", "-cp", "--config-name", "-cn")) for item in arguments
    )
    if "\0" in value or from_outside or (chosen is None and command == "backtest"):
        return ""
    try:
        return _kind_of_path(command, value, chosen)
    except OSError:  # a name that no file can have
        return ""


def _kind_of_path(command: str, value: str, chosen: str | None) -> str:
    path = Path(value)
    is_profile, is_run = (path / "profile.yaml").is_file(), (path / f"{SAVED_CONFIG}.yaml").is_file()
    fits = "profile" if path.is_dir() else "table"
    right = f"organisation={fits} organisation.path={value}"
    if is_run and not is_profile:
        return (
            f"organisation.path={value}: this is a run folder and describes no organisation; repeat the run "
            f"with: tandem {command} --config-path {value}"
        )
    if chosen is None or chosen == "default":
        return f"organisation.path={value}: name the kind, too: {right}"
    if chosen == "profile" and path.is_file():
        return (
            f"organisation.path={value}: this is a file and no profile folder. For a table of groups: "
            f"organisation=table organisation.path={value}; a list of people is imported first: "
            f"tandem import {value} --output my_profile"
        )
    if chosen == "table" and is_profile:
        return f"organisation.path={value}: this is a profile, no table: {right}"
    return ""


def _last(arguments: Sequence[str], key: str) -> str | None:
    values = [item.partition("=")[2] for item in arguments if item.partition("=")[0] == key]
    return values[-1] if values else None


def _key(command: str, key: str, value: str, settings: Sequence[str]) -> str:
    """Where a setting belongs that stands in the wrong place."""
    if key == "policy" and "policies" in settings:
        listed = f"'policies=[status_quo,{value}]'"
        return f"policy={value}: {command} takes a list, the baseline first: {listed}"
    if key == "policies" and "policy" in settings and "policies" not in settings:
        side_by_side = f"tandem compare 'policies={value}'"
        return (
            f"policies={value}: {command} takes one policy (policy=guardrails); side by side: {side_by_side}"
        )
    if key == "environment" and not value.startswith("{"):
        found = [group for group in groups("environment") if value in options_of(group)]
        dotted = [f"{group.replace('/', '.')}={value}" for group in found]
        return f"environment={value}: say of what: {' or '.join(dotted)}" if dotted else ""
    if key in settings or "." in key or "/" in key or group_of(key):
        return ""
    for place, known in _elsewhere(settings).items():
        if key in known:
            told = f"{key}: there is no such setting; it is written {place}{key}={value}"
            near = nearest(key, settings)
            return f"{told}.{near}" if near else told
    return ""


def _elsewhere(settings: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Names below other settings, by what stands before them."""
    return dict(_below(settings))


def _below(settings: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    if "environment" in settings:
        yield "environment.", [group.rpartition("/")[2] for group in groups("environment")]
    if "organisation" in settings:
        yield "organisation.", ORGANISATION_KEYS
    if "parameters" in settings:
        yield "parameters.", list(register())


def command_meant(typed: Sequence[str], commands: Sequence[str]) -> str:
    """What to type for a command that there is not; empty where nothing is near."""
    first = typed[0]
    path = Path(first)
    if "=" in first or first.lstrip("-").partition("=")[0] in ("draws", "months", "seed", "name"):
        rest = " ".join(typed)
        return f" Name the command first: tandem project {rest}"
    if first in options_of("policy"):
        return f" Name command and setting: tandem project policy={first}"
    if path.suffix.lower() in _tables:
        return f" Name the command first: tandem project organisation=table organisation.path={first}"
    near = nearest(first.lower(), commands)
    return near.replace("'", "'tandem ", 1) if near else ""
