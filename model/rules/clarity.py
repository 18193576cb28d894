"""Phase 8, clarity: understanding how one's use of AI serves the company's goals."""

from __future__ import annotations

from typing import Any

from model.arithmetic import complement, positive_part
from model.compiled import rule


@rule
def clarity_next(clarity: Any, perceived: Any, c: Any, m: Any) -> Any:
    """Clarity, SD around that before AI; it is lost as private gains outrun the organisation's strategy."""
    pull = c.causal_scale * c.gain_on_clarity * positive_part(perceived)
    moved = m.clarity_shift - complement(c.connection_persistence) * pull
    return c.connection_persistence * clarity + moved
