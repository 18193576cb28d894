"""Statistics of a market since AI came, each on people told seat by seat."""

import math

import numpy as np
import pytest

from tandem.calibration.checks.held_out import since_ai
from tandem.calibration.checks.held_out.history import (
    AUGUST_2025,
    END_2023,
    END_2024,
    END_2025,
    SPRING_2025,
    SUMMER_2025,
    SUMMER_2026,
    History,
    live,
)
from tandem.model.parameters import central_values
from tests.calibration.checks.held_out.told import People

VALUES = {
    "threshold_very_often": 1.0, "threshold_burned_out": 0.0, "threshold_trust": 0.5,
    "weekly_use_from": 0.1, "working_week": 40.0,
}  # fmt: skip


def history(at=None, without=None, seats=6, **others) -> History:
    nobody = np.zeros(seats, bool)
    plain = {
        "junior": nobody, "coder": nobody, "exposed": nobody,
        "hires": np.zeros(seats, int), "hires_without": np.zeros(seats, int),
    }  # fmt: skip
    return History(at=at or {}, without_ai=without or {}, values=VALUES, **(plain | others))


def test_weekly_users_against_people_without_ai():
    people = People(
        6,
        burnout=[2, 0, 2, 0, 0, 2],
        ai_time=[0.2, 0.1, 0.05, 0, 0, 0],  # the third uses it less than weekly, and is in neither group
        uses_ai=[1, 1, 1, 0, 0, 0],
        freelancer=[0, 0, 0, 0, 0, 0],
    )
    found = since_ai.users_burned_out(history({SPRING_2025: people}))
    assert found == pytest.approx((1 / 2) / (1 / 3))


def test_experts_among_coders_who_use_ai():
    people = People(
        6,
        uses_ai=[1, 1, 1, 0, 1, 1],
        skill=[0.9, 0.8, 0.5, 0.9, 0.9, 0.95],
        true_gain=[0.02, 0.04, 0.3, 0.3, 0.3, 0.3],
        freelancer=[0, 0, 0, 0, 0, 1],
    )
    coder = np.array([1, 1, 1, 1, 0, 1], bool)
    found = since_ai.experts_task_time(history({END_2025: people}, coder=coder))
    assert found == pytest.approx(-0.03)


def test_growth_of_the_mean_gain_users_or_not():
    early = People(4, true_gain=[0, 0, 0, 0.04])
    late = People(4, true_gain=[0, 0.02, 0.02, 0.5], executive=[0, 0, 0, 1])
    found = since_ai.productivity_growth(history({END_2024: early, END_2025: late}, seats=4))
    assert found == pytest.approx(0.04 / 3 - 0.04 / 4)


def test_hours_of_exposed_less_those_of_others_less_those_without_ai():
    with_ai, without = People(4, hours=[0.1, 0.1, 0.02, 0.0]), People(4, hours=[0.05, 0.05, 0.0, 0.0])
    exposed = np.array([1, 1, 0, 0], bool)
    found = since_ai.hours_of_exposed(
        history({END_2023: with_ai}, {END_2023: without}, seats=4, exposed=exposed)
    )
    assert found == pytest.approx(40 * (0.05 - 0.01))


def test_entry_hires_are_a_ratio_of_ratios():
    junior, exposed = np.array([1, 1, 1, 0], bool), np.array([1, 0, 0, 1], bool)
    found = since_ai.entry_hires(
        history(
            seats=4, junior=junior, exposed=exposed,
            hires=np.array([4, 3, 3, 9]), hires_without=np.array([5, 2, 3, 1]),
        )
    )  # fmt: skip
    assert found == pytest.approx((4 / 5) / (6 / 5) - 1)


def test_entry_employment_is_a_ratio_of_ratios():
    junior, exposed = np.array([1, 1, 1, 1, 0, 0], bool), np.array([1, 1, 0, 0, 1, 0], bool)
    with_ai = People(6, employed=[1, 0, 1, 1, 1, 1])
    without = People(6, employed=[1, 1, 1, 1, 0, 0])
    found = since_ai.entry_employment(
        history({AUGUST_2025: with_ai}, {AUGUST_2025: without}, junior=junior, exposed=exposed)
    )
    assert found == pytest.approx((1 / 2) / (2 / 2) - 1)


def test_who_asks_ai_first():
    people = People(4, trust=[1, 1, 0, 1], uses_ai=[1, 0, 1, 1], freelancer=[0, 0, 0, 1])
    assert since_ai.ask_ai_first(history({SPRING_2025: people}, seats=4)) == pytest.approx(1 / 3)


def test_burnout_next_year_is_the_level_known_and_what_the_model_adds():
    early, late = People(4, burnout=[1, -1, -1, -1]), People(4, burnout=[1, 1, -1, -1])
    found = since_ai.burned_out_next_year(history({SUMMER_2025: early, SUMMER_2026: late}, seats=4))
    assert found == pytest.approx(0.447 + 0.25)


def test_signs_by_hand():
    people = People(
        4, connection=[-1, 0, 1, 2], ai_time=[0.2, 0.2, 0.05, 0], uses_ai=[1, 1, 0, 0],
        intention=[2, 1, 0, -1],
    )  # fmt: skip
    here = history({SPRING_2025: people}, seats=4)
    assert since_ai.users_disconnected(here) == pytest.approx(-0.5 - 1.5)
    assert since_ai.users_intend_to_leave(here) == pytest.approx(
        np.corrcoef([1, 1, 0, 0], [2, 1, 0, -1])[0, 1]
    )


def test_nobody_is_no_number():
    people = People(2, uses_ai=[0, 0], intention=[0, 1], ai_time=[0, 0], burnout=[2, 2])
    here = history({SPRING_2025: people}, seats=2)
    assert math.isnan(since_ai.users_intend_to_leave(here))
    assert math.isnan(since_ai.users_burned_out(here))
    assert math.isnan(since_ai.entry_hires(here))


@pytest.fixture(scope="module")
def lived() -> History:
    return live(central_values(), 4_000, 1)


def test_in_the_world_without_ai_nobody_ever_uses_it(lived):
    assert all(people.column("uses_ai").sum() == 0 for people in lived.without_ai.values())
    assert lived.at[SPRING_2025].column("uses_ai").mean() > 0.2
    for people in (lived.at[END_2023], lived.without_ai[END_2023]):
        assert people.month == END_2023


def test_without_any_adoption_the_two_worlds_are_one():
    nobody = central_values({"adoption_innovation": 0.008, "adoption_imitation": 0.1}) | {
        "adoption_innovation": 0.0, "adoption_imitation": 0.0,
        "talent_demand_to_intention": 0.0, "ai_pay_premium": 0.0,
    }  # fmt: skip
    here = live(nobody, 4_000, 1)
    assert since_ai.entry_hires(here) == since_ai.entry_employment(here) == 0
    assert since_ai.hours_of_exposed(here) == 0


def test_at_least_a_quarter_of_the_seats_is_exposed_most(lived):
    exposure = lived.at[END_2023].column("exposure")
    assert 0.25 <= lived.exposed.mean() <= 0.45  # whole departments, which have one exposure each
    assert exposure[lived.exposed].min() >= exposure[~lived.exposed].max()
    assert lived.junior.mean() == pytest.approx(0.22, abs=0.02)
    assert lived.coder.mean() == pytest.approx(0.28, abs=0.02)
