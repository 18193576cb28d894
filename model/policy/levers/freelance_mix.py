"""Freelance mix: a share of the seats of employees who left is filled with freelancers."""

from __future__ import annotations

from tandem.model.policy.lever import Effect, Lever, Values, lasting, log_share_left, no_effect
from tandem.model.rules.environment import MODIFY_OWN_HIRES


def effect(lever: Lever, values: Values, months: int) -> Effect:  # noqa: ARG001
    """Intensity: share of hires on employees' seats that are freelancers, where there is such a group."""
    moved = no_effect(months)
    moved[:, MODIFY_OWN_HIRES] = log_share_left(lever.intensity * lasting(lever, months))
    return Effect(moved)
