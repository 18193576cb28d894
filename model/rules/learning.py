"""Phase 4, learning: proficiency grows by experimenting, better tools, self-study and training."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import positive_part, smaller, unity
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def proficiency_next(proficiency: float, uses_ai: float, m: Conditions) -> float:
    """Proficiency (0 to 1) after a month; a user closes part of the distance to what is in reach.

    The untrained stop short of full proficiency; training and time to experiment raise what is in reach while
    they last, and what has been learnt stays.
    """
    step = smaller(m.learning_rate, unity(proficiency))
    return proficiency + uses_ai * step * positive_part(m.proficiency_in_reach - proficiency)


@rule
def use_of_ai(uses_ai: float, proficiency: float, c: Coefficients) -> float:
    """Use of AI weighted by proficiency; 1 for an average experienced user, whom published gains are of."""
    return uses_ai * proficiency * c.use_per_proficiency
