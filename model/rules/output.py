"""Phase 13, output and cost of a seat in a month."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import choose, positive_part, unity
from tandem.model.numerics.compiled import rule
from tandem.model.numerics.elementary import exponential
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def output(
    ramp: float,
    performance: float,
    true_gain: float,
    extra: float,
    good_will: float,
    own_worth: float,
    burnout: float,
    c: Coefficients,
    m: Conditions,
) -> float:
    """Output of a person present, in worker-months of a fully ramped, average, AI-free worker.

    `extra` is work beyond the normal, as a share of it: effort and the work of empty seats (done or
    automated), less slack. Work that a policy leaves undone (hours off or diverted, work dropped) is lost.
    `own_worth` is what sets freelancers apart.
    """
    level = unity(burnout) + c.performance_sd * performance + own_worth
    fitness = unity(burnout) + c.burnout_on_output * burnout
    done = positive_part(unity(burnout) + true_gain + extra) * positive_part(unity(burnout) + good_will)
    return ramp * positive_part(level) * done * positive_part(fitness) * m.work_done


@rule
def payroll(salary: float, employed: float, freelancer: float, extra_fees: float, c: Coefficients) -> float:
    """Cost of the person in post this month, in the currency of `salary` (per year).

    Employees cost their fully loaded salary; a freelancer's fees carry no load.
    """
    load = choose(freelancer, unity(freelancer), c.payroll_load) + extra_fees
    return employed * salary * c.month_share * load


@rule
def vacancy_cost(salary: float, vacant: float, c: Coefficients) -> float:
    """Cost of the work left undone on an empty seat this month."""
    return vacant * salary * c.month_share * c.vacancy_cost


@rule
def replacement_cost(salary: float, luck: float, c: Coefficients) -> float:
    """Cost of replacing a leaver: log-normal between leavers, `luck` is standard normal."""
    spread = exponential(c.replacement_cost_spread * luck - c.replacement_cost_centre)
    return salary * c.replacement_cost * spread
