"""Which keys a schema has: a file's keys are held against it before anything is made of them."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tandem.experiments.settings.schema import PolicyChoices, ProjectChoices
from tandem.model.organisation.configuration import ORGANISATION_KEYS
from tandem.model.received.plain_yaml import Place

Unknown = tuple[Place, tuple[str, ...]]  # where a key stands that there is not, and the keys there are


def unknown_keys(schema: type, content: Mapping[Any, Any], above: Place = ()) -> Iterator[Unknown]:
    """Keys that a schema does not have; settings that are left out are none of its business."""
    kinds = typing.get_type_hints(schema)
    fields = {field.name: field for field in dataclasses.fields(schema)}
    for name, value in content.items():
        place = (*above, name)
        if name not in fields:
            yield place, tuple(fields)
            continue
        limits, named = fields[name].metadata.get("limits"), fields[name].metadata.get("entries")
        if dataclasses.is_dataclass(kinds[name]):
            yield from _below(typing.cast(type, kinds[name]), [(place, value)])
        elif named is not None and isinstance(value, Mapping):
            yield from _below(named, (((*place, label), entry) for label, entry in value.items()))
        elif limits is not None and limits.kind == "policies" and isinstance(value, list):
            yield from _below(
                PolicyChoices, (((*place, number), entry) for number, entry in enumerate(value))
            )
        elif name == "organisation" and isinstance(value, Mapping):
            yield from unknown_in_organisation(value, place)


def unknown_in_organisation(content: Mapping[Any, Any], above: Place = ()) -> Iterator[Unknown]:
    """Keys that no kind of organisation has; `model` says later which of them this kind has."""
    for name in content:
        if name not in ORGANISATION_KEYS:
            yield (*above, name), ORGANISATION_KEYS


def unknown_in_option(group: str, content: Mapping[Any, Any]) -> Iterator[Unknown]:
    """Keys that an option of a group such as `environment/ai_progress` cannot have."""
    if group == "organisation":
        return unknown_in_organisation(content)
    schema: type = ProjectChoices
    for part in group.split("/"):
        schema = typing.cast(type, typing.get_type_hints(schema)[part])
    return unknown_keys(schema, content)


def _below(schema: type, entries: Iterable[tuple[Place, Any]]) -> Iterator[Unknown]:
    for place, value in entries:
        if isinstance(value, Mapping):
            yield from unknown_keys(schema, value, place)
