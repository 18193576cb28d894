"""Protected time to experiment with AI: people learn faster and get further, at the price of the hours."""

from __future__ import annotations

from tandem.model.policy.lever import (
    Effect,
    Lever,
    Values,
    lasting,
    log_share_left,
    no_effect,
    share_without,
)
from tandem.model.rules.environment import MODIFY_EXPERIMENTATION, MODIFY_OUT_OF_REACH, MODIFY_WORK


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Intensity: hours a week and person, diverted from work; what has been learnt stays when they end."""
    moved = no_effect(months)
    hours = lever.intensity * share_without(values, "experimentation_time") * lasting(lever, months)
    moved[:, MODIFY_EXPERIMENTATION] = values["experimentation_per_hour"] * hours
    moved[:, MODIFY_OUT_OF_REACH] = log_share_left(values["experimentation_closes"] * hours)
    moved[:, MODIFY_WORK] = log_share_left(hours / values["working_week"])
    return Effect(moved)
