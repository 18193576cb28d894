"""A raise for those covered, relative to their peers and the market."""

from __future__ import annotations

import numpy as np

from tandem.model.policy.lever import Effect, Floats, Lever, Values, lasting, no_effect, transported
from tandem.model.rules.environment import MODIFY_QUITS


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Intensity: the raise as a share of salary; quits follow the elasticity of parameter `pay_to_quit`."""
    moved = no_effect(months)
    raised = np.log1p(lever.intensity * lasting(lever, months))
    moved[:, MODIFY_QUITS] = values["pay_to_quit"] * transported(values, "pay") * raised
    return Effect(moved)


def payroll_share(lever: Lever, months: int) -> Floats:
    """Extra pay of those covered as a share of their payroll, shape (months,)."""
    return lever.intensity * lasting(lever, months)
