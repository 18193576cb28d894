"""Relief, beside phase 9: AI takes disliked work away, and burnout is lower at once while it is used."""

from __future__ import annotations

from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients


@rule
def relief(uses_ai: float, c: Coefficients) -> float:
    """Change of burnout, SD, by using AI: at once, by use and not by proficiency, and gone when use stops.

    The trials of AI scribes found it within two months, at use in about 30 % of work (Lukac et al. 2025); at
    that use it has its full size (`c.relief`), at more use no more.
    """
    return uses_ai * c.relief
