"""Seats and people are conserved, and policies move the mean field where they move the agents."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.anchors import anchor_at_start, set_paces
from tandem.model.mean_field.cohort_model import mean_field
from tandem.model.organisation.profile import Group, Profile
from tandem.model.outcomes import tally
from tandem.model.outcomes.sums import EXITS
from tandem.model.parameters import central_values, sample_prior
from tandem.model.policy.lever import Coverage, Lever
from tests.model.engine.cases import scenario

SEATS, MONTHS, START = 1500, 44, 20
LEVERS = {
    "layoff": Lever("layoff", 30, intensity=0.1),
    "freeze": Lever("hiring_freeze", 24, intensity=0.8, coverage=Coverage(share=(0.0, 0.5))),
    "no_backfill": Lever("no_backfill", 22, intensity=0.6),
    "freelance_mix": Lever("freelance_mix", 22, intensity=0.7, coverage=Coverage(share=(0.2, 1.0))),
    "guardrails": Lever("workload_guardrails", 20),
    "training": Lever("ai_training", 20),
    "connection": Lever("human_connection", 20),
}


@pytest.fixture(scope="module")
def none():
    return mean_field(scenario(SEATS, MONTHS, start=START))


@pytest.mark.parametrize("name", LEVERS)
@pytest.mark.parametrize("values", sample_prior(3, 2), ids=["first", "second"])
def test_people_and_seats_are_conserved(name, values):
    world = scenario(SEATS, MONTHS, (LEVERS[name],), values, START)
    sums = mean_field(world)
    total = sums.sum(axis=1)
    assert np.isfinite(sums).all() and (total[:, tally.PRESENT :] >= 0).all()
    exits = total[:, list(EXITS)].sum(axis=1)
    closing = total[:, tally.PRESENT] - exits + total[:, tally.HIRES]
    np.testing.assert_allclose(closing[:-1], total[1:, tally.PRESENT], rtol=1e-12)
    seats = closing + total[:, tally.VACANT]
    filled = 1 - world.steady.vacant[world.seats.contract]
    assert total[0, tally.PRESENT] == pytest.approx(filled.sum())
    assert seats[0] == pytest.approx(SEATS)
    closed = np.diff(seats, prepend=SEATS)
    if name in ("layoff", "no_backfill"):
        assert (closed < 1e-9).all() and closed.sum() < -0.01 * SEATS
        np.testing.assert_array_less(total[:, tally.LAYOFFS] - 1e-9, -closed + 1e-8)
    else:
        np.testing.assert_allclose(closed, 0, atol=1e-9)


def test_seats_of_employees_go_over_to_freelancers_of_their_department_and_level(none):
    mixed = mean_field(scenario(SEATS, MONTHS, (LEVERS["freelance_mix"],), start=START))
    world = scenario(SEATS, MONTHS)
    freelance = np.array([group.contract == "freelancer" for group in world.profile.groups])
    gained = (mixed - none)[-1, :, tally.PRESENT]
    assert gained[freelance].sum() > 0.02 * SEATS > 0 > gained[~freelance].sum()
    moved = {
        (group.department, group.level) for group in world.profile.groups if group.contract == "freelancer"
    }
    for index, group in enumerate(world.profile.groups):
        if (group.department, group.level) not in moved:
            assert gained[index] == pytest.approx(0, abs=1.5), group  # but for contagion and load


def test_history_knows_no_policy(none):
    policy = mean_field(scenario(SEATS, MONTHS, (LEVERS["guardrails"],), start=START))
    np.testing.assert_array_equal(policy[:START], none[:START])
    assert not np.array_equal(policy[START:], none[START:])


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("guardrails", tally.BURNOUT_SUM),
        ("guardrails", tally.EXPECTED_QUITS),
        ("connection", tally.EXPECTED_QUITS),
        ("training", tally.AI_USERS),
        ("layoff", tally.PRESENT),
        ("no_backfill", tally.PRESENT),
        ("freeze", tally.HIRES),
    ],
)
def test_policies_move_agents_and_mean_field_the_same_way(name, measure, none):
    def total(sums):
        return sums[START:, :, measure].sum()

    worlds = [scenario(SEATS, MONTHS, levers, start=START) for levers in ((), (LEVERS[name],))]
    agents = [
        np.mean([total(w.run(w.population(s), w.environment_of(s), MONTHS)) for s in (1, 2)]) for w in worlds
    ]
    average = total(mean_field(worlds[1])) - total(none)
    assert np.sign(agents[1] - agents[0]) == np.sign(average) != 0


def test_a_table_holds_at_the_start():
    world = scenario(SEATS, MONTHS, (), central_values() | {"labour_market_cv": 1e-9}, START)
    stated = Profile(
        "firm",
        "USD",
        tuple(
            Group(
                group.department,
                group.level,
                group.contract,
                max(round(0.9 * group.headcount), 1),
                50_000.0,
                ai_users=0.4,
                annual_voluntary_quits=0.2 if group.contract == "employee" else None,
            )
            for group in world.profile.groups
        ),
        "made up",
    )
    sums = mean_field(world, stated)
    heads = np.array([group.headcount for group in stated.groups])
    np.testing.assert_allclose(sums[START, :, tally.PRESENT], heads, rtol=1e-9)
    users = sums[START, :, tally.AI_USERS].sum() / heads.sum()
    assert users == pytest.approx(0.4, abs=0.04)  # after a month of adoption
    employees = np.array([group.contract == "employee" for group in stated.groups])
    first_year = slice(START, START + 12)
    found = [
        total[first_year, employees][..., tally.QUITS].sum()
        for total in (sums, _anchored_agents(world, stated))
    ]
    assert found[0] == pytest.approx(found[1], rel=0.1)


def _anchored_agents(world, stated, runs=4):
    """The agents' mean sums, anchored to the same table."""
    sums = []
    for seed in range(runs):
        environment, population = world.environment_of(seed), world.population(seed)
        set_paces(population, world, environment)
        history = world.run(population, environment, START)
        anchor_at_start(population, world, stated, environment, history[-12:])
        sums.append(np.concatenate((history, world.run(population, environment, MONTHS - START))))
    return np.mean(sums, axis=0)
