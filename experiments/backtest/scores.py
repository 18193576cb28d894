"""How good the forecasts were: continuous ranked probability score, coverage, bias."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from tandem.experiments.backtest.plan import FloatArray, Plan

MONTH, TOTAL = "month", "whole horizon"
BANDS = {"coverage_50": (0.25, 0.75), "coverage_90": (0.05, 0.95)}
_quantiles = {"p5": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}

Forecasts = Mapping[str, Sequence[FloatArray]]  # name → one (draws, horizon, departments + 1) an origin


def crps(draws: FloatArray, actual: FloatArray) -> FloatArray:
    """Continuous ranked probability score of forecasts given by draws, in the unit of what is forecast.

    The fair version (Ferro 2014), which does not depend on how many draws there are, so that forecasts with
    different numbers of them are compared alike. Worked out by probability-weighted moments (Taillardat et
    al. 2016), which gives the same number from sorted draws instead of all their pairs.

    Parameters
    ----------
    draws : (draws, …)
    actual : (…)
    """
    import scoringrules

    score = scoringrules.crps_ensemble(actual, np.moveaxis(draws, 0, -1), estimator="pwm", backend="numpy")
    return np.asarray(score, dtype=np.float64)


def rank(draws: FloatArray, actual: FloatArray) -> FloatArray:
    """Share of the draws below what happened, half of those equal to it counted.

    For counts this middle keeps a band's coverage at its nominal share, where bands with both ends would hold
    too much (Czado, Gneiting and Held 2009).
    """
    return np.asarray((draws < actual).mean(axis=0) + 0.5 * (draws == actual).mean(axis=0))


def points(plan: Plan, forecasts: Forecasts) -> pd.DataFrame:
    """One row for every forecast of a number: by origin, department, and month or whole horizon."""
    rows = []
    for name, every in forecasts.items():
        for origin, draws in zip(plan.origins, every, strict=True):
            actual = plan.actual(origin)
            rows.append(_block(plan, name, origin, MONTH, draws, actual))
            rows.append(
                _block(plan, name, origin, TOTAL, draws.sum(axis=1, keepdims=True), actual.sum(axis=0)[None])
            )
    return pd.concat(rows, ignore_index=True)


def _block(
    plan: Plan, name: str, origin: int, unit: str, draws: FloatArray, actual: FloatArray
) -> pd.DataFrame:
    steps, departments = actual.shape
    months = plan.months[origin : origin + plan.horizon]
    labels = months if unit == MONTH else (months[-1],)
    content = {
        "forecast": name,
        "unit": unit,
        "origin": months[0],
        "month": np.repeat(labels, departments),
        "department": np.tile(plan.columns, steps),
        "actual": actual.ravel(),
        "mean": draws.mean(axis=0).ravel(),
    }
    found = np.quantile(draws, list(_quantiles.values()), axis=0).reshape(len(_quantiles), -1)
    content |= dict(zip(_quantiles, found, strict=True))
    return pd.DataFrame(content | {"rank": rank(draws, actual).ravel(), "crps": crps(draws, actual).ravel()})


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Scores by forecast, unit and department: mean CRPS (leavers), coverage of both bands, bias.

    `bias` is mean forecast − actual in leavers, `bias_percent` the same in per cent of what happened.
    """
    grouped = rows.assign(
        bias=rows["mean"] - rows["actual"],
        **{name: rows["rank"].between(low, high) for name, (low, high) in BANDS.items()},
    ).groupby(["unit", "department", "forecast"], sort=False)
    scores = grouped[["crps", *BANDS, "bias", "actual"]].mean()
    scores.insert(0, "forecasts", grouped.size())
    scores["bias_percent"] = 100 * scores["bias"] / scores["actual"].where(scores["actual"] > 0)
    return scores.rename(columns={"actual": "mean_actual"}).reset_index()
