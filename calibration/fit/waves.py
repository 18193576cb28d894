"""Waves of simulations for the emulator: the prior first, then where the posterior is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

from tandem.calibration.fit.behaviour import behaviour
from tandem.calibration.fit.emulator import INPUTS, FloatArray, Statistic, transformed, values_of
from tandem.calibration.survey.instrument import market, population_statistics
from tandem.model.parameters import Values

Progress = Callable[[int], None]
_widest = 0.995  # share of the prior that the first wave spans


def prior_scores(count: int, seed: int) -> FloatArray:
    """A scrambled Sobol design over the priors, as normal scores, shape (count, D)."""
    points = qmc.Sobol(len(INPUTS), scramble=True, rng=np.random.default_rng(seed)).random(count)
    scores: FloatArray = ndtri(0.5 + (points - 0.5) * _widest)
    return scores


def around(posterior: FloatArray, count: int, widening: float, seed: int) -> FloatArray:
    """`count` scores near posterior draws (n, D): their normal approximation, widened."""
    rng = np.random.default_rng(seed)
    centre = posterior.mean(axis=0)
    spread = np.cov(posterior.T) * widening**2
    draws: FloatArray = rng.multivariate_normal(centre, spread, size=count)
    return draws


def simulate(
    statistics: tuple[Statistic, ...],
    scores: FloatArray,
    people: int,
    first_seed: int,
    threads: int,
    progress: Progress,
    saved: Path | None = None,
) -> FloatArray:
    """Simulate the statistics at each row of `scores`; result (n, K) on the emulator's scale.

    Every simulation has luck of its own (`first_seed` + row), so the surfaces average it out. With `saved`
    (an .npz file), finished rows are kept there and an interrupted wave goes on where it stopped.
    """
    values = values_of(scores)
    observed = np.full((len(scores), len(statistics)), np.nan)
    key = _key_of(statistics, scores, people, first_seed)
    if saved is not None and saved.exists():
        with np.load(saved) as earlier:
            if str(earlier["key"]) == key:
                observed = earlier["observed"]
    missing = [row for row in range(len(scores)) if np.isnan(observed[row]).any()]
    progress(len(scores) - len(missing))
    market(people)
    block = 64 * threads

    def one(row: int) -> list[float]:
        return _simulate_one(statistics, values[row], people, first_seed + row)

    with ThreadPoolExecutor(threads) as pool:
        for start in range(0, len(missing), block):
            rows = missing[start : start + block]
            observed[rows] = list(pool.map(one, rows))
            if saved is not None:
                partial = saved.with_name(f"partial-{saved.name}")
                np.savez(partial, observed=observed, key=key)
                partial.replace(saved)
            progress(len(rows))
    return observed


def _key_of(statistics: tuple[Statistic, ...], scores: FloatArray, people: int, first_seed: int) -> str:
    """What a saved wave must have been made of to be gone on with, the model's behaviour included."""
    digest = hashlib.sha256(np.ascontiguousarray(scores).tobytes())
    digest.update(repr((statistics, people, first_seed, behaviour())).encode())
    return digest.hexdigest()


def _simulate_one(statistics: tuple[Statistic, ...], values: Values, people: int, seed: int) -> list[float]:
    found = population_statistics(values, [(each.month, each.quantity) for each in statistics], people, seed)
    return [transformed(each, found[each.month][each.quantity]) for each in statistics]
