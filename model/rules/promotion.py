"""Phase 12, promotion: some vacancies above the entry level are kept for people of the team."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import complement, smaller, unity
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients


@rule
def outside_share(promotion: float, c: Coefficients) -> float:
    """Share of a seat's vacancies that outsiders are looked for.

    `promotion` is how much of the usual share is kept for the team: 1 usually, 0 at the entry level.
    """
    return complement(smaller(promotion * c.promotion_share, unity(promotion)))
