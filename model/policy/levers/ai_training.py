"""AI training: more people take AI up, and users get further with it than they would by themselves."""

from __future__ import annotations

from tandem.model.policy.lever import (
    Effect,
    Lever,
    Values,
    effective_intensity,
    log_share_left,
    no_effect,
    organisational,
    reach,
    share_without,
    strength,
)
from tandem.model.rules.environment import MODIFY_ADOPTION, MODIFY_OUT_OF_REACH


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Hazard of taking AI up (Law et al. 2026), and proficiency in reach while the training lasts.

    What has been learnt stays when the training ends; those who come later are not trained.
    """
    moved = no_effect(months)
    taken_up = reach(lever, values, "ai_training") * organisational(lever, values, months)
    moved[:, MODIFY_ADOPTION] = values["training_on_adoption"] * taken_up
    taught = effective_intensity(lever, values) * share_without(values, "ai_training")
    closed = values["training_closes"] * taught * strength(lever, months, values["lever_ramp_up"], 0.0)
    moved[:, MODIFY_OUT_OF_REACH] = log_share_left(closed)
    return Effect(moved)
