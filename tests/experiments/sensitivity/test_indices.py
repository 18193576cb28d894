"""Indices of functions whose indices are known, through the path that the simulator takes."""

import math

import numpy as np
import pytest

from tandem.experiments.points.axes import Axis, axis_of
from tandem.experiments.sensitivity.factors import Factor, check_samples, factors_of
from tandem.experiments.sensitivity.indices import study
from tandem.experiments.sensitivity.schema import MORRIS, SOBOL
from tandem.model.errors import InputError

A, B = 7.0, 0.1
ISHIGAMI = [Factor(Axis(f"x{place}", low=-math.pi, high=math.pi), "") for place in (1, 2, 3)]


def ishigami(points):
    x = np.array([[point[f"x{place}"] for place in (1, 2, 3)] for point in points])
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_the_function_of_ishigami_has_its_indices():
    """Ishigami and Homma 1990: the variances in closed form."""
    one = (1 + B * math.pi**4 / 5) ** 2 / 2
    two, three = A**2 / 8, 8 * B**2 * math.pi**8 / 225
    whole = one + two + three
    first = {"x1": one / whole, "x2": two / whole, "x3": 0.0}
    total = {"x1": (one + three) / whole, "x2": two / whole, "x3": three / whole}
    found = study(ISHIGAMI, SOBOL, 2048, 1, ishigami)
    assert len(found.results) == 2048 * 5
    for row in found.table.to_dict("records"):
        assert abs(row["first"] - first[row["factor"]]) <= row["first_error"] + 0.005
        assert abs(row["index"] - total[row["factor"]]) <= row["index_error"] + 0.005
    assert list(found.table["factor"]) == ["x1", "x2", "x3"]
    sizes = found.convergence.groupby("samples")["index_error"].mean()
    assert list(sizes.index) == [512, 1024, 2048]
    assert sizes.is_monotonic_decreasing


def test_a_level_is_no_spread():
    """Sobol' indices do not hang on where nought is."""
    one = study(ISHIGAMI, SOBOL, 256, 1, ishigami).table
    other = study(ISHIGAMI, SOBOL, 256, 1, lambda points: 1e4 + ishigami(points)).table
    np.testing.assert_allclose(one["index"], other["index"], atol=1e-6)


@pytest.mark.parametrize("method", [SOBOL, MORRIS])
def test_of_a_sum_each_has_its_own_part_and_its_ends(method):
    factors = [
        Factor(Axis("parameters.true_gain", low=0.0, high=2.0), ""),
        Factor(axis_of("structure", ["balanced", "relief"]), ""),
        Factor(Axis("parameters.overlap", low=0.0, high=1.0), ""),
    ]

    def evaluate(points):
        return np.array([3 * p["parameters.true_gain"] + (p["structure"] == "relief") for p in points])

    found = study(factors, method, 64, 1, evaluate).table.set_index("factor")
    assert list(found.index) == ["true_gain", "structure", "overlap"]
    assert found.loc["overlap", "index"] == pytest.approx(0, abs=1e-9)
    assert found["low_at"]["structure"] == "balanced"
    assert found["high"]["structure"] - found["low"]["structure"] == pytest.approx(1, abs=0.6)
    expected = 3.0 if method == SOBOL else 5.0
    assert found["high"]["true_gain"] - found["low"]["true_gain"] > expected


def test_what_has_no_result_or_never_moves_is_refused():
    with pytest.raises(InputError, match="have no result"):
        study(ISHIGAMI, SOBOL, 64, 1, lambda points: np.full(len(points), np.nan))
    with pytest.raises(InputError, match="same at every point"):
        study(ISHIGAMI, MORRIS, 4, 1, lambda points: np.ones(len(points)))


@pytest.mark.parametrize(
    ("method", "samples", "said"),
    [(SOBOL, 32, "64 or more for sobol"), (SOBOL, 100, "power of two"), (MORRIS, 3, "4 or more")],
)
def test_too_few_samples_are_refused_with_the_number_needed(method, samples, said):
    with pytest.raises(InputError, match=said):
        check_samples(method, samples, 10)


def test_factors_are_parameters_or_have_ranges_of_their_own():
    whole = factors_of(None, [])
    assert len(whole) > 50
    assert all(factor.axis.low < factor.axis.high for factor in whole)
    structure = axis_of("structure", ["balanced", "relief"])
    assert [factor.name for factor in factors_of(["true_gain"], [structure])] == ["structure", "true_gain"]
    for names, axes, said in (
        (["true_gian"], [structure], "'true_gain'"),
        (["months"], [structure], "interval"),
        (["true_gain"], [], "two or more"),
        (["true_gain", "true_gain"], [], "named twice"),
    ):
        with pytest.raises(InputError, match=said):
            factors_of(names, axes)
