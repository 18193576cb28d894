"""The engine: months of every seat, the rules compiled and streamed over columns.

Order of a month (each phase a file in `model/rules/`): 1 environment, 2 team, 3 adoption, 4 learning,
5 gain, 6 demands, 7 connection, 8 clarity, 9 burnout, 10 intention, 11 exits, 12 hiring, 13 output.

Teams meet each other only through their department's conditions, which are known in advance, so a tile
(a run of whole teams under the same conditions, small enough for the cache) runs through all its months
before the next one starts, and threads share out the tiles. Sums are exact (`model/outcomes/tally.py`) and
draws are keyed by worker, so neither the tile size nor the number of threads changes a single bit.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tandem.model.engine import columns as col
from tandem.model.engine.conditions import CONDITIONS, part_of, tile_conditions
from tandem.model.engine.month import (
    ADOPTION_LUCK,
    AUTOMATED,
    BURNOUT_SHOCK,
    COST_LUCK,
    EXIT_LUCK,
    EXPECTED,
    EXTRA,
    FILL_LUCK,
    INTENTION_SHOCK,
    INVOLUNTARY_LUCK,
    LIMITS,
    LOAD,
    MOVES,
    NEED,
    PEERS,
    PULL,
    SCRATCH_ROWS,
    TEAM_CONNECTION,
    TENURE_MULTIPLIER,
    USE,
    adoption_phase,
    burnout_phase,
    connection_phase,
    demands_phase,
    draw_events,
    draw_shocks,
    exit_phase,
    gain_phase,
    intention_phase,
    output_phase,
    team_phase,
    tenure_phase,
)
from tandem.model.engine.movement import Luck, find_moves, list_moves, movement_phase
from tandem.model.engine.population import Places, Population, State, Structure, own_groups
from tandem.model.engine.recording import (
    add_month,
    expected_quits,
    lay_out_counts,
    lay_out_scores,
    lay_out_use,
)
from tandem.model.engine.tiling import TILE_SEATS, departments_alike, tiles_of
from tandem.model.numerics.arrays import Integers, Reals
from tandem.model.numerics.compiled import column_loop
from tandem.model.numerics.draws import Key, seed_key, to_normal
from tandem.model.outcomes.tally import TALLIES, WIDTH, empty_sums, own_sums
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import ENVIRONMENT_COLUMNS, MODIFIER_COLUMNS, MODIFY_OWN_HIRES


class Course(NamedTuple):
    """What the months bring, in the precision of the columns; see `advance`.

    Attributes
    ----------
    first : months since November 2022 at which it starts
    """

    first: int
    environment: Reals
    modifiers: Reals
    seat_class: Integers | None
    tenure_table: Reals


@column_loop
def _run_tiles(
    state: State,
    places: Places,
    tiles: Integers,
    course: Course,
    sums: Reals,
    key: Key,
    coefficients: tuple[float, ...],
) -> None:
    """All months of each tile in turn; sums are kept of the last `sums.shape[0]` months."""
    c = Coefficients(*coefficients)
    values, incarnation, offsets = state.values, state.incarnation, places.team_offsets
    months = course.environment.shape[0]
    unrecorded = months - sums.shape[0]
    widest = 0
    for tile in range(tiles.size - 1):
        widest = max(widest, offsets[tiles[tile + 1]] - offsets[tiles[tile]])
    room = np.empty(SCRATCH_ROWS * widest, values.dtype)
    rows = np.empty(widest, np.int64)
    scores, counts = np.empty(WIDTH * widest, values.dtype), np.empty(WIDTH * widest, values.dtype)
    grades = np.zeros(WIDTH * widest, values.dtype)
    classes = np.empty((course.modifiers.shape[1], CONDITIONS), values.dtype)
    columns = np.empty(CONDITIONS * widest, values.dtype)
    unkept = np.zeros((sums.shape[1], sums.shape[2]))
    for tile in range(tiles.size - 1):
        first, last = tiles[tile], tiles[tile + 1]
        a, b = offsets[first], offsets[last]
        department = places.team_department[first]
        by_seat = columns[: CONDITIONS * (b - a)].reshape(CONDITIONS, b - a)
        s = room[: SCRATCH_ROWS * (b - a)].reshape(SCRATCH_ROWS, b - a)
        luck = Luck(s[EXIT_LUCK], s[INVOLUNTARY_LUCK], s[FILL_LUCK], s[COST_LUCK])
        affinity, log_adoption = values[col.AFFINITY][a:b], values[col.LOG_ADOPTION][a:b]
        skill, optimism = values[col.SKILL][a:b], values[col.OPTIMISM][a:b]
        uses_ai, proficiency = values[col.USES_AI][a:b], values[col.PROFICIENCY][a:b]
        true, perceived = values[col.TRUE_GAIN][a:b], values[col.PERCEIVED_GAIN][a:b]
        raised, demanded = values[col.RAISED_TARGET][a:b], values[col.DEMANDS][a:b]
        connection, trust = values[col.CONNECTION][a:b], values[col.TRUST][a:b]
        clarity, tenure = values[col.CLARITY][a:b], values[col.TENURE][a:b]
        trait, changing = values[col.BURNOUT_TRAIT][a:b], values[col.BURNOUT_STATE][a:b]
        burnout, intends = values[col.BURNOUT][a:b], values[col.INTENTION][a:b]
        mood, bent = values[col.INTENTION_MOOD][a:b], values[col.INTENTION_TRAIT][a:b]
        chance, log_base = values[col.EXIT_PROBABILITY][a:b], values[col.LOG_BASE_EXIT][a:b]
        produced, ramp = values[col.OUTPUT][a:b], values[col.RAMP][a:b]
        performance, employed = values[col.PERFORMANCE][a:b], values[col.EMPLOYED][a:b]
        is_open, salary = values[col.IS_OPEN][a:b], values[col.SALARY][a:b]
        freelancer, outlook = values[col.FREELANCER][a:b], values[col.CLARITY_TRAIT][a:b]
        hours, extra = values[col.HOURS][a:b], s[EXTRA]
        usual, spent = values[col.AI_SHARE][a:b], values[col.AI_TIME][a:b]
        niche = values[col.NICHE][a:b]
        for step in range(months):
            now = np.uint64(course.first + step)
            m = tile_conditions(
                course.environment[step], course.modifiers[step], department,
                part_of(course.seat_class, a, b), classes, by_seat, c,
            )  # fmt: skip
            team_phase(values, state.recent, offsets, first, last, s, c)
            draw_events(
                places.seat_id[a:b], incarnation[a:b], now, key,
                s[ADOPTION_LUCK], luck.leaving, luck.unwanted, luck.filling,
            )  # fmt: skip
            draw_shocks(
                places.seat_id[a:b], incarnation[a:b], now, key,
                s[BURNOUT_SHOCK], s[INTENTION_SHOCK], luck.cost,
            )  # fmt: skip
            to_normal(s[BURNOUT_SHOCK], s[USE])
            to_normal(s[INTENTION_SHOCK], s[USE])
            use = s[USE]
            adoption_phase(
                uses_ai, proficiency, affinity, log_adoption, s[PEERS], s[ADOPTION_LUCK], freelancer, usual,
                spent, use, c, m,
            )  # fmt: skip
            gain_phase(uses_ai, use, skill, ramp, optimism, true, perceived, c)
            demands_phase(
                raised, true, perceived, freelancer, s[LOAD], s[AUTOMATED], burnout, demanded, hours, extra,
                c, m,
            )  # fmt: skip
            connection_phase(
                connection, trust, clarity, outlook, use, perceived, freelancer, s[TEAM_CONNECTION], c, m
            )
            burnout_phase(
                changing, burnout, trait, demanded, connection, clarity, spent, s[LIMITS], s[BURNOUT_SHOCK],
                c, m,
            )  # fmt: skip
            intention_phase(mood, intends, bent, burnout, clarity, connection, use, s[INTENTION_SHOCK], c, m)
            tenure_phase(tenure, s[TENURE_MULTIPLIER], course.tenure_table)
            exit_phase(
                chance, log_base, s[TENURE_MULTIPLIER], intends, s[PULL], s[NEED], use, performance,
                freelancer, niche, c, m,
            )  # fmt: skip
            output_phase(
                produced, ramp, use, performance, true, extra, uses_ai, burnout, employed, freelancer, niche,
                luck.filling, c, m,
            )  # fmt: skip
            kept = unkept
            if step >= unrecorded:
                kept = sums[step - unrecorded]
                expected_quits(freelancer, chance, s[EXPECTED])
                lay_out_scores(
                    s[EXPECTED], burnout, hours, perceived, true, produced, demanded, connection, scores
                )
                lay_out_counts(
                    employed, uses_ai, burnout, intends, clarity, salary, freelancer, raised, niche, counts, c
                )
                lay_out_use(spent, grades, c)
                add_month(scores, counts, grades, employed, places.group[a:b], kept)
            find_moves(employed, is_open, chance, luck, s[MOVES], c, m)
            moving = rows[: list_moves(s[MOVES], rows)]
            movement_phase(state, places, first, last, moving, luck, kept, key, c, m)


def advance(
    population: Population,
    coefficients: Coefficients,
    tenure_table: Reals,
    environment: Reals,
    modifiers: Reals,
    seat_class: npt.NDArray[np.int32] | None = None,
    recorded: int | None = None,
    threads: int = 1,
    tile_seats: int = TILE_SEATS,
    out: npt.NDArray[np.float64] | None = None,
) -> npt.NDArray[np.float64]:
    """Run `population` (in place) through the months of `environment`.

    Parameters
    ----------
    coefficients, tenure_table
        From `model.engine.coefficients`, in the precision of the population's columns.
    environment : (months, ENVIRONMENT_COLUMNS)
    modifiers : (months, classes, MODIFIER_COLUMNS)
        Policy modifiers in force for each coverage class; zeros for the status quo.
    seat_class : int32 array (seats,), optional
        Coverage class of each seat (default: a class is a department).
    recorded : int, optional
        How many of the last months to keep sums of (default: all).
    threads : int
        Threads that share out the tiles; the result does not depend on it.
    tile_seats : int
        Seats a tile aims at; the result does not depend on it.
    out : float64 array (recorded, groups, TALLIES), optional
        Where to write the sums (default: into an array of their own).

    Returns
    -------
    float64 array (recorded, groups, TALLIES), see `model.outcomes.tally`

    Raises
    ------
    ValueError
        If the shapes do not belong together.
    """
    months = environment.shape[0]
    kept = months if recorded is None else recorded
    _check_shapes(population.structure, environment, modifiers, seat_class, kept)
    if modifiers[..., MODIFY_OWN_HIRES].any():
        own_groups(population)
    real, groups = population.values.dtype, population.structure.group_department.size
    key, places = seed_key(population.seed), population.places
    plain = tuple(coefficients)  # numba takes long to recognise a named tuple of many numbers
    course = Course(
        population.month, environment.astype(real), modifiers.astype(real), seat_class, tenure_table
    )
    departments = len(population.structure.departments)
    alike = departments_alike(modifiers, departments, seat_class is not None)
    tiles = tiles_of(population, alike, min(tile_seats, -(-population.structure.seats // threads)))
    chunks = [part for part in np.array_split(np.arange(tiles.size - 1), threads) if part.size]

    def run(chunk: npt.NDArray[np.int64], sums: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        own_tiles = tiles[chunk[0] : chunk[-1] + 2]
        _run_tiles(population.state, places, own_tiles, course, sums, key, plain)
        return sums

    if len(chunks) == 1:
        total = run(chunks[0], own_sums(kept, groups))
    else:
        with ThreadPoolExecutor(threads) as pool:
            of_chunks = pool.map(run, chunks, [empty_sums(kept, groups) for _ in chunks])
            total = np.sum(list(of_chunks), axis=0)
    population.month += months
    found = np.empty((kept, groups, TALLIES)) if out is None else out
    found[...] = total[..., :TALLIES]
    return found


def _check_shapes(
    structure: Structure, environment: Reals, modifiers: Reals, seat_class: Integers | None, kept: int
) -> None:
    """Raise `ValueError` unless the arguments of `advance` belong together."""
    months = environment.shape[0]
    classes = len(structure.departments) if seat_class is None else int(seat_class.max(initial=0)) + 1
    needed = (months, classes, MODIFIER_COLUMNS)
    if not 0 <= kept <= months or environment.shape[1] != ENVIRONMENT_COLUMNS or modifiers.shape != needed:
        raise ValueError(
            f"cannot record {kept} of {months} months with modifiers of shape {modifiers.shape}; needed: at "
            f"most {months} recorded, environment {(months, ENVIRONMENT_COLUMNS)}, modifiers {needed}"
        )
    if seat_class is not None and seat_class.shape != (structure.seats,):
        raise ValueError(f"{seat_class.shape} coverage classes for {structure.seats} seats")
