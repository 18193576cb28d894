"""Designs: from axes to points.

Every choice is tried at every point of a sample, so that choices are paired.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import qmc

from tandem.experiments.points.axes import Axis
from tandem.experiments.settings.limits import limits_of
from tandem.experiments.settings.schema import ProjectChoices
from tandem.model.errors import InputError

Point = Mapping[str, Any]  # value by axis
DESIGNS = ("grid", "lhs", "sobol")
MOST_POINTS = 10_000_000  # of one sweep (a choice about computing; docs/sweeps.md reckons it through)


def points_of(axes: Sequence[Axis], design: str, count: int | None, seed: int) -> list[Point]:
    """The points of a design.

    Parameters
    ----------
    design : `grid`, every combination of values; `lhs` and `sobol`, a sample of the ranges, with every
        combination of the other axes' values at each of its points
    count : points of the sample; None for a grid
    seed : of the sample

    Raises
    ------
    InputError
        If design, ranges and number do not go together.
    """
    ranges = [axis for axis in axes if axis.is_range]
    choices = [axis for axis in axes if not axis.is_range]
    _check(ranges, design, count)
    total = math.prod(len(axis.values) for axis in choices) * (count or 1)
    if total > MOST_POINTS:
        raise InputError(f"points: {total:,} points; allowed: {MOST_POINTS:,}; take fewer values or ranges")
    sample = _sample(ranges, design, count, seed) if ranges else [{}]
    keys = [axis.key for axis in choices]
    combined = [
        {**drawn, **dict(zip(keys, chosen, strict=True))}
        for drawn in sample
        for chosen in itertools.product(*(axis.values for axis in choices))
    ]
    return [{axis.key: point[axis.key] for axis in axes} for point in combined]


def _check(ranges: Sequence[Axis], design: str, count: int | None) -> None:
    if design == "grid" and ranges:
        first = ranges[0]
        raise InputError(
            f"{first.column}: found a range, of which a grid takes no values; allowed: values, steps "
            f"({first.column}=range({first.low:g},{first.high:g},{(first.high - first.low) / 4:g})), or a "
            "sample; example: design=lhs points=100"
        )
    if design == "grid":
        if count is not None:
            raise InputError(
                "points: a grid has as many points as its values make; example: design=lhs points=100"
            )
        return
    if not ranges:
        raise InputError(
            f"design: found '{design}', but no range to draw from; example: design={design} points=64 "
            "'parameters.output_value=interval(1,2)'"
        )
    if count is None:
        raise InputError(f"points: how many points is the sample to have? example: design={design} points=64")
    if design == "sobol" and count & (count - 1):
        below = 1 << (count.bit_length() - 1)
        raise InputError(
            f"points: found {count}; allowed for Sobol' points: a power of two, {below} or {2 * below}; "
            f"example: points={2 * below}"
        )


def _sample(ranges: Sequence[Axis], design: str, count: int | None, seed: int) -> list[dict[str, Any]]:
    assert count is not None
    generator = np.random.default_rng(seed)
    if design == "sobol":
        unit = qmc.Sobol(len(ranges), rng=generator).random(count)
    else:
        unit = qmc.LatinHypercube(len(ranges), rng=generator).random(count)
    return scaled(ranges, unit)


def scaled(ranges: Sequence[Axis], unit: npt.NDArray[np.float64]) -> list[dict[str, Any]]:
    """Rows of the unit cube as values of ranges; whole numbers where a setting takes no others."""
    whole = [_is_whole(axis.key) for axis in ranges]
    return [
        {
            axis.key: value_at(axis, float(u), is_whole)
            for axis, u, is_whole in zip(ranges, row, whole, strict=True)
        }
        for row in unit
    ]


def value_at(axis: Axis, unit: float, whole: bool | None = None) -> float | int:
    """The value of a range at a share of its way."""
    if _is_whole(axis.key) if whole is None else whole:
        low, high = math.ceil(axis.low), math.floor(axis.high)
        return min(low + int(unit * (high - low + 1)), high)
    return axis.low + unit * (axis.high - axis.low)


def _is_whole(key: str) -> bool:
    limits = limits_of(ProjectChoices, key)
    return key.endswith((".start", ".end")) or (limits is not None and limits.kind == "whole number")
