"""Parameter sets: keyed by name and draw, so that nothing else moves them; fixed values are checked."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tandem.model.errors import InputError
from tandem.model.parameters import central_values, register, sample_prior


def test_more_draws_leave_the_first_ones_as_they_are():
    assert sample_prior(seed=3, draws=20)[:5] == sample_prior(seed=3, draws=5)


def test_fixing_a_parameter_moves_no_other():
    free, held = sample_prior(seed=3, draws=8), sample_prior(seed=3, draws=8, fixed={"true_gain": 0.1})
    for one, other in zip(free, held, strict=True):
        assert other.pop("true_gain") == 0.1
        one.pop("true_gain")
        assert one == other


def test_draws_lie_in_range_and_differ_between_seeds():
    sets = sample_prior(seed=4, draws=300)
    for name, entry in register().items():
        values = np.array([values[name] for values in sets])
        assert entry.low <= values.min() < values.max() <= entry.high
    assert sample_prior(seed=5, draws=1) != sample_prior(seed=6, draws=1)


def test_draws_follow_their_priors_and_are_independent():
    sets = sample_prior(seed=4, draws=3000)
    share = np.array([values["causal_share"] for values in sets])
    assert stats.kstest(share, stats.beta(2, 3).cdf).pvalue > 1e-3
    columns = np.array([[values[name] for name in register()] for values in sets])
    correlation = np.corrcoef(columns.T)[np.triu_indices(columns.shape[1], 1)]
    assert np.abs(correlation).max() < 5 / np.sqrt(3000)


def test_central_values_take_fixed_ones():
    values = central_values({"true_gain": 0.1})
    assert values["true_gain"] == 0.1
    assert values.keys() == register().keys()
    assert all(values[n] == entry.central for n, entry in register().items() if n != "true_gain")


@pytest.mark.parametrize("taken", [central_values, lambda fixed: sample_prior(1, 2, fixed)])
@pytest.mark.parametrize("value", [-0.01, 0.5, float("nan"), float("inf"), "much", None, True])
def test_a_fixed_value_out_of_range_is_refused_by_name(taken, value):
    with pytest.raises(InputError, match=r"parameters\.true_gain.*0\.01 to 0\.15"):
        taken({"true_gain": value})


@pytest.mark.parametrize("taken", [central_values, lambda fixed: sample_prior(1, 2, fixed)])
def test_an_unknown_name_is_refused_with_the_nearest_one(taken):
    with pytest.raises(InputError, match=r"parameters\.true_gian.*'true_gain'"):
        taken({"true_gian": 0.05})


def test_the_ends_of_the_range_are_allowed():
    for name, entry in register().items():
        assert central_values({name: entry.low})[name] == entry.low
        assert central_values({name: entry.high})[name] == entry.high
