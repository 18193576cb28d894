"""Relief, beside phase 9: AI takes disliked work away, and burnout is lower at once while it is used."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import smaller
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients


@rule
def relief(time: float, c: Coefficients) -> float:
    """Change of burnout, SD, by the share of working `time` with AI: at once, and gone when use stops.

    By use and not by proficiency. The trials of AI scribes found it within two months, at use in about 30 %
    of work (Lukac et al. 2025): people who use it that much on average have the parameter's size on average;
    beyond that use there is no more.
    """
    return c.relief_per_time * smaller(time, c.relief_full_use)
