"""The mean field begins where the agents do: vacancies, tenure, traits of stayers, teams' memories."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.engine.columns import INVOLUNTARY, VOLUNTARY
from tandem.model.mean_field import cells as row
from tandem.model.mean_field.cohort_model import _cells_of as cells_of
from tandem.model.mean_field.cohort_model import mean_field
from tandem.model.mean_field.first_state import mean_tendency
from tandem.model.outcomes import tally
from tandem.model.parameters import central_values, sample_prior
from tests.model.engine.cases import scenario

SEATS = 20_000
SETS = (central_values(), *sample_prior(17, 2))


@pytest.fixture(scope="module", params=range(len(SETS)))
def beginning(request):
    """A scenario, its population of agents at the start and the mean field's cells."""
    world = scenario(SEATS, 12, values=SETS[request.param])
    return world, world.population(4), cells_of(world)


def test_as_many_seats_are_filled_and_traits_and_tenures_are_those_of_stayers(beginning):
    _, agents, cells = beginning
    state, people = cells.state, cells.state[row.PEOPLE]
    present = agents.column("employed") == 1
    assert people.sum() == pytest.approx(present.sum(), rel=0.01)
    error = 5 / np.sqrt(present.sum())
    for mean, column in (
        (row.ROLE_PRESSURE, "role_pressure"),
        (row.BURNOUT_TRAIT, "burnout_trait"),
        (row.INTENTION_TRAIT, "intention_trait"),
        (row.CLARITY_TRAIT, "clarity_trait"),
        (row.BURNOUT, "burnout"),
        (row.RAMP, "ramp"),
    ):
        found = agents.column(column)[present].mean()
        assert people @ state[mean] / people.sum() == pytest.approx(found, abs=error), column
    tenure = (cells.people * cells.tenure).sum() / cells.people.sum()
    spread = agents.column("tenure")[present].std()
    assert tenure == pytest.approx(agents.column("tenure")[present].mean(), abs=error * spread)


def test_the_average_workers_team_remembers_as_many_leavers(beginning):
    """A member's own team: weighted by its size."""
    world, _, cells = beginning
    recent = np.mean([world.population(seed).recent for seed in range(8)], axis=0)
    sizes = np.diff(world.seats.team_offsets)
    of_department = world.seats.department[world.seats.team_offsets[:-1]]
    people = np.bincount(of_department, weights=sizes)
    for kind in (VOLUNTARY, INVOLUNTARY):
        found = (sizes @ recent[kind]) / sizes.sum()
        assert people @ cells.recent[kind] / people.sum() == pytest.approx(found, rel=0.06)


def test_before_ai_quits_are_those_of_the_steady_state_within_a_twentieth(beginning):
    """The hazard is not linear in tendency, so that the average stayer's is not the stayers' average."""
    world, _, _ = beginning
    sums = mean_field(world)[0]
    employees = np.array([group.contract == "employee" for group in world.profile.groups])
    rate = sums[employees, tally.QUITS].sum() / sums[employees, tally.PRESENT].sum()
    assert rate == pytest.approx(world.steady.quits[0], rel=0.05)


def test_where_intention_drives_no_quits_nobody_is_selected():
    world = scenario(400, 1, values=central_values() | {"intention_to_quit": 0.0, "quits_with_ai": 1.0})
    np.testing.assert_allclose(mean_tendency(world.steady), 0, atol=1e-6)
