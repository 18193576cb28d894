"""Phase 8, clarity: understanding how one's use of AI serves the company's goals."""

from __future__ import annotations

from typing import Any

from tandem.model.numerics.arithmetic import complement, positive_part
from tandem.model.numerics.compiled import rule


@rule
def clarity_trait_of(own: Any, c: Any) -> Any:
    """Clarity, SD, that a person returns to without AI; `own` is standard normal."""
    return c.clarity_spread * own


@rule
def clarity_next(clarity: Any, trait: Any, perceived: Any, c: Any, m: Any) -> Any:
    """Clarity, SD around its mean before AI; lost as private gains outrun the organisation's strategy.

    `trait` is the level, SD, that the person returns to without AI.
    """
    pull = c.causal_scale * c.gain_on_clarity * positive_part(perceived)
    moved = m.clarity_shift + complement(c.connection_persistence) * (trait - pull)
    return c.connection_persistence * clarity + moved
