"""Limits on workload and working hours: burnout moves to a lower level, and some work is not done."""

from __future__ import annotations

from tandem.model.policy.lever import (
    Effect,
    Lever,
    Values,
    effective_intensity,
    log_share_left,
    no_effect,
    organisational,
    reach,
    share_without,
)
from tandem.model.rules.environment import MODIFY_GUARDRAILS, MODIFY_HOURS_OFF, MODIFY_WORK


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Level of burnout (Panagioti et al. 2017), and the work dropped: a limit is work not done.

    It acts through managers, who keep limits more or less (`model/rules/manager.py`).
    """
    moved = no_effect(months)
    grown = organisational(lever, values, months)
    moved[:, MODIFY_GUARDRAILS] = (
        values["guardrails_on_burnout"] * reach(lever, values, "workload_guardrails") * grown
    )
    limited = effective_intensity(lever, values) * share_without(values, "workload_guardrails")
    dropped = values["guardrails_work_dropped"] * limited * grown
    moved[:, MODIFY_WORK] = log_share_left(dropped)
    moved[:, MODIFY_HOURS_OFF] = dropped  # what it takes off people's minds is in the effect on burnout
    return Effect(moved)
