"""The cross-check by approximate Bayesian computation, piece by piece and against a known posterior."""

import math

import numpy as np
import pytest
from scipy.stats import binom

from tandem.calibration.checks import crosscheck
from tandem.calibration.checks.crosscheck import approximate_posterior, comparison
from tandem.calibration.fit.emulator import INPUTS
from tests.calibration.fit.made_up import target

SHARE = target("unclear_top", 0.62, (150,))
WIDENED = target("burnout_all", 0.7, (500,), extra_error=0.04)
MEAN = target("mean_gain", 0.4, (625,), extra_error=0.02)
RATIO = target("considering_ratio", 2.0, (156, 469), rest=0.267)
TARGETS = (SHARE, WIDENED, MEAN, RATIO)


def test_findings_are_compared_as_shares_means_and_log_ratios():
    assert crosscheck._compared(TARGETS) == pytest.approx([0.62, 0.7, 0.4, math.log(2)])


def test_simulated_findings_carry_the_sampling_error():
    rng = np.random.default_rng(1)
    found = {"unclear_top": 0.55, "burnout_all": 0.66, "mean_gain": 0.37, "considering_ratio": 1.7}
    draws = np.array([[crosscheck._with_error(each, found, rng) for each in TARGETS] for _ in range(8000)])
    expected = np.array(
        [
            math.sqrt(0.55 * 0.45 / 150),
            math.hypot(math.sqrt(0.66 * 0.34 / 500), 0.04),
            0.02,
            RATIO.standard_error(),
        ]
    )
    assert draws.mean(axis=0) == pytest.approx([0.55, 0.66, 0.37, math.log(1.7)], abs=0.005)
    assert draws.std(axis=0) / expected == pytest.approx(np.ones(4), abs=0.04)
    counts = draws[:, 0] * 150
    assert counts == pytest.approx(np.round(counts), abs=1e-9)
    assert np.mean(np.round(counts) <= 80) == pytest.approx(binom.cdf(80, 150, 0.55), abs=0.02)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_share_of_nobody_or_everybody_has_an_error_to_be_measured_by(share):
    half = 0.5 / 150
    assert crosscheck._sampling_error(target("unclear_top", share, (150,))) == pytest.approx(
        math.sqrt(half * (1 - half) / 150)
    )
    assert crosscheck._sampling_error(SHARE) == SHARE.standard_error()


def linear(rng, size: int, spread: float) -> tuple[np.ndarray, np.ndarray]:
    """Scores from the prior and two findings that are linear in them, with errors."""
    scores = rng.normal(size=(size, 3))
    slopes = np.array([[0.8, 0.3, 0.0], [0.0, 0.5, 0.0]])
    return scores, scores @ slopes.T + rng.normal(scale=spread, size=(size, 2))


def test_regression_adjustment_is_exact_where_everything_is_linear():
    rng = np.random.default_rng(2)
    scores, found = linear(rng, 40_000, 0.5)
    seen = np.array([1.0, -0.4])
    adjusted = crosscheck._regression_adjusted(scores, found, seen, np.full(40_000, 1 / 40_000))
    slopes = np.array([[0.8, 0.3, 0.0], [0.0, 0.5, 0.0]])
    gain = slopes.T @ np.linalg.inv(slopes @ slopes.T + 0.25 * np.eye(2))
    assert adjusted.mean(axis=0) == pytest.approx(gain @ seen, abs=0.02)
    assert np.cov(adjusted.T) == pytest.approx(np.eye(3) - gain @ slopes, abs=0.03)


def test_regression_adjustment_minds_the_weights():
    rng = np.random.default_rng(3)
    scores, found = linear(rng, 40_000, 0.5)
    odd = np.arange(40_000) % 2 == 1
    spoilt = scores + np.where(odd, 50.0, 0.0)[:, None] * found[:, :1]  # another relation, without weight
    seen = np.array([1.0, -0.4])
    weights = np.where(odd, 0.0, 1 / 20_000)
    adjusted = crosscheck._regression_adjusted(spoilt, found, seen, weights)[~odd]
    alone = crosscheck._regression_adjusted(scores[~odd], found[~odd], seen, np.full(20_000, 1 / 20_000))
    assert adjusted == pytest.approx(alone, abs=1e-8)


POSTERIOR = np.random.default_rng(4).normal(0.3, 0.5, (4000, len(INPUTS)))


@pytest.mark.parametrize(
    ("shift", "scale", "agrees"),
    [
        (0.0, 1.0, True),
        (0.3, 1.0, True),
        (0.4, 1.0, False),
        (0.0, 0.7, False),
        (0.0, 1.4, False),
        (-0.3, 1.3, True),
    ],
)
def test_a_comparison_measures_in_posterior_standard_deviations(shift, scale, agrees):
    centre, spread = POSTERIOR.mean(axis=0), POSTERIOR.std(axis=0)
    other = centre + shift * spread + scale * (POSTERIOR - centre)
    rows = comparison(INPUTS, POSTERIOR, other, np.full(4000, 1 / 4000), ["burnout_role_loading"])
    assert [row["parameter"] for row in rows if row["informed"]] == ["burnout_role_loading"]
    for row in rows:
        assert row["difference"] == pytest.approx(shift, abs=1e-9)
        assert row["sd_ratio"] == pytest.approx(scale, abs=1e-9)
        assert row["agrees"] is agrees


def test_a_comparison_minds_the_weights():
    twice = np.vstack([POSTERIOR, POSTERIOR + 100])
    weights = np.concatenate([np.full(4000, 1 / 4000), np.zeros(4000)])
    rows = comparison(INPUTS, POSTERIOR, twice, weights, [])
    assert all(abs(row["difference"]) < 1e-9 and row["sd_ratio"] == pytest.approx(1) for row in rows)


@pytest.mark.slow
def test_abc_finds_the_posterior_of_a_linear_model(tmp_path, monkeypatch):
    """Two findings, linear in two searched scores and in one that is left to its prior."""
    monkeypatch.setattr(crosscheck, "inputs_of", lambda _: INPUTS[:6])
    first, second, other = INPUTS[3], INPUTS[1], INPUTS[5]
    chosen = (
        target("mean_gain", 0.4, (625,), extra_error=0.3, name="one"),
        target("mean_gain", -0.2, (625,), extra_error=0.2, name="two"),
    )

    def population_values(scores, targets, people, seed):
        return {
            "one": scores[first] + 0.5 * scores[other],
            "two": 0.6 * scores[second] - 0.3 * scores[first],
        }

    monkeypatch.setattr(crosscheck, "population_values", population_values)
    monkeypatch.setattr(
        crosscheck, "values_of", lambda rows, _: [dict(zip(INPUTS[:6], rows[0], strict=True))]
    )
    adjusted, weights = approximate_posterior(
        chosen, [first, second], people=2_000, size=500, seed=1, database=tmp_path / "abc.db"
    )
    assert adjusted.shape == (500, 6)
    assert weights == pytest.approx(np.full(500, 1 / 500))  # drawn from the prior: no draw outweighs another
    slopes = np.array([[1.0, 0.0, 0.5], [-0.3, 0.6, 0.0]])
    gain = slopes.T @ np.linalg.inv(slopes @ slopes.T + np.diag([0.3, 0.2]) ** 2)
    places = [3, 1, 5]
    expected = np.zeros(6)
    expected[places] = gain @ [0.4, -0.2]
    spread = np.ones(6)
    spread[places] = np.sqrt(np.diag(np.eye(3) - gain @ slopes))
    # 500 draws know a mean to ± 0.045 posterior SD, a standard deviation to ± 3 % (one standard error).
    assert (np.abs(adjusted.mean(axis=0) - expected) < 0.2 * spread).all()
    assert adjusted.std(axis=0) / spread == pytest.approx(np.ones(6), abs=0.15)
