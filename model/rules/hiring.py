"""Phase 12, hiring: an empty seat is filled by a new worker, who ramps up, faster with AI."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import below, choose, complement, smaller, unity
from tandem.model.numerics.compiled import rule
from tandem.model.numerics.elementary import exponential, probability_of_rate
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def fill_probability(executive: float, freelancer: float, m: Conditions) -> float:
    """Chance that an open vacancy is filled this month (exponential time to fill)."""
    staff = choose(executive, m.executive_fill_rate, m.fill_rate)
    return probability_of_rate(choose(freelancer, m.freelancer_fill_rate, staff))


@rule
def is_refilled(luck: float, m: Conditions) -> float:
    """1 if the seat of a leaver stays open, to be filled again; else it is closed."""
    return below(luck, m.refill_share)


@rule
def stays_employed(luck: float, m: Conditions) -> float:
    """1 if an employee's seat that is to be filled again goes to an employee, else to a freelancer.

    Given that the seat is to be filled again, `luck` is uniform below the refill share: no second draw is
    needed.
    """
    return below(luck, m.own_hire_share * m.refill_share)


@rule
def ramp_by_ai(use: float, c: Coefficients) -> float:
    """Speed of learning the job with AI, above that without, as a share; more than average use adds none."""
    return c.ramp_ai_speed * smaller(use, unity(use))


@rule
def ramp_next(ramp: float, use: float, c: Coefficients) -> float:
    """Share of full output reached (0 to 1); faster with AI (Brynjolfsson et al. 2025)."""
    rate = c.ramp_rate + c.ramp_rate * ramp_by_ai(use, c)
    return ramp + complement(ramp) * probability_of_rate(rate)


@rule
def ramp_reached(tenure: float, c: Coefficients) -> float:
    """Share of full output that a worker without AI has reached after `tenure` months."""
    return c.ramp_start + complement(c.ramp_start) * probability_of_rate(c.ramp_rate * tenure)


@rule
def started_before(affinity: float, log_adoption: float, market_adoption: float, c: Coefficients) -> float:
    """Chance that a new hire who would ever use AI has taken it up on the labour market.

    `market_adoption` is the hazard added up so far, for somebody of average inclination in usual work;
    `log_adoption` is how far the kind of work and level differ.
    """
    inclination = exponential(c.adoption_affinity * affinity + log_adoption - c.adoption_centre)
    return probability_of_rate(market_adoption * inclination)


@rule
def arrives_with_ai(
    affinity: float, log_adoption: float, luck: float, market_adoption: float, c: Coefficients
) -> float:
    """1 if a new hire already uses AI; those below the adoption ceiling's quantile never do."""
    started = started_before(affinity, log_adoption, market_adoption, c)
    return below(c.never_adopts_below, affinity) * below(luck, started)
