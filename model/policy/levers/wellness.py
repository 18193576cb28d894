"""Wellness programmes for individuals: coping with strain, for those who are not burned out very often."""

from __future__ import annotations

from tandem.model.policy.lever import Effect, Lever, Values, individual, no_effect, reach
from tandem.model.rules.environment import MODIFY_RESILIENCE


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Level of burnout (Maricuțoiu et al. 2016); none for the severely burned out (Ahola et al. 2017)."""
    moved = no_effect(months)
    here = reach(lever, values, "wellness") * individual(lever, values, months)
    moved[:, MODIFY_RESILIENCE] = values["wellness_on_burnout"] * here
    return Effect(moved)
