"""A plan: every point of a sweep composed, checked and given its key, before anything is simulated."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tandem.experiments.points.axes import Axis, value_told
from tandem.experiments.points.batches import Task
from tandem.experiments.points.data_set import HEAD, DataSet, make_data_set, open_data_set
from tandem.experiments.points.definition import Compose, Definition, define, digest
from tandem.experiments.points.design import Point, value_at
from tandem.experiments.points.evaluation import Evaluator
from tandem.experiments.points.keys import Keys, code_of_points
from tandem.experiments.points.rows import kinds_of
from tandem.experiments.run.folder import OUTPUTS
from tandem.experiments.settings.limits import MOST_SHOWN
from tandem.model.errors import InputError, TandemError
from tandem.model.organisation.profile import Profile
from tandem.model.whole_file import whole_file


@dataclass(frozen=True)
class Checked:
    """Points that can be simulated.

    Attributes
    ----------
    definition : what they are points of
    tasks : every point once, those that share a world side by side
    keys : of every point, in their own order
    profiles : the organisations that they are about
    """

    definition: Definition
    tasks: tuple[Task, ...]
    keys: tuple[str, ...]
    profiles: tuple[Profile, ...]


def check_points(
    compose: Compose,
    axes: Sequence[Axis],
    points: Sequence[Point],
    measures: Sequence[str],
    where: Sequence[str] = (),
    start: str | None = None,
    ends_only: bool = False,
    folder: Path | None = None,
) -> Checked:
    """Compose and check every point but those that a store has already.

    Parameters
    ----------
    where : what each point is called in messages; empty: by its number
    start : first month, where the store has one and the user named none
    folder : where the store is, or will be
    ends_only : of a large sample only the points with the least and greatest value of an axis are checked

    Raises
    ------
    InputError
        If a setting, an option or a value is not usable: the reasons, each with its first point.
    """
    definition = define(compose, axes, measures)
    base = definition.base
    definition = replace(definition, base={**base, "start": start or base["start"]})
    evaluator, keys = Evaluator(measures), Keys(code_of_points())
    _check_ranges(definition, evaluator, axes, points)
    checked = _ends(points) if ends_only else range(len(points))
    there = _there(folder, definition)
    tasks: dict[str, Task] = {}
    worlds: dict[str, str] = {}
    found: list[str] = []
    profiles: dict[str, Profile] = {}
    problems: dict[str, list[str]] = {}
    for number, point in enumerate(map(definition.values_of, points)):
        try:
            config = definition.config_of(point)
            key = keys.key_of(config, evaluator.posterior_of(config))
            if number == 0 or (number in checked and key not in there):
                stated = evaluator.prepared(config).setting.stated
                profiles.setdefault(stated.data_hash, stated)
        except TandemError as error:
            problems.setdefault(str(error), []).append(_called(number, point, where))
            if len(problems) > MOST_SHOWN:
                break
            continue
        found.append(key)
        tasks.setdefault(key, Task(key, dict(point)))
        worlds.setdefault(key, _world(point))
    if problems:
        raise InputError("\n".join(_told(reason, points) for reason, points in problems.items()))
    ordered = sorted(tasks.values(), key=lambda task: worlds[task.key])
    return Checked(definition, tuple(ordered), tuple(found), tuple(profiles.values()))


def _there(folder: Path | None, definition: Definition) -> set[str]:
    """Points that a store of the same sweep has: they were checked when they were made."""
    if folder is None or not (folder / HEAD).is_file():
        return set()
    data = open_data_set(folder)
    same = data.code == code_of_points() and data.definition.hash == definition.hash
    return data.done() if same else set()


def _check_ranges(
    definition: Definition, evaluator: Evaluator, axes: Sequence[Axis], points: Sequence[Point]
) -> None:
    """Raise `InputError` where an end of a range is not allowed, once for all points drawn from it."""
    for axis in axes:
        for end in (0.0, 1.0) if axis.is_range else ():
            try:
                values = {**definition.values_of(points[0]), axis.key: value_at(axis, end)}
                evaluator.prepared(definition.config_of(values))
            except TandemError as error:
                raise InputError(f"{axis.column}=interval({axis.low:g},{axis.high:g}): {error}") from error


def _ends(points: Sequence[Point]) -> set[int]:
    """Places of the points that have the least or the greatest number, or any other value, of an axis."""
    found: set[int] = set()
    for key in points[0] if points else ():
        values = [point[key] for point in points]
        if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
            found |= {values.index(min(values)), values.index(max(values))}
        else:
            told = [json.dumps(value, sort_keys=True, default=str) for value in values]
            found |= {told.index(value) for value in set(told)}
    return found


def open_store(folder: Path, definition: Definition, axes: Sequence[Axis]) -> DataSet:
    """The store of a sweep: a new one, or one of the same sweep.

    Raises
    ------
    InputError
        If the folder holds something else, or a sweep of another configuration or other code.
    """
    kinds = kinds_of({axis.key: axis.values or (axis.low, axis.high) for axis in axes})
    code = code_of_points()
    head = {"code": code, "definition": definition.as_dict(), "kinds": kinds}
    data = make_data_set(folder, head)
    if data.code != code:
        raise InputError(
            f"store: '{folder}' was made by other code, and points of two versions are not mixed; name "
            "another folder, or sweep with the version that made it; example: store=outputs/my_second_sweep"
        )
    if data.definition.hash != definition.hash:
        raise InputError(
            f"store: '{folder}' holds another sweep: {_difference(data.definition, definition)}; name "
            "another folder; example: store=outputs/my_second_sweep"
        )
    if _widen(data, definition):
        return open_data_set(folder)
    return data


def part_of(points: Sequence[Point], shard: str | None) -> list[int]:
    """Places of the points that one of several jobs does; those that share a world stay together.

    Raises
    ------
    InputError
        If there is no such part.
    """
    if shard is None:
        return list(range(len(points)))
    worlds = [_world(point) for point in points]
    return list(share_of(sorted(range(len(points)), key=worlds.__getitem__), shard))


def share_of[Item](items: Sequence[Item], shard: str) -> tuple[Item, ...]:
    """One of several parts: `2/5` is the second of five.

    Raises
    ------
    InputError
        If there is no such part.
    """
    first, _, of = shard.partition("/")
    place, parts = int(first), int(of)
    if not 1 <= place <= parts:
        raise InputError(f"shard: found '{shard}'; allowed: 1/{parts} to {parts}/{parts}; example: shard=1/4")
    begin, end = (len(items) * edge // parts for edge in (place - 1, place))
    return tuple(items[begin:end])


def stored_start(folder: Path) -> str | None:
    """First month of a store that stands; None where there is none."""
    if not (folder / HEAD).is_file():
        return None
    return str(open_data_set(folder).definition.base["start"])


def usual_folder(
    what: str, compose: Compose, axes: Sequence[Axis], measures: Sequence[str], start_given: bool
) -> Path:
    """The folder that the same command finds again, in another month, too."""
    definition = define(compose, axes, measures)
    base = definition.base if start_given else {**definition.base, "start": None}
    told = replace(definition, base=base)
    values = [[axis.key, axis.values, axis.low, axis.high] for axis in axes]
    return OUTPUTS / f"{what}_{digest([told.hash, values])[:8]}"


def _widen(data: DataSet, definition: Definition) -> bool:
    """Let a store know of further options, which more points of the same sweep choose; whether there are any.

    Raises
    ------
    InputError
        If an option that it knows has another content now.
    """
    further = False
    options: dict[str, dict[str, Any]] = {key: dict(value) for key, value in data.definition.options.items()}
    for key, contents in definition.options.items():
        for name, content in contents.items():
            further |= name not in options.get(key, {})
            known = options.setdefault(key, {}).setdefault(name, dict(content))
            if json.dumps(known, sort_keys=True) != json.dumps(content, sort_keys=True, default=str):
                raise InputError(
                    f"store: '{data.folder}' has another '{name}' under {key.replace('/', '.')}; name "
                    "another folder; example: store=outputs/my_second_sweep"
                )
    if not further:
        return False
    content = {**data.head["definition"], "options": options}
    with whole_file(data.folder / HEAD) as partial:
        text = json.dumps({**data.head, "definition": content}, indent=1, ensure_ascii=False, default=str)
        partial.write_text(text + "\n", encoding="utf-8")
    return True


def _told(reason: str, points: Sequence[str]) -> str:
    """A reason with the first of the points that it holds for."""
    more = len(points) - 1
    return f"{points[0]}{f' and {more:,} more' if more else ''}: {reason}"


def _called(number: int, point: Point, where: Sequence[str]) -> str:
    told = ", ".join(f"{key.replace('/', '.')}={value_told(value)}" for key, value in point.items())
    return f"{where[number]} ({told})" if where else f"point {number + 1} ({told})"


def _world(point: Point) -> str:
    """Sorts points so that those which differ in their policy alone stand side by side."""
    others = {key: value for key, value in point.items() if not key.startswith("policy")}
    return json.dumps(others, sort_keys=True, default=str)


def _difference(one: Definition, other: Definition) -> str:
    """The first thing in which two sweeps differ, in words."""
    if sorted(one.columns) != sorted(other.columns):
        here, there = (", ".join(each.columns) or "nothing" for each in (one, other))
        return f"it varies {here}, and not {there}"
    if sorted(one.measures) != sorted(other.measures):
        return "it keeps other measures"
    for key, here, there in _differences(one.base, other.base, ""):
        if not any(key == name or key.startswith(f"{name}.") for name in one.columns):
            return f"its {key} is {here!r}, and not {there!r}"
    return "its settings differ"


def _differences(one: Any, other: Any, above: str) -> list[tuple[str, Any, Any]]:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        found = []
        for key in dict.fromkeys((*one, *other)):
            found += _differences(one.get(key), other.get(key), f"{above}.{key}".strip("."))
        return found
    return [] if one == other else [(above, one, other)]
