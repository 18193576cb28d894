"""Experiments replayed inside the model return their own sizes, transported: an implementation check.

They say that levers do what their evidence says, not that the evidence holds elsewhere.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from tandem.model.outcomes import tally
from tandem.model.parameters import central_values
from tandem.model.policy.coverage import covered_seats
from tandem.model.policy.lever import Coverage, Lever
from tests.model.behaviour.firm import START, burnout_of_same_persons, course
from tests.model.engine.cases import scenario

CENTRAL = central_values()
AT_ONCE = 0.0


def single(number: float) -> float:
    """A number in the precision of the columns."""
    return cast(float, np.float32(number))


def transported(programme: str) -> float:
    """What the register's central values leave of a published effect."""
    return CENTRAL["transport"] * (1 - CENTRAL[f"in_place_{programme}"])


def hazard_change(kind: str, first: int, last: int, intensity: float = 1.0) -> float:
    """Log ratio of quits a person, under a lever that acts at once against the status quo."""
    lever = Lever(kind, START, intensity=intensity, ramp_up=AT_ONCE, label=kind)
    policy, baseline = course((lever,), seats=20_000), course(seats=20_000)

    def risk(which):
        quits = which.total(tally.EXPECTED_QUITS, first=first, last=last)
        return quits / which.total(tally.PRESENT, first=first, last=last)

    return math.log(risk(policy) / risk(baseline))


def test_scribe_trials_relieve_within_two_months_by_the_prior_of_relief():
    """Half of the people get a tool for 30 % of their work for two months; targets have no time to follow."""
    values = CENTRAL | {"ai_share_of_work": 0.3, "labour_market_cv": 0.12}
    world = scenario(8000, 60, values=values)
    nobody = world.coefficients._replace(
        adoption_innovation=single(0), adoption_imitation=single(0), never_adopts_below=single(99)
    )
    world.__dict__["coefficients"] = nobody
    population = world.population(5)
    world.run(population, world.environment_of(5), 30, recorded=0)
    given = np.random.default_rng(0).random(world.seats.seat_id.size) < 0.5
    before, person = population.column("burnout").copy(), population.incarnation.copy()
    population.column("uses_ai")[given] = 1
    world.__dict__["coefficients"] = nobody._replace(abandonment_rate=single(0))
    world.run(population, world.environment_of(5), 2, recorded=0)
    stayed = (population.column("employed") == 1) & (population.incarnation == person)
    change = population.column("burnout") - before
    effect = change[given & stayed].mean() - change[~given & stayed].mean()
    assert effect == pytest.approx(CENTRAL["relief_by_ai"], abs=0.04)


def test_hybrid_work_keeps_its_transported_share_of_people():
    expected = CENTRAL["flexibility_on_quits"] * transported("flexible_work")
    assert hazard_change("flexible_work", 0, 6) == pytest.approx(expected, abs=0.03)


def test_dispatchers_belonging_lowers_burnout_and_quits_by_the_transported_totals():
    lever = Lever("human_connection", START, ramp_up=AT_ONCE, label="belonging")
    share = transported("human_connection")
    relieved = burnout_of_same_persons(course((lever,), seats=20_000), course(seats=20_000))
    assert relieved == pytest.approx(CENTRAL["human_connection_on_burnout"] * share, abs=0.03)
    # The direct part acts at once, what runs through connection and burnout within a year.
    expected = CENTRAL["human_connection_on_quits"] * share
    assert hazard_change("human_connection", 12, 36) == pytest.approx(expected, abs=0.04)


def test_survivors_of_a_small_layoff_quit_more_by_the_transported_effect():
    expected = CENTRAL["layoff_survivor_effect"] * CENTRAL["transport"]
    assert hazard_change("layoff", 1, 4, intensity=0.005) == pytest.approx(expected, abs=0.04)


def test_a_lever_for_half_of_the_people_moves_their_hazard_and_nobody_elses():
    """As in the trial of two days from home, which was randomised within one firm."""
    half = Lever("flexible_work", START, ramp_up=AT_ONCE, coverage=Coverage(share=(0.0, 0.5)), label="half")
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
