"""Protected time to experiment with AI: proficiency grows faster, at the price of the hours."""

from __future__ import annotations

from tandem.model.policy.lever import Effect, Lever, Values, lasting, log_share_left, no_effect
from tandem.model.rules.environment import MODIFY_EXPERIMENTATION, MODIFY_TIME


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Intensity: hours a week and person. They are taken from work, and targets are not raised for them."""
    moved = no_effect(months)
    hours = lever.intensity * lasting(lever, months)
    moved[:, MODIFY_EXPERIMENTATION] = values["experimentation_per_hour"] * hours
    moved[:, MODIFY_TIME] = log_share_left(hours / values["working_week"])
    return Effect(moved)
