"""Runs in other worlds: the same luck, and nothing changed but what is said to be."""

import numpy as np
import pytest

from tandem.calibration.survey.contrast import SWITCHED_OFF
from tandem.experiments.api.settings import composed
from tandem.experiments.project.command import COMMAND
from tandem.experiments.simulation import counterfactuals
from tandem.experiments.simulation.counterfactuals import (
    FLAT_DEMAND,
    NO_AI,
    OTHER_PEOPLE,
    SETS,
    STILL,
    WAYS,
    closed,
    closed_still,
    planned,
    simulating,
)
from tandem.experiments.simulation.parameter_sets import parameter_sets
from tandem.experiments.simulation.preparation import prepared
from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.simulation.runs import runs_of, simulate
from tandem.model.outcomes import tally
from tandem.model.policy.mechanisms import MECHANISMS

SMALL = {"posterior": "prior", "reading": "level", "draws": 4, "months": 14, "threads": 1}
TABLE = {"organisation": "example", "policy": "training"}
# AI does nothing at all: besides its ways to quits and burnout, no gain and nothing that hangs on use.
NO_EFFECT = SWITCHED_OFF | {
    "true_gain": 0.0, "left_work_automated": 0.0, "ai_ramp_ratio": 1.0, "sharing_on_output": 0.0,
    "gain_on_trust": 0.0, "niche_rate": 0.0,
}  # fmt: skip


def simulated(held=None, **settings):
    """Every run's sums by part (draws, months, parts, TALLIES), and its counterfactuals."""
    choices = COMMAND.choices_of(composed(COMMAND, {**SMALL, **settings}))
    setting = prepared(choices, choices.policy)
    sets = [{**values, **(held or {})} for values in parameter_sets(choices)]
    runs = runs_of(sets, choices.runs_per_parameter_set, choices.seed)
    found = planned(setting, runs)
    sums = simulate(setting, runs, 1, lambda: None, simulating(setting, runs, found))
    parts = np.array(found.parts)
    return np.stack([sums[:, :, parts == part].sum(axis=2) for part in range(parts.max() + 1)], axis=2), found


@pytest.fixture(scope="module", params=["default", "table"])
def runs(request):
    return simulated(**(TABLE if request.param == "table" else {}))


def of(found, world):
    return found.sums[world]


def test_the_months_before_the_start_are_the_same(runs):
    full, found = runs
    for world in (STILL, FLAT_DEMAND, *map(closed, WAYS), *map(closed_still, WAYS)):
        same = full[list(found.draws[world]), :HISTORY_MONTHS]
        assert np.array_equal(of(found, world)[:, :HISTORY_MONTHS], same), world


def test_every_world_is_simulated_and_another_one(runs):
    full, found = runs
    for world, draws in found.draws.items():
        assert (of(found, world)[..., tally.PRESENT].sum(axis=2) > 0).all(), world
        assert not np.array_equal(of(found, world), full[list(draws)]), world


def users(sums):
    return sums[..., tally.AI_USERS].sum(axis=-1) / sums[..., tally.PRESENT].sum(axis=-1)


def test_use_stays_where_it_was(runs):
    full, found = runs
    still, whole = users(of(found, STILL)), users(full[list(found.draws[STILL])])
    began = still[:, HISTORY_MONTHS - 1]
    # Leavers and newcomers alone move it, as those on the market are about as many.
    assert np.abs(still[:, -1] - began).max() < 0.05 < (whole[:, -1] - began).min()


def test_without_ai_nobody_ever_uses_it(runs):
    _, found = runs
    none = of(found, NO_AI)
    for kind in (tally.AI_USERS, tally.TRUE_SUM, tally.PERCEIVED_SUM):
        assert not none[..., kind].any()


def test_closed_ways_are_mechanisms():
    assert {name for way in WAYS.values() for name in way} <= set(MECHANISMS)


def test_where_ai_does_nothing_its_part_is_nought():
    full, found = simulated(NO_EFFECT)
    people = [
        tally.PRESENT, tally.EXPECTED_QUITS, tally.QUITS, tally.HIRES, tally.BURNED_OUT, tally.CONSIDERING,
        tally.OUTPUT_SUM,
    ]  # fmt: skip
    for world in (STILL, FLAT_DEMAND, NO_AI):
        assert np.array_equal(of(found, world)[..., people], full[list(found.draws[world])][..., people]), (
            world
        )


def test_where_nobody_answers_to_outside_demand_it_has_no_part():
    deaf = {"talent_demand_to_intention": 0.0, "ai_pay_premium": 0.0}
    full, found = simulated(deaf)
    assert np.array_equal(of(found, FLAT_DEMAND), full[list(found.draws[FLAT_DEMAND])])


def test_other_people_share_the_labour_market():
    """With no luck of the market left, a run of other people is the set's second run."""
    full, found = simulated({"labour_market_cv": 0.0})
    assert np.array_equal(of(found, OTHER_PEOPLE), full[1::2])


def test_one_run_a_set_tells_no_luck_apart():
    _, found = simulated(runs_per_parameter_set=1)
    assert OTHER_PEOPLE not in found.draws
    assert found.draws[STILL] == (0, 1, 2, 3)


def test_more_draws_and_threads_change_no_counterfactual(runs, monkeypatch):
    _, few = simulated()
    _, many = simulated(draws=6)
    for world in few.draws:
        assert np.array_equal(few.sums[world], many.sums[world][:2]), world
    monkeypatch.setattr(counterfactuals, "SETS_BY_WAY", 1)
    assert len(simulated()[1].draws[closed("relief")]) == 1 < SETS
