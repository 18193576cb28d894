"""The likelihood of the survey's findings given emulated statistics, as a PyMC model.

Shares: binomial at the published number of respondents. Relative risks: normal on the logarithm, with the
sampling variance of both groups at the emulated risks (Katz et al. 1978). Means: normal. Emulator error
enters as a latent multivariate normal with the covariance of the cross-validated residuals; an error stated
beyond sampling (another year, another sample) as a latent normal on the logit.

Beyond the simulations a quadratic surface bends back and can meet the findings in a second place that the
simulator does not have. So the prior ends there: it is left as it is as far out as the furthest simulation,
and falls steeply beyond (`EDGE`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.special import expit

from tandem.calibration.fit.emulator import Emulator, FloatArray, Statistic
from tandem.calibration.survey.targets import Target

# How gently the prior ends beyond the reach of the simulations, in Mahalanobis distance. Chosen for the
# sampler: narrow against the spread of that distance among simulations (0.7), wide enough that no step
# diverges. Chains agree with 0.1 and with 0.5, too.
EDGE = 0.25


def observations(targets: Sequence[Target]) -> FloatArray:
    """What enters the likelihood of each target: yes answers, the mean, or the log relative risk."""
    found = []
    for target in targets:
        if target.kind == "share":
            found.append(target.value * target.n[0])
        else:
            found.append(np.log(target.value) if target.kind == "ratio" else target.value)
    return np.array(found)


def places_of(target: Target, emulator: Emulator) -> tuple[int, ...]:
    """Where the statistics behind a target stand among the emulator's (top and rest for a ratio)."""
    stem = target.quantity.removesuffix("_ratio")
    parts = (f"{stem}_top", f"{stem}_rest") if target.kind == "ratio" else (target.quantity,)
    return tuple(emulator.statistics.index(Statistic(target.month, part)) for part in parts)


def simulate_observations(
    targets: Sequence[Target], emulator: Emulator, scores: FloatArray, rng: np.random.Generator
) -> FloatArray:
    """Observations that the likelihood would generate at `scores` (D,), for simulation-based calibration."""
    noise = rng.multivariate_normal(np.zeros(len(emulator.statistics)), emulator.error)
    level = emulator.predict(scores[None])[0] + noise
    found = []
    for target in targets:
        places = places_of(target, emulator)
        if target.kind == "mean":
            found.append(level[places[0]] + rng.normal() * target.extra_error)
        elif target.kind == "share":
            extra = rng.normal() * _extra_on_logit(target)
            found.append(float(rng.binomial(target.n[0], _expit(level[places[0]] + extra))))
        else:
            top, rest = _expit(level[places[0]]), _expit(level[places[1]])
            variance = (1 - top) / (top * target.n[0]) + (1 - rest) / (rest * target.n[1])
            spread = np.hypot(np.sqrt(variance), target.extra_error)
            found.append(np.log(top / rest) + rng.normal() * spread)
    return np.array(found)


def surfaces(emulator: Emulator) -> dict[str, FloatArray]:
    """The emulator as data of the model: it can be exchanged for another of the same statistics."""
    inputs = emulator.linear.shape[1]
    return {
        "constant": emulator.constant,
        "linear": emulator.linear,
        "quadratic": emulator.quadratic.reshape(-1, inputs),
        "factor": np.linalg.cholesky(emulator.error + 1e-10 * np.eye(len(emulator.statistics))),
        "middle": emulator.reach.middle,
        "whitening": emulator.reach.whitening,
        "furthest": np.array(emulator.reach.furthest),
    }


def build_model(targets: Sequence[Target], emulator: Emulator, left_out: int = 0) -> Any:
    """The PyMC model: scores z ~ N(0, 1) within reach, latent errors, and the likelihood of `observed`.

    `included` (0 or 1 for each target) leaves targets out without compiling anew; the last `left_out` of them
    are left out to begin with.
    """
    import pymc as pm

    inputs = emulator.linear.shape[1]
    shares = [target for target in targets if target.kind == "share"]
    extra = np.array([_extra_on_logit(target) for target in shares])
    widened = np.flatnonzero(extra)
    to_begin_with = (np.arange(len(targets)) < len(targets) - left_out).astype(float)
    with pm.Model() as model:
        observed = pm.Data("observed", observations(targets))
        included = pm.Data("included", to_begin_with)
        surface = {name: pm.Data(name, values) for name, values in surfaces(emulator).items()}
        z = pm.Normal("z", 0.0, 1.0, shape=inputs)
        away = pm.math.dot(surface["whitening"], z - surface["middle"])
        # Nearly the distance beyond, without a root, whose slope in the middle is unknown.
        too_far = ((away**2).sum() / surface["furthest"] - surface["furthest"]) / 2
        pm.Potential("reach", -0.5 * (pm.math.maximum(too_far, 0.0) / EDGE) ** 2)
        error = pm.Normal("emulator_error", 0.0, 1.0, shape=len(emulator.statistics))
        curved = (pm.math.dot(surface["quadratic"], z).reshape((-1, inputs)) * z).sum(axis=1)
        level = surface["constant"] + pm.math.dot(surface["linear"], z) + curved
        level = level + pm.math.dot(surface["factor"], error)
        shift: list[Any] = [0.0] * len(shares)
        if widened.size:
            beyond = pm.Normal("beyond_sampling", 0.0, 1.0, shape=widened.size)
            for order, place in enumerate(widened.tolist()):
                shift[place] = beyond[order] * extra[place]
        total = 0.0
        shifts = iter(shift)
        for place, target in enumerate(targets):
            places = places_of(target, emulator)
            seen = observed[place]
            if target.kind == "mean":
                term = -0.5 * ((seen - level[places[0]]) / target.extra_error) ** 2
            elif target.kind == "share":
                eta = level[places[0]] + next(shifts)
                term = seen * eta - target.n[0] * pm.math.log1pexp(eta)
            else:
                top, rest = pm.math.invlogit(level[places[0]]), pm.math.invlogit(level[places[1]])
                sampling = (1 - top) / (top * target.n[0]) + (1 - rest) / (rest * target.n[1])
                variance = sampling + target.extra_error**2
                distance = seen - pm.math.log(top) + pm.math.log(rest)
                term = -0.5 * (distance**2 / variance + pm.math.log(variance))
            total += included[place] * term
        pm.Potential("likelihood", total)
    return model


def _extra_on_logit(target: Target) -> float:
    """A stated extra error of a share, on the logit scale (delta method)."""
    if target.kind != "share":
        return 0.0
    half = 0.5 / target.n[0]  # a share of nobody or everybody counts as half a person from it
    share = min(max(target.value, half), 1 - half)
    return target.extra_error / (share * (1 - share))


def _expit(level: float) -> float:
    return float(expit(level))
