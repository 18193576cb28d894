"""Indices by SALib: of Sobol' (shares of the variance) and of Morris (mean sizes of steps).

Sobol': Saltelli et al. 2010 for first and total indices, intervals by bootstrap. Morris: Campolongo et al.
2007, mean absolute elementary effect μ*. All factors are shares of their way, so steps are comparable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.sensitivity.factors import Factor, points_of
from tandem.experiments.sensitivity.schema import MORRIS, SOBOL
from tandem.model.errors import InputError

Floats = npt.NDArray[np.float64]
#: From points to a result each, NaN where there is none.
Evaluate = Callable[[Sequence[Mapping[str, Any]]], Floats]

CONFIDENCE = 0.95
_levels = 4  # of Morris' grid (Campolongo et al. 2007)
_end = 0.2  # part of the points at each end of a factor's way, whose means the tornado shows


@dataclass(frozen=True)
class Indices:
    """What a study found.

    Attributes
    ----------
    table : a row a factor, the most telling first: `factor`, `index` and `index_error` (total index, or μ* as
        a share of the sum of all), `first` and `first_error` (Sobol') or `sigma` (Morris), `low`, `high`
        (mean result where the factor is at its lower and upper end) and at which values
    convergence : the index of each factor with a quarter, half and all of the samples
    results : of every point
    """

    table: pd.DataFrame
    convergence: pd.DataFrame
    results: Floats


def study(factors: Sequence[Factor], method: str, samples: int, seed: int, evaluate: Evaluate) -> Indices:
    """Evaluate a method's points, and work out its indices.

    Raises
    ------
    InputError
        If a point has no result, or all have the same.
    """
    problem = {
        "num_vars": len(factors),
        "names": [factor.name for factor in factors],
        "bounds": [[0.0, 1.0]] * len(factors),
    }
    shares = sample(problem, method, samples, seed)
    results = evaluate(points_of(factors, shares))
    lost = int(np.isnan(results).sum())
    if lost:
        raise InputError(
            f"{lost:,} of {len(results):,} points have no result, and the indices need all; try other ranges"
        )
    if np.ptp(results) == 0:
        raise InputError("measure: it is the same at every point; choose one that the factors can move")
    steps = [n for n in (samples // 4, samples // 2, samples) if n >= 2]
    each = samples_of(method, len(factors))
    tables = {n: analysed(problem, method, shares[: n * each], results[: n * each], seed) for n in steps}
    ends = pd.DataFrame(
        [_ends(factor, column, results) for factor, column in zip(factors, shares.T, strict=True)]
    )
    table = pd.concat([tables[samples], ends], axis=1)
    table["meaning"] = [factor.meaning for factor in factors]
    convergence = pd.concat(
        [found.assign(samples=n, points=n * each) for n, found in tables.items()], ignore_index=True
    )[["samples", "points", "factor", "index", "index_error"]]
    return Indices(table.sort_values("index", ascending=False, ignore_index=True), convergence, results)


def samples_of(method: str, factors: int) -> int:
    """Points of one sample."""
    return factors + (2 if method == SOBOL else 1)


def sample(problem: Mapping[str, Any], method: str, samples: int, seed: int) -> Floats:
    """Points as shares of each factor's way, (points, factors)."""
    library = salib()
    if method == SOBOL:
        found = library.sample.sobol.sample(problem, samples, calc_second_order=False, seed=seed)
    else:
        found = library.sample.morris.sample(problem, samples, num_levels=_levels, seed=seed)
    return np.asarray(found, np.float64)


def analysed(
    problem: Mapping[str, Any], method: str, shares: Floats, results: Floats, seed: int
) -> pd.DataFrame:
    """Indices of each factor with the half-widths of their 95 % intervals."""
    library = salib()
    names = list(problem["names"])
    if method == MORRIS:
        found = library.analyze.morris.analyze(
            problem, shares, results, num_levels=_levels, conf_level=CONFIDENCE, seed=seed
        )
        whole = max(float(np.sum(found["mu_star"])), np.finfo(float).tiny)
        return pd.DataFrame(
            {
                "factor": names,
                "index": np.asarray(found["mu_star"], float) / whole,
                "index_error": np.asarray(found["mu_star_conf"], float) / whole,
                "mu_star": np.asarray(found["mu_star"], float),
                "sigma": np.asarray(found["sigma"], float),
            }
        )
    # Centred results: the estimators' own noise is least there (Saltelli et al. 2010).
    centred = (results - results.mean()) / max(float(results.std()), np.finfo(float).tiny)
    found = library.analyze.sobol.analyze(
        problem, centred, calc_second_order=False, conf_level=CONFIDENCE, seed=seed
    )
    return pd.DataFrame(
        {
            "factor": names,
            "index": np.asarray(found["ST"], float),
            "index_error": np.asarray(found["ST_conf"], float),
            "first": np.asarray(found["S1"], float),
            "first_error": np.asarray(found["S1_conf"], float),
        }
    )


def salib() -> Any:
    """The library SALib.

    Raises
    ------
    InputError
        If it is not installed; the extra is named.
    """
    try:
        import SALib.analyze.morris
        import SALib.analyze.sobol
        import SALib.sample.morris
        import SALib.sample.sobol
    except ImportError as error:
        raise InputError(
            "The library SALib is not installed; install the extra `research`: "
            "pip install 'tandem-workforce[research]'"
        ) from error
    return SALib


def _ends(factor: Factor, shares: Floats, results: Floats) -> dict[str, Any]:
    """Mean result at both ends of a factor; of several values, at those with the least and greatest mean."""
    if factor.axis.is_range:
        low, high = shares <= max(_end, shares.min()), shares >= min(1 - _end, shares.max())
        first, last = factor.value(0.0), factor.value(1.0)
    else:
        count = len(factor.axis.values)
        places = np.minimum((shares * count).astype(int), count - 1)
        means = [
            results[places == place].mean() if (places == place).any() else np.nan for place in range(count)
        ]
        least, most = int(np.nanargmin(means)), int(np.nanargmax(means))
        low, high = places == least, places == most
        first, last = factor.axis.values[least], factor.axis.values[most]
    return {
        "low": float(results[low].mean()),
        "high": float(results[high].mean()),
        "low_at": factor.told(first),
        "high_at": factor.told(last),
    }
