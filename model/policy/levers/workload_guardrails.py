"""Limits on workload and working hours: burnout moves to a lower level."""

from __future__ import annotations

from tandem.model.policy.lever import Effect, Lever, Values, no_effect, organisational
from tandem.model.rules.environment import MODIFY_BURNOUT


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Level of burnout (Panagioti et al. 2017)."""
    moved = no_effect(months)
    moved[:, MODIFY_BURNOUT] = (
        lever.intensity * values["guardrails_on_burnout"] * organisational(lever, values, months)
    )
    return Effect(moved)
