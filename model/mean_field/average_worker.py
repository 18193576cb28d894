"""The average worker of a cell in a month of the mean field: the rules of `model/rules`, called on means.

A cell is a group (department × level × contract) or the part of it that a policy covers. Its average worker
uses AI to the degree to which the cell's people do (a share instead of a flag), meets the average team of the
department, and has no shocks. Where a rule compares luck with a chance, the chance takes the luck's place.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from tandem.model.engine.columns import CLOSED, INVOLUNTARY, VOLUNTARY
from tandem.model.mean_field.cells import (
    BURNOUT,
    BURNOUT_STATE,
    BURNOUT_TRAIT,
    CLARITY,
    CLARITY_TRAIT,
    CONNECTION,
    EXPOSURE,
    FREELANCER,
    INTENTION,
    INTENTION_TRAIT,
    LAPSED,
    LOG_ADOPTION,
    LOG_TIME,
    NICHE,
    PEOPLE,
    PERFORMANCE,
    PROFICIENCY,
    RAISED_TARGET,
    RAMP,
    ROLE_PRESSURE,
    SALARY,
    SEATS,
    SKILL,
    TIME,
    TRUST,
    USERS,
    USUAL_TIME,
)
from tandem.model.numerics.arithmetic import below, complement, positive_part, share_of, smaller
from tandem.model.numerics.arrays import Integers, Reals
from tandem.model.numerics.compiled import column_loop, rule
from tandem.model.outcomes import tally
from tandem.model.rules.adoption import adoption_probability, affinity_of
from tandem.model.rules.burnout import burnout_state_next, strain
from tandem.model.rules.clarity import clarity_next
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.connection import connection_next, trust_next
from tandem.model.rules.demands import demands, raised_target_next
from tandem.model.rules.effort import effort, extra_hours, extra_work, slack
from tandem.model.rules.environment import Conditions
from tandem.model.rules.freelance import extra_fees, niche_after, own_worth
from tandem.model.rules.gain import gross_gain, optimism_of, perceived_gain, seen_of_gain, true_gain
from tandem.model.rules.good_will import good_will
from tandem.model.rules.hiring import ramp_next
from tandem.model.rules.intention import intention
from tandem.model.rules.learning import proficiency_next
from tandem.model.rules.output import output, payroll
from tandem.model.rules.relief import relief
from tandem.model.rules.skill import experience
from tandem.model.rules.team import automated_work, contagion, left_work, peer_use, team_connection
from tandem.model.rules.use import time_with_ai, use_of_ai

# Rows of what the average worker of a department meets
PEERS, LOAD, BOND, PULL, PRESENT, AUTOMATED = 0, 1, 2, 3, 4, 5
MET_ROWS = 6


class Spreads(NamedTuple):
    """What the mean field knows of differences between people: shares, and spreads before AI (SD)."""

    ever_adopts: float
    burnout: float
    intention: float
    clarity: float
    top_performers: float


def spreads_of(c: Coefficients) -> Spreads:
    """Long-run spreads of the scores in a workforce without AI, from the coefficients."""
    burnout_state = _lasting_variance(c.burnout_shock_sd, c.burnout_persistence)
    mood = _lasting_variance(c.intention_shock_sd, c.intention_persistence)
    burnout = float(c.burnout_trait_sd) ** 2 + burnout_state
    shared = float(c.role_to_trait * c.role_to_intention * c.burnout_trait_sd * c.intention_trait_sd)
    of_burnout, of_clarity = float(c.burnout_to_intention), float(c.clarity_to_intention * c.clarity_spread)
    intends = float(c.intention_trait_sd) ** 2 + mood + of_burnout**2 * burnout + of_clarity**2
    return Spreads(
        ever_adopts=_normal_above(float(c.never_adopts_below)),
        burnout=math.sqrt(burnout),
        intention=math.sqrt(max(intends + 2 * of_burnout * shared, 0.0)),
        clarity=float(c.clarity_spread),
        top_performers=_normal_above(float(c.top_performer_above)),
    )


def without_spread(c: Coefficients, usual_mood: float = 0.0) -> Coefficients:
    """The coefficients of a workforce of equals, in float64.

    The engine centres hazards so that their mean over people of usual spread is the parameter's rate: the
    average worker has that rate, at the `usual_mood` of people who stayed. Who never adopts is kept as a
    share (`Spreads`): the others' average worker may.
    """
    exact = Coefficients(*(float(value) for value in c))
    return exact._replace(
        mood_centre=usual_mood,
        adoption_centre=0.0,
        never_adopts_below=-math.inf,
        replacement_cost_centre=0.0,
        replacement_cost_spread=0.0,
    )


def _lasting_variance(shock: float, persistence: float) -> float:
    """Long-run variance of a first-order autoregression."""
    return float(shock) ** 2 / (1 - float(persistence) ** 2)


def _normal_above(threshold: float) -> float:
    return 0.5 * math.erfc(threshold / math.sqrt(2))


@rule
def share_above(threshold: float, mean: float, spread: float) -> float:
    """Share of normal scores above a threshold; all or nobody where there is no spread."""
    if spread > 0.0:
        return 0.5 * math.erfc((threshold - mean) / (spread * math.sqrt(2.0)))
    return below(threshold, mean)


@column_loop
def meet_department(
    state: Reals, department: Integers, recent: Reals, closed: Reals, met: Reals, c: Coefficients
) -> None:
    """Phase 2: what the average worker of each department meets, `met` (MET_ROWS, departments).

    `recent` (LEAVER_ROWS, departments) are the recent leavers of the team that the average worker sits in,
    and the closed seats of the whole department; `closed` (departments,) are all seats closed so far.
    """
    met[:] = 0.0
    for cell in range(department.size):
        here, people = department[cell], state[PEOPLE, cell]
        met[PRESENT, here] += people
        met[PEERS, here] += people * state[USERS, cell]
        met[BOND, here] += people * state[CONNECTION, cell]
        met[LOAD, here] += state[SEATS, cell] - people
        met[AUTOMATED, here] += people * state[TIME, cell]
    for here in range(met.shape[1]):
        present = met[PRESENT, here]
        met[PEERS, here] = peer_use(met[PEERS, here], present)
        met[BOND, here] = team_connection(met[BOND, here], present)
        time = share_of(met[AUTOMATED, here], present)
        met[AUTOMATED, here] = automated_work(met[LOAD, here] + closed[here], present, time, c)
        met[LOAD, here] = left_work(met[LOAD, here], recent[CLOSED, here], present, c)
        met[PULL, here] = contagion(recent[VOLUNTARY, here], recent[INVOLUNTARY, here], c)


@column_loop
def adopt(state: Reals, cell: int, peers: float, ever_adopts: float, c: Coefficients, m: Conditions) -> None:
    """Phases 3 and 4, adoption and learning: people flow between users and others with their proficiency."""
    users, skilled = state[USERS, cell], state[USERS, cell] * state[PROFICIENCY, cell]
    inclined = affinity_of(state[ROLE_PRESSURE, cell], 0.0, c)
    start = adoption_probability(peers, inclined, state[LOG_ADOPTION, cell], c, m)
    stop = c.abandonment_rate
    regained = state[LAPSED, cell] * start
    state[LAPSED, cell] += skilled * stop - regained
    state[USERS, cell] = users * complement(stop) + positive_part(ever_adopts - users) * start
    carried = share_of(skilled * complement(stop) + regained, state[USERS, cell])
    state[PROFICIENCY, cell] = proficiency_next(carried, 1.0, state[FREELANCER, cell], c, m)


@column_loop
def work(
    state: Reals, cell: int, met: Reals, spreads: Spreads, sums: Reals, c: Coefficients, m: Conditions
) -> None:
    """Phases 3 to 10 and 13 of one cell; `met` is its department's, `sums` its group's row of the tallies."""
    adopt(state, cell, met[PEERS], spreads.ever_adopts, c, m)
    users, proficiency = state[USERS, cell], state[PROFICIENCY, cell]
    freelancer, ramp = state[FREELANCER, cell], state[RAMP, cell]
    time = time_with_ai(users, state[USUAL_TIME, cell], m)
    use = use_of_ai(time, proficiency, c)
    experienced = experience(state[SKILL, cell], ramp)
    gross = gross_gain(use, experienced, c)
    optimism = optimism_of(state[ROLE_PRESSURE, cell], 0.0, c) * seen_of_gain(state[EXPOSURE, cell], c)
    true, perceived = true_gain(gross, experienced, c), perceived_gain(gross, users, optimism)
    raised = raised_target_next(state[RAISED_TARGET, cell], perceived, true, freelancer, c, m)
    # Targets and gains are those of users, and effort is not proportional to them
    asked, gained = share_of(raised, users), share_of(true, users)
    tried, kept = users * effort(asked, gained, c), users * slack(asked, gained, freelancer, c)
    before, load = state[BURNOUT, cell], met[LOAD]
    demanded = demands(raised, true, tried, kept, load, before, c, m)
    trust = state[TRUST, cell]
    bond = connection_next(state[CONNECTION, cell], use, trust, met[BOND], c, m)
    clarity = clarity_next(state[CLARITY, cell], state[CLARITY_TRAIT, cell], perceived, freelancer, c, m)
    changing = burnout_state_next(
        state[BURNOUT_STATE, cell], strain(demanded, bond, clarity, before, 1.0, c, m), 0.0, c
    )
    burnout = state[BURNOUT_TRAIT, cell] + changing + users * relief(share_of(time, users), c)
    intends = intention(state[INTENTION_TRAIT, cell], 0.0, burnout, clarity, bond, use, c, m)
    ramp = ramp_next(ramp, use, c)
    niche = niche_after(state[NICHE, cell], freelancer, smaller(c.niche_rate * use, 1.0))
    extra = extra_work(tried, kept, load, c)
    made = output(
        ramp, state[PERFORMANCE, cell], true, extra + met[AUTOMATED], good_will(users, freelancer, c, m),
        own_worth(freelancer, niche, c), burnout, c, m,
    )  # fmt: skip
    state[TIME, cell], state[NICHE, cell] = time, niche
    state[TRUST, cell] = trust_next(trust, use, perceived, bond, c)
    state[RAISED_TARGET, cell], state[CONNECTION, cell], state[CLARITY, cell] = raised, bond, clarity
    state[BURNOUT_STATE, cell], state[BURNOUT, cell] = changing, burnout
    state[INTENTION, cell], state[RAMP, cell] = intends, ramp
    people = state[PEOPLE, cell]
    sums[tally.BURNOUT_SUM] += people * burnout
    sums[tally.HOURS_SUM] += people * extra_hours(extra, m)
    sums[tally.PERCEIVED_SUM] += people * perceived
    sums[tally.TRUE_SUM] += people * true
    sums[tally.OUTPUT_SUM] += people * made
    sums[tally.DEMANDS_SUM] += people * demanded
    sums[tally.CONNECTION_SUM] += people * bond
    sums[tally.PRESENT] += people
    sums[tally.AI_USERS] += people * users
    sums[tally.BURNED_OUT] += people * share_above(c.threshold_burned_out, burnout, spreads.burnout)
    sums[tally.VERY_OFTEN] += people * share_above(c.threshold_very_often, burnout, spreads.burnout)
    sums[tally.CONSIDERING] += people * share_above(c.threshold_considering, intends, spreads.intention)
    sums[tally.UNCLEAR] += people * share_above(-c.threshold_clarity, -clarity, spreads.clarity)
    fees = extra_fees(freelancer, raised, niche, c)
    sums[tally.PAYROLL] += people * payroll(state[SALARY, cell], 1.0, freelancer, fees, c)
    sums[tally.AI_TIME_SUM] += people * time
    often = state[LOG_TIME, cell] + math.log(max(m.tool_quality, 1e-9))
    for kind, least in ((tally.WEEKLY_USERS, c.weekly_use_from), (tally.DAILY_USERS, c.daily_use_from)):
        sums[kind] += people * users * share_above(math.log(least), often, c.time_spread)
