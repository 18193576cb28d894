"""From the configuration group `organisation` to a profile and the settings of its seats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import fields, replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, cast

from omegaconf import OmegaConf

from tandem.model.errors import InputError
from tandem.model.organisation.default import Description, describe_profile, description_from_config
from tandem.model.organisation.families.assign import with_own_families
from tandem.model.organisation.families.own import read_titles
from tandem.model.organisation.profile import Profile
from tandem.model.organisation.settings import SeatSettings, settings_from_config
from tandem.model.organisation.table.read import read_table

_folder = "tandem.configs.organisation"
_table_keys = ("path", "sheet", "name", "currency", "levels", "families")
#: Of a table as people have it (`experiments.intake.tables`), which the plain reader here does not take.
READING_KEYS = ("month", "plan", "mean_salary", "answers")
_profile_keys = ("path", "name", "base_rates", "families")
#: Tables that ship, by what stands for their path.
EXAMPLES = {"example": "example_table.csv", "example_roles": "example_roles.csv"}
_of_every_kind = ("kind", "seats", "pulse_survey", "in_place", "exchange_rates")
#: Every key that the group `organisation` has for one kind of organisation or another.
ORGANISATION_KEYS = tuple(
    dict.fromkeys(
        (
            *_of_every_kind,
            *(field.name for field in fields(Description)),
            *_table_keys,
            *_profile_keys,
            *READING_KEYS,
        )
    )
)
#: Kinds that say who works there now: the projection starts from exactly these people.
STATED_KINDS = ("table", "profile")


def default_organisation(headcount: int | None = None) -> tuple[Profile, SeatSettings]:
    """Profile and seat settings of the default organisation, from `configs/organisation/default.yaml`.

    `headcount` scales it to another number of seats.
    """
    text = files(_folder).joinpath("default.yaml").read_text(encoding="utf-8")
    config = cast(dict[str, Any], OmegaConf.to_container(OmegaConf.create(text)))
    return organisation_from_config(config if headcount is None else config | {"headcount": headcount})


def example_table(name: str = "example") -> AbstractContextManager[Path]:
    """A context in which the path of a shipped example table (see `EXAMPLES`) exists as a file."""
    return as_file(files(_folder).joinpath(EXAMPLES[name]))


def organisation_from_config(config: Mapping[str, Any]) -> tuple[Profile, SeatSettings]:
    """Profile and seat settings of a composed `organisation` group, given as plain containers.

    Parameters
    ----------
    config : mapping
        `kind: description` with the keys of `configs/organisation/default.yaml`, `kind: table` with
        those of `table.yaml`, where the paths `example` and `example_roles` stand for shipped tables, or
        `kind: profile` with those of `profile.yaml`.

    Returns
    -------
    profile : Profile
    settings : SeatSettings

    Raises
    ------
    InputError
        If a key is missing, unknown or out of range, or the table cannot be read.
    """
    kind, seats = config.get("kind"), config.get("seats")
    if not isinstance(seats, Mapping):
        raise InputError(
            f"organisation.seats: found {seats!r}; give the settings of configs/organisation/default.yaml."
        )
    settings = settings_from_config(seats)
    # The pulse survey concerns the scores of people, programmes in place the policy: no part of a profile.
    choices = {
        key: value
        for key, value in config.items()
        if key not in _of_every_kind and not (key in READING_KEYS and value in (None, {}))
    }
    if kind == "description":
        return describe_profile(description_from_config(choices), source="organisation=default"), settings
    if kind == "table":
        return _profile_of_table(choices), settings
    if kind == "profile":
        return _profile_of_folder(choices), settings
    raise InputError(
        f"organisation.kind: found {kind!r}; allowed: description, table, profile; example: table."
    )


def _path_of(choices: Mapping[str, Any], option: str, keys: Sequence[str], example: str) -> str | Path:
    """The path among the keys of an option, which must all be known."""
    unknown = sorted(set(map(str, choices)) - set(keys))
    if unknown:
        raise InputError(
            f"organisation.{unknown[0]} is not a key; organisation={option} has {', '.join(keys)}."
        )
    path = choices.get("path")
    if not isinstance(path, str | Path) or str(path).strip() in ("", "???"):
        what = "file" if option == "table" else "folder"
        raise InputError(
            f"organisation.path: no {what} is named; example: organisation={option} "
            f"organisation.path={example}"
        )
    return path


def _profile_of_folder(choices: Mapping[str, Any]) -> Profile:
    from tandem.model.organisation.folder.imported import read_profile

    path = _path_of(choices, "profile", _profile_keys, "my_profile")
    profile = with_own_families(read_profile(path).profile, read_titles(choices.get("families")))
    name = choices.get("name")
    return profile if name is None else replace(profile, name=str(name))


def _profile_of_table(choices: Mapping[str, Any]) -> Profile:
    path = _path_of(choices, "table", _table_keys, "my_organisation.csv")
    options: dict[str, Any] = {
        key: str(choices[key]) for key in ("sheet", "name", "currency") if choices.get(key) is not None
    }
    levels = choices.get("levels")
    if levels is not None:
        if isinstance(levels, str) or not isinstance(levels, Sequence):
            raise InputError(f"organisation.levels: found {levels!r}; example: [junior, senior].")
        options["levels"] = [str(level) for level in levels]
    options["titles"] = read_titles(choices.get("families"))
    if str(path) in EXAMPLES:
        with example_table(str(path)) as example:
            return replace(read_table(example, **options), of_people=False)  # a made-up firm
    return read_table(path, **options)
