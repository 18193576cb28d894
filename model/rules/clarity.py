"""Phase 8, clarity: understanding how one's use of AI serves the company's goals."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import complement, positive_part
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def clarity_trait_of(own: float, c: Coefficients) -> float:
    """Clarity, SD, that a person returns to without AI; `own` is standard normal."""
    return c.clarity_spread * own


@rule
def clarity_next(
    clarity: float, trait: float, perceived: float, freelancer: float, c: Coefficients, m: Conditions
) -> float:
    """Clarity, SD around its mean before AI; lost as private gains outrun the organisation's strategy.

    `trait` is the level, SD, that the person returns to without AI. Freelancers see what AI earns them.
    """
    pull = complement(freelancer) * c.gain_on_clarity * positive_part(perceived)
    moved = m.clarity_shift + complement(c.connection_persistence) * (trait - pull)
    return c.connection_persistence * clarity + moved
