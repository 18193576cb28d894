"""The forecasts that Tandem must beat: last year's rate, and exponential smoothing."""

from __future__ import annotations

import warnings

import numpy as np

from tandem.experiments.backtest.plan import YEAR, FloatArray, Plan

LAST_YEAR, SMOOTHING = "last year's rate", "exponential smoothing"
_jeffreys = 0.5  # prior of a Poisson rate
_seasons_need = 3 * YEAR  # months: three of each season (assumption)


def last_years_rate(plan: Plan, origin: int, draws: int, rng: np.random.Generator) -> FloatArray:
    """The last twelve months' rate goes on, shape (draws, horizon, departments + 1).

    The rate is known as well as its Poisson count tells it (Jeffreys prior: Gamma(leavers + ½, exposure)),
    and the months are Poisson given the rate: each month and their sum are negative binomial.
    """
    known = slice(max(0, origin - YEAR), origin)
    exposure = np.maximum(plan.headcount[known].sum(axis=0), 1e-9)
    rate = rng.gamma(plan.leavers[known].sum(axis=0) + _jeffreys, 1 / exposure, (draws, exposure.size))
    expected = np.repeat((rate * plan.opening[origin])[:, None, :], plan.horizon, axis=1)
    counts: FloatArray = rng.poisson(expected).astype(np.float64)
    return counts


def exponential_smoothing(plan: Plan, origin: int, draws: int, rng: np.random.Generator) -> FloatArray:
    """Paths of the smoothing model that fits each series best, shape (draws, horizon, departments + 1).

    Error, trend, season (Hyndman et al. 2008) with additive errors: the level alone, with a damped trend or,
    from three years on, with a season; chosen by the corrected Akaike criterion. Paths below nought count as
    nought.
    """
    paths = [
        _paths(plan.leavers[:origin, column], plan.horizon, draws, rng) for column in range(len(plan.columns))
    ]
    return np.maximum(np.stack(paths, axis=2), 0)


def _paths(known: FloatArray, horizon: int, draws: int, rng: np.random.Generator) -> FloatArray:
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    if np.ptp(known) == 0:  # nothing to fit: the series does not move
        return np.full((draws, horizon), known[-1])
    kinds = [{}, {"trend": "add", "damped_trend": True}]
    if known.size >= _seasons_need:
        kinds.append({"seasonal": "add", "seasonal_periods": YEAR})
    with warnings.catch_warnings():  # about starting values that the optimiser then leaves behind
        warnings.simplefilter("ignore")
        fits = [ETSModel(known, **kind).fit(disp=False) for kind in kinds]
    best = min(fits, key=lambda fit: float(fit.aicc) if np.isfinite(fit.aicc) else np.inf)
    errors = rng.standard_normal((horizon, draws)) * np.sqrt(best.scale)
    simulated = best.simulate(horizon, anchor="end", repetitions=draws, random_errors=errors)
    return np.asarray(simulated, dtype=np.float64).reshape(horizon, draws).T
