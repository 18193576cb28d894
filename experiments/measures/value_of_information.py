"""What it would be worth to know a parameter before choosing a policy.

Today one chooses the policy with the highest expected net value. If a parameter were known, one would choose
the best policy for its value; the expected gain is its value of information (EVPPI), never below nought. It
is had from the draws of an experiment alone: net value is regressed on the parameter, policy by policy
(Strong, Oakley & Brennan 2014, Medical Decision Making 34: 311–326). Knowing everything but luck is worth the
EVPI, which no single answer can exceed.

Such an estimate is positive for a parameter that has nothing to do with the choice, too, because the best of
several noisy curves is picked. What permuted parameters reach is therefore stated beside every estimate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tandem.experiments.measures.smoother import FEWEST_POINTS, Smoother, smoothed, smoother

Floats = npt.NDArray[np.float64]

DEFINITION = (
    "Expected gain in net value if the parameter were known before the policy is chosen (EVPPI), by "
    "regression on the draws (Strong, Oakley & Brennan 2014); standard error by bootstrap over parameter "
    "sets; noise: what the largest of as many unrelated parameters would stay below in 19 of 20 experiments."
)
_resamples = 100
_permutations = 4_000
_block = 100  # permutations at a time
_false_alarms = 0.05  # chance that any unrelated parameter is above the noise


@dataclass(frozen=True)
class Entry:
    """The value of knowing one parameter.

    Attributes
    ----------
    parameter : name in the register
    evppi : expected value of its perfect information, currency over the projection
    standard_error : of `evppi`, by bootstrap over parameter sets
    noise : what is seen without any relation (see DEFINITION), the same for all parameters
    """

    parameter: str
    evppi: float
    standard_error: float
    noise: float

    @property
    def above_noise(self) -> bool:
        """Whether the estimate can be told from none."""
        return self.evppi > self.noise


def value_of_information(
    values: Sequence[Mapping[str, float]], parameter_sets: Sequence[int], net_value: Floats, seed: int
) -> list[Entry]:
    """The value of knowing each parameter alone, the highest first.

    Parameters
    ----------
    values : parameter values of each draw
    parameter_sets : number of the parameter set of each draw; luck is averaged within a set
    net_value : float64 array (policies, draws), on the same luck; currency
    seed : of bootstrap and permutations

    Returns
    -------
    Parameters that vary; none at all for fewer than FEWEST_POINTS parameter sets or a single policy.
    """
    by_set, first = averaged(net_value, parameter_sets)
    sets = by_set.shape[1]
    if sets < FEWEST_POINTS or by_set.shape[0] < 2:
        return []
    gains = (by_set - by_set[0]).T  # against the first policy: what all share is no matter of choice
    rows = [values[draw] for draw in first]
    places = {name: np.array([row[name] for row in rows], dtype=np.float64) for name in rows[0]}
    varied = {name: place for name, place in places.items() if np.ptp(place) > 0}
    rng = np.random.default_rng(seed)
    noise = _noise(gains, len(varied), rng)
    often = rng.multinomial(sets, np.full(sets, 1 / sets), size=_resamples).astype(np.float64)
    entries = [_entry(name, smoother(place), gains, often, noise) for name, place in varied.items()]
    return sorted(entries, key=lambda entry: -entry.evppi)


def evpi(net_value: Floats, parameter_sets: Sequence[int]) -> float:
    """Expected value of knowing all parameters (not the luck): the mean best minus the best mean.

    Luck that the runs of a set do not average out is in it, so that it errs upwards;
    `evpi_across_luck` errs downwards.
    """
    by_set, _ = averaged(net_value, parameter_sets)
    return float(by_set.max(axis=0).mean() - by_set.mean(axis=1).max())


def evpi_across_luck(net_value: Floats, parameter_sets: Sequence[int]) -> float | None:
    """As `evpi`, but the best policy of a set is chosen on one half of its runs and judged on the other.

    None unless every set has two runs or more. Nought where the choice gains nothing.
    """
    numbers = np.asarray(parameter_sets)
    order = np.arange(numbers.size)
    rank = np.array([np.count_nonzero(numbers[:draw] == numbers[draw]) for draw in order])
    halves = [rank % 2 == half for half in (0, 1)]
    if len({*numbers}) != len({*numbers[halves[1]]}):
        return None
    one, other = (averaged(net_value[:, half], numbers[half])[0] for half in halves)
    sets = np.arange(one.shape[1])
    judged = (other[one.argmax(axis=0), sets].mean() + one[other.argmax(axis=0), sets].mean()) / 2
    return max(float(judged - ((one + other) / 2).mean(axis=1).max()), 0.0)


def averaged(
    net_value: Floats, parameter_sets: Sequence[int] | npt.NDArray[np.integer]
) -> tuple[Floats, npt.NDArray[np.signedinteger]]:
    """Means over the draws of each set, (policies, sets), and the first draw of each set, (sets,)."""
    _, first, place, count = np.unique(
        np.asarray(parameter_sets), return_index=True, return_inverse=True, return_counts=True
    )
    sums = np.stack([np.bincount(place, weights=row) for row in net_value])
    return sums / count, first


def _entry(name: str, curve: Smoother, gains: Floats, often: Floats, noise: float) -> Entry:
    value = _gain_of_choice(smoothed(curve, gains), np.ones((1, gains.shape[0])))[0]
    resampled = _gain_of_choice(smoothed(curve, gains, often), often)
    return Entry(name, float(value), float(resampled.std(ddof=1)), noise)


def _noise(gains: Floats, parameters: int, rng: np.random.Generator) -> float:
    """What the largest of `parameters` unrelated parameters' EVPPI stays below, but for false alarms."""
    sets, policies = gains.shape
    curve = smoother(np.arange(sets, dtype=np.float64))
    found: list[Floats] = []
    for _ in range(_permutations // _block):
        shuffled = rng.permuted(np.tile(np.arange(sets), (_block, 1)), axis=1)
        columns = gains[shuffled].transpose(1, 0, 2).reshape(sets, -1)
        fitted = smoothed(curve, columns)[0].reshape(sets, _block, policies).transpose(1, 0, 2)
        found.append(_gain_of_choice(fitted, np.ones((_block, sets))))
    below = (1 - _false_alarms) ** (1 / max(parameters, 1))
    return float(np.quantile(np.concatenate(found), below))


def _gain_of_choice(expected: Floats, often: Floats) -> Floats:
    """Mean of the best minus the best mean.

    Parameters
    ----------
    expected : float64 array (R, sets, policies), expected net value given the parameter
    often : float64 array (R, sets), how often each set counts

    Returns
    -------
    float64 array (R,)
    """
    total = often.sum(axis=1)
    best = (often * expected.max(axis=2)).sum(axis=1) / total
    mean = (often[..., np.newaxis] * expected).sum(axis=1) / total[:, np.newaxis]
    gain: Floats = np.maximum(best - mean.max(axis=1), 0.0)
    return gain


REGRET = (
    "Regret of a mix in a parameter set: net value of the best mix of the front (or the status quo) in that "
    "parameter set − net value of this mix, luck averaged. Its mean over the parameter sets is the expected "
    "opportunity loss; that of the mix with the highest mean is the value of perfect information."
)


def regret(net_value: Floats, parameter_sets: Sequence[int]) -> Floats:
    """Regret of every choice in every parameter set.

    Parameters
    ----------
    net_value : float64 array (choices, draws), on the same luck

    Returns
    -------
    float64 array (choices, sets), 0 where the choice is the best
    """
    by_set, _ = averaged(net_value, parameter_sets)
    lost: Floats = by_set.max(axis=0) - by_set
    return lost
