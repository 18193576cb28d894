"""PRIM, the patient rule induction method (Friedman and Fisher 1999): a box full of points of interest.

From all points a thin slice is peeled off, and another, each time the one that raises the share of points of
interest most for the points it costs (Kwakkel and Jaxa-Rozen 2016); then slices are pasted back on as long as
that share rises. Bryant and Lempert 2010 use it for scenario discovery. Numbers are peeled at either end,
other values one at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Truths = npt.NDArray[np.bool_]

PEEL = 0.05  # share of the points in a slice (Friedman and Fisher 1999 recommend 0.05 to 0.1)
PASTE = 0.05
FEWEST = 0.05  # share of all points below which a box is not peeled further
_worth = 0.01  # density that a limit must bring to be named · assumption


@dataclass(frozen=True)
class Box:
    """Limits: (least, greatest) of a number, or the values inside; columns without limits are absent.

    Attributes
    ----------
    limits : by column
    coverage : share of all points of interest that are inside
    density : share of the points inside that are of interest
    support : share of all points that are inside
    """

    limits: Mapping[str, Any]
    coverage: float
    density: float
    support: float


def prim(points: pd.DataFrame, interest: Truths) -> list[Box]:
    """The boxes on the way from all points to the densest, each in the one before but for what is pasted.

    Parameters
    ----------
    points : a column a factor, numbers or other values
    interest : which points are of interest; at least one, and not all
    """
    limits = {str(name): _whole(points[name]) for name in points}
    boxes = [_box(points, interest, limits)]
    left = len(points)
    while True:
        best: tuple[float, dict[str, Any], int] | None = None
        for name in map(str, points):
            others = inside(points, {key: limit for key, limit in limits.items() if key != name})
            for tried in _peeled(points, limits, name):
                kept = others & inside(points, {name: tried[name]})
                size = int(kept.sum())
                if size < max(FEWEST * len(points), 1) or size == left:
                    continue
                # For each point that it costs: else whole values would go first.
                gain = (float(interest[kept].mean()) - boxes[-1].density) / (left - size)
                if best is None or gain > best[0]:
                    best = (gain, tried, size)
        if best is None or best[0] <= 0:
            break
        _, limits, left = best
        boxes.append(_box(points, interest, limits))
    pasted = _pasted(points, interest, limits)
    return boxes if pasted == limits else [*boxes, _box(points, interest, pasted)]


def chosen(points: pd.DataFrame, interest: Truths) -> Box:
    """The box of the way that serves both coverage and density best, without limits that bring nothing."""
    best = max(prim(points, interest), key=_both)
    limits = dict(best.limits)
    for name in sorted(limits, key=lambda name: _gain(points, interest, limits, name)):
        if _gain(points, interest, limits, name) < _worth:
            del limits[name]
    return _box(points, interest, limits)


def inside(points: pd.DataFrame, limits: Mapping[str, Any]) -> Truths:
    """Which points lie in a box."""
    found = np.ones(len(points), np.bool_)
    for name, limit in limits.items():
        column = points[name]
        if _is_number(column):
            found &= (column >= limit[0]).to_numpy() & (column <= limit[1]).to_numpy()
        else:
            found &= column.isin(limit).to_numpy()
    return found


def judged(points: pd.DataFrame, interest: Truths, limits: Mapping[str, Any]) -> Box:
    """A box with its coverage and density on other points than it was found on."""
    return _box(points, interest, limits)


def _both(box: Box) -> float:
    """Harmonic mean of coverage and density."""
    return 2 * box.coverage * box.density / max(box.coverage + box.density, 1e-12)


def _gain(points: pd.DataFrame, interest: Truths, limits: Mapping[str, Any], name: str) -> float:
    """Density that one limit brings."""
    without = {other: limit for other, limit in limits.items() if other != name}
    return _box(points, interest, limits).density - _box(points, interest, without).density


def _box(points: pd.DataFrame, interest: Truths, limits: Mapping[str, Any]) -> Box:
    kept = inside(points, limits)
    hits = int(interest[kept].sum())
    narrow = {name: limit for name, limit in limits.items() if not _same(limit, _whole(points[name]))}
    return Box(narrow, hits / max(int(interest.sum()), 1), hits / max(int(kept.sum()), 1), float(kept.mean()))


def _whole(column: pd.Series) -> Any:
    if _is_number(column):
        return (float(column.min()), float(column.max()))
    return tuple(sorted(column.unique(), key=str))


def _peeled(points: pd.DataFrame, limits: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The box less a slice at each end of a number, or less one of other values."""
    limit = limits[name]
    if not _is_number(points[name]):
        if len(limit) > 1:
            for value in limit:
                yield {**limits, name: tuple(each for each in limit if each != value)}
        return
    values = points[name][inside(points, limits)].to_numpy(np.float64)
    low, high = np.quantile(values, [PEEL, 1 - PEEL])
    above, below = values[values > low], values[values < high]
    if above.size:
        yield {**limits, name: (float(above.min()), limit[1])}
    if below.size:
        yield {**limits, name: (limit[0], float(below.max()))}


def _pasted(points: pd.DataFrame, interest: Truths, limits: Mapping[str, Any]) -> dict[str, Any]:
    """The box with slices put back as long as its density does not fall."""
    box = dict(limits)
    while True:
        density = interest[inside(points, box)].mean()
        wider = [each for name in points for each in _wider(points, box, str(name))]
        best = max(wider, key=lambda each: interest[inside(points, each)].mean(), default=None)
        if best is None or interest[inside(points, best)].mean() <= density:
            return box
        box = best


def _wider(points: pd.DataFrame, limits: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    limit = limits[name]
    others = inside(points, {other: each for other, each in limits.items() if other != name})
    if not _is_number(points[name]):
        for value in sorted(set(points[name][others]) - set(limit), key=str):
            yield {**limits, name: (*limit, value)}
        return
    values = np.sort(points[name][others].to_numpy(np.float64))
    step = max(1, round(PASTE * int(inside(points, limits).sum())))
    below, above = values[values < limit[0]], values[values > limit[1]]
    if below.size:
        yield {**limits, name: (float(below[-min(step, below.size)]), limit[1])}
    if above.size:
        yield {**limits, name: (limit[0], float(above[min(step, above.size) - 1]))}


def _is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _same(one: Any, other: Any) -> bool:
    return (
        set(one) == set(other)
        if isinstance(one, tuple) and isinstance(one[0], str)
        else tuple(one) == tuple(other)
    )
