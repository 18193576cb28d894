"""Axes: the settings that a sweep varies, and the values or the range of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import ChoiceSweep, IntervalSweep, Override, QuotedString, Transformer

from tandem.experiments.settings.overrides import group_of, in_hydras_form
from tandem.model.errors import InputError

# Settings that change no result, or that say how a sweep is done: they cannot be varied.
NOT_VARIED = frozenset(
    [
        "name", "scenario", "output", "threads", "figures", "table", "store", "design", "points", "file",
        "measures", "executor", "workers", "address", "batch_seconds", "shard", "compact", "detail",
    ]
)  # fmt: skip
MOST_VALUES = 1_000_000  # of one axis (a choice about computing)


@dataclass(frozen=True)
class Axis:
    """A setting that is varied.

    Attributes
    ----------
    key : the dotted name of the setting, or the group of options as `environment/ai_progress`
    values : to try; empty where it is a range
    low, high : of a range that values are drawn from
    """

    key: str
    values: tuple[Any, ...] = ()
    low: float = 0.0
    high: float = 0.0

    @property
    def is_range(self) -> bool:
        """Whether values are drawn from a range."""
        return not self.values

    @property
    def column(self) -> str:
        """Name of its column in the data."""
        return self.key.replace("/", ".")


def column_value(value: Any) -> Any:
    """A value as the data holds it: plain ones as they are, a policy by its name, others as JSON."""
    if isinstance(value, Mapping) and isinstance(value.get("name"), str):
        return value["name"]
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, sort_keys=True)
    return value


def value_told(value: Any) -> str:
    """A value in a line: numbers with six digits."""
    plain = column_value(value)
    return f"{plain:.6g}" if isinstance(plain, float) else str(plain)


def axis_of(key: str, values: Sequence[Any]) -> Axis:
    """An axis with values to try.

    Raises
    ------
    InputError
        If the setting cannot be varied, or there are no values, too many, or the same one twice.
    """
    name = _checked_key(key)
    plain = tuple(_plain(value) for value in values)
    if not 0 < len(plain) <= MOST_VALUES:
        raise InputError(
            f"{key}: found {len(plain)} values; allowed: 1 to {MOST_VALUES:,}; example: {key}=1,2,3"
        )
    seen: set[str] = set()
    for text in (json.dumps(value, sort_keys=True, default=str) for value in plain):
        if text in seen:
            raise InputError(f"{key}: the value {text} is listed twice; list each once")
        seen.add(text)
    return Axis(name, plain)


def range_axis(key: str, low: Any, high: Any) -> Axis:
    """An axis whose values are drawn from a range.

    Raises
    ------
    InputError
        If the setting cannot be varied, has options instead of numbers, or the range is empty.
    """
    name = _checked_key(key)
    if group_of(key):
        raise InputError(f"{key}: it has options and no range; example: {key}=first,second")
    if not all(isinstance(end, int | float) and not isinstance(end, bool) for end in (low, high)):
        raise InputError(
            f"{key}: found a range from {low!r} to {high!r}; allowed: numbers; example: {key}=interval(0,1)"
        )
    if not low < high:
        raise InputError(
            f"{key}: found a range from {low:g} to {high:g}; allowed: from a lower to a higher number; "
            f"example: {key}=interval({min(low, high):g},{max(low, high) + 1:g})"
        )
    return Axis(name, low=float(low), high=float(high))


def split_axes(arguments: Sequence[str]) -> tuple[list[str], list[Axis]]:
    """Tell what is varied from what is fixed, in what a user typed.

    Hydra's grammar says what is varied: `policy=status_quo,guardrails`, `months=choice(12,36)`,
    `parameters.true_gain=range(0.03,0.15,0.03)`, `parameters.output_value=interval(1,2)`.

    Raises
    ------
    InputError
        If an axis is not usable, or one setting has two.
    """
    fixed: list[str] = []
    axes: list[Axis] = []
    waiting = False
    for item in arguments:
        typed = None if waiting or item.startswith("-") or "=" not in item else _parsed(item)
        waiting = item in ("--config-path", "-cp", "--config-name", "-cn", "--config-dir", "-cd", "--package")
        if typed is None or not typed.is_sweep_override():
            fixed.append(item)
            continue
        axes.append(_typed_axis(item.partition("=")[0].lstrip("+"), typed))
    check_apart(axes)
    return fixed, axes


def check_apart(axes: Iterable[Axis]) -> None:
    """Raise `InputError` where two axes vary one setting."""
    seen: set[str] = set()
    for axis in axes:
        if axis.column in seen:
            raise InputError(f"{axis.column}: it is varied twice; list all its values in one place")
        seen.add(axis.column)


def _typed_axis(key: str, typed: Override) -> Axis:
    value = typed.value()
    if isinstance(value, IntervalSweep):
        return range_axis(key, value.start, value.end)
    if isinstance(value, ChoiceSweep) and not value.list:
        raise InputError(f"{key}: it has no values; example: {key}=1,2,3")
    try:
        found = list(typed.sweep_iterator(transformer=Transformer.identity))
    except Exception as error:  # Hydra raises what it likes for a step of nought or a pattern of options
        raise InputError(f"{key}: the values cannot be listed ({error}); example: {key}=1,2,3") from error
    return axis_of(key, found)


def _parsed(item: str) -> Override | None:
    """What Hydra makes of a setting; None where it makes nothing of it (it will say why)."""
    try:
        return OverridesParser.create().parse_override(in_hydras_form(item, False))
    except Exception:
        return None


def _checked_key(key: str) -> str:
    name = group_of(key) or key
    if name.partition(".")[0] in NOT_VARIED:
        raise InputError(
            f"{key}: this setting changes no result, so it cannot be varied; give it one value; "
            "example: policy=status_quo,guardrails"
        )
    if name.partition(".")[0] == "hydra" or name.startswith("~"):
        raise InputError(f"{key}: it cannot be varied; example: policy=status_quo,guardrails")
    return name


def _plain(value: Any) -> Any:
    """A value in plain containers; numbers without the dust of adding steps."""
    if isinstance(value, QuotedString):
        return value.text
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if hasattr(value, "item"):  # a number of NumPy's
        value = value.item()
    if isinstance(value, float):
        return float(f"{value:.12g}")
    return value
