"""Results belong to workers and months: not to tiles, threads, calls, neighbours, or who else leaves."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tandem.model.engine.tiles import advance
from tandem.model.engine.tiling import departments_alike, tiles_of
from tandem.model.policy.lever import Coverage, Lever
from tandem.model.rules.environment import MODIFIER_COLUMNS, MODIFY_LAYOFF
from tests.model.engine.cases import scenario, uncoupled
from tests.model.engine.rearrange import population_of, team_rows

SEED, MONTHS = 5, 36


def levers(departments):
    layoff = Lever("layoff", start=12, coverage=Coverage(departments[:1]), intensity=0.2)
    return layoff, Lever("workload_guardrails", start=6)


@pytest.fixture(scope="module")
def world():
    bare = scenario(1500, MONTHS)
    return scenario(1500, MONTHS, levers(bare.seats.departments))


@pytest.fixture(scope="module")
def finished(world):
    return run(world)


def run(world, **how):
    population = world.population(SEED)
    sums = world.run(population, world.environment_of(SEED), MONTHS, **how)
    return population, sums


def assert_same_bits(one, other, rows=slice(None), other_rows=slice(None)):
    np.testing.assert_array_equal(one.values[:, rows], other.values[:, other_rows])
    np.testing.assert_array_equal(one.incarnation[rows], other.incarnation[other_rows])
    np.testing.assert_array_equal(one.event[rows], other.event[other_rows])


# --- tiles, threads, calls ----------------------------------------------------------------------------


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("tile_seats", [1, 64, 512, 2048, 10**6])
def test_bit_identical_on_any_number_of_threads_and_in_any_tiles(world, finished, threads, tile_seats):
    expected, expected_sums = finished
    population, sums = run(world, threads=threads, tile_seats=tile_seats)
    assert_same_bits(population, expected)
    np.testing.assert_array_equal(population.recent, expected.recent)
    np.testing.assert_array_equal(sums, expected_sums)


def test_more_threads_than_tiles(world, finished):
    population, sums = run(world, threads=200, tile_seats=10**6)
    assert_same_bits(population, finished[0])
    np.testing.assert_array_equal(sums, finished[1])


def test_tiles_are_whole_teams_of_one_department_and_cover_everything(world):
    population = world.population(SEED)
    structure = population.structure
    for tile_seats in (1, 64, 512, 10**6):
        tiles = tiles_of(population, tile_seats=tile_seats)
        assert tiles[0] == 0
        assert tiles[-1] == structure.team_department.size
        assert np.all(np.diff(tiles) > 0)
        for first, last in pairwise(tiles):
            assert np.unique(structure.team_department[first:last]).size == 1
            size = structure.team_offsets[last] - structure.team_offsets[first]
            assert size <= tile_seats or last == first + 1


def test_departments_that_meet_the_same_months_share_tiles(world):
    """A rule for one department parts it from the others; all of the others still run together."""
    modifiers = np.zeros((3, 4, MODIFIER_COLUMNS))
    assert departments_alike(modifiers, 4, by_seat=False).tolist() == [0, 0, 0, 0]
    modifiers[2, 1, 0] = 0.1
    parted = departments_alike(modifiers, 4, by_seat=False)
    assert parted[0] == parted[2] == parted[3] != parted[1]
    assert departments_alike(modifiers, 4, by_seat=True).tolist() == [0, 0, 0, 0]
    population = world.population(SEED)
    apart, together = tiles_of(population), tiles_of(population, np.zeros(len(world.seats.departments), int))
    assert together.size < apart.size


def test_months_one_by_one_equal_months_in_one_call(world, finished):
    expected, expected_sums = finished
    population, environment = world.population(SEED), world.environment_of(SEED)
    sums = np.concatenate([world.run(population, environment, 1) for _ in range(MONTHS)])
    assert population.month == MONTHS
    assert_same_bits(population, expected)
    np.testing.assert_array_equal(population.recent, expected.recent)
    np.testing.assert_array_equal(sums, expected_sums)


def test_recording_the_last_months_only_changes_nothing_else(world, finished):
    population, sums = run(world, recorded=10)
    assert_same_bits(population, finished[0])
    np.testing.assert_array_equal(sums, finished[1][-10:])


def test_a_copy_lives_its_own_life(world, finished):
    population = world.population(SEED)
    twin = population.copy()
    world.run(population, world.environment_of(SEED), MONTHS)
    assert twin.month == 0
    world.run(twin, world.environment_of(SEED), MONTHS)
    assert_same_bits(twin, finished[0])
    assert_same_bits(population, finished[0])


def test_another_seed_is_another_history(world, finished):
    population = world.population(SEED + 1)
    world.run(population, world.environment_of(SEED), MONTHS)
    assert np.mean(population.column("burnout") == finished[0].column("burnout")) < 0.01


# --- dropping, adding and reordering ------------------------------------------------------------------


def assert_same_lives(world, finished, teams, real_rows=None):
    """Everybody in `teams` lives bit for bit as in the whole organisation."""
    population = population_of(world, SEED, teams)
    world.run(population, world.environment_of(SEED), MONTHS)
    rows = np.concatenate(teams) if real_rows is None else real_rows
    assert_same_bits(finished[0], population, rows)
    return population


def test_dropping_or_adding_teams_changes_nobody_elses_life(world, finished):
    """Read backwards it is adding: the whole organisation is the half with as many teams again."""
    assert_same_lives(world, finished, team_rows(world)[::2])
    assert_same_lives(world, finished, team_rows(world)[:7])


def test_reordering_teams_changes_nobodys_life(world, finished):
    teams = team_rows(world)
    shuffled = [teams[place] for place in np.random.default_rng(1).permutation(len(teams))]
    population = assert_same_lives(world, finished, shuffled)
    teams_again = np.random.default_rng(1).permutation(len(teams))
    np.testing.assert_array_equal(population.recent, finished[0].recent[:, teams_again])


def run_uncoupled(world, population, modifiers):
    return advance(
        population, uncoupled(world.coefficients), world.tenure_table, world.environment_of(SEED), modifiers
    )  # fmt: skip


def test_dropping_and_reordering_workers_changes_nobody_elses_draws(world):
    """Every column follows from a worker's own draws here, so equal bits mean equal draws."""
    whole = world.population(SEED)
    run_uncoupled(world, whole, world.modifiers)
    luck = np.random.default_rng(2)
    shuffled = [np.append(team[:1], luck.permutation(team[1:])) for team in team_rows(world)]
    teams = [team[: max(1, team.size - 2)] for team in shuffled]  # the leader, who keeps guardrails, stays
    population = population_of(world, SEED, teams)
    run_uncoupled(world, population, world.modifiers)
    rows = np.concatenate(teams)
    assert rows.size < 0.85 * whole.structure.seats
    assert_same_bits(whole, population, rows)


# --- policies -----------------------------------------------------------------------------------------


def test_a_layoff_in_one_department_leaves_all_others_as_they_were(world):
    departments = world.seats.departments
    before = scenario(1500, MONTHS)
    layoff = Lever("layoff", start=10, coverage=Coverage((departments[2],)), intensity=0.5)
    hit, spared = run(scenario(1500, MONTHS, (layoff,)))[0], run(before)[0]
    elsewhere = world.seats.department != 2
    assert_same_bits(hit, spared, elsewhere, elsewhere)
    teams = world.seats.department[world.seats.team_offsets[:-1]] != 2
    np.testing.assert_array_equal(hit.recent[:, teams], spared.recent[:, teams])
    changed = np.any(hit.values != spared.values, axis=0)
    assert changed[~elsewhere].mean() > 0.5


def test_who_is_laid_off_changes_nobody_elses_luck(world):
    """With teammates uncoupled, everybody whom no layoff reaches lives the same life, bit for bit."""
    status_quo = scenario(1500, MONTHS).modifiers
    layoffs = status_quo.copy()
    layoffs[8:12, :, MODIFY_LAYOFF] = 0.08
    kept, cut = world.population(SEED), world.population(SEED)
    run_uncoupled(world, kept, status_quo)
    run_uncoupled(world, cut, layoffs)
    still_open = cut.column("is_open") == 1
    assert 0.2 < 1 - still_open.mean() < 0.35  # 1 − exp(−4 · 0.08) = 0.27
    assert_same_bits(kept, cut, still_open, still_open)
