"""Phase 11, exits: quits, ends of contracts, dismissals and layoffs."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import choose, complement, positive_part, smaller, unity
from tandem.model.numerics.compiled import rule
from tandem.model.numerics.elementary import exponential, probability_of_rate
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def exit_hazard(
    log_base: float,
    tenure_multiplier: float,
    intention: float,
    pull: float,
    offers: float,
    need_of_support: float,
    freelancer: float,
    niche: float,
    c: Coefficients,
    m: Conditions,
) -> float:
    """Rate a month of leaving of one's own accord; for a freelancer, of the contract's end.

    Hazard = base × tenure (Weibull) × labour market × mood, where only the avoidable share of quits answers
    to mood: intention, the team's `pull` (leavers, manager), outside `offers` and policies. What they do to
    the log hazard on average is what studies state (the coefficients are divided by the share, see
    `model/engine/coefficients.py`), but however good the mood, the unavoidable part is left. A freelancer's
    contract runs out at its base rate whatever the mood, later in a niche.
    """
    moved = pull + offers + m.quit_shift + need_of_support * m.support_shift
    mood = c.intention_to_quit * intention + c.mood_per_log_ratio * moved
    answered = c.unavoidable_share + c.avoidable_share * exponential(mood - c.mood_centre)
    outside = complement(freelancer) * (tenure_multiplier + m.log_labour_market)
    here = exponential(log_base + outside + c.niche_on_ends * niche)
    return here * choose(freelancer, unity(freelancer), answered)


@rule
def exit_probability(
    log_base: float,
    tenure_multiplier: float,
    intention: float,
    pull: float,
    offers: float,
    need_of_support: float,
    freelancer: float,
    niche: float,
    c: Coefficients,
    m: Conditions,
) -> float:
    """Chance to leave of one's own accord this month, or that the contract ends, by `exit_hazard`."""
    return probability_of_rate(
        exit_hazard(
            log_base, tenure_multiplier, intention, pull, offers, need_of_support, freelancer, niche, c, m
        )
    )


@rule
def outside_offers(use: float, performance: float, c: Coefficients, m: Conditions) -> float:
    """Log hazard ratio of quitting by what the market bids for people who are good with AI.

    Proficient users are bid for, performers the more (`performance` in SD): a premium in pay moves quits by
    the elasticity of quits in relative pay. More than average use earns no more.
    """
    worth = positive_part(unity(performance) + performance)
    return c.offers_to_quit * m.talent_demand * smaller(use, unity(use)) * worth


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
