"""Rollout of AI: opt-in (no lever), encouraged or mandated, at once or department after department."""

from __future__ import annotations

from tandem.model.policy.lever import (
    Effect,
    Lever,
    Values,
    effective_intensity,
    lasting,
    log_share_left,
    no_effect,
    reach,
    share_without,
)
from tandem.model.rules.environment import MODIFY_ADOPTION, MODIFY_INTENTION, MODIFY_WORK


def encouraged(lever: Lever, values: Values, months: int) -> Effect:
    """Hazard of taking AI up where the employer encourages it (Humlum & Vestergaard 2025), and its hours."""
    moved = no_effect(months)
    here = reach(lever, values, "rollout") * lasting(lever, months)
    moved[:, MODIFY_ADOPTION] = values["encouragement_on_adoption"] * here
    hours = (
        values["encouragement_hours"] * effective_intensity(lever, values) * share_without(values, "rollout")
    )
    moved[:, MODIFY_WORK] = log_share_left(hours / values["working_week"] * lasting(lever, months))
    return Effect(moved)


def mandated(lever: Lever, values: Values, months: int) -> Effect:
    """Use is required: faster adoption, what being told does to the wish to stay, and the hours.

    An assumption about any site: nothing is transported, and nobody has it already.
    """
    moved = no_effect(months)
    here = lever.intensity * lasting(lever, months)
    moved[:, MODIFY_ADOPTION] = values["mandate_on_adoption"] * here
    moved[:, MODIFY_INTENTION] = values["mandate_on_intention"] * here
    moved[:, MODIFY_WORK] = log_share_left(values["encouragement_hours"] / values["working_week"] * here)
    return Effect(moved)
