"""Phase 5, gain: what AI truly saves, and what its user believes it saves."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import choose, smaller, unity
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients


@rule
def gross_gain(use: float, experience: float, c: Coefficients) -> float:
    """Share of the whole job saved before rework: larger for novices (0) than for experts (1) of the job.

    `use` is time with AI weighted by proficiency. Brynjolfsson, Li & Raymond 2025 and Dell'Acqua et al. 2026
    for the gradient over skill.
    """
    return use * c.true_gain * choose(experience, c.gain_expert, c.gain_novice)


@rule
def true_gain(gross: float, experience: float, c: Coefficients) -> float:
    """Gain that is left after checking and correcting AI output (rework makes a loss larger).

    Novices check less well, so that careless use costs them most.
    """
    return gross - choose(experience, c.rework_expert, c.rework_novice) * abs(gross)


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


@rule
def seen_of_gain(exposure: float, c: Coefficients) -> float:
    """Part of personal optimism that work of that exposure gives rise to: all of it from usual exposure on.

    Who can use AI for little of the work has little to be hopeful about.
    """
    return smaller(exposure * c.optimism_per_exposure, unity(exposure))
