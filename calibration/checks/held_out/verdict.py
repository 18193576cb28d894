"""The verdict on a held-out fact, by arithmetic that can be done by hand.

Everything is on the fact's scale: the logarithm for a ratio, otherwise as it is. With z = 1.645, of which the
middle 90 % of a normal distribution reach to either side:

- error of the published value: e = (upper end − lower end) ÷ (2 · z of the interval's level)
- spread of the model: s = (p95 − p5) ÷ (2 · z); its prediction of what the study publishes is normal with the
  mean p50 and the variance s² + e²
- the naive prediction is normal with a stated centre and a stated spread S, variance S² + e²
- interval score of a prediction's middle 90 %, from l to u, at the value y (Gneiting & Raftery 2007, eq. 43):
  (u − l) + 20 · (l − y if y < l) + 20 · (y − u if y > u); less is better

A fact is met if the sign is right, the published value lies from l to u, and the score is below the naive one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Scale = Literal["ratio", "difference"]
Z90 = 1.6449  # of a standard normal, 5 % lie above
Z_OF_LEVEL = {90: Z90, 95: 1.9600}
_penalty = 2 / 0.1  # 2 ÷ (1 − 0.9)
REASONS = ("sign", "interval", "sharpness")  # which of the three failed


@dataclass(frozen=True)
class Prediction:
    """A normal prediction of a published value, on the fact's scale."""

    mean: float
    spread: float

    @property
    def ends(self) -> tuple[float, float]:
        """Its middle 90 %."""
        return self.mean - Z90 * self.spread, self.mean + Z90 * self.spread

    def covers(self, value: float) -> bool:
        """Whether a value lies in the middle 90 %."""
        low, high = self.ends
        return low <= value <= high

    def score(self, value: float) -> float:
        """Interval score of the middle 90 % at a value; less is better."""
        low, high = self.ends
        return (high - low) + _penalty * (max(low - value, 0.0) + max(value - high, 0.0))


@dataclass(frozen=True)
class Judged:
    """What came of it.

    Attributes
    ----------
    predictive : middle 90 % of what the model expects the study to publish, in the fact's unit
    naive : the same of the naive prediction
    score, naive_score : interval scores, on the fact's scale
    failed : which of `REASONS` the model failed; none: met
    """

    predictive: tuple[float, float]
    naive: tuple[float, float]
    score: float
    naive_score: float
    failed: tuple[str, ...]


def judge(
    published: tuple[float, float, float],
    level: int,
    model: tuple[float, float, float],
    naive: tuple[float, float, float],
    scale: Scale,
) -> Judged:
    """Judge a fact.

    Parameters
    ----------
    published : lower end, value and upper end
    level : of the published interval, per cent
    model : p5, p50 and p95 of the model's statistic
    naive : lower end, centre and upper end of the naive prediction's middle 90 %; the centre is no effect, or
        the last or base level
    """
    low, value, high = on_scale(published, scale)
    p5, p50, p95 = on_scale(model, scale)
    first, centre, last = on_scale(naive, scale)
    error = (high - low) / (2 * Z_OF_LEVEL[level])
    told = Prediction(p50, math.hypot((p95 - p5) / (2 * Z90), error))
    plain = Prediction(centre, math.hypot((last - first) / (2 * Z90), error))
    score, naive_score = told.score(value), plain.score(value)
    passed = ((p50 - centre) * (value - centre) > 0, told.covers(value), score < naive_score)
    return Judged(
        back(told.ends, scale),
        back(plain.ends, scale),
        score,
        naive_score,
        tuple(reason for reason, good in zip(REASONS, passed, strict=True) if not good),
    )


def on_scale(values: Sequence[float], scale: Scale) -> tuple[float, ...]:
    """Logarithms of ratios (not a number of what has none), differences as they are."""
    if scale == "difference":
        return tuple(values)
    return tuple(math.log(value) if value > 0 else math.nan for value in values)


def back(ends: tuple[float, float], scale: Scale) -> tuple[float, float]:
    """Two ends in the fact's unit again."""
    return (math.exp(ends[0]), math.exp(ends[1])) if scale == "ratio" else ends
