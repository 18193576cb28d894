"""The same organisation with other seats in other places: for tests that draws belong to workers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tandem.model.engine.first_seats import SeatFacts, new_population, tenure_tables
from tandem.model.engine.population import Population, Structure
from tandem.model.scenario import Scenario


def population_of(world: Scenario, seed: int, teams: Sequence[npt.NDArray[np.int64]]) -> Population:
    """A population of `teams`, each given as rows of the whole organisation, in the order given."""
    whole = world.population(seed)
    rows = np.concatenate(teams)
    first_rows = np.array([team[0] for team in teams])
    structure: Structure = replace(
        whole.structure,
        seat_id=whole.structure.seat_id[rows],
        group=whole.structure.group[rows],
        team=np.repeat(np.arange(len(teams), dtype=np.int32), [team.size for team in teams]),
        team_offsets=np.cumsum([0, *(team.size for team in teams)]).astype(np.int64),
        team_department=whole.structure.team_department[whole.structure.team[first_rows]],
    )
    facts = SeatFacts(*(each[rows] for each in world.seat_facts))
    tables = tenure_tables(facts, world.seats.contract[rows], world.steady)
    return new_population(structure, facts, tables, world.coefficients, world.steady, seed, world.real)


def team_rows(world: Scenario) -> list[npt.NDArray[np.int64]]:
    """Rows of each team of the whole organisation."""
    offsets = world.seats.team_offsets
    return [np.arange(first, last) for first, last in pairwise(offsets)]
