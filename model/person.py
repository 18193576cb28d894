"""A new person on a seat: traits drawn from the identity, state set to that of a newcomer."""

from __future__ import annotations

from typing import Any

import numpy as np

from model.columns import (
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
from model.compiled import column_loop, rule
from model.draws import Stream, philox, uniform_of
from model.elementary import normal_quantile
from model.rules.burnout import burnout_trait_of
from model.rules.clarity import clarity_trait_of
from model.rules.gain import optimism_of
from model.rules.hiring import arrives_with_ai, ramp_reached
from model.rules.intention import intention_trait_of

_no_month = np.uint64(0)
_traits, _character = np.uint64(int(Stream.TRAITS)), np.uint64(int(Stream.CHARACTER))
_outlook = np.uint64(int(Stream.OUTLOOK))


@rule
def seat_person(
    values: Any, i: Any, seat: Any, person: Any, tenure: Any, market_users: Any,
    key_0: Any, key_1: Any, c: Any,
) -> None:  # fmt: skip
    """Write the traits and the first state of worker (seat, person) into row `i` of the columns.

    Lanes of the traits stream: role pressure, own part of the burnout trait, own part of optimism, skill.
    Lanes of the character stream: affinity to AI, own part of the intention trait, performance, whether an
    AI user when hired. First lane of the outlook stream: clarity.
    """
    nothing = tenure - tenure
    trait = philox(seat, person, _no_month, _traits, key_0, key_1)
    character = philox(seat, person, _no_month, _character, key_0, key_1)
    outlook = philox(seat, person, _no_month, _outlook, key_0, key_1)
    role_pressure = normal_quantile(uniform_of(trait[0], tenure))
    affinity = normal_quantile(uniform_of(character[0], tenure))
    uses_ai = arrives_with_ai(affinity, uniform_of(character[3], tenure), market_users, c)
    values[ROLE_PRESSURE, i] = role_pressure
    own_burnout = normal_quantile(uniform_of(trait[1], tenure))
    own_optimism = normal_quantile(uniform_of(trait[2], tenure))
    values[BURNOUT_TRAIT, i] = burnout_trait_of(role_pressure, own_burnout, c)
    values[OPTIMISM, i] = optimism_of(role_pressure, own_optimism, c)
    values[SKILL, i] = uniform_of(trait[3], tenure)
    values[AFFINITY, i] = affinity
    own_intention = normal_quantile(uniform_of(character[1], tenure))
    values[INTENTION_TRAIT, i] = intention_trait_of(role_pressure, own_intention, c)
    values[PERFORMANCE, i] = normal_quantile(uniform_of(character[2], tenure))
    clarity = clarity_trait_of(normal_quantile(uniform_of(outlook[0], tenure)), c)
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
    for i in rows:
        seat, person = np.uint64(seat_id[i]), np.uint64(incarnation[i])
        nothing = market_users - market_users
        seat_person(values, i, seat, person, nothing, market_users, key_0, key_1, c)


@column_loop
def seat_first_workers(values: Any, seat_id: Any, incarnation: Any, key_0: Any, key_1: Any, c: Any) -> None:
    """Seat a person on every seat at the tenure already in the columns; nobody uses AI yet."""
    for i in range(seat_id.size):
        tenure = values[TENURE, i]
        seat, person = np.uint64(seat_id[i]), np.uint64(incarnation[i])
        seat_person(values, i, seat, person, tenure, tenure - tenure, key_0, key_1, c)
