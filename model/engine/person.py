"""A new person on a seat: traits drawn from the identity, state set to that of a newcomer."""

from __future__ import annotations

import numpy as np

from tandem.model.engine.columns import (
    AFFINITY,
    AI_SHARE,
    AI_TIME,
    BURNOUT,
    BURNOUT_STATE,
    BURNOUT_TRAIT,
    CLARITY,
    CLARITY_TRAIT,
    CONNECTION,
    DEMANDS,
    EXIT_PROBABILITY,
    EXPOSURE,
    FREELANCER,
    HOURS,
    INTENTION,
    INTENTION_MOOD,
    INTENTION_TRAIT,
    LOG_ADOPTION,
    NICHE,
    OPTIMISM,
    OUTPUT,
    PEOPLE_SKILLS,
    PERCEIVED_GAIN,
    PERFORMANCE,
    PROFICIENCY,
    RAISED_TARGET,
    RAMP,
    ROLE_PRESSURE,
    SENIORITY,
    SKILL,
    SKILL_SCORE,
    TENURE,
    TRUE_GAIN,
    TRUST,
    USES_AI,
)
from tandem.model.numerics.arithmetic import nought
from tandem.model.numerics.arrays import Integers, Reals, Word
from tandem.model.numerics.compiled import column_loop, rule
from tandem.model.numerics.draws import Key, Stream, philox, to_normal, uniform_of
from tandem.model.rules.adoption import affinity_of
from tandem.model.rules.burnout import burnout_trait_of
from tandem.model.rules.clarity import clarity_trait_of
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.freelance import arrives_in_niche, suits_freelancers
from tandem.model.rules.gain import optimism_of, seen_of_gain
from tandem.model.rules.hiring import arrives_with_ai, ramp_reached
from tandem.model.rules.intention import intention_trait_of
from tandem.model.rules.skill import performance_of, skill_of, skill_score_of
from tandem.model.rules.use import usual_share_of_time

_no_month = np.uint64(0)
_traits, _character = np.uint64(int(Stream.TRAITS)), np.uint64(int(Stream.CHARACTER))
_outlook = np.uint64(int(Stream.OUTLOOK))

# Rows of a table of traits: luck of each worker, a column a worker
ROLE_LUCK, BURNOUT_LUCK, OPTIMISM_LUCK, SKILL_LUCK = 0, 1, 2, 3  # lanes of the traits stream
AFFINITY_LUCK, INTENTION_LUCK, PERFORMANCE_LUCK, USER_LUCK = 4, 5, 6, 7  # lanes of the character stream
CLARITY_LUCK, TIME_LUCK, PEOPLE_LUCK, NICHE_LUCK = 8, 9, 10, 11  # lanes of the outlook stream
ROOM = 12  # room for a step of the calculation
TRAIT_ROWS = 13
NORMAL_ROWS = (  # all but the rank in people skills, and whether an AI user and in a niche when hired
    ROLE_LUCK, BURNOUT_LUCK, OPTIMISM_LUCK, SKILL_LUCK, AFFINITY_LUCK, INTENTION_LUCK, PERFORMANCE_LUCK,
    CLARITY_LUCK, TIME_LUCK,
)  # fmt: skip


@column_loop
def draw_words(
    seat: Integers, person: Integers, stream: Word, key: Key, first: Reals, second: Reals, third: Reals,
    fourth: Reals,
) -> None:  # fmt: skip
    """Four uniform numbers of each worker (seat, person) that do not depend on the month."""
    for i in range(seat.size):
        word = philox(np.uint64(seat[i]), np.uint64(person[i]), _no_month, stream, key.low, key.high)
        first[i] = uniform_of(word[0], first[i])
        second[i] = uniform_of(word[1], first[i])
        third[i] = uniform_of(word[2], first[i])
        fourth[i] = uniform_of(word[3], first[i])


@column_loop
def draw_traits(seat: Integers, person: Integers, key: Key, luck: Reals) -> None:
    """Fill `luck`, shape (TRAIT_ROWS, n), for n workers: standard normal in NORMAL_ROWS, else uniform."""
    draw_words(
        seat, person, _outlook, key,
        luck[CLARITY_LUCK], luck[TIME_LUCK], luck[PEOPLE_LUCK], luck[NICHE_LUCK],
    )  # fmt: skip
    draw_words(
        seat, person, _traits, key,
        luck[ROLE_LUCK], luck[BURNOUT_LUCK], luck[OPTIMISM_LUCK], luck[SKILL_LUCK],
    )  # fmt: skip
    draw_words(
        seat, person, _character, key,
        luck[AFFINITY_LUCK], luck[INTENTION_LUCK], luck[PERFORMANCE_LUCK], luck[USER_LUCK],
    )  # fmt: skip
    for row in NORMAL_ROWS:
        to_normal(luck[row], luck[ROOM])


@rule
def seat_person(
    values: Reals, i: int, luck: Reals, j: int, tenure: float, market_adoption: float, market_niches: float,
    c: Coefficients,
) -> None:  # fmt: skip
    """Write the traits and the first state of the worker with luck `luck[:, j]` into row `i`."""
    nothing = nought(tenure)
    role_pressure = luck[ROLE_LUCK, j]
    affinity = affinity_of(role_pressure, luck[AFFINITY_LUCK, j], c)
    uses_ai = arrives_with_ai(affinity, values[LOG_ADOPTION, i], luck[USER_LUCK, j], market_adoption, c)
    values[ROLE_PRESSURE, i] = role_pressure
    worn = burnout_trait_of(role_pressure, luck[BURNOUT_LUCK, j], c)
    values[BURNOUT_TRAIT, i] = worn + suits_freelancers(values[FREELANCER, i], c)
    hopeful = optimism_of(role_pressure, luck[OPTIMISM_LUCK, j], c)
    values[OPTIMISM, i] = hopeful * seen_of_gain(values[EXPOSURE, i], c)
    skill = skill_score_of(values[SENIORITY, i], luck[SKILL_LUCK, j], c)
    values[SKILL_SCORE, i] = skill
    values[SKILL, i] = skill_of(skill)
    values[AFFINITY, i] = affinity
    values[INTENTION_TRAIT, i] = intention_trait_of(role_pressure, luck[INTENTION_LUCK, j], c)
    values[PERFORMANCE, i] = performance_of(skill, luck[PERFORMANCE_LUCK, j], c)
    values[AI_SHARE, i] = usual_share_of_time(values[EXPOSURE, i], affinity, luck[TIME_LUCK, j], c)
    values[PEOPLE_SKILLS, i] = luck[PEOPLE_LUCK, j]
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
        HOURS,
        AI_TIME,
    ):
        values[column, i] = nothing
    values[NICHE, i] = arrives_in_niche(values[FREELANCER, i], uses_ai, luck[NICHE_LUCK, j], market_niches)


@column_loop
def seat_newcomers(
    values: Reals, rows: Integers, seat_id: Integers, incarnation: Integers, market_adoption: float,
    market_niches: float, key: Key, c: Coefficients,
) -> None:  # fmt: skip
    """Seat a newcomer on each of `rows`, whose incarnation has been raised."""
    luck = np.empty((TRAIT_ROWS, rows.size), values.dtype)
    draw_traits(seat_id[rows], incarnation[rows], key, luck)
    for j in range(rows.size):
        seat_person(values, rows[j], luck, j, nought(market_adoption), market_adoption, market_niches, c)
