"""Phase 3, adoption: people take up AI by themselves, after their peers, and when asked to."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import below, choose, complement
from tandem.model.numerics.compiled import rule
from tandem.model.numerics.elementary import exponential, probability_of_rate
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def affinity_of(role_pressure: float, own: float, c: Coefficients) -> float:
    """Inclination to take up AI, standard normal; it loads on role pressure (selection)."""
    return c.role_to_affinity * role_pressure + c.own_to_affinity * own


@rule
def adoption_hazard(
    peers: float, affinity: float, log_adoption: float, c: Coefficients, m: Conditions
) -> float:
    """Rate a month at which a non-user starts: a Bass hazard (Bass 1969) scaled by personal affinity.

    Workers whose affinity lies below the adoption ceiling's quantile never start.
    """
    inclination = exponential(c.adoption_affinity * affinity + log_adoption) * m.adoption_multiplier
    hazard = (c.adoption_innovation + c.adoption_imitation * peers) * inclination
    return hazard * below(c.never_adopts_below, affinity)


@rule
def adoption_probability(
    peers: float, affinity: float, log_adoption: float, c: Coefficients, m: Conditions
) -> float:
    """Chance that a non-user starts this month."""
    return probability_of_rate(adoption_hazard(peers, affinity, log_adoption, c, m))


@rule
def uses_ai_next(uses_ai: float, start: float, luck: float, c: Coefficients) -> float:
    """1 if the worker uses AI after this month: non-users start with chance `start`, users may stop."""
    stays = complement(below(luck, c.abandonment_rate))
    return choose(uses_ai, stays, below(luck, start))
