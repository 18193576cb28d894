"""What a setting may be: kinds and ranges declared beside a schema's fields, and checked all at once."""

from __future__ import annotations

import dataclasses
import difflib
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from omegaconf import MISSING

from tandem.experiments.settings.allowed import Limits
from tandem.model.errors import InputError

MOST_SHOWN = 10  # problems told in full; the rest are counted


def setting(limits: Limits) -> Any:
    """A field of a schema with these limits; the configuration gives its value, or the limits' default."""
    default = MISSING if isinstance(limits.default, dict | list) else limits.default
    return dataclasses.field(default=default, metadata={"limits": limits})


def entries_of(schema: type) -> Any:
    """Settings of the same schema under names that the user chooses."""
    return dataclasses.field(default_factory=dict, metadata={"entries": schema})


def with_default(field: Any, value: Any) -> Any:
    """The same setting, which a configuration (of an earlier version, say) may leave out: then `value`."""
    return setting(dataclasses.replace(field.metadata["limits"], default=value))


def whole(low: int, high: int, example: int, optional: bool = False) -> Any:
    """A whole number from `low` to `high`."""
    return setting(Limits("whole number", str(example), low, high, optional=optional))


def number(low: float, high: float, example: float, optional: bool = False) -> Any:
    """A number from `low` to `high`."""
    return setting(Limits("number", f"{example:g}", low, high, optional=optional))


def policy_list(example: str) -> Any:
    """A list of policies: names of options, or whole policies."""
    return setting(Limits("policies", example))


def flag(example: str) -> Any:
    """True or false."""
    return setting(Limits("flag", example, choices=("true", "false")))


def share_of_people(example: str) -> Any:
    """A share of people: up to a share, or [from, to]."""
    return setting(Limits("share", example))


def month(example: str, optional: bool = False) -> Any:
    """A date (YYYY-MM) or a month of the projection (1 = the first)."""
    return setting(Limits("month", example, low=1, optional=optional))


def names(example: str, words: tuple[str, ...] = ()) -> Any:
    """A list of names, or one of some words that stand for names, or null."""
    return setting(Limits("names", example, choices=words, optional=True))


def weights_of(example: str) -> Any:
    """Weights by name; none where a configuration (of an earlier version, say) leaves them out."""
    kind = Limits("weights", example, described="weights by name, 1 in all", default={})
    return dataclasses.field(default_factory=dict, metadata={"limits": kind})


def span(low: float, high: float, example: str) -> Any:
    """A range [from, to] within `low` to `high`, or one value."""
    return setting(Limits("range", example, low, high))


def one_of(*choices: str, described: str = "") -> Any:
    """One of some texts; `described` is said beside them."""
    return setting(Limits("text", choices[0], choices=choices, described=described))


def text(example: str, pattern: str = "", described: str = "", optional: bool = False) -> Any:
    """A text that matches `pattern`."""
    return setting(Limits("text", example, pattern=pattern, described=described, optional=optional))


def limits_of(schema: type, key: str) -> Limits | None:
    """Limits of the setting with the dotted name `key` of a schema, if it has any."""
    first, _, rest = key.partition(".")
    entry = _fields(schema).get(first)
    if entry is None:
        return None
    if not rest:
        return typing.cast(Limits | None, entry.metadata.get("limits"))
    kind = entry.metadata.get("entries")
    if kind is not None:
        _, _, rest = rest.partition(".")
    kind = kind or _kinds_of(schema)[first]
    return limits_of(typing.cast(type, kind), rest) if dataclasses.is_dataclass(kind) and rest else None


def nearest(name: str, known: typing.Iterable[str]) -> str:
    """` Did you mean '…'?` for the known name that is most like `name`, or nothing."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean '{near[0]}'?" if near else ""


def problem(key: str, found: object, limits: Limits) -> str:
    """One line: what is wrong, what is allowed, an example."""
    shown = "null" if found is None else "nothing" if found in (MISSING, "") else repr(found)
    shown = shown if len(shown) <= 60 else shown[:57] + "..."
    example = limits.example
    if limits.upside_down(found):
        low, high = reversed(typing.cast("list[Any]", found))
        shown, example = f"{shown}, which is upside down (from above to)", f"[{low:g},{high:g}]"
    return f"{key}: found {shown}; allowed: {limits.allowed()}; example: {key}={example}"


def check_limits(schema: type, config: Mapping[str, Any]) -> None:
    """Check every setting of `config` against `schema`, and report all problems at once.

    Raises
    ------
    InputError
        If a setting is missing, unknown or not allowed.
    """
    problems = list(_problems(schema, config, ""))
    if problems:
        more = len(problems) - MOST_SHOWN
        raise InputError("\n".join(problems[:MOST_SHOWN] + ([f"and {more} more."] if more > 0 else [])))


@cache  # sweeps check one configuration after another
def _kinds_of(schema: type) -> dict[str, Any]:
    return typing.get_type_hints(schema)


def _fields(schema: type) -> dict[str, dataclasses.Field[Any]]:
    return {field.name: field for field in dataclasses.fields(schema)}


def _problems(schema: type, config: Mapping[str, Any], above: str) -> Iterator[str]:
    entries = _fields(schema)
    for name in config:
        if name not in entries:
            yield (
                f"{above}{name}: there is no such setting.{nearest(str(name), entries)} "
                f"The settings here are {', '.join(entries)}."
            )
    kinds = _kinds_of(schema)
    for name, entry in entries.items():
        key = f"{above}{name}"
        limits, named = entry.metadata.get("limits"), entry.metadata.get("entries")
        value = _value_of(config, name, kinds[name], limits)
        if limits is not None:
            if not limits.accepts(value) or value == MISSING:
                yield problem(key, value, limits)
        elif not isinstance(value, Mapping):
            yield _no_settings(key, value)
        elif dataclasses.is_dataclass(kinds[name]):
            yield from _problems(typing.cast(type, kinds[name]), value, key + ".")
        elif named is not None:
            for label, settings in value.items():
                if isinstance(settings, Mapping):
                    yield from _problems(named, settings, f"{key}.{label}.")
                else:
                    yield _no_settings(f"{key}.{label}", settings)


def _value_of(config: Mapping[str, Any], name: str, kind: Any, limits: Limits | None) -> Any:
    """What a configuration says of a setting, or the setting's default where it says nothing."""
    value = config.get(name, MISSING)
    return _default_of(kind, limits) if value == MISSING else value


def _default_of(kind: Any, limits: Limits | None) -> Any:
    """What a setting is that a configuration leaves out; MISSING if it must not."""
    if limits is not None:
        return None if limits.optional and limits.default == MISSING else limits.default
    if dataclasses.is_dataclass(kind) and all(
        "limits" in entry.metadata and entry.metadata["limits"].default != MISSING
        for entry in dataclasses.fields(kind)
    ):
        return {}
    return MISSING


def _no_settings(key: str, found: object) -> str:
    return f"{key}: found {found!r}; allowed: settings by name, as in the files of configs/."


def build[Choices](schema: type[Choices], config: Mapping[str, Any]) -> Choices:
    """The schema's dataclass with the values of a configuration that `check_limits` accepts."""
    kinds = _kinds_of(typing.cast(type, schema))
    values: dict[str, Any] = {}
    for name, entry in _fields(schema).items():
        limits, named = entry.metadata.get("limits"), entry.metadata.get("entries")
        value = _value_of(config, name, kinds[name], limits)
        if dataclasses.is_dataclass(kinds[name]):
            value = build(typing.cast(type, kinds[name]), typing.cast("Mapping[str, Any]", value))
        elif named is not None:
            labelled = typing.cast("Mapping[str, Any]", value)
            value = {label: build(named, settings) for label, settings in labelled.items()}
        values[name] = value
    return schema(**values)
