"""Strategy alignment: people learn how their use of AI serves the organisation's goals."""

from __future__ import annotations

from tandem.model.policy.lever import Effect, Lever, Values, no_effect, organisational, reach
from tandem.model.rules.environment import MODIFY_CLARITY


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Level of clarity; the evidence is a vendor's claim, so that the range includes nought and harm."""
    moved = no_effect(months)
    here = reach(lever, values, "strategy_alignment") * organisational(lever, values, months)
    moved[:, MODIFY_CLARITY] = values["alignment_on_clarity"] * here
    return Effect(moved)
