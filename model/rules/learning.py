"""Phase 4, learning: proficiency grows by experimenting, better tools, self-study and training."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import complement, smaller, unity
from tandem.model.numerics.compiled import rule
from tandem.model.rules.environment import Conditions


@rule
def proficiency_next(proficiency: float, uses_ai: float, m: Conditions) -> float:
    """Proficiency (0 to 1) after a month; a user closes part of the distance to full proficiency."""
    step = smaller(m.learning_rate, unity(proficiency))
    return proficiency + uses_ai * step * complement(proficiency)
