"""The likelihood against densities computed on their own, and the data that it generates."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import binom, norm

from tandem.calibration.fit.emulator import INPUTS, Reach
from tandem.calibration.fit.likelihood import (
    EDGE,
    build_model,
    observations,
    places_of,
    simulate_observations,
)
from tests.calibration.fit.made_up import EARLY, emulator, statistics, target

MEAN = target("mean_gain", 0.4, (625,), extra_error=0.02)
SHARE = target("unclear_top", 0.62, (150,))  # 93 yes answers
OTHER = target("trust_top", 0.5, (80,))
WIDENED = target("burnout_all", 0.7, (500,), extra_error=0.04)
RATIO = target("considering_ratio", 2.0, (156, 469), rest=0.267)
TARGETS = (RATIO, SHARE, MEAN, WIDENED, OTHER)
EMULATOR = emulator(
    statistics("mean_gain", "burnout_all", "considering_top", "considering_rest", "unclear_top", "trust_top"),
    seed=4,
    size=0.15,
)
OBSERVED = observations(TARGETS)


def point(seed: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {
        "z": rng.normal(size=len(INPUTS)),
        "emulator_error": rng.normal(size=len(EMULATOR.statistics)),
        "beyond_sampling": rng.normal(size=1),
    }


def levels(at: dict[str, np.ndarray]) -> dict[str, float]:
    """The statistics at a point: the quadratic plus a draw of the emulator's error."""
    z = at["z"]
    error = np.linalg.cholesky(EMULATOR.error) @ at["emulator_error"]
    return {
        each.quantity: EMULATOR.constant[place]
        + EMULATOR.linear[place] @ z
        + z @ EMULATOR.quadratic[place] @ z
        + error[place]
        for place, each in enumerate(EMULATOR.statistics)
    }


def log_likelihood(at: dict[str, np.ndarray], observed=OBSERVED) -> dict[str, float]:
    """What each target contributes, from SciPy's densities."""
    level = levels(at)
    shift = at["beyond_sampling"][0] * 0.04 / (0.7 * 0.3)  # a standard error of 4 points, as a logit
    top, rest = expit(level["considering_top"]), expit(level["considering_rest"])
    spread = math.sqrt((1 / top - 1) / 156 + (1 / rest - 1) / 469)
    return {
        "considering_ratio": norm.logpdf(observed[0], math.log(top / rest), spread),
        "unclear_top": binom.logpmf(round(observed[1]), 150, expit(level["unclear_top"])),
        "mean_gain": norm.logpdf(observed[2], level["mean_gain"], 0.02),
        "burnout_all": binom.logpmf(round(observed[3]), 500, expit(level["burnout_all"] + shift)),
        "trust_top": binom.logpmf(round(observed[4]), 80, expit(level["trust_top"])),
    }


def log_prior(at: dict[str, np.ndarray]) -> float:
    return sum(float(norm.logpdf(each).sum()) for each in at.values())


@pytest.fixture(scope="module")
def model():
    return build_model(TARGETS, EMULATOR)


@pytest.fixture(scope="module")
def log_posterior(model):
    return model.compile_logp()


def test_observations_are_counts_logs_and_means():
    assert pytest.approx([math.log(2), 93, 0.4, 350, 40]) == OBSERVED


def test_places_of_a_ratio_are_top_and_rest():
    assert places_of(RATIO, EMULATOR) == (2, 3)
    assert places_of(SHARE, EMULATOR) == (4,)


def test_a_statistic_of_another_month_is_not_taken():
    with pytest.raises(ValueError, match="not in"):
        places_of(target("unclear_top", 0.6, (150,), month=EARLY), EMULATOR)


def test_log_posterior_differs_between_points_as_scipys_densities_do(log_posterior):
    points = [point(seed) for seed in range(6)]
    got = np.array([float(log_posterior(each)) for each in points])
    expected = np.array([log_prior(each) + sum(log_likelihood(each).values()) for each in points])
    assert np.ptp(expected) > 50
    assert got - got[0] == pytest.approx(expected - expected[0], rel=1e-6, abs=1e-4)


def test_within_reach_the_prior_is_as_it_was_and_beyond_it_falls_steeply():
    """Against the same model with a reach that nothing is beyond."""
    middle = np.full(len(INPUTS), 0.5)
    held = replace(EMULATOR, reach=Reach(middle, 2 * np.eye(len(INPUTS)), 8.0))  # spread of a half
    direction = np.random.default_rng(5).normal(size=len(INPUTS))
    direction /= np.linalg.norm(direction)
    free, tied = (build_model(TARGETS, each).compile_logp() for each in (EMULATOR, held))

    def lost(away: float) -> float:
        at = point(1) | {"z": middle + away / 2 * direction}
        return float(free(at)) - float(tied(at))

    for inside in (0.0, 4.0, 7.999):
        assert lost(inside) == pytest.approx(0.0, abs=1e-9)
    # Half the square of how many edges beyond, as far as the edge is narrow.
    assert lost(8.0 + EDGE / 10) == pytest.approx(0.005, rel=0.02)
    assert lost(8.0 + EDGE) == pytest.approx(0.5, rel=0.1)
    assert lost(13.0) > 100  # where the second place of such fits began


@pytest.mark.parametrize("place", range(len(TARGETS)))
def test_an_excluded_target_is_dropped_exactly(model, log_posterior, place):
    points = [point(seed) for seed in (1, 2)]
    name = TARGETS[place].quantity
    with model:
        model.set_data("included", np.ones(len(TARGETS)))
        whole = [float(log_posterior(each)) for each in points]
        model.set_data("included", (np.arange(len(TARGETS)) != place).astype(float))
        without = [float(log_posterior(each)) for each in points]
        model.set_data("observed", np.where(np.arange(len(TARGETS)) == place, 1.0, OBSERVED))
        whatever = [float(log_posterior(each)) for each in points]
        model.set_data("observed", OBSERVED)
        model.set_data("included", np.ones(len(TARGETS)))
    lost = (whole[0] - without[0]) - (whole[1] - without[1])
    expected = log_likelihood(points[0])[name] - log_likelihood(points[1])[name]
    assert lost == pytest.approx(expected, rel=1e-6, abs=1e-6)
    assert whatever == without  # its data have no effect at all


def test_other_data_take_the_place_of_the_targets_own(model, log_posterior):
    other = np.array([0.3, 20.0, 0.1, 200.0, 70.0])
    points = [point(seed) for seed in (3, 4)]
    with model:
        model.set_data("observed", other)
        got = [float(log_posterior(each)) for each in points]
        model.set_data("observed", OBSERVED)
    expected = [log_prior(each) + sum(log_likelihood(each, other).values()) for each in points]
    assert got[1] - got[0] == pytest.approx(expected[1] - expected[0], rel=1e-6, abs=1e-4)


def test_generated_data_follow_the_likelihood():
    scores = point(7)["z"] * 0.5
    rng = np.random.default_rng(1)
    draws = np.array([simulate_observations(TARGETS, EMULATOR, scores, rng) for _ in range(6000)])
    # The same data by another route: many emulator errors at once, then the sampling of each target.
    rng = np.random.default_rng(2)
    size = 60_000
    level = EMULATOR.predict(scores[None]) + rng.multivariate_normal(
        np.zeros(6), EMULATOR.error, size, method="cholesky"
    )
    top, rest = expit(level[:, 2]), expit(level[:, 3])
    beyond = rng.normal(0, 0.04 / (0.7 * 0.3), size)
    expected = np.column_stack(
        [
            rng.normal(np.log(top / rest), np.sqrt((1 - top) / (156 * top) + (1 - rest) / (469 * rest))),
            rng.binomial(150, expit(level[:, 4])),
            rng.normal(level[:, 0], 0.02),
            rng.binomial(500, expit(level[:, 1] + beyond)),
            rng.binomial(80, expit(level[:, 5])),
        ]
    )
    spread = expected.std(axis=0)
    assert (np.abs(draws.mean(axis=0) - expected.mean(axis=0)) < 4.5 * spread / math.sqrt(6000)).all()
    assert draws.std(axis=0) / spread == pytest.approx(np.ones(5), abs=0.05)
    assert np.corrcoef(draws.T) == pytest.approx(np.corrcoef(expected.T), abs=0.07)


def test_generated_data_without_emulator_error_are_binomial():
    exact = replace(emulator(statistics("unclear_top"), seed=1), error=np.zeros((1, 1)))
    scores = np.zeros(len(INPUTS))
    rng = np.random.default_rng(3)
    draws = [simulate_observations([SHARE], exact, scores, rng)[0] for _ in range(4000)]
    truth = binom(150, expit(exact.constant[0]))
    assert np.mean(draws) == pytest.approx(truth.mean(), abs=4 * truth.std() / math.sqrt(4000))
    assert np.var(draws) == pytest.approx(truth.var(), rel=0.1)


def test_a_ratios_extra_error_widens_its_likelihood():
    made = emulator(statistics("considering_top", "considering_rest"), seed=2)
    widened = target("considering_ratio", 2.0, (156, 469), rest=0.267, extra_error=0.4)
    rng = np.random.default_rng(1)
    draws = [simulate_observations([widened], made, np.zeros(len(INPUTS)), rng)[0] for _ in range(2000)]
    assert np.std(draws) > 0.4


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_the_extra_error_of_a_share_of_nobody_or_everybody_is_kept(share):
    at_the_end = target("unclear_top", share, (150,), extra_error=0.1)
    made = emulator(statistics("unclear_top"), seed=2)
    free = [variable.name for variable in build_model([at_the_end], made).free_RVs]
    assert "beyond_sampling" in free
