"""Flexible work: two days a week from home."""

from __future__ import annotations

from tandem.model.policy.lever import Effect, Lever, Values, no_effect, organisational, reach
from tandem.model.rules.environment import MODIFY_QUITS


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Quit hazard (Bloom, Han & Liang 2024); for managers the study found none: cover the other levels."""
    moved = no_effect(months)
    here = reach(lever, values, "flexible_work") * organisational(lever, values, months)
    moved[:, MODIFY_QUITS] = values["flexibility_on_quits"] * here
    return Effect(moved)
