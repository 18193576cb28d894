"""Where the range of a result comes from: its variance split into parts that add up.

Runs are nested: within a structure and a reading of the survey lie parameter sets, within a set lies luck.
By the law of total variance each level adds the variance of its means about those of the level above
(one-way analysis of variance, level by level: Searle, Casella and McCulloch 1992, "Variance components",
section 3.6; structures and readings have the weights that they have among the runs). Luck is split into that
of the labour market and that of people by runs that share one and differ in the other: half the mean squared
difference of runs that differ in one source alone is that source's total effect (Jansen 1999, "Analysis of
variance designs for model output", Computer Physics Communications 117). Luck is shared out in proportion to
the two. What both do jointly, which is in either's total effect, is thereby shared out, too; it is not
estimated by itself, because the difference of three noisy variances would drown a small part.

The estimates of each level are unbiased; a negative one counts as nought, and the parts are shares of their
sum. What parameters and luck do jointly is in the luck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

PARAMETERS, LABOUR_MARKET, PEOPLE = "parameters", "labour_market", "people"


@dataclass(frozen=True)
class CrossedLuck:
    """A result in runs of the same parameters, a row a parameter set; NaN where one has no value.

    Attributes
    ----------
    one : (sets,), under a luck of the labour market and one of people
    other : (sets,), under another luck of both
    other_people : (sets,), under the labour market's luck of `one` and people's luck of `other`
    """

    one: Floats
    other: Floats
    other_people: Floats


def variance_parts(
    values: Floats,
    parameter_sets: Sequence[int],
    labels: Mapping[str, Sequence[str]],
    luck: CrossedLuck,
) -> dict[str, float] | None:
    """Shares of a result's variance, which add up to 1.

    Parameters
    ----------
    values : (draws,); NaN where a run has no value
    parameter_sets : number of the parameter set of each draw
    labels : what groups parameter sets (`structure`, `reading`), the outermost first: the label of each draw.
        Where all have the same label, it is no source
    luck : some of the sets under other luck

    Returns
    -------
    dict or None
        By label (if there are several), then `parameters`, `labour_market` and `people`. None where fewer
        than two sets have two runs, or nothing varies.
    """
    known = ~np.isnan(values)
    numbers = np.asarray(parameter_sets)[known]
    _, first, place, counts = np.unique(numbers, return_index=True, return_inverse=True, return_counts=True)
    if counts.size < 2 or (counts > 1).sum() < 2:
        return None
    results = values[known]
    means = np.bincount(place, weights=results) / counts
    within = float(((results - means[place]) ** 2).sum()) / float((counts - 1).sum())
    found: dict[str, float] = {}
    group = np.zeros(counts.size, np.int64)
    so_far = 0.0
    for name, of_draws in labels.items():
        of_sets = np.unique(np.asarray(of_draws)[known][first], return_inverse=True)[1]
        if of_sets.max() == 0:
            continue
        group = np.unique(group * (of_sets.max() + 1) + of_sets, return_inverse=True)[1]
        between = _between(means, group)
        found[name] = max(between - so_far, 0.0)
        so_far = max(between, so_far)
    found[PARAMETERS] = max(_within(means, group) - within * float((1 / counts).mean()), 0.0)
    market = _market_share(luck)
    if market is None:
        return None
    found[LABOUR_MARKET], found[PEOPLE] = market * within, (1 - market) * within
    total = sum(found.values())
    return {name: part / total for name, part in found.items()} if total > 0 else None


def _within(means: Floats, group: Integers) -> float:
    """Pooled variance of the sets' means within the groups; nought where every group is a single set."""
    counts = np.bincount(group)
    spare = means.size - counts.size
    if spare == 0:
        return 0.0
    centres = np.bincount(group, weights=means) / counts
    return float(((means - centres[group]) ** 2).sum()) / spare


def _between(means: Floats, group: Integers) -> float:
    """Variance between the groups under the weights that they have, less what the sets' own spread adds."""
    counts = np.bincount(group)
    weights = counts / means.size
    centres = np.bincount(group, weights=means) / counts
    raw = float((weights * (centres - means.mean()) ** 2).sum())
    return raw - _within(means, group) * float((weights * (1 - weights) / counts).sum())


def _market_share(luck: CrossedLuck) -> float | None:
    """The labour market's total effect ÷ that of both lucks, 0 to 1; None without a set that tells it."""
    whole = np.column_stack([luck.one, luck.other, luck.other_people])
    one, other, mixed = whole[~np.isnan(whole).any(axis=1)].T
    people, market = (float((difference**2).sum()) for difference in (one - mixed, other - mixed))
    return market / (people + market) if people + market > 0 else None
