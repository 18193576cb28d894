"""Statistics of trials: AI tools on work, scribes, shorter hours; in closed form where there is one."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from tandem.calibration.checks.held_out import programmes, tools
from tandem.calibration.checks.held_out.statistics import STATISTICS, World
from tandem.calibration.checks.replays.firm import Firm
from tandem.calibration.checks.replays.scribes import Given, give_scribes
from tandem.model.engine.population import Population
from tandem.model.parameters import central_values
from tests.calibration.checks.held_out.told import People

CENTRAL = central_values()


def trial_of(people: Any) -> Callable[[tuple[int, int]], Population]:
    """A trial that these people were in."""
    return lambda when: cast(Population, people)


def coders(people: People) -> People:
    """The first three seats write software."""
    people.structure = SimpleNamespace(
        seats=5, departments=("Engineering", "Sales"), group_department=np.array([0, 1]),
        group=np.array([0, 0, 0, 1, 1]),
    )  # fmt: skip
    return people


def test_time_saved_is_a_share_of_what_the_task_took_before():
    people = People(3, true_gain=[0.1, 0.3, 0.9], ai_time=[0.3, 0.3, 0.9], uses_ai=[1, 1, 0])
    assert tools.writing_time_saved(trial_of(people)) == pytest.approx(0.2 / (0.2 + 0.3))


def test_coding_time_is_of_freelancers_who_write_software():
    people = coders(
        People(
            5, true_gain=[0.1, 0.9, 0.9, 0.9, 0.9], ai_time=[0.1] * 5, uses_ai=[1] * 5,
            freelancer=[1, 0, 0, 1, 1],
        )
    )  # fmt: skip
    assert tools.coding_time_saved(trial_of(people)) == pytest.approx(0.5)


def test_tasks_done_in_the_time_saved():
    people = coders(People(5, true_gain=[0.1, 0.3, 0.9, 0.9, 0.9], uses_ai=[1, 1, 0, 1, 1]))
    assert tools.coders_tasks(trial_of(people)) == pytest.approx(0.2 / 0.8)


def test_each_trial_is_of_its_time():
    asked = []

    def trial(when):
        asked.append(when)
        return coders(
            People(5, true_gain=[0.1] * 5, ai_time=[0.1] * 5, uses_ai=[1] * 5, freelancer=[1] + [0] * 4)
        )

    for statistic in (tools.writing_time_saved, tools.coding_time_saved, tools.coders_tasks):
        statistic(trial)
    assert asked == [(2, 1), (0, 1), (6, 6)]


def test_everybody_is_given_the_tool_and_nobody_had_it():
    before = tools.given_a_tool(CENTRAL, 4_000, 1, (2, 0))
    after = tools.given_a_tool(CENTRAL, 4_000, 1, (2, 1))
    in_post = before.column("employed") == 1
    assert before.column("ai_time").sum() == 0
    same = in_post & (after.incarnation == before.incarnation) & (after.column("employed") == 1)
    assert after.column("uses_ai")[same].all()
    assert after.column("true_gain")[same].mean() > 0


def test_without_a_gain_nothing_is_saved():
    people = tools.given_a_tool(CENTRAL | {"true_gain": 0.0}, 4_000, 1, tools.CODING_JOBS)
    assert tools.coders_tasks(trial_of(people)) == pytest.approx(0, abs=1e-9)


def test_shares_above_a_threshold_before_and_after():
    given = Given(
        np.array([1, -1, 1, 1], np.float32), np.array([-1, -1, 1, -1], np.float32),
        np.array([True, True, True, False]),
    )  # fmt: skip
    assert given.change_of_share_above(0.0) == pytest.approx(1 / 3 - 2 / 3)
    assert given.change() == pytest.approx(-2 / 3 + 2)


def test_scribes_without_relief_change_nobodys_burnout():
    firm = Firm(CENTRAL | {"relief_by_ai": 0.0}, 4_000, 1)
    assert give_scribes(firm, months=1).change() == pytest.approx(0, abs=0.05)
    strong = Firm(CENTRAL | {"relief_by_ai": -0.5}, 4_000, 1)
    assert programmes.scribes_on_burnout(strong) == pytest.approx(-0.5, abs=0.1)
    assert programmes.scribes_after_a_month(strong) < programmes.scribes_after_a_month(firm)
    assert programmes.scribes_after_a_quarter(strong) < -0.1


def test_a_shorter_week_takes_load_away_by_the_equilibrium_of_demands():
    firm = Firm(CENTRAL, 4_000, 1)
    # hours_elasticity · 5 ÷ 40 of the load, in SD, times what an SD of demands does to burnout in the end
    whole = CENTRAL["hours_elasticity"] * 5 / CENTRAL["working_week"] / CENTRAL["workload_sd"]
    in_the_end = -whole * CENTRAL["demands_to_burnout"]
    reached = 1 - CENTRAL["burnout_persistence"] ** 6
    assert programmes.shorter_week(firm) == pytest.approx(in_the_end * reached, rel=0.35)


def test_every_statistic_has_a_number_and_the_same_twice():
    worlds = [World(CENTRAL, 4_000, 7) for _ in range(2)]
    for name, statistic in STATISTICS.items():
        one, other = (statistic(world) for world in worlds)
        assert np.isfinite(one) and one == other, name
