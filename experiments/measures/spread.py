"""The spread of a result between runs: quantiles, how much is luck, and which parameters go with it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from tandem.experiments.measures.ranks import ranks
from tandem.model.parameters import register

Floats = npt.NDArray[np.float64]

QUANTILES = {"p5": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
INTERVAL = (
    "p5 to p95 holds the middle 90 per cent of the runs and p25 to p75 the middle 50 per cent; runs differ "
    "in parameter values and in luck. Changes are taken within each run before their quantiles are."
)


_false_alarms = 0.05  # chance that any unrelated parameter is named


@dataclass(frozen=True)
class Driver:
    """A parameter that goes with a result.

    Attributes
    ----------
    parameter : str
        Its name in the register.
    rank_correlation : float
        Spearman's correlation with the result over the parameter sets, -1 to 1.
    """

    parameter: str
    rank_correlation: float


def described(driver: Driver) -> dict[str, Any]:
    """A driver as a summary has it, with what the register says of the parameter (nothing if not known)."""
    known = register()
    meaning = known[driver.parameter].meaning if driver.parameter in known else ""
    return {
        "parameter": driver.parameter,
        "meaning": meaning,
        "rank_correlation": driver.rank_correlation,
    }


def quantiles(values: Floats) -> dict[str, float | None]:
    """p5, p25, p50, p75 and p95 of the runs that have a value, to six digits; None if none has.

    Parameters
    ----------
    values : float64 array (draws,)
        NaN where a run has no value.
    """
    known = values[~np.isnan(values)]
    if known.size == 0:
        return dict.fromkeys(QUANTILES)
    found = np.quantile(known, list(QUANTILES.values()))
    return {name: float(f"{value:.6g}") for name, value in zip(QUANTILES, found, strict=True)}


def statistics(values: Floats) -> Floats:
    """Mean, quantiles and count of the runs with a value, (7, cells, months); NaN where there is none.

    `values` has shape (draws, cells, months). Quantiles by linear interpolation (Hyndman and Fan 1996, type
    7), as NumPy's.
    """
    by_run = np.ascontiguousarray(np.moveaxis(values, 0, -1))
    by_run.sort(axis=-1)  # NaN last
    known = by_run.shape[-1] - np.isnan(by_run).sum(axis=-1)
    found = np.empty((len(QUANTILES) + 2, *known.shape))
    total = np.nansum(by_run, axis=-1) if (known < by_run.shape[-1]).any() else by_run.sum(axis=-1)
    found[0] = total / np.where(known > 0, known, np.nan)
    found[-1] = known
    for place, share in enumerate(QUANTILES.values(), start=1):
        at = share * np.maximum(known - 1, 0)
        low = np.floor(at).astype(np.int64)
        high = np.minimum(low + 1, np.maximum(known - 1, 0))
        below = np.take_along_axis(by_run, low[..., np.newaxis], axis=-1)[..., 0]
        above = np.take_along_axis(by_run, high[..., np.newaxis], axis=-1)[..., 0]
        found[place] = np.where(known > 0, below + (at - low) * (above - below), np.nan)
    return found


def standard_error(values: Floats, parameter_sets: Sequence[int] | npt.NDArray[np.integer]) -> float:
    """Standard error of the mean over runs, those of a parameter set counted as one; NaN for one set."""
    return float(standard_errors(values[np.newaxis], parameter_sets)[0])


def standard_errors(values: Floats, parameter_sets: Sequence[int] | npt.NDArray[np.integer]) -> Floats:
    """The same for many results at once, (rows,); `values` is (rows, runs)."""
    rows = len(values)
    sets = np.unique(np.asarray(parameter_sets), return_inverse=True)[1]
    width = int(sets.max(initial=-1)) + 1
    if width < 2:
        return np.full(rows, math.nan)
    places = sets + width * np.arange(rows)[:, np.newaxis]
    totals = np.bincount(places.ravel(), weights=values.ravel(), minlength=rows * width)
    means = totals.reshape(rows, width) / np.bincount(sets)
    errors: Floats = np.std(means, axis=1, ddof=1) / math.sqrt(width)
    return errors


def luck_share(values: Floats, parameter_sets: Sequence[int]) -> float | None:
    """Share of the variance of a result that is luck, 0 to 1; the rest is the parameters'.

    The law of total variance with the unbiased estimates of a one-way analysis of variance for groups of
    unequal size (Searle, Casella and McCulloch 1992, "Variance components", section 3.6); a negative
    estimate of the parameters' part counts as nought.

    Parameters
    ----------
    values : float64 array (draws,)
        NaN where a run has no value; such runs are left out.
    parameter_sets : sequence of int
        Index of the parameter set of each run.

    Returns
    -------
    float or None
        None if it cannot be told apart: fewer than two sets, no set with two runs, or no variance.
    """
    known = ~np.isnan(values)
    _, place, counts = np.unique(np.asarray(parameter_sets)[known], return_inverse=True, return_counts=True)
    sets, runs = counts.size, int(counts.sum())
    if sets < 2 or runs == sets:
        return None
    results = values[known]
    means = np.bincount(place, weights=results) / counts
    within = float(((results - means[place]) ** 2).sum()) / (runs - sets)
    between = float((counts * (means - results.mean()) ** 2).sum()) / (sets - 1)
    runs_per_set = (runs - float((counts**2).sum()) / runs) / (sets - 1)
    parameters = max((between - within) / runs_per_set, 0.0)
    total = parameters + within
    return within / total if total > 0 else None


def drivers(
    values: Floats, parameter_sets: Sequence[int], parameters: Sequence[Mapping[str, float]]
) -> list[Driver]:
    """Parameters that go with a result more closely than chance would let any of them, closest first.

    A rank correlation of two unrelated things over n parameter sets has a standard deviation of 1 / √(n − 1)
    and is about normal. With k parameters, only those are named whose correlation is so far from nought that
    in 19 of 20 experiments none of k unrelated parameters would get there (Bonferroni).

    Parameters
    ----------
    values : float64 array (draws,)
    parameter_sets : sequence of int
        Index of the parameter set of each run.
    parameters : sequence of mapping
        Parameter values of each run.
    """
    known = ~np.isnan(values)
    _, first, place = np.unique(np.asarray(parameter_sets)[known], return_index=True, return_inverse=True)
    if first.size < 3:
        return []
    result = _scaled_ranks((np.bincount(place, weights=values[known]) / np.bincount(place))[:, np.newaxis])
    names, ranked, varied = _ranked(tuple(_Same(parameters[draw]) for draw in np.flatnonzero(known)[first]))
    correlations = ranked.T @ result
    chance = -float(ndtri(_false_alarms / (2 * max(varied, 1)))) / math.sqrt(first.size - 1)
    found = [
        Driver(name, float(correlation))
        for name, correlation in zip(names, correlations[:, 0], strict=True)
        if abs(correlation) > chance
    ]
    return sorted(found, key=lambda driver: -abs(driver.rank_correlation))


class _Same:
    """A set of parameters, equal to itself alone."""

    def __init__(self, values: Mapping[str, float]) -> None:
        self.values = values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.values is self.values

    def __hash__(self) -> int:
        return id(self.values)


@lru_cache(maxsize=2)  # one measure after another is held against the same parameters
def _ranked(sets: tuple[_Same, ...]) -> tuple[list[str], Floats, int]:
    """The parameters' names, their scaled ranks (sets, parameters), and how many of them vary."""
    rows = [each.values for each in sets]
    names = list(rows[0])
    varied = sum(len({row[name] for row in rows}) > 1 for name in names)
    return names, _scaled_ranks(np.array([[row[name] for name in names] for row in rows])), varied


def _scaled_ranks(values: Floats) -> Floats:
    """Ranks within each column, centred and of length one (noughts if all values are equal)."""
    ranked = np.array([ranks(column) for column in values.T]).T
    ranked -= ranked.mean(axis=0)
    length = np.sqrt((ranked**2).sum(axis=0))
    scaled: Floats = ranked / np.where(length > 0, length, 1)
    return scaled
