"""Arithmetic that stays in the precision of its arguments and compiles to branch-free, vector code.

Rules contain no numeric literals (numba would widen `1 - x` of a float32 to float64, and numbers belong
to the parameter register), so the few structural constants they need live here as named functions.
Comparisons are written as selections, not branches: that is what lets LLVM vectorise a loop over a rule.
Called from plain Python, every function works in double precision.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numba import types
from numba.extending import intrinsic, overload

from tandem.model.numerics.compiled import rule

_one32, _zero32, _one64, _zero64 = np.float32(1), np.float32(0), 1.0, 0.0


def for_both_precisions(
    generic: Callable[..., float], single: Callable[..., Any], double: Callable[..., float]
) -> None:
    """Let compiled code call `generic`: `single` where all arguments are float32, `double` otherwise."""
    options = {"forceinline": True, "error_model": "numpy"}
    if len(inspect.signature(generic).parameters) == 1:

        @overload(generic, jit_options=options, strict=False)
        def _one_argument(number: Any) -> Any:
            chosen = single if number == types.float32 else double
            return lambda number: chosen(number)

    else:

        @overload(generic, jit_options=options, strict=False)
        def _two_arguments(left: Any, right: Any) -> Any:
            chosen = single if left == types.float32 and right == types.float32 else double
            return lambda left, right: chosen(left, right)


class _WhereLess(Protocol):
    """`if_less` where `left < right`, else `otherwise`."""

    def __call__[Real: (np.float32, float)](
        self, left: Real, right: Real, if_less: Real, otherwise: Real
    ) -> Real: ...


@intrinsic
def _where_less(typing_context: Any, left: Any, right: Any, if_less: Any, otherwise: Any) -> Any:  # noqa: ARG001
    """An LLVM select (all four arguments of one type)."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ARG001
        less = builder.fcmp_ordered("<", arguments[0], arguments[1])
        return builder.select(less, arguments[2], arguments[3])

    return if_less(left, right, if_less, if_less), generate


where_less: _WhereLess = _where_less


@rule
def _nought32(number: np.float32) -> np.float32:  # noqa: ARG001
    return _zero32


@rule
def _nought64(number: float) -> float:  # noqa: ARG001
    return _zero64


def nought(number: float) -> float:  # noqa: ARG001
    """Zero, in the precision of `number`."""
    return 0.0


for_both_precisions(nought, _nought32, _nought64)


@rule
def _unity32(number: np.float32) -> np.float32:  # noqa: ARG001
    return _one32


@rule
def _unity64(number: float) -> float:  # noqa: ARG001
    return _one64


def unity(number: float) -> float:  # noqa: ARG001
    """One, in the precision of `number`."""
    return 1.0


for_both_precisions(unity, _unity32, _unity64)


@rule
def _complement32(number: np.float32) -> np.float32:
    return _one32 - number


@rule
def _complement64(number: float) -> float:
    return _one64 - number


def complement(number: float) -> float:
    """One minus `number`."""
    return 1.0 - number


for_both_precisions(complement, _complement32, _complement64)


@rule
def _positive_part32(number: np.float32) -> np.float32:
    return where_less(_zero32, number, number, _zero32)


@rule
def _positive_part64(number: float) -> float:
    return where_less(_zero64, number, number, _zero64)


def positive_part(number: float) -> float:
    """`number` where it is positive, else zero."""
    return number if number > 0.0 else 0.0


for_both_precisions(positive_part, _positive_part32, _positive_part64)


@rule
def _below32(left: np.float32, right: np.float32) -> np.float32:
    return where_less(left, right, _one32, _zero32)


@rule
def _below64(left: float, right: float) -> float:
    return where_less(left, right, _one64, _zero64)


def below(left: float, right: float) -> float:
    """1 where `left < right`, else 0: a flag as a real number, which arithmetic can use."""
    return 1.0 if left < right else 0.0


for_both_precisions(below, _below32, _below64)


@rule
def _smaller32(left: np.float32, right: np.float32) -> np.float32:
    return where_less(left, right, left, right)


@rule
def _smaller64(left: float, right: float) -> float:
    return where_less(left, right, left, right)


def smaller(left: float, right: float) -> float:
    """The smaller of two numbers."""
    return left if left < right else right


for_both_precisions(smaller, _smaller32, _smaller64)


@rule
def _share_of32(left: np.float32, right: np.float32) -> np.float32:
    return where_less(_zero32, right, left / where_less(_zero32, right, right, _one32), _zero32)


@rule
def _share_of64(left: float, right: float) -> float:
    return where_less(_zero64, right, left / where_less(_zero64, right, right, _one64), _zero64)


def share_of(left: float, right: float) -> float:
    """`left` as a share of `right`; zero where `right` is zero."""
    return left / right if right > 0.0 else 0.0


for_both_precisions(share_of, _share_of32, _share_of64)


@rule
def choose(flag: float, if_one: float, if_zero: float) -> float:
    """`if_one` where `flag` is 1, `if_zero` where it is 0 (linear in between)."""
    return if_zero + flag * (if_one - if_zero)
