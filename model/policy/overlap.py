"""Programmes that aim at the same outcome overlap: together they do less than each does alone, summed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tandem.model.policy.lever import Floats
from tandem.model.rules.environment import (
    MODIFY_BURNOUT,
    MODIFY_CLARITY,
    MODIFY_CONNECTION,
    MODIFY_GUARDRAILS,
    MODIFY_QUITS,
    MODIFY_RESILIENCE,
    MODIFY_SUPPORT,
)


class Outcome(NamedTuple):
    """What programmes may aim at: the modifiers that move it, and in which direction it is better."""

    columns: tuple[int, ...]
    better: float


OUTCOMES = (
    Outcome((MODIFY_BURNOUT, MODIFY_RESILIENCE, MODIFY_GUARDRAILS), -1.0),
    Outcome((MODIFY_QUITS, MODIFY_SUPPORT), -1.0),
    Outcome((MODIFY_CLARITY,), 1.0),
    Outcome((MODIFY_CONNECTION,), 1.0),
)


def joint_effect(effects: Floats, overlap: float) -> Floats:
    """Effects of several levers on the same people together.

    For each outcome the largest of the helpful effects counts in full, the others by what does not overlap
    with it. Harm is never overlapped away, and everything that is no outcome (rates, shares, hours) adds up.

    Parameters
    ----------
    effects : (levers, ..., MODIFIER_COLUMNS)
    overlap : share of the smaller effect that the larger one already has, 0 to 1

    Returns
    -------
    (..., MODIFIER_COLUMNS)
    """
    total: Floats = effects.sum(axis=0)
    if len(effects) < 2 or overlap == 0:
        return total
    for outcome in OUTCOMES:
        columns = list(outcome.columns)
        helpful = np.maximum(outcome.better * effects[..., columns], 0)
        if not helpful.any():
            continue
        sizes = helpful.sum(axis=-1)  # of each lever, over the columns of the outcome
        added, largest = sizes.sum(axis=0), sizes.max(axis=0)
        left = (largest + (1 - overlap) * (added - largest)) / np.where(added > 0, added, 1)
        total[..., columns] -= outcome.better * helpful.sum(axis=0) * (1 - left)[..., np.newaxis]
    return total
