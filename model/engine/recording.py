"""The sums of a month of a tile: columns laid side by side by seat, then added to the sums of the groups.

Adding a column at a time would cost a load, an addition and a store for each seat and sum, because
neighbours belong to different groups. Eight numbers of a seat that lie side by side are added at once.
"""

from __future__ import annotations

import numpy as np

from tandem.model.numerics.arithmetic import below, complement, nought
from tandem.model.numerics.arrays import Integers, Reals
from tandem.model.numerics.compiled import column_loop
from tandem.model.outcomes import tally
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.freelance import extra_fees
from tandem.model.rules.output import payroll


@column_loop
def expected_quits(freelancer: Reals, chance: Reals, expected: Reals) -> None:
    """Chance to quit; the end of a freelancer's contract is no quit."""
    for i in range(expected.size):
        expected[i] = complement(freelancer[i]) * chance[i]


@column_loop
def lay_out_scores(
    expected: Reals, burnout: Reals, hours: Reals, perceived: Reals, true: Reals, produced: Reals,
    demanded: Reals, connection: Reals, lanes: Reals,
) -> None:  # fmt: skip
    """The first eight of `model.outcomes.tally`, seat by seat."""
    for i in range(expected.size):
        first = tally.WIDTH * i
        lanes[first + tally.EXPECTED_QUITS] = expected[i]
        lanes[first + tally.BURNOUT_SUM] = burnout[i]
        lanes[first + tally.HOURS_SUM] = hours[i]
        lanes[first + tally.PERCEIVED_SUM] = perceived[i]
        lanes[first + tally.TRUE_SUM] = true[i]
        lanes[first + tally.OUTPUT_SUM] = produced[i]
        lanes[first + tally.DEMANDS_SUM] = demanded[i]
        lanes[first + tally.CONNECTION_SUM] = connection[i]


@column_loop
def lay_out_counts(
    employed: Reals, uses_ai: Reals, burnout: Reals, intends: Reals, clarity: Reals, salary: Reals,
    freelancer: Reals, raised: Reals, niche: Reals, lanes: Reals, c: Coefficients,
) -> None:  # fmt: skip
    """The second eight of `model.outcomes.tally`, seat by seat."""
    for i in range(employed.size):
        first = tally.WIDTH * i - tally.WIDTH
        lanes[first + tally.PRESENT] = employed[i]
        lanes[first + tally.AI_USERS] = uses_ai[i]
        lanes[first + tally.BURNED_OUT] = below(c.threshold_burned_out, burnout[i])
        lanes[first + tally.VERY_OFTEN] = below(c.threshold_very_often, burnout[i])
        lanes[first + tally.CONSIDERING] = below(c.threshold_considering, intends[i])
        lanes[first + tally.UNCLEAR] = below(clarity[i], c.threshold_clarity)
        fees = extra_fees(freelancer[i], raised[i], niche[i], c)
        lanes[first + tally.PAYROLL] = payroll(salary[i], employed[i], freelancer[i], fees, c)
        lanes[first + tally.VACANT] = nought(employed[i])


@column_loop
def lay_out_use(time: Reals, lanes: Reals, c: Coefficients) -> None:
    """The third eight, as far as they are of people present; what follows in a row is of movements."""
    for i in range(time.size):
        first = tally.WIDTH * i - tally.WIDTH - tally.WIDTH
        lanes[first + tally.AI_TIME_SUM] = time[i]
        lanes[first + tally.WEEKLY_USERS] = below(c.weekly_use_from, time[i])
        lanes[first + tally.DAILY_USERS] = below(c.daily_use_from, time[i])


@column_loop
def add_month(
    scores: Reals, counts: Reals, use: Reals, employed: Reals, group: Integers, sums: Reals
) -> None:
    """Add the month of everybody present to the sums of their group, shape (groups, ROW).

    `use` holds nought in the lanes that are not of people present.
    """
    flat = sums.reshape(-1)
    for i in range(employed.size):
        row = np.int64(np.uint32(group[i])) * tally.ROW
        first = tally.WIDTH * i
        tally.add_side_by_side(scores, first, employed[i], flat, row, tally.UNIT_GRID)
        tally.add_side_by_side(counts, first, employed[i], flat, row + tally.WIDTH, tally.MONEY_GRID)
        tally.add_side_by_side(
            use, first, employed[i], flat, row + tally.WIDTH + tally.WIDTH, tally.UNIT_GRID
        )
