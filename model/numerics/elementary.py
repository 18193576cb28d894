"""Exponential, logarithm and normal quantile that vectorise, in the precision of their argument.

In float64 the exponential and the logarithm are the library's, and the normal quantile is Acklam's
approximation, polished to full precision (from plain Python, scipy's). In float32 the exponential and the
logarithm are the Cephes single-precision polynomials (Moshier 1989, `expf`, `logf`) and the normal quantile
is Giles' approximation of the inverse error function (Giles 2012, "Approximating the erfinv function", GPU
Computing Gems); each is accurate to a few units in the last place and free of table look-ups.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, overload

import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba import types
from numba.extending import intrinsic
from scipy.special import ndtri

from tandem.model.numerics.arithmetic import for_both_precisions, where_less
from tandem.model.numerics.compiled import rule

_f32, _i32 = np.float32, np.int32
_one32, _one64 = _f32(1), 1.0


@intrinsic
def _bits(typing_context: Any, number: Any) -> Any:  # noqa: ARG001
    """Reinterpret a float32 as an int32."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ARG001
        return builder.bitcast(arguments[0], ir.IntType(32))

    return types.int32(types.float32), generate


@intrinsic
def _float(typing_context: Any, bits: Any) -> Any:  # noqa: ARG001
    """Reinterpret an int32 as a float32."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ARG001
        return builder.bitcast(arguments[0], ir.FloatType())

    return types.float32(types.int32), generate


_bits_of: Callable[[np.float32], np.int32] = _bits
_float_of: Callable[[np.int32], np.float32] = _float


# --- exponential and logarithm ------------------------------------------------------------------------

_exp_low, _exp_high = _f32(-87.0), _f32(88.0)
_log2_e, _ln2_high, _ln2_low = _f32(1.44269504088896341), _f32(0.693359375), _f32(-2.12194440e-4)
_round_magic, _mantissa_bits, _exponent_one = _f32(12582912.0), _i32(23), _i32(0x3F800000)
_e0, _e1, _e2 = _f32(1.9875691500e-4), _f32(1.3981999507e-3), _f32(8.3334519073e-3)
_e3, _e4, _e5 = _f32(4.1665795894e-2), _f32(1.6666665459e-1), _f32(5.0000001201e-1)


@rule
def _exponential32(number: np.float32) -> np.float32:
    floored = where_less(number, _exp_low, _exp_low, number)
    clipped = where_less(_exp_high, floored, _exp_high, floored)
    rounded = clipped * _log2_e + _round_magic
    whole = rounded - _round_magic
    rest = clipped - whole * _ln2_high - whole * _ln2_low
    series = ((((_e0 * rest + _e1) * rest + _e2) * rest + _e3) * rest + _e4) * rest + _e5
    mantissa = series * rest * rest + rest + _one32
    return mantissa * _float_of(_i32((_bits_of(rounded) << _mantissa_bits) + _exponent_one))


@rule
def _exponential64(number: float) -> float:
    return math.exp(number)


def exponential(number: float) -> float:
    """Euler's number to the power of `number`."""
    return math.exp(number)


_root_half_bits, _mantissa_mask = _i32(0x3F3504F3), _i32(0x7FFFFF)
_half32 = _f32(0.5)
_l0, _l1, _l2 = _f32(7.0376836292e-2), _f32(-1.1514610310e-1), _f32(1.1676998740e-1)
_l3, _l4, _l5 = _f32(-1.2420140846e-1), _f32(1.4249322787e-1), _f32(-1.6668057665e-1)
_l6, _l7, _l8 = _f32(2.0000714765e-1), _f32(-2.4999993993e-1), _f32(3.3333331174e-1)


@rule
def _logarithm32(number: np.float32) -> np.float32:
    shifted = _i32(_bits_of(number) - _root_half_bits)
    exponent = _f32(_i32(shifted >> _mantissa_bits))
    rest = _float_of(_i32((shifted & _mantissa_mask) + _root_half_bits)) - _one32
    square = rest * rest
    series = ((((_l0 * rest + _l1) * rest + _l2) * rest + _l3) * rest + _l4) * rest + _l5
    series = ((series * rest + _l6) * rest + _l7) * rest + _l8
    return rest + (series * rest * square + exponent * _ln2_low - _half32 * square) + exponent * _ln2_high


@rule
def _logarithm64(number: float) -> float:
    return math.log(number)


def logarithm(number: float) -> float:
    """Natural logarithm of a positive `number`."""
    return math.log(number)


@rule
def _probability_of_rate32(rate: np.float32) -> np.float32:
    return _one32 - _exponential32(-rate)


@rule
def _probability_of_rate64(rate: float) -> float:
    return _one64 - math.exp(-rate)


def probability_of_rate(number: float) -> float:
    """Chance of at least one event in a month at a rate of `number` a month: 1 − exp(−rate)."""
    return 1.0 - math.exp(-number)


# --- standard normal quantile -------------------------------------------------------------------------

_two32, _three32, _five32 = _f32(2.0), _f32(3.0), _f32(5.0)
_centre, _smallest, _root_two32 = _f32(2.5), _f32(1e-30), _f32(math.sqrt(2.0))
_g0, _g1, _g2 = _f32(2.81022636e-08), _f32(3.43273939e-07), _f32(-3.5233877e-06)
_g3, _g4, _g5 = _f32(-4.39150654e-06), _f32(0.00021858087), _f32(-0.00125372503)
_g6, _g7, _g8 = _f32(-0.00417768164), _f32(0.246640727), _f32(1.50140941)
_h0, _h1, _h2 = _f32(-0.000200214257), _f32(0.000100950558), _f32(0.00134934322)
_h3, _h4, _h5 = _f32(-0.00367342844), _f32(0.00573950773), _f32(-0.0076224613)
_h6, _h7, _h8 = _f32(0.00943887047), _f32(1.00167406), _f32(2.83297682)


@rule
def _tail_depth32(uniform: np.float32) -> np.float32:
    twice = _two32 * uniform - _one32
    product = (_one32 - twice) * (_one32 + twice)
    return -_logarithm32(where_less(product, _smallest, _smallest, product))


@rule
def _normal_at_depth32(uniform: np.float32, depth: np.float32) -> np.float32:
    twice = _two32 * uniform - _one32
    near = depth - _centre
    central = ((((_g0 * near + _g1) * near + _g2) * near + _g3) * near + _g4) * near + _g5
    central = ((central * near + _g6) * near + _g7) * near + _g8
    far = _f32(math.sqrt(depth)) - _three32
    tail = ((((_h0 * far + _h1) * far + _h2) * far + _h3) * far + _h4) * far + _h5
    tail = ((tail * far + _h6) * far + _h7) * far + _h8
    return _root_two32 * twice * where_less(depth, _five32, central, tail)


@rule
def _normal_quantile32(uniform: np.float32) -> np.float32:
    return _normal_at_depth32(uniform, _tail_depth32(uniform))


# Acklam's rational approximation (P. J. Acklam 2003), polished by one Halley step on the exact
# complementary error function, which brings it to full double precision.
_split = 0.02425
_ratio_a = (-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690, -30.66479806614716)
_ratio_a5 = 2.506628277459239
_ratio_b = (-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572)
_tail_c = (-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734)
_tail_c4, _tail_c5 = 4.374664141464968, 2.938163982698783
_tail_d = (0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416)


@rule
def _lower_tail64(uniform: float) -> float:
    q = math.sqrt(-2.0 * math.log(uniform))
    c = _tail_c
    d = _tail_d
    top = ((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + _tail_c4) * q + _tail_c5
    return top / ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1.0)


@rule
def _normal_quantile64(uniform: float) -> float:
    lower = min(uniform, 1.0 - uniform)  # by symmetry; small differences stay exact in the lower tail
    if lower < _split:
        guess = _lower_tail64(lower)
    else:
        q = lower - 0.5
        r = q * q
        a = _ratio_a
        b = _ratio_b
        top = (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + _ratio_a5) * q
        guess = top / (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1.0)
    error = 0.5 * math.erfc(-guess / math.sqrt(2.0)) - lower
    step = error * math.sqrt(2.0 * math.pi) * math.exp(0.5 * guess * guess)
    value = guess - step / (1.0 + 0.5 * guess * step)
    return value if uniform < 0.5 else -value


@rule
def _tail_depth64(uniform: float) -> float:
    return uniform


@rule
def _normal_at_depth64(uniform: float, depth: float) -> float:  # noqa: ARG001
    return _normal_quantile64(uniform)


@rule
def share_below(score: float) -> float:
    """Share of standard normal scores below `score`."""
    return 0.5 * math.erfc(-score / math.sqrt(2.0))


def tail_depth(number: float) -> float:
    """First half of `normal_quantile`, for loops that do each half for a whole column: it is faster."""
    return number


def normal_at_depth(number: float, depth: float) -> float:  # noqa: ARG001
    """Second half of `normal_quantile`: its value at `number`, given `tail_depth(number)`."""
    return normal_quantile(number)


@overload
def normal_quantile(number: float) -> float: ...
@overload
def normal_quantile(number: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float64]: ...
def normal_quantile(number: Any) -> Any:
    """Standard normal value below which a share `number` in (0, 1) lies (also of a numpy array)."""
    return ndtri(number)


for_both_precisions(exponential, _exponential32, _exponential64)
for_both_precisions(logarithm, _logarithm32, _logarithm64)
for_both_precisions(probability_of_rate, _probability_of_rate32, _probability_of_rate64)
for_both_precisions(tail_depth, _tail_depth32, _tail_depth64)
for_both_precisions(normal_at_depth, _normal_at_depth32, _normal_at_depth64)
for_both_precisions(normal_quantile, _normal_quantile32, _normal_quantile64)
