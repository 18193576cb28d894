"""Waves of simulations: what is simulated, and how an interrupted wave goes on."""

import numpy as np
import pytest

from tandem.calibration.fit import waves
from tandem.calibration.fit.emulator import INPUTS, transformed, values_of
from tandem.calibration.fit.waves import around, prior_scores, simulate
from tandem.calibration.survey.instrument import population_values
from tests.calibration.fit.made_up import Memory, emulator, shipped, statistics

TWO = statistics("mean_gain", "burnout_top")
PEOPLE = 2_000


def wave(scores, kept=None, first_seed=0, threads=1, progress=lambda done: None):
    return simulate(TWO, scores, PEOPLE, first_seed, threads, progress, kept)


def test_each_row_is_the_populations_statistics_at_its_scores():
    scores = prior_scores(4, 1)
    found = wave(scores, first_seed=30)
    for row, values in enumerate(values_of(scores)):
        truth = population_values(
            values, (shipped("mean_gain"), shipped("burnout_top")), PEOPLE, seed=30 + row
        )
        assert found[row] == pytest.approx(
            [truth["mean_gain"], transformed(TWO[1], truth["burnout_top"])], rel=1e-12
        )


def test_threads_do_not_change_a_wave():
    scores = prior_scores(8, 2)
    assert np.array_equal(wave(scores), wave(scores, threads=3))


def test_an_interrupted_wave_goes_on_where_it_stopped(monkeypatch):
    scores, kept = prior_scores(128, 3), Memory()
    whole = wave(scores)
    simulated: list[int] = []
    done: list[int] = []
    interrupted_at = [100]
    one = waves._simulate_one

    def count(statistics, values, people, seed):
        simulated.append(seed)
        if len(simulated) in interrupted_at:
            raise KeyboardInterrupt
        return one(statistics, values, people, seed)

    monkeypatch.setattr(waves, "_simulate_one", count)
    with pytest.raises(KeyboardInterrupt):
        wave(scores, kept)
    assert [piece["observed"].shape for piece in kept.values()] == [(64, 2)]  # the first of two pieces
    simulated.clear()
    interrupted_at.clear()
    assert np.array_equal(wave(scores, kept, progress=done.append), whole)
    assert len(simulated) == 64 and sum(done) == 128 and done[0] == 64
    simulated.clear()
    assert np.array_equal(wave(scores, kept), whole)
    assert not simulated


@pytest.mark.parametrize("change", ["scores", "seed", "people", "statistics"])
def test_a_saved_wave_of_something_else_is_not_used(change):
    kept = Memory()
    wave(prior_scores(4, 1), kept)
    now = {
        "scores": (TWO, prior_scores(4, 2), PEOPLE, 0),
        "seed": (TWO, prior_scores(4, 1), PEOPLE, 50),
        "people": (TWO, prior_scores(4, 1), 3_000, 0),
        "statistics": (statistics("mean_gain", "trust_top"), prior_scores(4, 1), PEOPLE, 0),
    }[change]
    resumed = simulate(*now, 1, lambda done: None, kept)
    assert np.array_equal(resumed, simulate(*now, 1, lambda done: None))


def test_the_second_wave_lies_where_the_posterior_is_and_wider():
    rng = np.random.default_rng(1)
    root = np.linalg.cholesky(0.2 * np.eye(len(INPUTS)) + 0.1)
    posterior = 0.5 + rng.normal(size=(4000, len(INPUTS))) @ root.T
    scores = around(posterior, 20_000, 1.3, seed=2)
    assert scores.mean(axis=0) == pytest.approx(np.full(len(INPUTS), 0.5), abs=0.06)
    assert np.cov(scores.T) == pytest.approx(1.69 * (0.2 * np.eye(len(INPUTS)) + 0.1), abs=0.06)


def test_made_up_emulators_are_sound():
    made = emulator(TWO)
    assert np.linalg.eigvalsh(made.error).min() > 0
