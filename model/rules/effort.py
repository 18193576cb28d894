"""Phase 6, effort: raised targets are met in part by working harder and longer."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import choose, positive_part, smaller, unity
from tandem.model.numerics.compiled import rule
from tandem.model.numerics.elementary import probability_of_rate
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def effort(raised_target: float, true_gain: float, c: Coefficients) -> float:
    """Extra work, as a share of the normal, put into what targets ask beyond the true gain.

    Concave in the gap: a share `effort_share` of a small one, never more than the ceiling.
    """
    gap = positive_part(raised_target - true_gain)
    return c.effort_ceiling * probability_of_rate(c.effort_of_gap * gap)


@rule
def slack(raised_target: float, true_gain: float, freelancer: float, c: Coefficients) -> float:
    """What AI saves beyond targets and people keep as time, as a share of the normal work.

    Freelancers keep all that their own targets leave.
    """
    kept = choose(freelancer, unity(freelancer), c.slack_taken)
    return kept * positive_part(true_gain - raised_target)


@rule
def extra_work(effort: float, slack: float, load: float, c: Coefficients) -> float:
    """Work done beyond the normal, as a share of it: bounded, because a week has only so many hours.

    `load` is the work of empty and closed seats that the person does.
    """
    return smaller(effort + load - slack, c.workload_limit)


@rule
def extra_hours(extra: float, m: Conditions) -> float:
    """Hours worked beyond the usual week, as a share of it (negative: fewer); `extra` is extra work."""
    return extra - m.hours_off
