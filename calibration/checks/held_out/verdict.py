"""The verdict on a held-out fact, by arithmetic that can be done by hand.

Everything is on the fact's scale: the logarithm for a ratio, otherwise as it is.

- error of the published value: w = half of its interval, × 1.645 ÷ 1.96 if that is one of 95 %, so that w is
  the half-width of 90 %
- what the model expects the study to publish: from l to u = (p5 + p95) ÷ 2 ∓ √(h² + w²), h = (p95 − p5) ÷ 2:
  its own middle 90 % and the study's error together (exact where both are normal)
- the naive prediction: centre ∓ √(H² + w²), with H half of what it states as its middle 90 %
- interval score of 90 % from l to u at the value y (Gneiting & Raftery 2007, eq. 43):
  (u − l) + 20 · (l − y if y < l) + 20 · (y − u if y > u); less is better

A fact is met if the sign is right (p50 and the published value lie on the same side of the naive centre), the
published value lies from l to u, and the score is below the naive one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Scale = Literal["ratio", "difference"]
TO_90 = {90: 1.0, 95: 1.6449 / 1.9600}  # half-width of 90 % for each of an interval of that level
PENALTY = 2 / 0.1  # for each unit that the value lies beyond the interval: 2 ÷ (1 − 0.9)
REASONS = ("sign", "interval", "sharpness")  # which of the three failed
Ends = tuple[float, float]


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

    predictive: Ends
    naive: Ends
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
    naive : lower end, centre and upper end of the naive prediction's middle 90 %, even on the scale; the
        centre is no effect, or the last or base level
    """
    low, value, high = on_scale(published, scale)
    p5, p50, p95 = on_scale(model, scale)
    first, centre, last = on_scale(naive, scale)
    error = TO_90[level] * (high - low) / 2
    told, plain = expected((p5, p95), error), expected((first, last), error)
    score, naive_score = interval_score(told, value), interval_score(plain, value)
    passed = (
        (p50 - centre) * (value - centre) > 0,
        told[0] <= value <= told[1],
        score < naive_score,
    )
    return Judged(
        back(told, scale),
        back(plain, scale),
        score,
        naive_score,
        tuple(reason for reason, good in zip(REASONS, passed, strict=True) if not good),
    )


def expected(ends: Ends, error: float) -> Ends:
    """Middle 90 % of what a study publishes, from that of a prediction and the study's own error."""
    middle, half = (ends[0] + ends[1]) / 2, math.hypot((ends[1] - ends[0]) / 2, error)
    return middle - half, middle + half


def interval_score(ends: Ends, value: float) -> float:
    """Score of a 90 % interval at a value; less is better."""
    low, high = ends
    return (high - low) + PENALTY * (max(low - value, 0.0) + max(value - high, 0.0))


def on_scale(values: Sequence[float], scale: Scale) -> tuple[float, ...]:
    """Logarithms of ratios (not a number of what has none), differences as they are."""
    if scale == "difference":
        return tuple(values)
    return tuple(math.log(value) if value > 0 else math.nan for value in values)


def back(ends: Ends, scale: Scale) -> Ends:
    """Two ends in the fact's unit again."""
    return (math.exp(ends[0]), math.exp(ends[1])) if scale == "ratio" else ends
