"""Good will, beside phase 13: output answers to whose the gain from AI is."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import complement, smaller, unity
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def good_will(uses_ai: float, freelancer: float, c: Coefficients, m: Conditions) -> float:
    """Change of an AI user's output, as a share: a gift for a gift, or withholding (Akerlof 1982).

    Nought where the share of the gain turned into targets is `even_split`; linear in that share, and bounded
    where more than the whole gain is asked. Freelancers owe nobody their gain.
    """
    taken = smaller(m.target_share - c.even_split, unity(uses_ai))
    return -uses_ai * complement(freelancer) * c.sharing_on_output * taken
