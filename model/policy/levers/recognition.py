"""Recognition of good work."""

from __future__ import annotations

from tandem.model.policy.lever import Effect, Lever, Values, no_effect, organisational, reach
from tandem.model.rules.environment import MODIFY_QUITS


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Quit hazard (Gallup and Workhuman 2024, halved because the comparison is confounded)."""
    moved = no_effect(months)
    here = reach(lever, values, "recognition") * organisational(lever, values, months)
    moved[:, MODIFY_QUITS] = values["recognition_on_quits"] * here
    return Effect(moved)
