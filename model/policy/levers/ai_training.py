"""AI training: more people take AI up, and users get better at it faster."""

from __future__ import annotations

from tandem.model.policy.lever import Effect, Lever, Values, no_effect, organisational
from tandem.model.rules.environment import MODIFY_ADOPTION, MODIFY_TRAINING


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Hazard of taking AI up (Law et al. 2026) and employer training as a source of proficiency."""
    moved = no_effect(months)
    reach = lever.intensity * organisational(lever, values, months)
    moved[:, MODIFY_ADOPTION] = values["training_on_adoption"] * reach
    moved[:, MODIFY_TRAINING] = values["training_on_learning"] * reach
    return Effect(moved)
