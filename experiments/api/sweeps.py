"""Sweeps from Python: what is varied is a mapping, the result a store with a pandas table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from tandem.experiments.api.settings import composed
from tandem.experiments.points.axes import Axis, axis_of, check_apart, range_axis
from tandem.experiments.points.definition import Compose
from tandem.experiments.points.reading import frame_of, wide
from tandem.experiments.points.typed import checked_choices
from tandem.experiments.run.progress import TerminalProgress
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.sweep.command import NAME
from tandem.experiments.sweep.experiment import Swept
from tandem.experiments.sweep.experiment import sweep as _sweep
from tandem.experiments.sweep.report import report
from tandem.experiments.sweep.schema import SweepChoices, register_schema
from tandem.model.errors import InputError


@dataclass(frozen=True)
class Configured:
    """A command's name, and what lets Hydra find its schema."""

    name: str = NAME
    register: Callable[[], None] = register_schema


class Sweep:
    """What a sweep did, and its data.

    Attributes
    ----------
    store : the folder; `tandem.load(store)` has the table again
    """

    def __init__(self, swept: Swept) -> None:
        self._swept = swept
        self.store = swept.data.folder

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row a point and measure: the point's values, and mean, spread and quantiles over its draws."""
        return frame_of(self._swept.data)

    def wide(self, *measures: str) -> pd.DataFrame:
        """A row a point: its values, and the means of some measures (all by default)."""
        data = self._swept.data
        return wide(self.table, data.definition.columns, measures or data.definition.measures)

    @property
    def failures(self) -> pd.DataFrame:
        """The points that failed, with their values and the reason; the same sweep tries them again."""
        rows = [
            {"point": failure.point, **failure.values, "reason": failure.reason}
            for failure in self._swept.data.failures()
        ]
        return pd.DataFrame(rows, columns=None if rows else ["point", "reason"])

    def __repr__(self) -> str:
        return report(self._swept)


def sweep(vary: Mapping[str, Any] | None = None, *, progress: bool = False, **settings: Any) -> Sweep:
    """Try many configurations; what is in the store already is not simulated again.

    Parameters
    ----------
    vary : what is varied, by the dotted name of a setting: a list of values, or a pair (from, to) of numbers
        that values are drawn from (`design="lhs"` or `"sobol"`, `points=64`); of `policy` names of options,
        or dictionaries with name and levers. None: the points come from a file (`file="points.csv"`)
    progress : whether bars and lines are shown on standard error
    settings : as in `configs/sweep.yaml`

    Raises
    ------
    InputError
        If a setting, a point or the store is not usable; nothing was simulated then.
    MachineError
        If the disk is full or workers die one after another; what was done stays.
    """
    axes = axes_of(vary or {})
    config = composed(Configured(), settings)
    compose = composer(Configured(), settings)
    shown = TerminalProgress() if progress else Progress()
    return Sweep(
        _sweep(checked_choices(SweepChoices, config), axes, compose, settings.get("start") is not None, shown)
    )


def axes_of(vary: Mapping[str, Any]) -> list[Axis]:
    """What is varied, by the dotted name of a setting: a list of values, or a pair (from, to).

    Raises
    ------
    InputError
        If an axis is not usable.
    """
    axes = [_axis(key, values) for key, values in vary.items()]
    check_apart(axes)
    return axes


def composer(command: Configured, settings: Mapping[str, Any]) -> Compose:
    """Composes a command's configuration with options chosen by group."""

    def compose(chosen: Mapping[str, str]) -> Mapping[str, Any]:
        asked: dict[str, Any] = {**settings}
        for group, option in chosen.items():
            asked = _with_option(asked, group.split("/"), option)
        return composed(command, asked)

    return compose


def _axis(key: str, values: Any) -> Axis:
    if isinstance(values, tuple):
        if len(values) != 2:
            raise InputError(
                f"{key}: found {values!r}; allowed: a list of values, or a pair (from, to) of numbers"
            )
        return range_axis(key, *values)
    if isinstance(values, str | Mapping) or not isinstance(values, Iterable):
        raise InputError(
            f"{key}: found {values!r}; allowed: a list of values, or a pair (from, to) of numbers; "
            f"example: {{'{key}': [1, 2]}}"
        )
    return axis_of(key, list(values))


def _with_option(settings: Mapping[str, Any], path: list[str], option: str) -> dict[str, Any]:
    """Settings with an option of a group chosen, `environment/ai_progress` below `environment`."""
    first, *rest = path
    if not rest:
        return {**settings, first: option}
    inner = settings.get(first)
    return {**settings, first: _with_option(inner if isinstance(inner, Mapping) else {}, rest, option)}
