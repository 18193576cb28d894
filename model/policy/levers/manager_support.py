"""Support by managers: people skills of those who lead."""

from __future__ import annotations

from tandem.model.policy.lever import Effect, Lever, Values, no_effect, organisational
from tandem.model.rules.environment import MODIFY_QUITS


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Quit hazard (Hoffman & Tadelis 2021, shrunk towards the null of Astuti & Helmi 2021)."""
    moved = no_effect(months)
    moved[:, MODIFY_QUITS] = (
        lever.intensity * values["manager_support_on_quits"] * organisational(lever, values, months)
    )
    return Effect(moved)
