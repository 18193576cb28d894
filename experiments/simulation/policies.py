"""The policies of a comparison, read by name from `configs/policy` and from the user's own folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from hydra.core.hydra_config import HydraConfig
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException
from yaml import YAMLError

from tandem.experiments.settings.limits import build, check_limits, nearest
from tandem.experiments.settings.schema import PolicyChoices
from tandem.experiments.simulation.setting import levers_of
from tandem.model.errors import InputError
from tandem.model.organisation.profile import Profile
from tandem.model.policy.lever import Lever


@dataclass(frozen=True)
class Policy:
    """A policy in a comparison: its name, its levers, and the settings it was read from."""

    name: str
    levers: tuple[Lever, ...]
    settings: Mapping[str, Any]


def read_policies(
    entries: Sequence[str | Mapping[str, Any]], start: int, months: int, profile: Profile
) -> list[Policy]:
    """The policies, the baseline first; entries are names of options or whole policies.

    Raises
    ------
    InputError
        If there are fewer than two, one does not exist or is not usable, or two have one name.
    """
    if len(entries) < 2:
        raise InputError(
            f"policies: found {len(entries)}; allowed: two or more, the baseline first; "
            "example: policies=[status_quo,guardrails]"
        )
    policies: list[Policy] = []
    for place, entry in enumerate(entries):
        where, settings = (
            (f"policy/{entry}.yaml", _settings_of(entry))
            if isinstance(entry, str)
            else (f"policies[{place}]", entry)
        )
        policy = checked_policy(settings, where, start, months, profile)
        if any(policy.name == other.name for other in policies):
            raise InputError(
                f"{where}: name: two policies are called '{policy.name}'. Give each a name of its own, and "
                "list each once."
            )
        policies.append(policy)
    return policies


def checked_policy(
    settings: Mapping[str, Any], where: str, start: int, months: int, profile: Profile
) -> Policy:
    """The policy that settings describe; `where` names them in messages.

    Raises
    ------
    InputError
        If one is missing, unknown or not allowed, or does not suit the organisation.
    """
    try:
        check_limits(PolicyChoices, settings)
    except InputError as error:
        told = "\n".join(f"{where}: {line}" for line in str(error).splitlines())
        raise InputError(told) from error
    choices = build(PolicyChoices, settings)
    return Policy(choices.name, levers_of(choices, start, months, profile, where), settings)


def _settings_of(name: str) -> dict[str, Any]:
    """The content of the policy's file; the user's own folder comes first."""
    for home in _homes():
        file = home.joinpath("policy", f"{name}.yaml")
        if file.is_file():
            return _read(file, name)
    known = sorted(
        {
            entry.name.removesuffix(".yaml")
            for home in _homes()
            if home.joinpath("policy").is_dir()
            for entry in home.joinpath("policy").iterdir()
            if entry.name.endswith(".yaml")
        }
    )
    raise InputError(
        f"policies: there is no policy '{name}'.{nearest(name, known)} There are: {', '.join(known)}. Your "
        "own stand in a folder: --config-dir FOLDER reads FOLDER/policy/NAME.yaml."
    )


def _homes() -> list[Traversable]:
    """Folders that hold options: the user's, if one is named, then those that ship."""
    own = [
        Path(source.path)
        for source in HydraConfig.get().runtime.config_sources
        if source.schema == "file" and source.path
    ]
    return [*own, files("tandem.configs")]


def _read(file: Traversable, name: str) -> dict[str, Any]:
    try:
        content = OmegaConf.to_container(OmegaConf.create(file.read_text("utf-8")), resolve=True)
    except (YAMLError, OmegaConfBaseException, UnicodeDecodeError) as error:
        raise InputError(f"policy/{name}.yaml: it cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise InputError(f"policy/{name}.yaml: found no settings; it needs `name:` and `levers:`.")
    return {str(key): value for key, value in content.items()}
