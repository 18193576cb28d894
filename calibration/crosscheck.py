"""An independent check of the posterior: approximate Bayesian computation on the raw simulator.

No emulator and no likelihood: `pyabc` runs ABC-SMC (Toni et al. 2009; Schälte et al. 2022) on simulated
surveys whose findings carry the sampling error of the published n, and a local-linear regression adjustment
(Beaumont, Zhang & Balding 2002) corrects what distance is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from calibration.emulator import INPUTS, FloatArray, values_of
from calibration.likelihood import observations
from calibration.survey import population_values
from calibration.targets import Target


def completed(searched: Mapping[str, float]) -> FloatArray:
    """Scores of all inputs, shape (D,): the searched ones, and the others from their priors.

    The others are a function of the searched scores' bits, so they can be had again after a run.
    """
    bits = np.array(list(searched.values()), dtype=np.float64).view(np.uint64)
    scores = np.random.default_rng(bits.tolist()).standard_normal(len(INPUTS))
    for name, score in searched.items():
        scores[INPUTS.index(name)] = score
    return scores


def approximate_posterior(
    targets: tuple[Target, ...],
    searched: list[str],
    people: int,
    size: int,
    generations: int,
    seed: int,
    database: Path,
) -> tuple[FloatArray, FloatArray]:
    """Regression-adjusted ABC-SMC draws of the scores, shape (size, D), and their weights.

    Sequential steps search the parameters `searched` (those that the survey informs); all others are drawn
    from their priors in every simulation and reach their posterior through the regression adjustment.
    """
    import pyabc

    np.random.seed(seed)  # noqa: NPY002  (pyabc draws from NumPy's global generator)
    rng = np.random.default_rng(seed)
    scale = {target.name: 1 / target.standard_error() for target in targets}

    def simulate(parameter: Mapping[str, float]) -> dict[str, float]:
        values = values_of(completed({name: parameter[name] for name in searched})[None])[0]
        found = population_values(values, targets, people, seed=int(rng.integers(2**31)))
        return {target.name: _with_error(target, found, rng) for target in targets}

    abc = pyabc.ABCSMC(
        simulate,
        pyabc.Distribution(**{name: pyabc.RV("norm", 0, 1) for name in searched}),
        pyabc.PNormDistance(p=2, fixed_weights=scale),
        population_size=size,
        sampler=pyabc.sampler.SingleCoreSampler(),
    )
    seen = dict(zip([target.name for target in targets], _compared(targets), strict=True))
    abc.new(f"sqlite:///{database}", seen)
    history = abc.run(max_nr_populations=generations)
    frame, _ = history.get_distribution()
    listed, statistics = history.get_weighted_sum_stats()
    weights = np.asarray(listed, dtype=np.float64)
    found = np.array([[float(each[target.name]) for target in targets] for each in statistics])
    rows = frame[searched].to_numpy(dtype=np.float64)
    scores = np.array([completed(dict(zip(searched, row.tolist(), strict=True))) for row in rows])
    return _regression_adjusted(scores, found, np.array(list(seen.values())), weights), weights


def comparison(
    scores: FloatArray, adjusted: FloatArray, weights: FloatArray, informed: list[str]
) -> list[dict[str, Any]]:
    """Both posteriors, parameter by parameter: difference of means in posterior SD, ratio of SDs."""
    rows = []
    for place, name in enumerate(INPUTS):
        mean = float(np.average(adjusted[:, place], weights=weights))
        deviation = float(np.sqrt(np.average((adjusted[:, place] - mean) ** 2, weights=weights)))
        spread = float(scores[:, place].std())
        difference = (mean - float(scores[:, place].mean())) / spread
        agrees = abs(difference) <= 0.35 and 0.75 <= deviation / spread <= 1.35
        rows.append(
            {
                "parameter": name,
                "informed": name in informed,
                "difference": difference,
                "sd_ratio": deviation / spread,
                "agrees": bool(agrees),
            }
        )
    return rows


def _with_error(target: Target, found: Mapping[str, float], rng: np.random.Generator) -> float:
    value = found[target.name]
    if target.kind == "mean":
        return value + rng.normal() * target.extra_error
    if target.kind == "share":
        widened = min(max(value + rng.normal() * target.extra_error, 1e-3), 1 - 1e-3)
        return float(rng.binomial(target.n[0], widened)) / target.n[0]
    return float(np.log(value) + rng.normal() * target.standard_error())


def _compared(targets: tuple[Target, ...]) -> list[float]:
    """The survey's findings on the scale of the comparison."""
    return [
        value / target.n[0] if target.kind == "share" else float(value)
        for target, value in zip(targets, observations(targets).tolist(), strict=True)
    ]


def _regression_adjusted(
    scores: FloatArray, found: FloatArray, seen: FloatArray, weights: FloatArray
) -> FloatArray:
    """Move each draw along the weighted linear regression of scores on findings to the findings seen."""
    distance = found - seen
    design = np.hstack([np.ones((len(distance), 1)), distance])
    root = np.sqrt(weights)[:, None]
    slope = np.linalg.lstsq(design * root, scores * root, rcond=None)[0][1:]
    adjusted: FloatArray = scores - distance @ slope
    return adjusted
