"""Phase 5, gain: what AI truly saves, and what its user believes it saves."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import choose
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def gross_gain(use: float, skill: float, c: Coefficients, m: Conditions) -> float:
    """Share of the whole job saved before rework: larger for novices (skill 0) than for experts (skill 1).

    `use` is AI use weighted by proficiency. Brynjolfsson, Li & Raymond 2025 and Dell'Acqua et al. 2026 for
    the gradient over skill.
    """
    by_skill = choose(skill, c.gain_expert, c.gain_novice)
    return use * m.tool_quality * c.true_gain * by_skill


@rule
def true_gain(gross: float, c: Coefficients) -> float:
    """Gain that is left after checking and correcting AI output (rework makes a loss larger)."""
    return gross - c.rework_tax * abs(gross)


@rule
def perceived_gain(gross: float, uses_ai: float, optimism: float) -> float:
    """Gain as the user reports it: the gross gain plus personal optimism."""
    return gross + uses_ai * optimism


@rule
def optimism_of(role_pressure: float, own: float, c: Coefficients) -> float:
    """Personal excess of reported over true gain; `role_pressure` and `own` are standard normal.

    People in demanding roles use AI hardest and report the largest gains: this is the selection route.
    """
    return c.optimism_mean + c.optimism_common * role_pressure + c.optimism_own * own
