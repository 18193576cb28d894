"""An independent check of the posterior: approximate Bayesian computation on the raw simulator.

No emulator and no likelihood: `pyabc` (Schälte et al. 2022) simulates surveys from the prior whose findings
carry the sampling error of the published n, keeps the tenth that is closest to the findings seen (rejection,
Pritchard et al. 1999), and a local-linear regression adjustment (Beaumont, Zhang & Balding 2002) corrects
what distance is left. One generation: with a dozen informed parameters the importance weights of further
generations leave a handful of effective draws (13.6 of 1,500 measured), and those of the first are equal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from tandem.calibration.fit.emulator import FloatArray, inputs_of, values_of
from tandem.calibration.fit.likelihood import observations
from tandem.calibration.survey.instrument import population_values
from tandem.calibration.survey.targets import Target
from tandem.model.structures import BALANCED

KEPT = 0.1  # share of the simulations that is kept


def completed(searched: Mapping[str, float], structure: str = BALANCED) -> FloatArray:
    """Scores of all inputs, shape (D,): the searched ones, and the others from their priors.

    The others are a function of the searched scores' bits, so they can be had again after a run: `pyabc`
    handles a dozen parameters far faster than all of them.
    """
    inputs = inputs_of(structure)
    bits = np.array(list(searched.values()), dtype=np.float64).view(np.uint64)
    scores = np.random.default_rng(bits.tolist()).standard_normal(len(inputs))
    for name, score in searched.items():
        scores[inputs.index(name)] = score
    return scores


def approximate_posterior(
    targets: tuple[Target, ...],
    searched: list[str],
    people: int,
    size: int,
    seed: int,
    database: Path,
    progress: Callable[[int], None] = lambda _: None,
    structure: str = BALANCED,
) -> tuple[FloatArray, FloatArray]:
    """Regression-adjusted draws of the scores, shape (size, D), and their weights.

    `progress` is told of each of about `expected_simulations(size)` simulations.

    `pyabc` draws the parameters `searched` (those that the survey informs) from their priors; all others are
    drawn in every simulation. All reach their posterior through rejection and the regression adjustment.
    """
    import pyabc

    logging.getLogger("ABC").setLevel(logging.WARNING)  # the caller shows progress
    np.random.seed(seed)  # noqa: NPY002  (pyabc draws from NumPy's global generator)
    rng = np.random.default_rng(seed)
    scale = {target.name: 1 / _sampling_error(target) for target in targets}

    def simulate(parameter: Mapping[str, float]) -> dict[str, float]:
        scores = completed({name: parameter[name] for name in searched}, structure)
        values = values_of(scores[None], structure)[0]
        found = population_values(values, targets, people, seed=int(rng.integers(2**31)))
        progress(1)
        return {target.name: _with_error(target, found, rng) for target in targets}

    abc = pyabc.ABCSMC(
        simulate,
        pyabc.Distribution(**{name: pyabc.RV("norm", 0, 1) for name in searched}),
        pyabc.PNormDistance(p=2, fixed_weights=scale),
        population_size=size,
        eps=pyabc.QuantileEpsilon(alpha=KEPT),
        sampler=pyabc.sampler.SingleCoreSampler(),
    )
    seen = dict(zip([target.name for target in targets], _compared(targets), strict=True))
    abc.new(f"sqlite:///{database}", seen)
    history = abc.run(max_nr_populations=1)
    # From one particle each, as tables of parameters and of findings need not have their rows in one order.
    particles = history.get_population().particles
    weights = np.array([particle.weight for particle in particles])
    weights /= weights.sum()
    found = np.array([[float(each.sum_stat[target.name]) for target in targets] for each in particles])
    drawn = [{name: each.parameter[name] for name in searched} for each in particles]
    scores = np.array([completed(each, structure) for each in drawn])
    return _regression_adjusted(scores, found, np.array(list(seen.values())), weights), weights


def expected_simulations(size: int) -> int:
    """How many simulations `size` draws take: as many to set the distance, then those that are sifted."""
    return round(size * (1 + 1 / KEPT))


def comparison(
    inputs: Sequence[str], scores: FloatArray, adjusted: FloatArray, weights: FloatArray, informed: list[str]
) -> list[dict[str, Any]]:
    """Both posteriors, parameter by parameter: difference of means in posterior SD, ratio of SDs."""
    rows = []
    for place, name in enumerate(inputs):
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


def _sampling_error(target: Target) -> float:
    """Standard error of a finding; of a share of nobody or everybody, that at half a person from it."""
    if target.kind != "share":
        return target.standard_error()
    half = 0.5 / target.n[0]
    return replace(target, value=min(max(target.value, half), 1 - half)).standard_error()


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
