"""The model at its edges: everyone or nobody on AI, very small, very long, all freelancers, structures."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.organisation.profile import Group, Profile
from tandem.model.organisation.seats import build_seats
from tandem.model.organisation.settings import SeatSettings
from tandem.model.outcomes import tally
from tandem.model.parameters import central_values
from tandem.model.scenario import Scenario
from tests.model.behaviour.firm import course, from_start
from tests.model.engine.cases import STEADY_WORLD, scenario

NOBODY = {"adoption_innovation": 0.0, "adoption_imitation": 0.0, "never_adopts_below": 99.0}
EVERYBODY = {"adoption_innovation": 5.0, "never_adopts_below": -99.0, "abandonment_rate": 0.0}


def rate(which, kind=tally.EXPECTED_QUITS, first=0, last=36):
    return which.total(kind, first=first, last=last) / which.total(tally.PRESENT, first=first, last=last)


def test_everyone_on_ai_against_nobody():
    nobody, everybody = course(changed=NOBODY), course(changed=EVERYBODY)
    assert nobody.total(tally.AI_USERS) == 0
    assert everybody.total(tally.AI_USERS) > 0.999 * everybody.total(tally.PRESENT)
    assert 1.02 < everybody.total(tally.OUTPUT_SUM) / nobody.total(tally.OUTPUT_SUM) < 1.15
    assert -0.15 < rate(everybody) / rate(nobody) - 1 < 0.25  # the sign is open: expectations, not a claim


def test_relief_and_ratchet_pull_burnout_in_opposite_directions():
    """`structure=relief` and `structure=ratchet`: the same firm, and the management's choice tips it."""
    nobody = course(changed=NOBODY).mean(tally.BURNOUT_SUM, 24)
    relieved = course(fixed={"reported_gain_believed": 0.0}, changed=EVERYBODY).mean(tally.BURNOUT_SUM, 24)
    pressed = course(fixed={"relief_by_ai": 0.0}, changed=EVERYBODY).mean(tally.BURNOUT_SUM, 24)
    assert relieved < nobody - 0.03
    assert pressed > nobody + 0.03


def test_where_ai_moves_neither_nobodys_burnout_changes():
    off = {
        "relief_by_ai": 0.0, "reported_gain_believed": 0.0, "slack_taken": 0.0, "ai_on_connection": 0.0,
        "gain_on_clarity": 0.0, "talent_demand_to_intention": 0.0, "trust_on_connection": 0.0,
        "ai_pay_premium": 0.0, "freelancer_time_share": 0.0,
    }  # fmt: skip
    without, with_ai = course(fixed=off, changed=NOBODY), course(fixed=off, changed=EVERYBODY)
    assert with_ai.mean(tally.BURNOUT_SUM) == pytest.approx(without.mean(tally.BURNOUT_SUM), abs=0.01)
    assert rate(with_ai) == pytest.approx(rate(without), rel=0.02)


def test_ten_people_live_through_ten_years():
    world = scenario(10, 120)
    quits = []
    for seed in range(200):
        population = world.population(seed)
        sums = world.run(population, world.environment_of(seed), 120).sum(axis=1)
        assert np.isfinite(sums).all()
        assert (sums[:, tally.PRESENT] <= 10).all()
        quits.append(sums[:, tally.EXPECTED_QUITS].sum() / sums[:, tally.PRESENT].sum())
    large = scenario(4000, 120)
    many = large.run(large.population(1), large.environment_of(1), 120, threads=2).sum(axis=1)
    usual = many[:, tally.EXPECTED_QUITS].sum() / many[:, tally.PRESENT].sum()
    assert np.mean(quits) == pytest.approx(usual, rel=0.1)


def test_120_months_with_ai_come_to_a_plateau():
    """Against the same firm in the same labour market without AI."""
    long, nobody = course(months=120), course(months=120, changed=NOBODY)
    by_ai = [
        rate(long, first=first, last=first + 12) / rate(nobody, first=first, last=first + 12)
        for first in range(72, 120, 12)
    ]
    assert np.ptp(by_ai) < 0.06 * np.mean(by_ai)


def test_freelancers_do_not_quit_and_no_policy_changes_that():
    profile = Profile(
        "freelancers", "USD", (Group("Studio", "senior", "freelancer", 300, 90_000.0),), "made up"
    )
    seats = build_seats(profile, 1, SeatSettings(8, 4, 12, 0.2, None, None, None))
    for levers in ((), (from_start("layoff", 0.2),), (from_start("flexible_work"),)):
        world = Scenario(profile, seats, STEADY_WORLD, levers, central_values(), 38, 74)
        sums = world.run(world.population(1), world.environment_of(1), 74).sum(axis=1)
        assert sums[:, [tally.QUITS, tally.EXPECTED_QUITS, tally.DISMISSALS]].sum() == 0
        assert sums[:, tally.CONTRACT_ENDS].sum() > 0
        assert np.isfinite(sums).all()


def test_bounds_hold_under_every_programme_at_double_strength():
    kinds = (
        "ai_training", "strategy_alignment", "workload_guardrails", "human_connection", "manager_support",
        "recognition", "flexible_work", "wellness", "encouraged_rollout",
    )  # fmt: skip
    most = course(tuple(from_start(kind, 2.0) for kind in kinds))
    usual = course()
    assert most.total(tally.EXPECTED_QUITS) > 0.5 * usual.total(tally.EXPECTED_QUITS)
    assert most.mean(tally.BURNOUT_SUM) > usual.mean(tally.BURNOUT_SUM) - 1.0
    demands = most.end.column("demands")
    assert np.abs(demands).max() <= 0.6 + 1e-6
