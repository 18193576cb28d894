"""Sampling: the right answer where it is known, convergence enforced, and a fit from start to end."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtr
from scipy.stats import kstest

from tandem.calibration.fit import calibrate as fitting
from tandem.calibration.fit.calibrate import FitSettings, calibrate, fitted, values_of_sample
from tandem.calibration.fit.emulator import INPUTS, fit_emulator
from tandem.calibration.fit.sampling import NotConvergedError, Sample, compile_sampler, require_convergence
from tandem.calibration.survey.targets import for_reading, upwork_2025
from tandem.model.parameters import register, sample_prior
from tests.calibration.fit.made_up import Memory, emulator, statistics, target

SMALL = FitSettings(first_wave=64, second_wave=64, people=2_000, draws=50, tune=20, kept=40, threads=1)
GOOD = Sample(np.zeros((10, len(INPUTS))), rhat=1.004, ess=900.0, divergences=0)


# --- convergence ------------------------------------------------------------------------------------------
def test_a_converged_sample_passes():
    require_convergence(GOOD)
    require_convergence(replace(GOOD, rhat=1.01, ess=400.0))


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({"rhat": 1.02}, "R-hat 1.020, allowed 1.01"),
        ({"ess": 399.0}, "size 399, needed 400"),
        ({"divergences": 1}, "1 divergent"),
    ],
)
def test_a_sample_that_did_not_converge_is_refused(bad, says):
    with pytest.raises(NotConvergedError, match=says) as refused:
        require_convergence(replace(GOOD, **bad))
    assert refused.value.advice == (("target_accept",) if "divergences" in bad else ("draws",))


@pytest.mark.parametrize("bad", [{"rhat": math.nan}, {"ess": math.nan}], ids=str)
def test_a_sample_whose_convergence_is_unknown_is_refused(bad):
    with pytest.raises(NotConvergedError):
        require_convergence(replace(GOOD, **bad))


# --- a fit from start to end, its sampling replaced -------------------------------------------------------
class Chains:
    """Stands in for a compiled sampler: gives draws of a known posterior."""

    def __init__(self, **convergence):
        self.convergence = {"rhat": 1.0, "ess": 1000.0, "divergences": 0} | convergence

    def with_emulator(self, emulator):
        return self

    def sample(self, seed, draws=1000, tune=500, target_accept=0.95):
        scores = 0.5 * np.random.default_rng(seed).normal(size=(4 * draws, len(INPUTS)))
        return Sample(scores, **self.convergence)


class Stages:
    """Begun stages with their sizes, and how much of each was said to be done."""

    def __init__(self):
        self.begun = []

    def __call__(self, what, size):
        self.begun.append([what, size, 0])
        place = len(self.begun) - 1

        def progress(done):
            self.begun[place][2] += done

        return progress


@pytest.fixture
def stages() -> Stages:
    return Stages()


TARGETS = for_reading(upwork_2025(), "level")


def test_a_fit_that_did_not_converge_is_not_given(monkeypatch, stages):
    monkeypatch.setattr(fitting, "compile_sampler", lambda *_: Chains(rhat=1.2))
    with pytest.raises(NotConvergedError, match="Nothing was saved"):
        calibrate(TARGETS, SMALL, None, stages)


def test_a_fit_tells_its_progress_and_fits_the_fitted_targets_only(monkeypatch, stages):
    compiled = []

    def compile_sampler(chosen, emulator, others):
        compiled.append(chosen)
        return Chains()

    monkeypatch.setattr(fitting, "compile_sampler", compile_sampler)
    found = calibrate(TARGETS, SMALL, None, stages)
    assert [stage[:2] for stage in stages.begun] == [
        ["first wave of simulations", 64],
        ["first posterior", 1],
        ["second wave of simulations", 64],
        ["posterior", 1],
    ]
    assert all(size == done for _, size, done in stages.begun)
    assert compiled == [fitted(TARGETS)]  # once: the second wave's surfaces take the place of the first's
    assert {each.role for each in found.fitted} == {"fit"} and len(found.targets) > len(found.fitted)
    assert len(found.draws) == SMALL.kept
    checked = {each.quantity for each in TARGETS if each.role == "check"}
    assert checked <= {each.quantity for each in found.emulator.statistics}


def test_a_fit_goes_on_where_it_stopped(monkeypatch, stages):
    kept = Memory()
    monkeypatch.setattr(fitting, "compile_sampler", lambda *_: Chains(ess=3.0))
    with pytest.raises(NotConvergedError):
        calibrate(TARGETS, SMALL, kept, stages)
    monkeypatch.setattr(fitting, "compile_sampler", lambda *_: Chains())
    monkeypatch.setattr("tandem.calibration.fit.waves._simulate_one", None)  # nothing is simulated again
    again = calibrate(TARGETS, SMALL, kept, stages)
    assert len(again.draws) == SMALL.kept


def test_values_of_a_sample_are_its_scores_and_the_priors_of_the_rest():
    scores = np.random.default_rng(1).normal(size=(400, len(INPUTS)))
    values = values_of_sample(scores, SMALL)
    prior = sample_prior(SMALL.seed, SMALL.kept)
    rows = np.linspace(0, 399, SMALL.kept).astype(int)
    assert len(values) == SMALL.kept and len(set(rows)) == SMALL.kept
    for name, entry in register().items():
        if entry.prior == "derived":
            assert name not in values[0]
            continue
        column = np.array([each[name] for each in values])
        if name in INPUTS:
            expected = entry.quantile(ndtr(scores[rows, INPUTS.index(name)]))
            assert column == pytest.approx(expected, rel=1e-12)
        else:
            assert column.tolist() == [each[name] for each in prior]


# --- the sampler itself (compiling takes most of the time) ------------------------------------------------
@pytest.fixture(scope="module")
def toy():
    """One mean, linear in the scores: the posterior is known in closed form."""
    made = emulator(statistics("mean_gain"), seed=3, size=0.1)
    made = replace(made, quadratic=np.zeros_like(made.quadratic))
    return compile_sampler([target("mean_gain", 1.5, (625,), extra_error=0.1)], made), made


def conjugate(made, observed: float) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of the scores: z ~ N(0, I), y = a + b·z + emulator error + sampling error."""
    slope = made.linear[0]
    spread = slope @ slope + made.error[0, 0] + 0.1**2
    mean = slope * (observed - made.constant[0]) / spread
    return mean, np.eye(slope.size) - np.outer(slope, slope) / spread


@pytest.mark.slow
def test_posterior_of_a_linear_gaussian_model_is_the_conjugate_one(toy):
    sampler, made = toy
    for observed in (None, -0.7):
        data = None if observed is None else np.array([observed])
        sample = sampler.sample(1, draws=1500, observed=data)
        require_convergence(sample)
        mean, covariance = conjugate(made, 1.5 if observed is None else observed)
        assert np.abs(mean).max() > 0.3
        assert sample.scores.shape == (6000, len(INPUTS))
        assert sample.scores.mean(axis=0) == pytest.approx(mean, abs=0.07)
        assert sample.scores.std(axis=0) == pytest.approx(np.sqrt(np.diag(covariance)), rel=0.06)
        along = made.linear[0] / np.linalg.norm(made.linear[0])
        informed = sample.scores @ along
        assert informed.mean() == pytest.approx(mean @ along, abs=0.05)
        assert informed.std() == pytest.approx(math.sqrt(along @ covariance @ along), rel=0.06)

    # Without the target, scores are as under the prior; and the same seed gives the same draws.
    prior = sampler.sample(2, included=np.zeros(1)).scores
    assert np.abs(prior.mean(axis=0)).max() < 0.09
    assert kstest(prior[::20].ravel(), "norm").pvalue > 1e-4
    assert np.array_equal(prior, sampler.sample(2, included=np.zeros(1)).scores)
    assert not np.array_equal(prior, sampler.sample(3, included=np.zeros(1)).scores)


@pytest.mark.slow
def test_a_surface_that_bends_back_beyond_its_simulations_fits_in_one_place_only():
    """Simulated where the first score is 1.2 to 2.8, the surface rises; left of that it bends back."""
    rng = np.random.default_rng(6)
    scores = np.column_stack([rng.uniform(1.2, 2.8, 400), rng.uniform(-1, 1, 400)])
    made = fit_emulator(statistics("mean_gain"), scores, (scores[:, :1] - 0.8) ** 2, ("first", "second"))
    there = made.predict(np.array([[2.0, 0.0]]))[0, 0]
    again = made.predict(np.column_stack([np.linspace(-3, 0, 301), np.zeros(301)]))[:, 0]
    # It meets the value again, nearer to the middle of the prior than where it was simulated.
    assert again.min() < there < again.max()

    sampler = compile_sampler([target("mean_gain", float(there), (625,), extra_error=0.5)], made)
    for seed in (1, 2, 3):
        sample = sampler.sample(seed, draws=1500, target_accept=0.99)
        require_convergence(sample)
        assert sample.scores[:, 0].min() > 0.3
        assert sample.scores[:, 0].mean() == pytest.approx(1.8, abs=0.3)
