"""Phases 11 and 12 of a tile, who leaves and who is hired.

Something happens on few seats of a month. One vector loop finds them, so that the branches of
who leaves, why, and who is hired are met for these seats only.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tandem.model.engine import columns as col
from tandem.model.engine.conditions import at
from tandem.model.engine.person import seat_newcomers
from tandem.model.engine.population import Places, State
from tandem.model.numerics.arithmetic import below, choose, complement, nought, smaller, unity
from tandem.model.numerics.arrays import Integers, Reals
from tandem.model.numerics.compiled import column_loop, rule
from tandem.model.numerics.draws import Key
from tandem.model.numerics.elementary import normal_quantile
from tandem.model.outcomes import tally
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions
from tandem.model.rules.exits import dismissal_probability, involuntary_probability
from tandem.model.rules.hiring import fill_probability, is_refilled, stays_employed
from tandem.model.rules.output import replacement_cost, vacancy_cost
from tandem.model.rules.promotion import outside_share
from tandem.model.rules.skill import performance_by_promotion, skill_by_promotion, skill_of
from tandem.model.rules.team import closed_seats, recent_exits
from tandem.model.rules.use import share_of_time_there

# What moves with a person from seat to seat; the rest of the columns belong to the seat
PERSONAL = tuple(
    column for column in range(len(col.SCHEMA))
    if column not in (
        col.LOG_BASE_EXIT, col.LOG_ADOPTION, col.SALARY, col.FREELANCER, col.EXECUTIVE, col.IS_OPEN,
        col.SENIORITY, col.EXPOSURE, col.PROMOTION, col.EMPLOYED,
    )
)  # fmt: skip


class Luck(NamedTuple):
    """Uniform luck of a month that decides who moves, each (seats of the tile,)."""

    leaving: Reals
    unwanted: Reals
    filling: Reals
    cost: Reals


@column_loop
def find_moves(
    employed: Reals, is_open: Reals, chance: Reals, luck: Luck, moves: Reals, c: Coefficients, m: Conditions
) -> None:
    """`moves` becomes 1 where somebody may leave this month or a seat stands empty, else 0."""
    for i in range(moves.size):
        unwanted = involuntary_probability(nought(c.month_share), c, at(m, i))
        leaves = below(luck.leaving[i], chance[i]) + below(luck.unwanted[i], unwanted)
        moves[i] = choose(employed[i], smaller(leaves, unity(leaves)), is_open[i])


@column_loop
def list_moves(moves: Reals, rows: Integers) -> np.int64:
    """Write the positions at which `moves` is 1 to the front of `rows`; returns how many there are."""
    count = np.uint32(0)
    for i in range(moves.size):
        rows[count] = i
        count += np.uint32(np.int32(moves[i]))
    return np.int64(count)


@rule
def become_freelance(
    values: Reals, i: int | np.int64, group: Integers, freelance_group: int, c: Coefficients
) -> None:
    """The empty seat `i` of an employee becomes one of a freelancer of its department and level."""
    group[i] = freelance_group
    values[col.FREELANCER, i] = values[col.IS_OPEN, i]
    values[col.LOG_BASE_EXIT, i] = c.freelancer_log_exit
    values[col.SALARY, i] *= c.freelancer_pay_ratio


@rule
def search_freelancer(
    state: State, places: Places, i: int | np.int64, luck: float, sums: Reals, c: Coefficients, m: Conditions
) -> None:
    """A seat that an employee has just left, and that is open, may be one for freelancers from now on."""
    other, before = places.freelance_group[places.group[i]], places.group[i]
    if other >= 0 and state.values[col.IS_OPEN, i] > stays_employed(luck, m):
        become_freelance(state.values, i, places.group, other, c)
        sums[before, tally.VACANT] -= 1
        sums[other, tally.VACANT] += 1


@rule
def leave(
    state: State, i: int, kind: int, luck: float, refilled: float, sums: Reals, left: Reals, c: Coefficients
) -> None:
    """The worker of seat `i` leaves: vacate the seat, count the exit and, if it is refilled, its cost."""
    values = state.values
    state.event[i] = kind
    values[col.EMPLOYED, i] = nought(refilled)
    sums[tally.QUITS + kind - col.QUIT] += 1
    cost = normal_quantile(luck)
    values[col.IS_OPEN, i] = refilled
    left[col.CLOSED] += complement(refilled)
    if refilled > values[col.EMPLOYED, i]:
        sums[tally.VACANT] += 1
        sums[tally.REPLACEMENT] += tally.on_money_grid(replacement_cost(values[col.SALARY, i], cost, c))
    if kind == col.QUIT:
        left[col.VOLUNTARY] += 1
        if values[col.PERFORMANCE, i] > c.top_performer_above:
            sums[tally.REGRETTED] += 1
    elif kind != col.CONTRACT_ENDED:
        left[col.INVOLUNTARY] += 1


@rule
def next_in_line(state: State, places: Places, team: int, i: int, c: Coefficients) -> np.int64:
    """Who of the team is to move up to seat `i`: the best performer of the highest level below it, or −1.

    Employees who have been there long enough and have not moved this month.
    """
    values, level = state.values, places.level
    best = np.int64(-1)
    for j in range(places.team_offsets[team], places.team_offsets[team + 1]):
        ready = (
            level[j] < level[i]
            and values[col.EMPLOYED, j] > values[col.FREELANCER, j]
            and values[col.TENURE, j] > c.promotion_after
            and state.event[j] == col.NOTHING
        )
        if ready and (
            best < 0
            or level[j] > level[best]
            or (level[j] == level[best] and values[col.PERFORMANCE, j] > values[col.PERFORMANCE, best])
        ):
            best = np.int64(j)
    return best


@rule
def promote(state: State, j: np.int64, i: int, c: Coefficients) -> None:
    """The person of seat `j` moves to the empty seat `i` with all that is personal and grows into it."""
    values = state.values
    for column in PERSONAL:
        values[column, i] = values[column, j]
    values[col.AI_SHARE, i] = share_of_time_there(
        values[col.AI_SHARE, i], values[col.EXPOSURE, j], values[col.EXPOSURE, i]
    )
    grown = skill_by_promotion(values[col.SENIORITY, i] - values[col.SENIORITY, j], c)
    values[col.SKILL_SCORE, i] += grown
    values[col.SKILL, i] = skill_of(values[col.SKILL_SCORE, i])
    values[col.PERFORMANCE, i] += performance_by_promotion(grown, c)
    state.incarnation[i] += np.uint32(1)
    state.event[i], state.event[j] = col.PROMOTED, col.PROMOTED_AWAY
    values[col.EMPLOYED, j] = values[col.EXECUTIVE, j] - values[col.EXECUTIVE, j]


@column_loop
def movement_phase(
    state: State, places: Places, first: int, last: int, rows: Integers, luck: Luck, sums: Reals, key: Key,
    c: Coefficients, m: Conditions,
) -> None:  # fmt: skip
    """Who leaves and who is hired on the seats `rows` (from the tile's first); then recent leavers."""
    values, event, group, offsets = state.values, state.event, places.group, places.team_offsets
    start = offsets[first]
    event[start : offsets[last]] = col.NOTHING
    nothing = nought(c.month_share)
    left = np.zeros((col.LEAVER_ROWS, last - first), values.dtype)
    hired = 0
    team = first
    for j in rows:
        i = start + j
        while i >= offsets[team + 1]:
            team += 1
        here, freelancer = values[col.EMPLOYED, i], values[col.FREELANCER, i]
        own = at(m, j)
        row = sums[group[i]]
        if event[i] == col.PROMOTED_AWAY:
            continue
        if here > nothing:
            if luck.leaving[j] < values[col.EXIT_PROBABILITY, i]:
                kind, stays = col.CONTRACT_ENDED if freelancer > nothing else col.QUIT, here
            elif luck.unwanted[j] < dismissal_probability(freelancer, c):
                kind, stays = col.DISMISSED, here
            elif luck.unwanted[j] < involuntary_probability(freelancer, c, own):
                kind, stays = col.LAID_OFF, nothing
            else:
                continue
            refilled = stays * is_refilled(luck.filling[j], own)
            leave(state, i, kind, luck.cost[j], refilled, row, left[:, team - first], c)
            search_freelancer(state, places, i, luck.filling[j], sums, c, own)
        else:
            vacant = values[col.IS_OPEN, i]
            row[tally.VACANCY_COST] += tally.on_money_grid(vacancy_cost(values[col.SALARY, i], vacant, c))
            fill = fill_probability(values[col.EXECUTIVE, i], freelancer, own)
            outside = fill
            if freelancer == nothing:
                outside = fill * outside_share(values[col.PROMOTION, i], c)
            if luck.filling[j] < outside:
                event[i] = col.HIRED
                sums[group[i], tally.HIRES] += 1
                state.incarnation[i] += np.uint32(1)
                values[col.EMPLOYED, i] = vacant
                rows[hired] = i
                hired += 1
                continue
            successor = np.int64(-1)
            if luck.filling[j] < fill:
                successor = next_in_line(state, places, team, i, c)
            if successor < 0:
                row[tally.VACANT] += 1
                continue
            promote(state, successor, i, c)
            row[tally.PROMOTED] += 1
            values[col.EMPLOYED, i] = vacant
            kept_open = is_refilled(luck.filling[successor - start], at(m, successor - start))
            values[col.IS_OPEN, successor] = kept_open
            left[col.CLOSED, team - first] += complement(kept_open)
            below_it = sums[group[successor]]
            below_it[tally.PROMOTED_AWAY] += 1
            if kept_open > nothing:
                below_it[tally.VACANT] += 1
                search_freelancer(
                    state,
                    places,
                    successor,
                    luck.filling[successor - start],
                    sums,
                    c,
                    at(m, successor - start),
                )
    if hired > 0:
        seat_newcomers(
            values, rows[:hired], places.seat_id, state.incarnation, at(m, 0).market_adoption,
            at(m, 0).market_niches, key, c,
        )  # fmt: skip
    for team in range(first, last):
        gone, before = left[:, team - first], state.recent[:, team]
        for kind in (col.VOLUNTARY, col.INVOLUNTARY):
            before[kind] = recent_exits(before[kind], gone[kind], c)
        before[col.CLOSED] = closed_seats(before[col.CLOSED], gone[col.CLOSED], c)
