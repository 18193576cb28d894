"""Phase 9, burnout: a stable trait plus a monthly state driven by demands minus resources."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import below, complement
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def burnout_trait_of(role_pressure: float, own: float, c: Coefficients) -> float:
    """The stable part of burnout, SD of total burnout; it loads on role pressure by the selection route."""
    return c.burnout_trait_sd * (c.role_to_trait * role_pressure + c.own_to_trait * own)


@rule
def strain(
    demands: float,
    connection: float,
    clarity: float,
    burnout: float,
    limits_kept: float,
    c: Coefficients,
    m: Conditions,
) -> float:
    """Level towards which the burnout state moves (job demands–resources theory; Demerouti et al. 2001).

    `burnout` is last month's: what helps individuals to cope does nothing for those who are burned out very
    often or always (Ahola et al. 2017). Workload limits act as far as the team's manager keeps them.
    """
    demanded = c.demands_to_burnout * demands * c.demands_per_sd
    supported = c.connection_to_burnout * connection + c.clarity_to_burnout * clarity
    coping = m.resilience_shift * below(burnout, c.threshold_very_often)
    return demanded - supported + m.burnout_shift + limits_kept * m.guardrail_shift + coping


@rule
def burnout_state_next(state: float, level: float, shock: float, c: Coefficients) -> float:
    """The changing part of burnout after a month; `shock` is standard normal (first-order autoregression)."""
    kept = c.burnout_persistence * state
    return kept + complement(c.burnout_persistence) * level + c.burnout_shock_sd * shock
