"""Two runs, or two points of a sweep, side by side: in which settings they differ, and what they came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tandem.experiments.points.data_set import DataSet
from tandem.experiments.points.reading import frame_of
from tandem.experiments.points.rows import KEY
from tandem.experiments.run.contents import MANIFEST, SUMMARY, content_of
from tandem.experiments.run.folder import WITHOUT_EFFECT
from tandem.experiments.settings.limits import nearest
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("runs.compared")

Row = tuple[str, str, str]


def compared_runs(one: Path, other: Path) -> str:
    """Settings in which two run folders differ, and their headline measures."""
    here, there = content_of(one, MANIFEST), content_of(other, MANIFEST)
    settings = list(_differences(here.get("config"), there.get("config"), ""))
    values = []
    first, second = (_headlines(folder) for folder in (one, other))
    for name in dict.fromkeys((*first, *second)):
        values.append((name, first.get(name, "–"), second.get(name, "–")))
    return _side_by_side((_text("run"), one.name, other.name), settings, values)


def compared_points(data: DataSet, one: str, other: str) -> str:
    """Values in which two points of a sweep differ, and what each measure came to."""
    frame = frame_of(data)
    rows = []
    for key in (one, other):
        of_point = frame[frame[KEY] == key]
        if of_point.empty:
            raise InputError(
                f"there is no point '{key}' in '{data.folder}'.{nearest(key, frame[KEY].unique())}"
            )
        rows.append(of_point.set_index("measure"))
    first, second = rows
    settings = [
        (column, str(first[column].iloc[0]), str(second[column].iloc[0]))
        for column in data.definition.columns
        if str(first[column].iloc[0]) != str(second[column].iloc[0])
    ]
    values = [
        (str(name), f"{first['mean'][name]:,.5g}", f"{second['mean'][name]:,.5g}")
        for name in first.index
        if name in second.index
    ]
    return _side_by_side((_text("point"), one, other), settings, values)


def _side_by_side(head: Row, settings: list[Row], values: list[Row]) -> str:
    from tandem.experiments.runs.columns import columns

    told = settings or [(_text("no_setting"), "", "")]
    return "\n".join((columns([head, *told]), "", columns([(_text("came_to"), "", ""), *values])))


def _headlines(folder: Path) -> dict[str, str]:
    """The middle and the range of every headline measure of a run."""
    try:
        measures = content_of(folder, SUMMARY).get("measures")
    except InputError:
        return {}
    found = {}
    for name, entry in (measures or {}).items() if isinstance(measures, Mapping) else ():
        value = entry.get("value") if isinstance(entry, Mapping) else None
        if isinstance(value, Mapping) and all(
            isinstance(value.get(q), int | float) for q in ("p5", "p50", "p95")
        ):
            found[str(name)] = f"{value['p50']:,.5g} ({value['p5']:,.5g} to {value['p95']:,.5g})"
    return found


def _differences(one: Any, other: Any, above: str) -> Iterator[Row]:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in dict.fromkeys((*one, *other)):
            if above or key not in WITHOUT_EFFECT:
                yield from _differences(one.get(key), other.get(key), f"{above}.{key}".strip("."))
    elif one != other:
        yield above, _short(one), _short(other)


def _short(value: Any) -> str:
    told = "null" if value is None else str(value)
    return told if len(told) <= 40 else f"{told[:39]}…"
