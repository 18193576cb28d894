"""Factors: what may vary, and between what; a share of the way from 0 to 1 is a value."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tandem.experiments.points.axes import Axis, column_value, range_axis
from tandem.experiments.points.design import value_at
from tandem.experiments.sensitivity.schema import ALL_PARAMETERS, MORRIS, SOBOL
from tandem.model.errors import InputError
from tandem.model.parameters import register

Floats = npt.NDArray[np.float64]

MIDDLE = (0.05, 0.95)  # of a parameter's prior · assumption: what a reader takes for its range
FEWEST = {SOBOL: 64, MORRIS: 4}  # samples · assumption: below, intervals are wider than what they are of
_prefix = "parameters."


@dataclass(frozen=True)
class Factor:
    """Something that may vary.

    Attributes
    ----------
    axis : the setting, with its range or its values
    meaning : what it is, in words
    """

    axis: Axis
    meaning: str

    @property
    def name(self) -> str:
        """Its name in tables and figures."""
        return self.axis.column.removeprefix(_prefix)

    def value(self, share: float) -> Any:
        """The value at a share of the way; of several values each takes an equal part of it."""
        if self.axis.is_range:
            return value_at(self.axis, share)
        return self.axis.values[min(int(share * len(self.axis.values)), len(self.axis.values) - 1)]

    def told(self, value: Any) -> str:
        """A value in words."""
        plain = column_value(value)
        return f"{plain:.3g}".replace("-", "−") if isinstance(plain, float) else str(plain)


def factors_of(names: Sequence[str] | str | None, axes: Sequence[Axis]) -> tuple[Factor, ...]:
    """The factors that are asked for.

    Parameters
    ----------
    names : of parameters; the word for all of them; None: all, if there are no `axes`
    axes : settings with ranges or values of their own

    Raises
    ------
    InputError
        If a parameter does not exist or has no range, is named twice, or there are no two factors.
    """
    known = {name: entry for name, entry in register().items() if entry.prior != "derived"}
    if names == ALL_PARAMETERS or (names is None and not axes):
        taken = {axis.column.removeprefix(_prefix) for axis in axes}
        asked = [name for name in known if _range(name) is not None and name not in taken]
    else:
        asked = list(names or ())
    found = [Factor(axis, _meaning(axis)) for axis in axes]
    for name in asked:
        plain = name.removeprefix(_prefix)
        if plain not in known:
            near = difflib.get_close_matches(plain, known, n=3)
            meant = f" Did you mean {' or '.join(repr(each) for each in near)}?" if near else ""
            raise InputError(
                f"factors: there is no parameter '{plain}'.{meant} `tandem parameters` lists them; another "
                "setting is given its range beside: 'months=interval(12,36)'"
            )
        between = _range(plain)
        if between is None:
            raise InputError(
                f"factors: '{plain}' has one value and no range; give it one: "
                f"'parameters.{plain}=interval(FROM,TO)'"
            )
        if any(factor.name == plain for factor in found):
            raise InputError(f"factors: '{plain}' is named twice")
        axis = range_axis(f"{_prefix}{plain}", *between)
        found.append(Factor(axis, known[plain].meaning))
    if len(found) < 2:
        raise InputError(
            f"factors: found {len(found)}; allowed: two or more; example: factors=[true_gain,output_value]"
        )
    return tuple(found)


def check_samples(method: str, samples: int, factors: int) -> int:
    """How many points a method needs; `InputError` for too few samples.

    Sobol' indices need samples × (factors + 2), Morris' walks samples × (factors + 1).
    """
    few = FEWEST[method]
    if samples < few:
        raise InputError(
            f"samples: found {samples}; allowed: {few} or more for {method} "
            f"({few * (factors + (2 if method == SOBOL else 1)):,} points with {factors} factors); example: "
            f"samples={few}"
        )
    if method == SOBOL and samples & (samples - 1):
        below = 1 << (samples.bit_length() - 1)
        raise InputError(
            f"samples: found {samples}; allowed for sobol: a power of two; example: samples={2 * below}"
        )
    return samples * (factors + (2 if method == SOBOL else 1))


def points_of(factors: Sequence[Factor], shares: Floats) -> list[Mapping[str, Any]]:
    """The points at shares of the way, (points, factors)."""
    return [
        {factor.axis.key: factor.value(float(share)) for factor, share in zip(factors, row, strict=True)}
        for row in shares
    ]


def _range(name: str) -> tuple[float, float] | None:
    """The middle of a parameter's prior; None where it has one value."""
    low, high = (float(end) for end in register()[name].quantile(np.array(MIDDLE)))
    return (low, high) if low < high else None


def _meaning(axis: Axis) -> str:
    name = axis.column.removeprefix(_prefix)
    known = register().get(name) if axis.column.startswith(_prefix) else None
    return known.meaning if known else ""
