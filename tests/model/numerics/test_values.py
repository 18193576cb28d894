"""From words to values: uniforms inside (0, 1), and elementary functions against scipy and numpy."""

from __future__ import annotations

import numba
import numpy as np
import pytest
from scipy.special import ndtri

from tandem.model.numerics import elementary
from tandem.model.numerics.draws import uniform_of

EXTREME_WORDS = np.array(
    [0, 1, 2, 511, 512, 2**31 - 1, 2**31, 2**32 - 513, 2**32 - 512, 2**32 - 1], np.uint64
)


@numba.njit
def fill_uniforms(words, out):
    for i in range(out.size):
        out[i] = uniform_of(words[i], out[i])


@numba.njit
def fill_exponential(numbers, out):
    for i in range(out.size):
        out[i] = elementary.exponential(numbers[i])


@numba.njit
def fill_logarithm(numbers, out):
    for i in range(out.size):
        out[i] = elementary.logarithm(numbers[i])


@numba.njit
def fill_probability(numbers, out):
    for i in range(out.size):
        out[i] = elementary.probability_of_rate(numbers[i])


@numba.njit
def fill_quantile(numbers, out):
    for i in range(out.size):
        out[i] = elementary.normal_quantile(numbers[i])


def applied(loop, numbers, real):
    numbers = np.asarray(numbers, real)
    out = np.empty(numbers.size, real)
    loop(numbers, out)
    return numbers.astype(np.float64), out.astype(np.float64)


@pytest.mark.parametrize("real", [np.float32, np.float64])
def test_uniforms_lie_strictly_inside_the_unit_interval(real):
    random_words = np.random.default_rng(1).integers(0, 2**32, 10_000, dtype=np.uint64)
    words = np.concatenate([EXTREME_WORDS, random_words])
    out = np.empty(words.size, real)
    fill_uniforms(words, out)
    assert out.min() > 0
    assert out.max() < 1
    cell = 2.0**-23 if real is np.float32 else 2.0**-32
    np.testing.assert_allclose(out, (words + 0.5) / 2.0**32, rtol=0, atol=cell / 2)
    assert np.all(np.diff(out[: EXTREME_WORDS.size]) >= 0)
    # the two ends are mirror images, so that quantiles are symmetric
    assert out[0] == 1 - out[EXTREME_WORDS.size - 1]
    plain = [uniform_of(int(word), 0.0) for word in EXTREME_WORDS]
    assert 0 < min(plain) <= max(plain) < 1


def uniforms_in_use(real):
    """Uniforms as words give them, dense in both tails and in the middle."""
    low = np.unique(np.geomspace(1, 2**31, 20_000).astype(np.uint64)) - np.uint64(1)
    words = np.concatenate([low, np.uint64(2**32 - 1) - low])
    out = np.empty(words.size, real)
    fill_uniforms(words, out)
    return out


def test_normal_quantile_in_float32_is_that_of_scipy():
    shares, ours = applied(fill_quantile, uniforms_in_use(np.float32), np.float32)
    np.testing.assert_allclose(ours, ndtri(shares), rtol=2e-6, atol=5e-7)


def test_normal_quantile_in_float64_is_that_of_scipy():
    """Error in the share within two units of the last place of one; next to nothing on the value."""
    shares, ours = applied(fill_quantile, uniforms_in_use(np.float64), np.float64)
    error = np.abs(ours - ndtri(shares))
    density = np.exp(-(ours**2) / 2) / np.sqrt(2 * np.pi)
    assert (error * density).max() < 5e-16
    assert error[shares < 0.999].max() < 1e-13
    assert error.max() < 1e-8  # at the highest word of all, 6.3 SD out


@pytest.mark.parametrize(("real", "tolerance"), [(np.float32, 3e-7), (np.float64, 4e-16)])
def test_exponential_over_every_exponent_that_float32_holds(real, tolerance):
    numbers, ours = applied(fill_exponential, np.linspace(-86.9, 87.9, 200_001), real)
    np.testing.assert_allclose(ours, np.exp(numbers), rtol=tolerance)


def test_exponential_of_the_far_ends_stays_finite_in_float32():
    _, ours = applied(fill_exponential, [-1e30, -200.0, 200.0, 1e30], np.float32)
    assert np.all(np.isfinite(ours))
    assert np.all(ours[:2] < 1e-37)
    assert np.all(ours[2:] > 1e38)


@pytest.mark.parametrize(("real", "tolerance"), [(np.float32, 3e-7), (np.float64, 4e-16)])
def test_logarithm_over_every_positive_normal_number(real, tolerance):
    spread = np.concatenate([np.geomspace(1.2e-38, 3e38, 200_001), np.linspace(0.5, 2, 20_001)])
    numbers, ours = applied(fill_logarithm, spread, real)
    np.testing.assert_allclose(ours, np.log(numbers), rtol=tolerance, atol=1e-37)


@pytest.mark.parametrize(("real", "tolerance"), [(np.float32, 2e-7), (np.float64, 3e-16)])
def test_probability_of_a_rate(real, tolerance):
    """Absolute error of a few units of the last place of one: the smallest share that luck can tell apart."""
    numbers, ours = applied(fill_probability, np.concatenate([[0.0], np.geomspace(1e-9, 50, 50_001)]), real)
    np.testing.assert_allclose(ours, -np.expm1(-numbers), rtol=0, atol=tolerance)
    assert ours[0] == 0
    assert ours.max() <= 1
