"""Phase 12, promotion: some vacancies above the entry level are kept for people of the team."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import complement, positive_part
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients


@rule
def outside_share(level: float, c: Coefficients) -> float:
    """Share of vacancies that outsiders are looked for: all at the entry level (`level` 0)."""
    return complement(positive_part(level) * c.promotion_share)
