"""Phase 11, exits: quits, ends of contracts, dismissals and layoffs."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import complement
from tandem.model.numerics.compiled import rule
from tandem.model.numerics.elementary import exponential, probability_of_rate
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def exit_probability(
    log_base: float,
    tenure_multiplier: float,
    intention: float,
    contagion: float,
    freelancer: float,
    c: Coefficients,
    m: Conditions,
) -> float:
    """Chance to leave of one's own accord this month; for a freelancer, that the contract ends.

    Log hazard = base + tenure (Weibull) + intention + labour market and policies + contagion; the
    contract of a freelancer runs out at its base rate whatever the mood.
    """
    moved = tenure_multiplier + c.intention_to_quit * intention + contagion + m.log_quit_shift
    return probability_of_rate(exponential(log_base + complement(freelancer) * moved))


@rule
def dismissal_probability(freelancer: float, c: Coefficients) -> float:
    """Chance to be dismissed this month (the seat stays open); freelancers are not."""
    return probability_of_rate(complement(freelancer) * c.dismissal_rate)


@rule
def involuntary_probability(freelancer: float, c: Coefficients, m: Conditions) -> float:
    """Chance to leave involuntarily this month, dismissed or laid off (the seat is closed).

    The same luck decides both, dismissal first: a layoff changes nobody's dismissal.
    """
    return probability_of_rate(m.layoff_rate + complement(freelancer) * c.dismissal_rate)
