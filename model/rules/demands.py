"""Phase 6, demands: targets ratchet up with the gain; the felt load is what they ask of people."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import choose, complement, positive_part, smaller
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def raised_target_next(
    raised_target: float,
    perceived: float,
    true_gain: float,
    freelancer: float,
    c: Coefficients,
    m: Conditions,
) -> float:
    """Extra output expected of a worker, as a share; it follows the gain up faster than down.

    The gain that organisations go by is the reported one, or the true one (`reported_gain_believed` 1 or 0).
    Freelancers set their own targets, by what they truly gain and do not keep as time.
    """
    believed = choose(complement(freelancer) * c.reported_gain_believed, perceived, true_gain)
    share = choose(freelancer, c.freelancer_target_share, m.target_share)
    distance = share * positive_part(believed) - raised_target
    up = positive_part(distance)
    return raised_target + c.ratchet_up_rate * up + c.ratchet_down_rate * (distance - up)


@rule
def demands(
    raised_target: float,
    true_gain: float,
    effort: float,
    slack: float,
    load: float,
    burnout: float,
    c: Coefficients,
    m: Conditions,
) -> float:
    """Felt load beyond the normal, as a share of it: bounded, because a week has only so many hours.

    Effort counts in full, what targets ask beyond it by part of its size, slack as relief; the work of empty
    and closed seats in full; then policies; and burnout, which makes the same work feel like more (Guthier
    et al. 2020).
    """
    unmet = positive_part(raised_target - true_gain) - effort
    felt = effort + c.unmet_weight * unmet - slack
    total = felt + load + m.demands_shift + c.burnout_on_demands * burnout
    return -smaller(-smaller(total, c.workload_limit), c.workload_limit)
