"""Simulation-based calibration: its verdicts on ranks that are known, and on the fit itself (`science`)."""

from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tandem.calibration.checks import simulation_based
from tandem.calibration.checks.simulation_based import (
    RANKED_DRAWS,
    rank_statistics,
    simultaneous_bands,
    verdicts,
)
from tandem.calibration.fit.emulator import INPUTS
from tandem.calibration.fit.sampling import Sample
from tests.calibration.fit.made_up import emulator, statistics, target

DATASETS = 100


@pytest.fixture(autouse=True)
def bands_made_once(monkeypatch):
    """The bands take a second or two, and are the same for every test."""
    monkeypatch.setattr(simulation_based, "simultaneous_bands", remembered_bands)


remembered_bands = cache(simultaneous_bands)


def uniform_ranks(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, RANKED_DRAWS + 1, (DATASETS, len(INPUTS)))


def test_uniform_ranks_pass():
    failed = [any(not row["passes"] for row in verdicts(INPUTS, uniform_ranks(seed))) for seed in range(4)]
    assert sum(failed) <= 1  # each fails with a probability of 5 % at most


@pytest.mark.parametrize(
    ("name", "distort"),
    [
        ("too sure", lambda u: np.where(u < 0.5, 8 * u**4, 1 - 8 * (1 - u) ** 4)),
        ("too unsure", lambda u: 0.35 + 0.3 * u),
        ("too low", lambda u: u**3),
        ("too high", lambda u: np.cbrt(u)),
    ],
)
def test_ranks_of_a_wrong_posterior_fail_and_only_they(name, distort):
    even = np.linspace(0, RANKED_DRAWS, DATASETS).round().astype(int)
    ranks = np.tile(even[:, None], (1, len(INPUTS)))
    ranks[:, 4] = np.round(distort((np.arange(DATASETS) + 0.5) / DATASETS) * RANKED_DRAWS)
    rows = verdicts(INPUTS, ranks)
    assert [row["parameter"] for row in rows] == list(INPUTS)
    assert [row["parameter"] for row in rows if not row["passes"]] == [INPUTS[4]]
    assert rows[4]["outside"] > 0
    assert all(row["outside"] == 0 for row in rows if row["passes"])


def test_bands_hold_ninety_five_per_cent_of_uniform_ranks():
    points, low, high = simultaneous_bands(DATASETS, 0.95)
    ranks = np.random.default_rng(2).integers(0, RANKED_DRAWS + 1, (2000, DATASETS)) / RANKED_DRAWS
    shares = (ranks[:, :, None] <= points).mean(axis=1)
    inside = ((shares >= low - 1e-9) & (shares <= high + 1e-9)).all(axis=1).mean()
    assert 0.92 <= inside <= 0.985


def test_a_verdict_does_not_hang_on_luck():
    bands = [simultaneous_bands(DATASETS, 1 - 0.05 / len(INPUTS)) for _ in range(2)]
    assert all(
        np.array_equal(bands[0][1], low) and np.array_equal(bands[0][2], high) for _, low, high in bands
    )


class Sampled:
    """A sampler that ignores the data: draws of N(shift, spread²), which is right for its prior alone.

    Its prior, drawn from where all targets are left out, is N(prior, 1).
    """

    def __init__(self, shift=0.0, spread=1.0, prior=0.0):
        self.shift, self.spread, self.prior = shift, spread, prior
        self.seeds: list[int] = []
        self.data: list[np.ndarray] = []

    def sample(self, seed, draws, tune, chains, observed=None, included=None):
        scores = np.random.default_rng([seed, 99]).normal(size=(chains * draws, len(INPUTS)))
        if included is not None:
            assert not included.any()
            return Sample(self.prior + scores, 1.0, 1000.0, 0)
        self.seeds.append(seed)
        self.data.append(observed)
        return Sample(self.shift + self.spread * scores, 1.0, 1000.0, 0)


def ranked(sampler):
    chosen = (target("unclear_top", 0.6, (150,)), target("mean_gain", 0.4, (625,), extra_error=0.02))
    fit: Any = SimpleNamespace(
        fitted=chosen,
        emulator=emulator(statistics("unclear_top", "mean_gain")),
        sampler=sampler,
        inputs=INPUTS,
    )
    done: list[int] = []
    ranks = rank_statistics(fit, DATASETS, 5, done.append)
    assert sum(done) == DATASETS and ranks.shape == (DATASETS, len(INPUTS))
    assert ranks.min() >= 0 and ranks.max() <= RANKED_DRAWS
    return ranks


def test_every_data_set_is_another_one_and_refitted():
    sampler = Sampled()
    ranks = ranked(sampler)
    assert len(set(sampler.seeds)) == DATASETS
    assert len({tuple(observed) for observed in sampler.data}) == DATASETS
    assert np.array_equal(ranks, ranked(Sampled()))
    assert all(row["passes"] for row in verdicts(INPUTS, ranks))


def test_true_values_come_from_the_prior_of_the_fit_itself():
    assert all(row["passes"] for row in verdicts(INPUTS, ranked(Sampled(shift=3.0, prior=3.0))))
    assert not any(row["passes"] for row in verdicts(INPUTS, ranked(Sampled(prior=3.0))))


@pytest.mark.parametrize("wrong", [{"shift": 0.7}, {"spread": 0.4}, {"spread": 2.5}])
def test_a_wrong_inference_fails_for_every_parameter(wrong):
    assert not any(row["passes"] for row in verdicts(INPUTS, ranked(Sampled(**wrong))))


def test_ranks_are_uniform_by_their_number():
    # 100 draws and one truth: the truth takes each of 101 places equally often.
    shares = np.bincount(ranked(Sampled()).ravel(), minlength=RANKED_DRAWS + 1) / (DATASETS * len(INPUTS))
    assert shares.size == RANKED_DRAWS + 1
    assert shares[:10].sum() == pytest.approx(10 / 101, abs=0.02)
    assert shares[-10:].sum() == pytest.approx(10 / 101, abs=0.02)


def test_probability_of_the_bands_is_the_designs():
    assert simulation_based._probability == 0.95
