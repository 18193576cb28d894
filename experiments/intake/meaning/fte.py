"""Shares of full time as people write them: 0.6, 1,0, 60, 60%."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from tandem.experiments.intake.meaning.coded import Coded
from tandem.experiments.intake.meaning.problems import RowProblem, problems_of
from tandem.experiments.intake.meaning.questions import ask

Floats = npt.NDArray[np.float64]

_number = re.compile(r"(\d+(?:[.,]\d*)?|[.,]\d+)\s*(%?)")
_rule = "a number is allowed, without a formula, as 0.6 or 60%"
_largest_share = 1.5  # above it a number is no share (assumption)
_smallest_percent, _largest_percent = 5.0, 150.0
_full_percent = 90.0  # a column in per cent has somebody who works this much at least (assumption)


def read_fte(column: Coded, unit: str | None, problems: list[RowProblem]) -> tuple[Floats, bool]:
    """The share of full time of each row, and whether numbers without a sign were found to be per cent.

    Parameters
    ----------
    unit : {"share", "percent"} or None
        None finds it out: per cent if all numbers are between 5 and 150 and somebody has 90 or more.

    Raises
    ------
    QuestionError
        If most numbers are above 1.5, and neither shares nor per cent.
    """
    matches = [_number.fullmatch(text) for text in column.texts]
    values = np.array([float(m[1].replace(",", ".")) if m else np.nan for m in matches])
    signed = np.array([bool(m and m[2]) for m in matches], bool)
    problems += problems_of(column, np.isnan(values), _rule)
    bare = ~signed & ~np.isnan(values)
    found = unit is None and _are_percent(column, values, bare)
    percent = signed | (bare & (found or unit == "percent"))
    return column.spread(np.where(percent, values / 100, values), np.nan), found


def _are_percent(column: Coded, values: Floats, bare: npt.NDArray[np.bool_]) -> bool:
    """Whether the numbers without a sign are per cent."""
    large = bare & (values > _largest_share)
    rows = column.counts
    if 2 * rows[large].sum() <= rows[bare].sum():
        return False
    numbers = values[bare]
    if numbers.min() >= _smallest_percent and _full_percent <= numbers.max() <= _largest_percent:
        return True
    ask(
        f"{column.file}, column {column.heading}",
        f"its numbers go from {numbers.min():g} to {numbers.max():g}; are they shares of full time, per "
        "cent, or something else (hours), which is not read?",
        ("fte_unit=percent", "fte_unit=share", f"not_read='[{column.heading}]'"),
    )
