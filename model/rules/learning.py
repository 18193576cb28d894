"""Phase 4, learning: proficiency grows by experimenting, better tools, self-study and training."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import complement, positive_part, smaller, unity
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def proficiency_next(
    proficiency: float, uses_ai: float, freelancer: float, c: Coefficients, m: Conditions
) -> float:
    """Proficiency (0 to 1) after a month; a user closes part of the distance to what is in reach.

    The untrained stop short of full proficiency; training and time to experiment raise what is in reach while
    they last, and what has been learnt stays. Freelancers, whose trade it is, learn faster and reach further
    on their own (9 in 10 say that AI helps them to learn faster).
    """
    reach = m.proficiency_in_reach + freelancer * c.freelancer_closes * complement(m.proficiency_in_reach)
    step = smaller(m.learning_rate + freelancer * c.freelancer_faster * m.learning_rate, unity(proficiency))
    return proficiency + uses_ai * step * positive_part(reach - proficiency)
