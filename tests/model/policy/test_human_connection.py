"""Human connection: its total is the published effect, transported, however much of it runs through ties."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.engine.coefficients import coefficients_of
from tandem.model.parameters import central_values, sample_prior
from tandem.model.policy.lever import Lever, reach
from tandem.model.policy.levers.human_connection import effect
from tandem.model.rules.burnout import burnout_state_next, strain
from tandem.model.rules.connection import connection_next
from tandem.model.rules.environment import ENVIRONMENT_COLUMNS, conditions_of
from tandem.model.rules.exits import exit_probability
from tandem.model.rules.intention import intention

SETS = sample_prior(seed=5, draws=6)


def settled(values, intensity):
    """Burnout, connection and mood of a team that is covered for good, without AI or shocks.

    Mood is what the avoidable quits answer to: their log ratio to those of people without the programme.
    """
    c = coefficients_of(values, np.float64)
    moved = effect(Lever("human_connection", 0, intensity=intensity, ramp_up=0.0), values, 1).covered[0]
    m = conditions_of.py_func(np.zeros(ENVIRONMENT_COLUMNS), moved, c)
    bond = state = 0.0
    for _ in range(600):
        bond = connection_next.py_func(bond, 0.0, 0.0, bond, c, m)  # teammates are alike, trust stays
        state = burnout_state_next.py_func(state, strain.py_func(0.0, bond, 0.0, state, 1.0, c, m), 0.0, c)
    wish = intention.py_func(0.0, 0.0, state, 0.0, bond, 0.0, c, m)
    chance = exit_probability.py_func(np.log(1e-6), 0.0, wish, 0.0, 0.0, 1.0, 0.0, 0.0, c, m)
    answered = -np.log1p(-chance) / 1e-6 - (1 - values["avoidable_share"])
    return state, bond, np.log(answered)


@pytest.mark.parametrize("values", SETS)
@pytest.mark.parametrize("intensity", [0.5, 1.0, 1.6])
def test_total_effects_at_equilibrium_are_the_published_ones_as_far_as_they_reach(values, intensity):
    """Where what runs through connection and burnout is more than the published total, it stays at that."""
    (burnout, bond, mood), (usual, alone, base) = settled(values, intensity), settled(values, 0.0)
    here = reach(Lever("human_connection", 0, intensity=intensity), values, "human_connection")
    assert burnout - usual == pytest.approx(here * values["human_connection_on_burnout"], abs=1e-9)
    assert bond - alone == pytest.approx(here * values["human_connection_on_connection"], abs=1e-9)
    through = values["burnout_to_intention"] * values["human_connection_on_burnout"]
    through -= values["connection_to_intention"] * values["human_connection_on_connection"]
    total = min(values["human_connection_on_quits"], values["intention_to_quit"] * through)
    assert mood - base == pytest.approx(here * total / values["avoidable_share"], abs=1e-6)


def test_at_the_average_site_and_where_nobody_has_it_a_programme_of_its_strength_reaches_by_transport():
    values = central_values({"in_place_human_connection": 0.0})
    (burnout, _, _), (usual, _, _) = settled(values, 1.0), settled(values, 0.0)
    expected = values["transport"] * values["human_connection_on_burnout"]
    assert burnout - usual == pytest.approx(expected, abs=1e-9)
