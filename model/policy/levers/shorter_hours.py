"""Shorter hours at the same pay: some work is not done, and less is asked of people."""

from __future__ import annotations

from tandem.model.policy.lever import Effect, Lever, Values, lasting, log_share_left, no_effect
from tandem.model.rules.environment import MODIFY_DEMANDS, MODIFY_HOURS_OFF, MODIFY_WORK


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Intensity: hours a week off. Below 49 hours output falls about in proportion (assumption).

    What is not done (`hours_elasticity` of the hours) is not asked for either; the rest is fitted into the
    hours that are left.
    """
    moved = no_effect(months)
    off = lever.intensity / values["working_week"] * lasting(lever, months)
    moved[:, MODIFY_HOURS_OFF] = off
    moved[:, MODIFY_WORK] = values["hours_elasticity"] * log_share_left(off)
    moved[:, MODIFY_DEMANDS] = -values["hours_elasticity"] * off
    return Effect(moved)
