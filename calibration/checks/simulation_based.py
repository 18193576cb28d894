"""Simulation-based calibration: whether the inference is right on data that the model itself made.

Parameters are drawn from the fit's own prior, which ends where the emulator's simulations do, data from the
likelihood, and the model is refitted to them. Over many such data sets the rank of the true value among its
posterior draws is uniform if the inference is right (Talts et al. 2018); the empirical distribution of the
ranks is held against simultaneous 95 % bands (Säilynoja, Bürkner & Vehtari 2022). The emulator is made once;
each data set is a refit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tandem.calibration.fit.calibrate import Fit
from tandem.calibration.fit.emulator import FloatArray
from tandem.calibration.fit.likelihood import simulate_observations

RANKED_DRAWS = 100  # thinned posterior draws that a true value is ranked among
_probability = 0.95
_trials = 20_000


def rank_statistics(
    fit: Fit, datasets: int, seed: int, progress: Callable[[int], None]
) -> npt.NDArray[np.int64]:
    """Ranks (0 … RANKED_DRAWS) of the true scores, shape (datasets, D)."""
    ranks = np.empty((datasets, len(fit.inputs)), dtype=np.int64)
    for place, truth in enumerate(true_scores(fit, datasets, seed)):
        rng = np.random.default_rng([seed, place])
        observed = simulate_observations(fit.fitted, fit.emulator, truth, rng)
        sample = fit.sampler.sample(seed + place, draws=400, tune=300, chains=2, observed=observed)
        thinned = sample.scores[np.linspace(0, len(sample.scores) - 1, RANKED_DRAWS).astype(int)]
        ranks[place] = (thinned < truth).sum(axis=0)
        progress(1)
    return ranks


def true_scores(fit: Fit, datasets: int, seed: int) -> FloatArray:
    """Scores from the fit's prior, shape (datasets, D): what its chains are without any finding."""
    nothing = np.zeros(len(fit.fitted))
    # A seed that none of the refits has; far more draws than are taken, so that these are independent.
    sample = fit.sampler.sample(seed + datasets, draws=5 * datasets, tune=500, chains=4, included=nothing)
    taken: FloatArray = sample.scores[np.linspace(0, len(sample.scores) - 1, datasets).astype(int)]
    return taken


def simultaneous_bands(datasets: int, probability: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Points in (0, 1) and the lower and upper band for the empirical distribution of uniform ranks."""
    from arviz.stats.ecdf_utils import ecdf_confidence_band

    rng = np.random.default_rng(0)  # the bands belong to the method, not to the luck of a run
    points = np.arange(1, RANKED_DRAWS + 1) / (RANKED_DRAWS + 1)
    low, high = ecdf_confidence_band(
        datasets, eval_points=points, cdf_at_eval_points=points, prob=probability, method="simulated",
        rvs=lambda size: rng.integers(0, RANKED_DRAWS + 1, size) / RANKED_DRAWS, num_trials=_trials,
    )  # fmt: skip
    return points, np.asarray(low), np.asarray(high)


def verdicts(inputs: Sequence[str], ranks: npt.NDArray[np.int64]) -> list[dict[str, Any]]:
    """Each parameter's verdict. The bands are Bonferroni-corrected for the number of parameters.

    `passes` is whether the empirical distribution of its ranks stays inside the simultaneous band.
    """
    datasets, parameters = ranks.shape
    points, low, high = simultaneous_bands(datasets, 1 - (1 - _probability) / parameters)
    rows = []
    for place, name in enumerate(inputs):
        share = (ranks[:, place, None] / RANKED_DRAWS <= points).mean(axis=0)
        outside = np.maximum(low - share, share - high).max()
        rows.append({"parameter": name, "passes": bool(outside <= 1e-9), "outside": float(max(outside, 0.0))})
    return rows
