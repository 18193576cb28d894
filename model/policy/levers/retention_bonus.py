"""A one-off retention bonus: quits are put off while it binds, and part of them comes afterwards."""

from __future__ import annotations

import math

import numpy as np

from tandem.model.policy.lever import Effect, Floats, Lever, Values, no_effect, transported
from tandem.model.rules.environment import MODIFY_QUITS


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Intensity: the bonus as a share of annual salary (Joffrion & Wozny 2015: timing as well as level).

    While it binds (parameter `bonus_binding`) it counts like a relative raise of that share; for as long
    afterwards quits are higher by the share `bonus_rebound` of the same effect.
    """
    moved = no_effect(months)
    since = np.arange(months) - lever.start
    binding = values["bonus_binding"]
    put_off = values["pay_to_quit"] * transported(values, "pay") * math.log1p(lever.intensity)
    moved[:, MODIFY_QUITS] = np.where((since >= 0) & (since < binding), put_off, 0.0)
    rebound = (since >= binding) & (since < 2 * binding)
    moved[rebound, MODIFY_QUITS] = -values["bonus_rebound"] * put_off
    return Effect(moved)


def payroll_share(lever: Lever, months: int) -> Floats:
    """The bonus as a share of a month's payroll, all paid in the first month; shape (months,)."""
    share = np.zeros(months)
    if lever.start < months:
        share[lever.start] = 12 * lever.intensity
    return share
