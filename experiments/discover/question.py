"""What is asked of a sweep: at which of its points a measure is below or above a value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.points.data_set import DataSet
from tandem.experiments.points.reading import frame_of, wide
from tandem.experiments.settings.limits import nearest
from tandem.model.errors import InputError

Truths = npt.NDArray[np.bool_]

FEWEST_POINTS, FEWEST_HITS = 100, 10  # assumption: of fewer, a box is luck
_asked = re.compile(r"\s*([A-Za-z_]\w*)\s*(<|>)\s*([-+]?[\d.]+(?:[eE][-+]?\d+)?)\s*")


@dataclass(frozen=True)
class Question:
    """A measure below or above a value.

    Attributes
    ----------
    measure, below, threshold : `below` the threshold is of interest, or above it
    """

    measure: str
    below: bool
    threshold: float

    def holds(self, values: pd.Series) -> Truths:
        """At which points it is so."""
        found = values < self.threshold if self.below else values > self.threshold
        return found.to_numpy(np.bool_)


@dataclass(frozen=True)
class Asked:
    """The points of a sweep that are looked at.

    Attributes
    ----------
    points : a row a point, a column an axis that varies
    interest : where the answer is yes
    fixed : axes that are held at one value, with it
    """

    points: pd.DataFrame
    interest: Truths
    fixed: Mapping[str, Any]


def read_question(text: str, known: Sequence[str]) -> Question:
    """A question as it is typed: `effect_net_value<0`.

    Raises
    ------
    InputError
        If it is none, or the sweep has no such measure.
    """
    match = _asked.fullmatch(text)
    if match is None:
        raise InputError(f"'{text}': allowed: MEASURE<VALUE or MEASURE>VALUE; example: 'effect_net_value<0'")
    measure, sign, value = match.groups()
    if measure not in known:
        raise InputError(
            f"the sweep has no measure '{measure}'.{nearest(measure, known)} It has: {', '.join(known)}."
        )
    try:
        return Question(measure, sign == "<", float(value))
    except ValueError as error:
        raise InputError(f"'{text}': '{value}' is no number; example: 'effect_net_value<0'") from error


def asked_of(data: DataSet, question: Question, fixed: Mapping[str, str]) -> Asked:
    """The points of a sweep, those with fixed values alone, and where the answer is yes.

    Raises
    ------
    InputError
        If a fixed value does not exist, or there are too few points, or too few where it is so, or not.
    """
    axes = data.definition.columns
    table = wide(frame_of(data), axes, [question.measure]).dropna(subset=[question.measure])
    for name, value in fixed.items():
        if name not in axes:
            raise InputError(
                f"the sweep does not vary '{name}'.{nearest(name, axes)} It varies: {', '.join(axes)}."
            )
        there = [str(each) for each in table[name].unique()]
        if value not in there:
            raise InputError(
                f"{name}: the sweep has no '{value}'.{nearest(value, there)} It has: {', '.join(there[:20])}."
            )
        table = table[table[name].astype(str) == value]
    free = [name for name in axes if name not in fixed and len(table[name].unique()) > 1]
    if len(table) < FEWEST_POINTS or not free:
        raise InputError(
            f"'{data.folder}' has {len(table):,} such points; allowed: {FEWEST_POINTS} or more, in which "
            "something varies; example: tandem sweep design=lhs points=200"
        )
    interest = question.holds(table[question.measure])
    hits = int(interest.sum())
    if not FEWEST_HITS <= hits <= len(table) - FEWEST_HITS:
        values = table[question.measure]
        raise InputError(
            f"{question.measure}: it is so at {hits:,} of {len(table):,} points; allowed: {FEWEST_HITS} to "
            f"{len(table) - FEWEST_HITS:,}. The measure goes from {values.min():.4g} to {values.max():.4g}, "
            f"with half of the points below {values.median():.4g}"
        )
    kept = {name: table[name].iloc[0] for name in axes if name not in free}
    return Asked(table[free].reset_index(drop=True), interest, kept)
