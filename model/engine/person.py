"""A new person on a seat: traits drawn from the identity, state set to that of a newcomer."""

from __future__ import annotations

from typing import Any

import numpy as np

from tandem.model.engine.columns import (
    AFFINITY,
    BURNOUT,
    BURNOUT_STATE,
    BURNOUT_TRAIT,
    CLARITY,
    CLARITY_TRAIT,
    CONNECTION,
    DEMANDS,
    EXIT_PROBABILITY,
    INTENTION,
    INTENTION_MOOD,
    INTENTION_TRAIT,
    OPTIMISM,
    OUTPUT,
    PERCEIVED_GAIN,
    PERFORMANCE,
    PROFICIENCY,
    RAISED_TARGET,
    RAMP,
    ROLE_PRESSURE,
    SKILL,
    TENURE,
    TRUE_GAIN,
    TRUST,
    USES_AI,
)
from tandem.model.numerics.compiled import column_loop, rule
from tandem.model.numerics.draws import Stream, philox, to_normal, uniform_of
from tandem.model.rules.burnout import burnout_trait_of
from tandem.model.rules.clarity import clarity_trait_of
from tandem.model.rules.gain import optimism_of
from tandem.model.rules.hiring import arrives_with_ai, ramp_reached
from tandem.model.rules.intention import intention_trait_of

_no_month = np.uint64(0)
_traits, _character = np.uint64(int(Stream.TRAITS)), np.uint64(int(Stream.CHARACTER))
_outlook = np.uint64(int(Stream.OUTLOOK))

# Rows of a table of traits: luck of each worker, a column a worker
ROLE_LUCK, BURNOUT_LUCK, OPTIMISM_LUCK, SKILL_LUCK = 0, 1, 2, 3  # lanes of the traits stream
AFFINITY_LUCK, INTENTION_LUCK, PERFORMANCE_LUCK, USER_LUCK = 4, 5, 6, 7  # lanes of the character stream
CLARITY_LUCK, ROOM = 8, 9  # first lane of the outlook stream; room for a step of the calculation
TRAIT_ROWS = 10
NORMAL_ROWS = (0, 1, 2, 4, 5, 6, 8)  # all but skill and whether an AI user when hired
_batch = 1024


@column_loop
def draw_words(
    seat: Any,
    person: Any,
    stream: Any,
    key_0: Any,
    key_1: Any,
    first: Any,
    second: Any,
    third: Any,
    fourth: Any,
) -> None:
    """Four uniform numbers of each worker (seat, person) that do not depend on the month."""
    for i in range(seat.size):
        word = philox(np.uint64(seat[i]), np.uint64(person[i]), _no_month, stream, key_0, key_1)
        first[i] = uniform_of(word[0], first[i])
        second[i] = uniform_of(word[1], first[i])
        third[i] = uniform_of(word[2], first[i])
        fourth[i] = uniform_of(word[3], first[i])


@column_loop
def draw_traits(seat: Any, person: Any, key_0: Any, key_1: Any, luck: Any) -> None:
    """Fill `luck`, shape (TRAIT_ROWS, n), for n workers: standard normal in NORMAL_ROWS, else uniform."""
    # Three words of the outlook stream are not used: what follows writes over them.
    draw_words(seat, person, _outlook, key_0, key_1, luck[8], luck[7], luck[6], luck[5])
    draw_words(seat, person, _traits, key_0, key_1, luck[0], luck[1], luck[2], luck[3])
    draw_words(seat, person, _character, key_0, key_1, luck[4], luck[5], luck[6], luck[7])
    for row in NORMAL_ROWS:
        to_normal(luck[row], luck[ROOM])


@rule
def seat_person(values: Any, i: Any, luck: Any, j: Any, tenure: Any, market_users: Any, c: Any) -> None:
    """Write the traits and the first state of the worker with luck `luck[:, j]` into row `i`."""
    nothing = tenure - tenure
    role_pressure, affinity = luck[ROLE_LUCK, j], luck[AFFINITY_LUCK, j]
    uses_ai = arrives_with_ai(affinity, luck[USER_LUCK, j], market_users, c)
    values[ROLE_PRESSURE, i] = role_pressure
    values[BURNOUT_TRAIT, i] = burnout_trait_of(role_pressure, luck[BURNOUT_LUCK, j], c)
    values[OPTIMISM, i] = optimism_of(role_pressure, luck[OPTIMISM_LUCK, j], c)
    values[SKILL, i] = luck[SKILL_LUCK, j]
    values[AFFINITY, i] = affinity
    values[INTENTION_TRAIT, i] = intention_trait_of(role_pressure, luck[INTENTION_LUCK, j], c)
    values[PERFORMANCE, i] = luck[PERFORMANCE_LUCK, j]
    clarity = clarity_trait_of(luck[CLARITY_LUCK, j], c)
    values[CLARITY_TRAIT, i] = clarity
    values[CLARITY, i] = clarity
    values[TENURE, i] = tenure
    values[RAMP, i] = ramp_reached(tenure, c)
    values[USES_AI, i] = uses_ai
    values[PROFICIENCY, i] = uses_ai * c.hired_proficiency
    values[BURNOUT, i] = values[BURNOUT_TRAIT, i]
    for column in (
        TRUE_GAIN,
        PERCEIVED_GAIN,
        RAISED_TARGET,
        DEMANDS,
        CONNECTION,
        TRUST,
        BURNOUT_STATE,
        INTENTION_MOOD,
        INTENTION,
        OUTPUT,
        EXIT_PROBABILITY,
    ):
        values[column, i] = nothing


@column_loop
def seat_newcomers(
    values: Any, rows: Any, seat_id: Any, incarnation: Any, market_users: Any, key_0: Any, key_1: Any, c: Any
) -> None:
    """Seat a newcomer on each of `rows`, whose incarnation has been raised."""
    luck = np.empty((TRAIT_ROWS, rows.size), values.dtype)
    draw_traits(seat_id[rows], incarnation[rows], key_0, key_1, luck)
    for j in range(rows.size):
        seat_person(values, rows[j], luck, j, market_users - market_users, market_users, c)


@column_loop
def seat_first_workers(values: Any, seat_id: Any, incarnation: Any, key_0: Any, key_1: Any, c: Any) -> None:
    """Seat a person on every seat at the tenure already in the columns; nobody uses AI yet."""
    for start in range(0, seat_id.size, _batch):
        stop = min(start + _batch, seat_id.size)
        luck = np.empty((TRAIT_ROWS, stop - start), values.dtype)
        draw_traits(seat_id[start:stop], incarnation[start:stop], key_0, key_1, luck)
        for i in range(start, stop):
            tenure = values[TENURE, i]
            seat_person(values, i, luck, i - start, tenure, tenure - tenure, c)
