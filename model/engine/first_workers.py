"""The first workers: people as they are found in a steady organisation, not as they are hired.

Who tends to leave has left (`model/engine/steady_state.py`), moods have spread out, some seats stand empty,
and teams remember who left lately. So nothing drifts in the first years merely because history begins.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from tandem.model.engine import columns as col
from tandem.model.engine.person import (
    BURNOUT_LUCK,
    CLARITY_LUCK,
    INTENTION_LUCK,
    ROLE_LUCK,
    TRAIT_ROWS,
    draw_traits,
    draw_words,
    seat_person,
)
from tandem.model.engine.steady_state import WIDEST, SteadyState
from tandem.model.numerics.arithmetic import nought
from tandem.model.numerics.arrays import Integers, Reals
from tandem.model.numerics.compiled import column_loop, rule
from tandem.model.numerics.draws import Key, Stream, to_normal
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.team import recent_exits

_start = np.uint64(int(Stream.START))
_batch = 1024
_remembered = 24  # months; what teams remember of earlier leavers is next to nothing
_last_score = 2 * WIDEST


class Settled(NamedTuple):
    """The steady state seat by seat, in the precision of the columns.

    Attributes
    ----------
    stayers, direction : as in `SteadyState`
    row : (seats,) row of `stayers` at the seat's tenure
    vacant, quits, dismissals : (seats,) chances of the seat to stand empty, and of its people to leave
    strain : (1,) level of burnout that the work of empty seats leads to, SD
    """

    stayers: Reals
    direction: Reals
    row: Reals
    vacant: Reals
    quits: Reals
    dismissals: Reals
    strain: Reals


def settled(steady: SteadyState, tenure: Reals, contract: Integers, c: Coefficients, real: Any) -> Settled:
    """The steady state laid out for seats of that `tenure` (months) and `contract` (codes), each (seats,)."""
    month = np.minimum(tenure, steady.row.shape[1] - 1).astype(np.int64)
    strain = float(c.demands_to_burnout) * float(c.demands_per_sd) * steady.load
    return Settled(
        steady.stayers.astype(real),
        steady.direction.astype(real),
        steady.row[contract, month].astype(real),
        steady.vacant[contract].astype(real),
        steady.quits[contract].astype(real),
        steady.dismissals[contract].astype(real),
        np.array([strain], real),
    )


@rule
def tendency_of(stayers: Reals, row: float, score: float) -> float:
    """Tendency to leave, SD, of a stayer who would have had the tendency `score` among those hired."""
    known = min(max(score, -WIDEST), WIDEST)
    place = (known + WIDEST) / _last_score * (stayers.shape[1] - 1)
    lower, left = min(int(row), stayers.shape[0] - 2), min(int(place), stayers.shape[1] - 2)
    down, along = row - lower, place - left
    above = stayers[lower, left] + along * (stayers[lower, left + 1] - stayers[lower, left])
    below = stayers[lower + 1, left] + along * (stayers[lower + 1, left + 1] - stayers[lower + 1, left])
    tendency: float = above + down * (below - above) + score - known
    return tendency


@column_loop
def turn_into_stayers(luck: Reals, row: Reals, stayers: Reals, direction: Reals) -> None:
    """Move the luck of traits, `luck` (TRAIT_ROWS, n), from people hired to people who stayed, in place."""
    for j in range(row.size):
        score = (
            direction[0] * luck[ROLE_LUCK, j]
            + direction[1] * luck[BURNOUT_LUCK, j]
            + direction[2] * luck[INTENTION_LUCK, j]
            + direction[3] * luck[CLARITY_LUCK, j]
        )
        shift = tendency_of(stayers, row[j], score) - score
        luck[ROLE_LUCK, j] += shift * direction[0]
        luck[BURNOUT_LUCK, j] += shift * direction[1]
        luck[INTENTION_LUCK, j] += shift * direction[2]
        luck[CLARITY_LUCK, j] += shift * direction[3]


@rule
def spread_out(shock: float, persistence: float, months: float, luck: float, level: float) -> float:
    """An autoregression that began at nought `months` ago and moves towards `level`; `luck` is normal."""
    left = persistence**months
    lasting = shock * np.sqrt((1 - left * left) / (1 - persistence * persistence))
    state: float = level * (1 - left) + lasting * luck
    return state


@column_loop
def seat_first_workers(
    values: Reals,
    seat_id: Integers,
    incarnation: Integers,
    key: Key,
    past: Reals,
    of: Settled,
    c: Coefficients,
) -> None:
    """Seat a person on every seat at the tenure already in the columns; nobody uses AI yet.

    `past` (seats,) becomes the luck by which `remember_leavers` finds who left the seat before.
    """
    for start in range(0, seat_id.size, _batch):
        stop = min(start + _batch, seat_id.size)
        luck = np.empty((TRAIT_ROWS, stop - start), values.dtype)
        draw_traits(seat_id[start:stop], incarnation[start:stop], key, luck)
        turn_into_stayers(luck, of.row[start:stop], of.stayers, of.direction)
        moods = np.empty((4, stop - start), values.dtype)
        draw_words(
            seat_id[start:stop], incarnation[start:stop], _start, key,
            moods[0], moods[1], moods[2], past[start:stop],
        )  # fmt: skip
        to_normal(moods[0], moods[3])
        to_normal(moods[1], moods[3])
        for i in range(start, stop):
            j, tenure = i - start, values[col.TENURE, i]
            seat_person(values, i, luck, j, tenure, nought(tenure), nought(tenure), c)
            values[col.BURNOUT_STATE, i] = spread_out(
                c.burnout_shock_sd, c.burnout_persistence, tenure, moods[0, j], of.strain[0]
            )
            values[col.BURNOUT, i] += values[col.BURNOUT_STATE, i]
            values[col.INTENTION_MOOD, i] = spread_out(
                c.intention_shock_sd, c.intention_persistence, tenure, moods[1, j], nought(tenure)
            )
            if moods[2, j] < of.vacant[i]:
                values[col.EMPLOYED, i] = nought(tenure)


@column_loop
def remember_leavers(past: Reals, of: Settled, offsets: Integers, recent: Reals, c: Coefficients) -> None:
    """What teams remember of those who left in the last months, `recent` (LEAVER_ROWS, teams).

    With a chance r a month, somebody left the seat `age` months ago if `past` lies in that month's part of
    length r.
    """
    left = np.zeros((2, _remembered), recent.dtype)
    for team in range(recent.shape[1]):
        left[:] = 0
        for i in range(offsets[team], offsets[team + 1]):
            if past[i] < of.quits[i] * _remembered:
                left[col.VOLUNTARY, min(int(past[i] / of.quits[i]), _remembered - 1)] += 1
            elif 1 - past[i] < of.dismissals[i] * _remembered:
                left[col.INVOLUNTARY, min(int((1 - past[i]) / of.dismissals[i]), _remembered - 1)] += 1
        for kind in (col.VOLUNTARY, col.INVOLUNTARY):
            for age in range(_remembered - 1, -1, -1):
                recent[kind, team] = recent_exits(recent[kind, team], left[kind, age], c)
