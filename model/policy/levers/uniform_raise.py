"""A raise for everybody alike: pay moves against the market, but not against that of peers."""

from __future__ import annotations

import numpy as np

from tandem.model.policy.lever import Effect, Lever, Values, lasting, no_effect, transported
from tandem.model.policy.levers.relative_raise import payroll_share as payroll_share
from tandem.model.rules.environment import MODIFY_QUITS


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Intensity: the raise as a share of salary (Dube, Giuliano & Leonard 2019: peers matter most)."""
    moved = no_effect(months)
    raised = np.log1p(lever.intensity * lasting(lever, months))
    moved[:, MODIFY_QUITS] = values["uniform_pay_to_quit"] * transported(values, "pay") * raised
    return Effect(moved)
