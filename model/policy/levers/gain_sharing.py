"""Sharing the gain: a part of what AI saves stays with the people instead of becoming higher targets."""

from __future__ import annotations

from tandem.model.policy.lever import Effect, Lever, Values, lasting, log_share_left, no_effect
from tandem.model.rules.environment import MODIFY_TARGETS


def effect(lever: Lever, values: Values, months: int) -> Effect:  # noqa: ARG001
    """Intensity: the share of the gain that is not turned into targets; 1 ends the ratchet."""
    moved = no_effect(months)
    moved[:, MODIFY_TARGETS] = log_share_left(lever.intensity * lasting(lever, months))
    return Effect(moved)
