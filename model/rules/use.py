"""Phase 4, use of AI, graded: the share of working time for which a user uses it, and what that is worth."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import share_of, smaller, unity
from tandem.model.numerics.compiled import rule
from tandem.model.numerics.elementary import exponential
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def usual_share_of_time(exposure: float, affinity: float, own: float, c: Coefficients) -> float:
    """Share of working time that a person, once a user, uses AI for, with the tools of April 2025.

    In proportion to how much of the work AI can touch (`exposure`, 0 to 1) and never above it; log-normal
    between people, who differ with their inclination to AI (`affinity` and `own` are standard normal). It
    stays with the person.
    """
    inclination = c.affinity_to_time * affinity + c.own_to_time * own
    share = c.time_per_exposure * exposure * exponential(c.time_spread * inclination - c.time_centre)
    return smaller(share, exposure)


@rule
def share_of_time_there(share: float, before: float, now: float) -> float:
    """The share of working time of somebody who moves from work of one exposure to work of another."""
    return smaller(share * share_of(now, before), now)


@rule
def time_with_ai(uses_ai: float, usual: float, m: Conditions) -> float:
    """Share of working time with AI this month; better tools are used for more of the work."""
    return uses_ai * smaller(usual * m.tool_quality, unity(usual))


@rule
def use_of_ai(time: float, proficiency: float, c: Coefficients) -> float:
    """Use of AI: time with it weighted by proficiency; 1 for an average experienced user.

    Published gains are of such users, with the tools of April 2025 and the usual exposure.
    """
    return time * proficiency * c.use_per_time
