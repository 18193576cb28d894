"""Experiments replayed inside the model return their own sizes, transported: an implementation check.

They say that levers do what their evidence says, not that the evidence holds elsewhere. The replays are
those of `calibration/checks/replays`, here at the register's central values.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from tandem.calibration.checks.replays import trials
from tandem.calibration.checks.replays.firm import Firm
from tandem.model.parameters import central_values
from tandem.model.policy.coverage import covered_seats
from tandem.model.policy.lever import Coverage, Lever
from tests.model.behaviour.firm import START
from tests.model.engine.cases import scenario

CENTRAL = central_values()
STEADY_MARKET = {"labour_market_cv": 0.12}  # as little luck of the market as its range allows


@cache
def firm(people: int) -> Firm:
    """A firm at central values."""
    return Firm(CENTRAL | STEADY_MARKET, people, seed=3)


def transported(programme: str) -> float:
    """What the register's central values leave of a published effect."""
    return CENTRAL["transport"] * (1 - CENTRAL[f"in_place_{programme}"])


def test_scribe_trials_relieve_within_two_months_by_the_prior_of_relief():
    """Half of the people get a tool for 30 % of their work for two months; targets have no time to follow."""
    found = trials.scribes(firm(8_000))
    assert found.expected == CENTRAL["relief_by_ai"]
    assert found.came == pytest.approx(found.expected, abs=0.04)


def test_hybrid_work_keeps_its_transported_share_of_people():
    found = trials.hybrid_work(firm(20_000))
    assert found.expected == pytest.approx(CENTRAL["flexibility_on_quits"] * transported("flexible_work"))
    assert found.came == pytest.approx(found.expected, abs=0.03)


def test_dispatchers_belonging_lowers_burnout_and_quits_by_the_transported_totals():
    share = transported("human_connection")
    burnout, quits = trials.belonging_on_burnout(firm(20_000)), trials.belonging_on_quits(firm(20_000))
    assert burnout.expected == pytest.approx(CENTRAL["human_connection_on_burnout"] * share)
    assert burnout.came == pytest.approx(burnout.expected, abs=0.03)
    assert quits.expected == pytest.approx(CENTRAL["human_connection_on_quits"] * share)
    assert quits.came == pytest.approx(quits.expected, abs=0.04)


def test_survivors_of_a_small_layoff_quit_more_by_the_transported_effect():
    found = trials.layoff_survivors(firm(20_000))
    at_once = CENTRAL["layoff_survivor_effect"] * CENTRAL["transport"]
    assert 0.85 * at_once < found.expected < at_once  # on average over three months it has calmed a little
    assert found.came == pytest.approx(found.expected, abs=0.04)


def test_a_lever_for_half_of_the_people_moves_their_hazard_and_nobody_elses():
    """As in the trial of two days from home, which was randomised within one firm."""
    half = Lever(
        "flexible_work", START, ramp_up=trials.AT_ONCE, coverage=Coverage(share=(0.0, 0.5)), label="half"
    )
    world = scenario(8000, START + 1, start=START)
    covered = covered_seats(half.coverage, world.seats)
    chances = []
    for levers in ((half,), ()):
        here = replace(world, levers=levers)
        population, environment = here.population(2), here.environment_of(2)
        here.run(population, environment, START + 1, recorded=0)
        staff = (population.column("employed") == 1) & (population.column("freelancer") == 0)
        chance = population.column("exit_probability")
        chances.append([chance[who & staff].mean() for who in (covered, ~covered)])
    with_lever, without = np.log(chances)
    expected = CENTRAL["flexibility_on_quits"] * transported("flexible_work")
    assert with_lever[0] - without[0] == pytest.approx(expected, abs=0.03)
    assert with_lever[1] == pytest.approx(without[1], abs=1e-3)
