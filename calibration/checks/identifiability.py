"""What the survey informs: contraction, which target informs what, predictions of left-out targets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tandem.calibration.fit.calibrate import Fit
from tandem.calibration.fit.emulator import FloatArray
from tandem.calibration.fit.likelihood import simulate_observations
from tandem.calibration.survey.targets import Target

INFORMED = 0.2  # contraction from which a parameter counts as informed by the survey


def contraction(scores: FloatArray) -> FloatArray:
    """Share of the prior variance of each score that the data removed, shape (D,) (prior variance is 1)."""
    removed: FloatArray = 1 - scores.var(axis=0)
    return removed


def contraction_table(inputs: Sequence[str], scores: FloatArray) -> list[dict[str, Any]]:
    """Parameters by falling contraction, with the shift of the posterior mean in prior SD."""
    removed = contraction(scores)
    return [
        {
            "parameter": inputs[place],
            "contraction": float(removed[place]),
            "shift": float(scores[:, place].mean()),
            "informed": bool(removed[place] >= INFORMED),
        }
        for place in np.argsort(-removed)
    ]


def strongest_dependence(inputs: Sequence[str], scores: FloatArray, count: int = 12) -> list[dict[str, Any]]:
    """The pairs of parameters with the strongest posterior correlation (independent under the prior)."""
    correlation: FloatArray = np.asarray(np.corrcoef(scores.T))
    rows, columns = np.triu_indices(len(inputs), 1)
    order = np.argsort(-np.abs(correlation[rows, columns]))[:count]
    return [
        {
            "first": inputs[rows[place]],
            "second": inputs[columns[place]],
            "correlation": float(correlation[rows[place], columns[place]]),
        }
        for place in order
    ]


def leave_one_out(
    fit: Fit, seed: int, progress: Callable[[int], None]
) -> tuple[list[dict[str, Any]], FloatArray]:
    """Refit without each target: what the rest predicts for it, and what it informed.

    Returns
    -------
    predictions : one row a target: observed, 90 % predictive interval from the other targets, inside or not
    informs : (targets, D), contraction lost by leaving the target out
    """
    full = contraction(fit.sample.scores)
    rng = np.random.default_rng(seed)
    predictions, informs = [], []
    for place, target in enumerate(fit.fitted):
        included = np.ones(len(fit.fitted))
        included[place] = 0
        sample = fit.sampler.sample(seed + place, draws=500, tune=400, included=included)
        chosen = sample.scores[rng.choice(len(sample.scores), 400, replace=False)]
        drawn = np.array([simulate_observations([target], fit.emulator, each, rng)[0] for each in chosen])
        low, middle, high = (
            float(value) for value in np.quantile(_natural(target, drawn), [0.05, 0.5, 0.95])
        )
        predictions.append(
            {
                "target": target.name,
                "observed": target.value,
                "predicted": {"p5": low, "p50": middle, "p95": high},
                "inside": bool(low <= target.value <= high),
            }
        )
        informs.append(full - contraction(sample.scores))
        progress(1)
    return predictions, np.array(informs)


def _natural(target: Target, drawn: FloatArray) -> FloatArray:
    """Observations of the likelihood on the target's own scale."""
    if target.kind == "share":
        return drawn / target.n[0]
    natural: FloatArray = np.exp(drawn) if target.kind == "ratio" else drawn
    return natural
