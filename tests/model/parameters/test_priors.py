"""Parameter sets: keyed by name and draw, so that nothing else moves them; fixed values are checked."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tandem.model.errors import InputError
from tandem.model.parameters import RETIRED, Parameter, central_values, register, sample_prior

DRAWN = [name for name, entry in register().items() if entry.is_drawn]


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
    for name in DRAWN:
        entry = register()[name]
        values = np.array([values[name] for values in sets])
        assert entry.low <= values.min() < values.max() <= entry.high
    assert sample_prior(seed=5, draws=1) != sample_prior(seed=6, draws=1)


def test_draws_follow_their_priors_and_are_independent():
    sets = sample_prior(seed=4, draws=3000)
    site = np.array([values["site_wellness"] for values in sets])
    assert stats.kstest(site, stats.truncnorm(-2.5, 2.5).cdf).pvalue > 1e-3
    loading = np.array([values["use_role_loading"] for values in sets]) / 0.5  # 0 to 0.5 with mode 0.25
    assert stats.kstest(loading, stats.beta(3, 3).cdf).pvalue > 1e-3
    columns = np.array([[values[name] for name in DRAWN] for values in sets])
    correlation = np.corrcoef(columns.T)[np.triu_indices(columns.shape[1], 1)]
    assert np.abs(correlation).max() < 5 / np.sqrt(3000)


def entry(prior, central=0.4, low=0.0, high=1.0):
    """A parameter with that prior."""
    return Parameter("made_up", "made up for a test", "share", central, low, high, prior, "assumption", ())


def test_a_prior_may_have_mass_at_nought():
    chance = np.linspace(0, 1, 2001)
    drawn, usual = entry("nought(0.3)").quantile(chance), entry("pert").quantile
    assert np.mean(drawn == 0) == pytest.approx(0.3, abs=1e-3)
    np.testing.assert_allclose(drawn[chance > 0.3], usual((chance[chance > 0.3] - 0.3) / 0.7))
    sets = sample_prior(seed=9, draws=3000)
    share = np.mean([values["effort_share"] == 0 for values in sets])
    assert share == pytest.approx(0.1, abs=4 * np.sqrt(0.1 * 0.9 / 3000))


def test_a_normal_prior_is_standard_normal_cut_off_at_its_range():
    chance = np.linspace(0, 1, 501)
    np.testing.assert_allclose(
        entry("normal", 0.0, -2.5, 2.5).quantile(chance), stats.truncnorm(-2.5, 2.5).ppf(chance), atol=1e-9
    )


def test_a_beta_prior_is_scaled_to_its_range():
    chance = np.linspace(0, 1, 501)
    np.testing.assert_allclose(
        entry("beta(2, 3)", low=1.0, high=3.0).quantile(chance), 1 + 2 * stats.beta(2, 3).ppf(chance)
    )
    with pytest.raises(ValueError, match="unknown prior 'uniform'"):
        entry("uniform").quantile(chance)


@pytest.mark.parametrize("prior", ["fixed", "derived"])
def test_a_fixed_or_derived_parameter_has_no_spread(prior):
    np.testing.assert_array_equal(entry(prior).quantile(np.linspace(0, 1, 5)), np.full(5, 0.4))
    assert not entry(prior).is_drawn


def test_a_derived_parameter_has_no_value_until_it_is_worked_out_or_given():
    derived = [name for name, one in register().items() if one.prior == "derived"]
    assert derived == ["quits_with_ai"]
    for values in (central_values(), *sample_prior(1, 2)):
        assert "quits_with_ai" not in values
    for values in (central_values({"quits_with_ai": 1.2}), *sample_prior(1, 2, {"quits_with_ai": 1.2})):
        assert values["quits_with_ai"] == 1.2


@pytest.mark.parametrize("name", list(RETIRED))
@pytest.mark.parametrize("taken", [central_values, lambda fixed: sample_prior(1, 2, fixed)])
def test_a_parameter_of_version_0_1_is_refused_with_what_takes_its_place(name, taken):
    assert name not in register()
    with pytest.raises(InputError, match=rf"parameters\.{name}: .* since version 0\.1\. In its place: \w+"):
        taken({name: 0.5})
    assert any(word.strip(",;.") in register() for word in RETIRED[name].split())


def test_central_values_take_fixed_ones():
    values = central_values({"true_gain": 0.1})
    assert values["true_gain"] == 0.1
    assert values.keys() == register().keys() - {"quits_with_ai"}
    assert all(values[name] == register()[name].central for name in values.keys() - {"true_gain"})


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
