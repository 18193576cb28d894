import numpy as np
import pytest
from scipy.interpolate import BSpline
from scipy.stats import rankdata

from tandem.experiments.measures import smoother as module
from tandem.experiments.measures.ranks import ranks


@pytest.mark.parametrize("digits", [0, 1, 9])
def test_ranks_are_scipys(digits):
    numbers = np.random.default_rng(digits).standard_normal(200).round(digits)
    np.testing.assert_array_equal(ranks(numbers), rankdata(numbers))


@pytest.mark.parametrize("count", [20, 101, 1000])
def test_basis_functions_are_scipys(count):
    knots = np.linspace(-4.9, 4.7, module._functions + module._degree + 1)
    low, high = knots[module._degree], knots[module._functions]
    points = np.clip(np.random.default_rng(count).normal(size=count), low, high - 1e-9)
    points[:2] = low, knots[module._degree + 2]  # on a knot
    expected = BSpline.design_matrix(points, knots, module._degree).toarray()
    np.testing.assert_array_equal(module._splines(points, knots), expected)
