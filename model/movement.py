"""The end of a month: who leaves, who is hired, and what the team remembers of its leavers."""

from __future__ import annotations

from typing import Any

import numpy as np

from model import columns as col
from model import tally
from model.compiled import column_loop, rule
from model.elementary import normal_quantile
from model.month import COST_LUCK, EXIT_LUCK, FILL_LUCK, INVOLUNTARY_LUCK
from model.person import seat_person
from model.rules.exits import dismissal_probability, involuntary_probability
from model.rules.hiring import fill_probability
from model.rules.output import replacement_cost, vacancy_cost
from model.rules.team import recent_exits


@rule
def leave(values: Any, i: Any, kind: Any, event: Any, luck: Any, sums: Any, left: Any, c: Any) -> None:
    """The worker of seat `i` leaves: vacate the seat, count the exit and its cost."""
    event[i] = kind
    values[col.EMPLOYED, i] = values[col.EMPLOYED, i] - values[col.EMPLOYED, i]
    sums[tally.QUITS + kind - col.QUIT] += 1
    cost = normal_quantile(luck)
    if kind == col.LAID_OFF:
        values[col.IS_OPEN, i] = values[col.EMPLOYED, i]
    else:
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
    first: Any, last: Any, scratch: Any, sums: Any, key_0: Any, key_1: Any, c: Any, m: Any,
) -> None:  # fmt: skip
    """Phases 11 and 12, who leaves and who is hired; then each team's recent leavers."""
    start = offsets[first]
    employed, is_open, chance = values[col.EMPLOYED], values[col.IS_OPEN], values[col.EXIT_PROBABILITY]
    exit_luck, involuntary_luck = scratch[EXIT_LUCK], scratch[INVOLUNTARY_LUCK]
    nothing = m.layoff_rate - m.layoff_rate
    unwanted_employee = involuntary_probability(nothing, c, m)
    left = np.zeros(2, values.dtype)
    for team in range(first, last):
        left[:] = nothing
        for i in range(offsets[team], offsets[team + 1]):
            j = i - start
            event[i] = col.NOTHING
            if employed[i] > nothing:
                if exit_luck[j] < chance[i]:
                    kind = col.CONTRACT_ENDED if values[col.FREELANCER, i] > nothing else col.QUIT
                    leave(values, i, kind, event, scratch[COST_LUCK, j], sums[group[i]], left, c)
                elif involuntary_luck[j] < unwanted_employee:
                    if involuntary_luck[j] < dismissal_probability(values[col.FREELANCER, i], c):
                        leave(values, i, col.DISMISSED, event, scratch[COST_LUCK, j], sums[group[i]], left, c)
                    elif involuntary_luck[j] < involuntary_probability(values[col.FREELANCER, i], c, m):
                        leave(values, i, col.LAID_OFF, event, scratch[COST_LUCK, j], sums[group[i]], left, c)
            elif is_open[i] > nothing:
                row = sums[group[i]]
                row[tally.VACANT] += 1
                row[tally.VACANCY_COST] += tally.on_money_grid(
                    vacancy_cost(values[col.SALARY, i], is_open[i], c)
                )
                if scratch[FILL_LUCK, j] < fill_probability(values[col.EXECUTIVE, i], m):
                    event[i] = col.HIRED
                    row[tally.HIRES] += 1
                    incarnation[i] += np.uint32(1)
                    employed[i] = is_open[i]
                    person = np.uint64(incarnation[i])
                    seat_person(
                        values, i, np.uint64(seat_id[i]), person, nothing, m.market_users, key_0, key_1, c
                    )
        recent[0, team] = recent_exits(recent[0, team], left[0], c)
        recent[1, team] = recent_exits(recent[1, team], left[1], c)
