"""Designs, held against what defines them."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.experiments.points.axes import Axis
from tandem.experiments.points.design import points_of
from tandem.model.errors import InputError

POLICY = Axis("policy", ("status_quo", "guardrails"))
MONTHS = Axis("months", (12, 24, 36))
VALUE = Axis("parameters.output_value", low=1.0, high=2.0)
LENGTH = Axis("months", low=10, high=13)


def test_a_grid_is_every_combination():
    found = [tuple(point.values()) for point in points_of([POLICY, MONTHS], "grid", None, 1)]
    assert found == list(itertools.product(POLICY.values, MONTHS.values))


@settings(deadline=None, max_examples=30)
@given(count=st.integers(1, 50), seed=st.integers(0, 2**40))
def test_a_latin_hypercube_has_one_point_in_every_stratum_of_every_range(count, seed):
    other = Axis("parameters.true_gain", low=0.02, high=0.1)
    points = points_of([VALUE, other], "lhs", count, seed)
    for axis in (VALUE, other):
        place = np.array([(point[axis.key] - axis.low) / (axis.high - axis.low) for point in points])
        assert sorted(np.floor(place * count).astype(int).clip(0, count - 1)) == list(range(count))


@settings(deadline=None, max_examples=20)
@given(power=st.integers(0, 8), seed=st.integers(0, 2**40))
def test_sobol_points_are_balanced_and_choices_are_paired(power, seed):
    count = 2**power
    points = points_of([VALUE, POLICY], "sobol", count, seed)
    assert len(points) == 2 * count
    of = {name: [p[VALUE.key] for p in points if p["policy"] == name] for name in POLICY.values}
    assert of["status_quo"] == of["guardrails"]
    place = np.floor((np.array(of["guardrails"]) - 1) * count).astype(int)
    assert sorted(place) == list(range(count))


def test_whole_numbers_stay_whole_and_reach_both_ends():
    found = [point["months"] for point in points_of([LENGTH], "lhs", 200, 3)]
    assert all(isinstance(value, int) for value in found)
    assert {value: found.count(value) for value in sorted(set(found))} == dict.fromkeys((10, 11, 12, 13), 50)


@pytest.mark.parametrize(
    ("axes", "design", "count", "said"),
    [
        ([VALUE], "grid", None, "a grid takes no values"),
        ([POLICY], "grid", 5, "a grid has as many points"),
        ([POLICY], "lhs", 5, "no range to draw from"),
        ([VALUE], "lhs", None, "how many points"),
        ([VALUE], "sobol", 100, "64 or 128"),
        ([VALUE, POLICY], "lhs", 9_000_000, "points"),
    ],
)
def test_what_does_not_go_together_is_refused(axes, design, count, said):
    with pytest.raises(InputError, match=said):
        points_of(axes, design, count, 1)
