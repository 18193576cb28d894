"""Phases 11 and 12 of a tile, who leaves and who is hired.

Something happens on few seats of a month. One vector loop finds them, so that the branches of
who leaves, why, and who is hired are met for these seats only.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tandem.model.engine import columns as col
from tandem.model.engine.conditions import at
from tandem.model.engine.person import seat_newcomers
from tandem.model.numerics.arithmetic import below, choose, smaller, unity
from tandem.model.numerics.compiled import column_loop, rule
from tandem.model.numerics.elementary import normal_quantile
from tandem.model.outcomes import tally
from tandem.model.rules.exits import dismissal_probability, involuntary_probability
from tandem.model.rules.hiring import fill_probability, is_own_hire, is_refilled
from tandem.model.rules.output import replacement_cost, vacancy_cost
from tandem.model.rules.team import recent_exits


@column_loop
def find_moves(
    employed: Any,
    is_open: Any,
    chance: Any,
    exit_luck: Any,
    involuntary_luck: Any,
    moves: Any,
    c: Any,
    m: Any,
) -> None:
    """`moves` becomes 1 where somebody may leave this month or a seat stands empty, else 0."""
    nothing = c.month_share - c.month_share
    for i in range(moves.size):
        unwanted = involuntary_probability(nothing, c, at(m, i))
        leaves = below(exit_luck[i], chance[i]) + below(involuntary_luck[i], unwanted)
        moves[i] = choose(employed[i], smaller(leaves, unity(leaves)), is_open[i])


@column_loop
def list_moves(moves: Any, rows: Any) -> Any:
    """Write the positions at which `moves` is 1 to the front of `rows`; returns how many there are."""
    count = np.uint32(0)
    for i in range(moves.size):
        rows[count] = i
        count += np.uint32(np.int32(moves[i]))
    return np.int64(count)


@rule
def become_freelance(values: Any, i: Any, group: Any, freelance_group: Any, c: Any) -> None:
    """The empty seat `i` of an employee becomes one of a freelancer of its department and level."""
    group[i] = freelance_group
    values[col.FREELANCER, i] = values[col.IS_OPEN, i]
    values[col.LOG_BASE_EXIT, i] = c.freelancer_log_exit
    values[col.SALARY, i] *= c.freelancer_pay_ratio


@rule
def leave(
    values: Any, i: Any, kind: Any, event: Any, luck: Any, refilled: Any, sums: Any, left: Any, c: Any
) -> None:
    """The worker of seat `i` leaves: vacate the seat, count the exit and, if it is refilled, its cost."""
    event[i] = kind
    values[col.EMPLOYED, i] = values[col.EMPLOYED, i] - values[col.EMPLOYED, i]
    sums[tally.QUITS + kind - col.QUIT] += 1
    cost = normal_quantile(luck)
    values[col.IS_OPEN, i] = refilled
    if refilled > values[col.EMPLOYED, i]:
        sums[tally.VACANT] += 1
        sums[tally.REPLACEMENT] += tally.on_money_grid(replacement_cost(values[col.SALARY, i], cost, c))
    if kind == col.QUIT:
        left[0] += 1
        if values[col.PERFORMANCE, i] > c.top_performer_above:
            sums[tally.REGRETTED] += 1
    elif kind != col.CONTRACT_ENDED:
        left[1] += 1


@column_loop
def movement_phase(
    values: Any, incarnation: Any, event: Any, seat_id: Any, group: Any, recent: Any, offsets: Any,
    first: Any, last: Any, rows: Any, exit_luck: Any, involuntary_luck: Any, fill_luck: Any, cost_luck: Any,
    freelance_group: Any, sums: Any, key_0: Any, key_1: Any, c: Any, m: Any,
) -> None:  # fmt: skip
    """Who leaves and who is hired on the seats `rows` (from the tile's first); then recent leavers."""
    start = offsets[first]
    event[start : offsets[last]] = col.NOTHING
    nothing = c.month_share - c.month_share
    left = np.zeros((2, last - first), values.dtype)
    hired = 0
    team = first
    for j in rows:
        i = start + j
        while i >= offsets[team + 1]:
            team += 1
        here, freelancer = values[col.EMPLOYED, i], values[col.FREELANCER, i]
        own = at(m, j)
        row = sums[group[i]]
        if here > nothing:
            if exit_luck[j] < values[col.EXIT_PROBABILITY, i]:
                kind, stays = col.CONTRACT_ENDED if freelancer > nothing else col.QUIT, here
            elif involuntary_luck[j] < dismissal_probability(freelancer, c):
                kind, stays = col.DISMISSED, here
            elif involuntary_luck[j] < involuntary_probability(freelancer, c, own):
                kind, stays = col.LAID_OFF, nothing
            else:
                continue
            refilled = stays * is_refilled(fill_luck[j], own)
            leave(values, i, kind, event, cost_luck[j], refilled, row, left[:, team - first], c)
        else:
            vacant = values[col.IS_OPEN, i]
            row[tally.VACANCY_COST] += tally.on_money_grid(vacancy_cost(values[col.SALARY, i], vacant, c))
            fill = fill_probability(values[col.EXECUTIVE, i], own)
            if fill_luck[j] < fill:
                other = freelance_group[group[i]]
                if other >= 0 and is_own_hire(fill_luck[j], fill, own) == nothing:
                    become_freelance(values, i, group, other, c)
                event[i] = col.HIRED
                sums[group[i], tally.HIRES] += 1
                incarnation[i] += np.uint32(1)
                values[col.EMPLOYED, i] = vacant
                rows[hired] = i
                hired += 1
            else:
                row[tally.VACANT] += 1
    seat_newcomers(values, rows[:hired], seat_id, incarnation, at(m, 0).market_users, key_0, key_1, c)
    for team in range(first, last):
        recent[0, team] = recent_exits(recent[0, team], left[0, team - first], c)
        recent[1, team] = recent_exits(recent[1, team], left[1, team - first], c)
