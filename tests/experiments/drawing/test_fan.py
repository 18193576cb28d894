import math

import numpy as np
import pytest

from tandem.experiments.drawing.fan import PROBABILITIES, fan


def ordered_quantile(values, probability):
    """Type 7 of Hyndman and Fan by hand: between the order statistics around (n − 1) p."""
    ranked = sorted(values)
    position = (len(ranked) - 1) * probability
    below = math.floor(position)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (position - below) * (ranked[above] - ranked[below])


def test_quantiles_of_every_month_are_those_of_the_ordered_runs():
    values = np.random.default_rng(3).gamma(2.0, 3.0, (37, 5))
    shown = fan(values)
    for month in range(5):
        expected = [ordered_quantile(values[:, month], probability) for probability in PROBABILITIES]
        assert shown.at(month) == pytest.approx(expected)
    assert np.array_equal(shown.since(2).p95, shown.p95[2:])


def test_runs_without_a_value_are_left_out_of_their_month():
    values = np.arange(20.0).reshape(10, 2)
    values[:4, 1] = np.nan
    shown = fan(values)
    assert shown.at(0)[2] == 9
    assert shown.at(1) == pytest.approx([ordered_quantile(values[4:, 1], p) for p in PROBABILITIES])


def test_a_month_without_values_has_none_and_one_run_is_its_own_fan():
    shown = fan([[1.0, np.nan, 3.0]])
    assert shown.at(0) == (1, 1, 1, 1, 1)
    assert np.isnan(shown.at(1)).all()


@pytest.mark.parametrize("values", [np.empty((0, 3)), np.zeros(4), np.zeros((2, 2, 2))])
def test_other_shapes_are_refused(values):
    with pytest.raises(ValueError, match="at least one draw"):
        fan(values)
