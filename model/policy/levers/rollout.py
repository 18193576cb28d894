"""Rollout of AI: opt-in (no lever), encouraged or mandated, at once or department after department."""

from __future__ import annotations

from tandem.model.policy.lever import Effect, Lever, Values, lasting, no_effect
from tandem.model.rules.environment import MODIFY_ADOPTION, MODIFY_INTENTION


def encouraged(lever: Lever, values: Values, months: int) -> Effect:
    """Hazard of taking AI up where the employer encourages it (Humlum & Vestergaard 2025)."""
    moved = no_effect(months)
    moved[:, MODIFY_ADOPTION] = lever.intensity * values["encouragement_on_adoption"] * lasting(lever, months)
    return Effect(moved)


def mandated(lever: Lever, values: Values, months: int) -> Effect:
    """Use is required: faster adoption, and what being told does to the wish to stay."""
    moved = no_effect(months)
    reach = lever.intensity * lasting(lever, months)
    moved[:, MODIFY_ADOPTION] = values["mandate_on_adoption"] * reach
    moved[:, MODIFY_INTENTION] = values["mandate_on_intention"] * reach
    return Effect(moved)
