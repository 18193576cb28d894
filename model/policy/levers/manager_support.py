"""Support by managers: people skills of those who lead."""

from __future__ import annotations

from tandem.model.policy.lever import Effect, Lever, Values, no_effect, organisational, reach
from tandem.model.rules.environment import MODIFY_SUPPORT


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Quit hazard (Hoffman & Tadelis 2021, shrunk towards the null of Astuti & Helmi 2021).

    It acts most where managers lack people skills (`model/rules/manager.py`).
    """
    moved = no_effect(months)
    here = reach(lever, values, "manager_support") * organisational(lever, values, months)
    moved[:, MODIFY_SUPPORT] = values["manager_support_on_quits"] * here
    return Effect(moved)
