"""Flows of the mean field: how many leave a cell and are hired, by tenure, and what newcomers change."""

from __future__ import annotations

import numpy as np

from tandem.model.engine.columns import CLOSED, INVOLUNTARY, VOLUNTARY
from tandem.model.mean_field.cells import (
    BURNOUT,
    BURNOUT_STATE,
    BURNOUT_TRAIT,
    CLARITY,
    CLARITY_TRAIT,
    COHORTS,
    CONNECTION,
    FREELANCER,
    INTENTION,
    LAPSED,
    LOG_BASE_EXIT,
    NEWEST,
    NICHE,
    PEOPLE,
    PERFORMANCE,
    PROFICIENCY,
    RAISED_TARGET,
    RAMP,
    SALARY,
    SEATS,
    SETTLED,
    TIME,
    TRUST,
    USERS,
    Cells,
)
from tandem.model.numerics.arithmetic import choose, complement, share_of, smaller
from tandem.model.numerics.arrays import Reals
from tandem.model.numerics.compiled import column_loop
from tandem.model.outcomes import tally
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions
from tandem.model.rules.exits import (
    dismissal_probability,
    exit_probability,
    involuntary_probability,
    outside_offers,
)
from tandem.model.rules.hiring import ramp_reached
from tandem.model.rules.output import replacement_cost, vacancy_cost
from tandem.model.rules.use import use_of_ai


@column_loop
def leave_cohorts(
    cells: Cells, cell: int, pull: float, tenure_table: Reals, unwanted: float, c: Coefficients, m: Conditions
) -> float:
    """Phase 11: everybody who goes leaves the cohorts of a cell; returns how many went of their own accord.

    `unwanted` is the chance to be dismissed or laid off, of those who do not go by themselves.
    """
    state, people, tenure = cells.state, cells.people[cell], cells.tenure[cell]
    longest = np.int64(tenure_table.size - 1)
    use = use_of_ai(state[TIME, cell], state[PROFICIENCY, cell], c)
    offers = outside_offers(use, state[PERFORMANCE, cell], c, m)
    gone = 0.0
    for cohort in range(COHORTS):
        if people[cohort] > 0.0:
            multiplier = tenure_table[min(np.int64(tenure[cohort]), longest)]
            chance = exit_probability(
                state[LOG_BASE_EXIT, cell], multiplier, state[INTENTION, cell], pull, offers, 1.0,
                state[FREELANCER, cell], state[NICHE, cell], c, m,
            )  # fmt: skip
            gone += people[cohort] * chance
            people[cohort] *= complement(chance) * complement(unwanted)
    return gone


@column_loop
def leave(
    cells: Cells, cell: int, pull: float, tenure_table: Reals, top: float, left: Reals, sums: Reals,
    handed: Reals, c: Coefficients, m: Conditions,
) -> float:  # fmt: skip
    """Who leaves a cell and what becomes of the seats; returns the seats that were empty in the month.

    `top` is the share of top performers; `left` (LEAVER_ROWS,) gathers the department's leavers and closed
    seats; `sums` is the group's row of the tallies; `handed` (cells,) gathers seats that freelancers are from
    now on searched for.
    """
    state = cells.state
    freelancer, salary = state[FREELANCER, cell], state[SALARY, cell]
    before = state[PEOPLE, cell]
    vacant: float = state[SEATS, cell] - before
    dismissal = dismissal_probability(freelancer, c)
    unwanted = involuntary_probability(freelancer, c, m)
    gone = leave_cohorts(cells, cell, pull, tenure_table, unwanted, c, m)
    quits, dismissed = complement(freelancer) * gone, (before - gone) * dismissal
    laid_off = (before - gone) * (unwanted - dismissal)
    refilled = (gone + dismissed) * smaller(m.refill_share, 1.0)
    state[PEOPLE, cell] = before - gone - dismissed - laid_off
    if cells.other[cell] >= 0:
        handed[cell] = refilled * complement(smaller(m.own_hire_share, 1.0))
    state[SEATS, cell] = state[PEOPLE, cell] + vacant + refilled
    left[VOLUNTARY] += quits
    left[INVOLUNTARY] += dismissed + laid_off
    left[CLOSED] += gone + dismissed + laid_off - refilled
    sums[tally.EXPECTED_QUITS] += quits
    sums[tally.QUITS] += quits
    sums[tally.CONTRACT_ENDS] += gone - quits
    sums[tally.DISMISSALS] += dismissed
    sums[tally.LAYOFFS] += laid_off
    sums[tally.REGRETTED] += quits * top
    sums[tally.VACANT] += vacant + refilled
    sums[tally.REPLACEMENT] += refilled * replacement_cost(salary, 0.0, c)
    sums[tally.VACANCY_COST] += vacancy_cost(salary, vacant, c)
    return vacant


@column_loop
def age(people: Reals, tenure: Reals) -> None:
    """A month passes for the cohorts of a cell, (cohorts,); the newcomers' first place is free again."""
    last = COHORTS - 1
    tenure += 1.0
    settled = people[SETTLED] + people[last]
    older = share_of(people[last], settled)
    tenure[SETTLED] = choose(older, tenure[last], tenure[SETTLED])
    people[SETTLED] = settled
    for cohort in range(last, NEWEST, -1):
        people[cohort], tenure[cohort] = people[cohort - 1], tenure[cohort - 1]
    people[NEWEST] = tenure[NEWEST] = 0.0


@column_loop
def hand_over(
    state: Reals, cell: int, other: int, seats: float, row: Reals, other_row: Reals, c: Coefficients
) -> None:
    """Empty `seats` of a cell become freelancers', of the cell `other`; the rows are of their groups."""
    pay, all_seats = state[SALARY, cell] * c.freelancer_pay_ratio, state[SEATS, other] + seats
    state[SALARY, other] = choose(share_of(seats, all_seats), pay, state[SALARY, other])
    state[SEATS, other] = all_seats
    state[SEATS, cell] -= seats
    row[tally.VACANT] -= seats
    other_row[tally.VACANT] += seats


@column_loop
def hire(cell: int, filled: float, newcomers: Reals, row: Reals) -> None:
    """Phase 12: newcomers on the `filled` seats of a cell; `row` is that of its group in the tallies."""
    newcomers[cell] += filled
    row[tally.HIRES] += filled
    row[tally.VACANT] -= filled


@column_loop
def seat_newcomers(
    state: Reals, cell: int, new: float, arrive: float, niches: float, people: Reals, c: Coefficients
) -> None:
    """`new` people join a cell: its average worker becomes the mean of those who stay and of newcomers.

    `arrive` is the share of newcomers who already use AI, and `niches` that of those freelancers among them
    who have found a niche. Their traits count as those of the people in post:
    who leaves sooner and who joins keep the average where the steady state has it.
    """
    total = state[PEOPLE, cell] + new
    share = share_of(new, total)
    users = choose(share, arrive, state[USERS, cell])
    skilled = choose(share, arrive * c.hired_proficiency, state[USERS, cell] * state[PROFICIENCY, cell])
    state[USERS, cell], state[PROFICIENCY, cell] = users, share_of(skilled, users)
    state[RAMP, cell] = choose(share, ramp_reached(0.0, c), state[RAMP, cell])
    state[CLARITY, cell] = choose(share, state[CLARITY_TRAIT, cell], state[CLARITY, cell])
    state[BURNOUT, cell] = choose(share, state[BURNOUT_TRAIT, cell], state[BURNOUT, cell])
    for row in (LAPSED, RAISED_TARGET, CONNECTION, TRUST, BURNOUT_STATE):
        state[row, cell] = choose(share, 0.0, state[row, cell])
    special = state[FREELANCER, cell] * arrive * niches
    state[NICHE, cell] = choose(share, special, state[NICHE, cell])
    state[PEOPLE, cell] = total
    people[NEWEST] += new
