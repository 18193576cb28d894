"""Phase 4, learning: proficiency grows by experimenting, better tools, self-study and training."""

from __future__ import annotations

from typing import Any

from tandem.model.numerics.arithmetic import complement, smaller, unity
from tandem.model.numerics.compiled import rule


@rule
def proficiency_next(proficiency: Any, uses_ai: Any, m: Any) -> Any:
    """Proficiency (0 to 1) after a month; a user closes part of the distance to full proficiency."""
    step = smaller(m.learning_rate, unity(proficiency))
    return proficiency + uses_ai * step * complement(proficiency)
