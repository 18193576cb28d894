"""The emulator against surfaces that are known, and the scores against the priors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import mahalanobis
from scipy.special import expit, ndtr
from scipy.stats import kstest

from tandem.calibration.fit.emulator import (
    INPUTS,
    Statistic,
    fit_emulator,
    inputs_of,
    reach_of,
    statistics_behind,
    transformed,
    values_of,
)
from tandem.calibration.fit.waves import prior_scores
from tandem.calibration.survey.instrument import population_values
from tandem.calibration.survey.targets import upwork_2025
from tandem.model.parameters import central_values, register
from tandem.model.structures import STRUCTURES
from tests.calibration.fit.made_up import EARLY, LATE, emulator, statistics, target

TWO = statistics("mean_gain", "burnout_top")


def surface(inputs: int, seed: int):
    """A random quadratic of two statistics: constant, linear and curved part."""
    rng = np.random.default_rng(seed)
    curved = rng.normal(0, 0.2, (2, inputs, inputs))
    return rng.normal(size=2), rng.normal(0, 0.5, (2, inputs)), (curved + curved.transpose(0, 2, 1)) / 2


def heights(scores, constant, linear, curved) -> np.ndarray:
    """The surface, term by term."""
    result = np.zeros((len(scores), len(constant)))
    for row, z in enumerate(scores):
        for place in range(len(constant)):
            height = constant[place]
            for first in range(len(z)):
                height += linear[place, first] * z[first]
                for second in range(len(z)):
                    height += curved[place, first, second] * z[first] * z[second]
            result[row, place] = height
    return result


@given(st.integers(0, 2**31), st.integers(1, 5))
def test_reach_is_the_mahalanobis_distance_of_the_furthest_simulation(seed, inputs):
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(40, inputs)) @ rng.normal(size=(inputs, inputs)) + rng.normal(size=inputs)
    inverse = np.linalg.inv(np.atleast_2d(np.cov(scores.T)))
    expected = [mahalanobis(row, scores.mean(axis=0), inverse) for row in scores]
    reach = reach_of(scores)
    assert reach.distance(scores) == pytest.approx(expected, rel=1e-4)
    assert reach.furthest == pytest.approx(max(expected), rel=1e-4)


@given(st.integers(0, 2**31), st.integers(1, 4))
def test_prediction_is_the_quadratic_term_by_term(seed, rows):
    made = emulator(statistics("burnout_top", "burnout_rest", "trust_top"), seed)
    scores = np.random.default_rng(seed).normal(size=(rows, len(INPUTS)))
    expected = heights(scores, made.constant, made.linear, made.quadratic)
    assert made.predict(scores) == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("inputs", [1, 3, 6])
def test_a_quadratic_without_noise_is_recovered(inputs):
    known = surface(inputs, inputs)
    scores = np.random.default_rng(1).normal(size=(1200, inputs))
    fitted = fit_emulator(TWO, scores, heights(scores, *known))
    for got, expected in zip((fitted.constant, fitted.linear, fitted.quadratic), known, strict=True):
        assert got == pytest.approx(expected, abs=5e-3)  # the ridge penalty takes about a thousandth
    assert fitted.explained == pytest.approx([1, 1], abs=1e-4)


def test_the_curved_part_is_symmetric():
    known = surface(4, 3)
    scores = np.random.default_rng(2).normal(size=(600, 4))
    fitted = fit_emulator(TWO, scores, heights(scores, *known))
    assert np.array_equal(fitted.quadratic, fitted.quadratic.transpose(0, 2, 1))


def test_cross_validated_error_is_the_noise():
    known = surface(5, 8)
    rng = np.random.default_rng(3)
    noise = np.array([[0.09, 0.03], [0.03, 0.04]])
    scores = rng.normal(size=(4000, 5))
    observed = heights(scores, *known) + rng.multivariate_normal(np.zeros(2), noise, 4000)
    fitted = fit_emulator(TWO, scores, observed)
    assert fitted.error == pytest.approx(noise, rel=0.1, abs=2e-3)
    explained = 1 - np.diag(noise) / observed.var(axis=0)
    assert fitted.explained == pytest.approx(explained, abs=0.01)


def test_error_is_that_of_simulations_the_surface_has_not_seen():
    # 136 coefficients and 400 simulations of pure noise: residuals of the fit itself would be too small.
    rng = np.random.default_rng(9)
    fitted = fit_emulator(TWO, rng.normal(size=(400, 15)), rng.normal(size=(400, 2)))
    assert (np.diag(fitted.error) > 1.1).all()
    assert (fitted.explained < 0).all()


def test_cross_validated_error_shows_what_no_quadratic_can_follow():
    scores = np.random.default_rng(4).normal(size=(2000, 2))
    wave = np.sin(3 * scores[:, :1])
    fitted = fit_emulator(TWO, scores, np.hstack([wave, scores[:, :1]]))
    assert fitted.error[0, 0] > 0.5 * wave.var()
    assert fitted.error[1, 1] < 1e-5


def test_one_statistic_alone_can_be_emulated():
    scores = np.random.default_rng(5).normal(size=(300, 2))
    fitted = fit_emulator(statistics("mean_gain"), scores, scores[:, :1] * 2)
    assert fitted.error.shape == (1, 1)
    assert fitted.predict(np.array([[1.0, 0.0]])) == pytest.approx(np.array([[2.0]]), abs=0.01)


@pytest.mark.parametrize("spread", [1.0, 0.3])
def test_a_narrow_second_wave_is_followed_as_well_as_a_wide_one(spread):
    # Second waves lie where the posterior is: well-informed scores there have a small spread.
    known = surface(4, 6)
    scores = 1.2 + spread * np.random.default_rng(6).normal(size=(1500, 4))
    observed = heights(scores, *known)
    fitted = fit_emulator(TWO, scores, observed)
    missed = (fitted.predict(scores) - observed).std(axis=0) / observed.std(axis=0)
    assert (missed < 0.03).all()  # the ridge penalty bends a narrow wave most


def test_statistics_behind_targets():
    ratio = target("burnout_ratio", 1.5, (150, 450), rest=0.4)
    overall = target("burnout_all", 0.6, month=EARLY)
    assert statistics_behind([ratio]) == statistics("burnout_rest", "burnout_top")
    assert statistics_behind([overall, target("mean_gain")]) == (
        Statistic(EARLY, "burnout_all"),
        Statistic(LATE, "mean_gain"),
    )
    top = target("burnout_top")
    assert statistics_behind([top, ratio, top]) == statistics("burnout_rest", "burnout_top")  # each once
    assert statistics_behind([ratio, overall]) == statistics_behind([overall, ratio])
    assert statistics_behind([top, target("burnout_top", month=EARLY)]) == (
        Statistic(EARLY, "burnout_top"),
        Statistic(LATE, "burnout_top"),
    )


@given(st.floats(0.001, 0.999))
def test_shares_are_emulated_as_logits(share):
    assert expit(transformed(Statistic(LATE, "burnout_top"), share)) == pytest.approx(share)
    assert transformed(Statistic(LATE, "mean_gain"), share) == share


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_nobody_and_everybody_have_a_finite_logit(share):
    assert abs(transformed(Statistic(LATE, "burnout_top"), share)) < 10


@settings(max_examples=12, deadline=None)  # the prior's quantiles take some milliseconds a row
@given(st.integers(0, len(INPUTS) - 1), st.lists(st.floats(-8, 8), min_size=2, max_size=4))
def test_values_stay_in_range_and_rise_with_the_score(place, levels):
    scores = np.zeros((len(levels) + 1, len(INPUTS)))
    scores[1:, place] = sorted(levels)
    middle, *values = values_of(scores)
    entry = register()[INPUTS[place]]
    column = [each[entry.name] for each in values]
    assert column == sorted(column)
    assert entry.low <= column[0] and column[-1] <= entry.high
    assert {name for name in middle if values[0][name] != middle[name]} <= {entry.name}


def test_values_name_every_parameter_and_those_not_emulated_are_central():
    values, below = values_of(np.array([[1.0], [-1.0]]) * np.ones(len(INPUTS)))
    central = central_values()
    assert set(values) == set(central)
    assert all(values[name] == central[name] for name in central if name not in INPUTS)
    assert all(values[name] > below[name] for name in INPUTS)


@pytest.mark.parametrize("structure", list(STRUCTURES))
def test_values_under_a_structure_are_as_it_holds_them_and_the_others_as_drawn(structure):
    inputs, held = inputs_of(structure), STRUCTURES[structure].fixed
    assert set(inputs) | (set(INPUTS) & set(held)) == set(INPUTS) and not set(inputs) & set(held)
    values = values_of(np.full((1, len(inputs)), 0.7), structure)[0]
    assert all(values[name] == value for name, value in held.items())
    assert all(values[name] == register()[name].quantile(np.array(ndtr(0.7))) for name in inputs)
    assert prior_scores(64, 1, structure).shape == (64, len(inputs))


def test_scores_of_the_first_wave_are_standard_normal():
    scores = prior_scores(4096, 1)
    for place in range(len(INPUTS)):
        assert kstest(scores[:, place], "norm").statistic < 0.01
    correlation = np.corrcoef(scores.T) - np.eye(len(INPUTS))
    assert np.abs(correlation).max() < 0.05
    assert np.array_equal(scores, prior_scores(4096, 1))
    assert not np.array_equal(scores, prior_scores(4096, 2))


def test_what_is_not_emulated_hardly_moves_what_is_fitted():
    """Parameters outside `INPUTS` are central for the emulator and drawn from their priors afterwards."""
    fitted = tuple(each for each in upwork_2025() if each.role == "fit")
    central, seeds = central_values(), range(4)  # a changed quit rate changes everybody's luck, too

    def comparable(values: dict[str, float], seed: int) -> np.ndarray:
        found = population_values(central | values, fitted, 20_000, seed, threads=2)
        return np.array(
            [np.log(found[each.name]) if each.kind == "ratio" else found[each.name] for each in fitted]
        )

    error = np.array([each.standard_error() for each in fitted])
    for name, entry in register().items():
        if name not in INPUTS:
            low, high = entry.quantile(np.array([0.05, 0.95]))
            moves = [comparable({name: high}, seed) - comparable({name: low}, seed) for seed in seeds]
            shift = np.abs(np.mean(moves, axis=0))
            assert (shift < error).all(), (name, fitted[int(np.argmax(shift / error))].name)
