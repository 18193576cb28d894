"""A cohort followed by hand, hazards that are known, and the scoreboard as a whole."""

import json
import math
from types import SimpleNamespace

import numpy as np
import pytest

from tandem.calibration.checks.held_out import cohort
from tandem.calibration.checks.held_out.cohort import START, YEARS, follow_cohort
from tandem.calibration.checks.held_out.scoreboard import ORDER, scoreboard
from tandem.model.engine.columns import DISMISSED, HIRED, QUIT
from tandem.model.parameters import central_values, sample_prior
from tests.calibration.checks.held_out.told import People

SEATS = 11
VACANT, FREELANCER, EXECUTIVE = 8, 9, 10


class Told(People):
    """A population whose months are told: seat and event of each month, nothing else happens."""

    def __init__(self, events: dict[int, list[tuple[int, int]]]):
        seats = np.arange(SEATS)
        super().__init__(
            SEATS,
            employed=seats != VACANT,
            freelancer=seats == FREELANCER,
            executive=seats == EXECUTIVE,
            burnout=np.isin(seats, [0, 2, 4, 5, VACANT, FREELANCER]),
            intention=np.isin(seats, [0, 1, 2, 3, FREELANCER]),
        )
        self.events = events

    def live(self, month: int) -> None:
        """The events of one month."""
        for seat, event in self.events.get(month, []):
            self.columns["employed"][seat] = event == HIRED
            self.incarnation[seat] += event == HIRED


@pytest.fixture
def followed(monkeypatch):
    """Follow the cohort of a told population."""

    def follow(events) -> cohort.Cohort:
        population = Told(events)
        passed = []

        def run(_, environment, months, recorded):
            passed.append(months)
            if len(passed) > 1:
                population.live(len(passed) - 2)

        scenario = SimpleNamespace(
            environment_of=lambda seed: None,
            population=lambda seed: population,
            run=run,
            coefficients=SimpleNamespace(threshold_considering=0.5, threshold_very_often=0.5),
        )
        market = SimpleNamespace(scenario=lambda values, months: scenario)
        monkeypatch.setattr(cohort, "market", lambda people: market)
        found = follow_cohort({}, SEATS, 0)
        assert passed == [START] + [1] * 12 * YEARS
        return found

    return follow


TOLD = {
    0: [(0, QUIT)],
    1: [(0, HIRED)],
    2: [(VACANT, HIRED)],
    3: [(VACANT, QUIT), (1, DISMISSED)],
    5: [(FREELANCER, QUIT)],
    6: [(FREELANCER, HIRED)],
    7: [(3, QUIT), (FREELANCER, QUIT)],
    8: [(1, HIRED)],
    10: [(7, QUIT)],
    11: [(7, HIRED)],
    12: [(VACANT, HIRED)],
    13: [(VACANT, QUIT), (EXECUTIVE, QUIT)],
    19: [(1, QUIT)],
    23: [(4, QUIT)],
}


def test_cohort_of_a_told_organisation(followed):
    found = followed(TOLD)
    # In post at the start: 0 to 7. Left: 0, 1, 3, 7 and (in the last month) 4.
    assert np.flatnonzero(found.left).tolist() == [0, 1, 3, 4, 7]
    assert cohort.intenders_leave(found) == pytest.approx((3 / 4) / (2 / 4))  # of 0 1 2 3, of 4 5 6 7
    assert cohort.burned_out_leave(found) == pytest.approx((2 / 4) / (3 / 4))  # of 0 2 4 5, of 1 3 6 7
    assert cohort.burned_out_leave_odds(found) == pytest.approx(1 / 3)


def test_cohorts_of_which_nobody_left_give_no_number(followed):
    assert not math.isfinite(cohort.intenders_leave(followed({})))


CONSTANT_HAZARD = central_values() | {
    "intention_to_quit": 0.0,
    "tenure_shape": 1.0,
    "first_year_multiplier": 1.0,
    "contagion_per_leaver": 0.0,
    "contagion_involuntary": 0.0,
    "labour_market_cv": 1e-6,
    "employee_quit_rate": 0.016,
}


@pytest.fixture(scope="module")
def constant() -> cohort.Cohort:
    return follow_cohort(CONSTANT_HAZARD, 40_000, 1)


def test_without_an_effect_of_intention_everybody_leaves_alike(constant):
    # About a third of 35,000 employees leave in two years: a relative risk has a standard error near 1.5 %.
    assert cohort.intenders_leave(constant) == pytest.approx(1, abs=0.07)
    assert cohort.burned_out_leave(constant) == pytest.approx(1, abs=0.07)
    assert cohort.burned_out_leave_odds(constant) == pytest.approx(1, abs=0.1)


def test_intention_makes_intenders_leave_and_pulls_the_burned_out_along(constant):
    found = follow_cohort(CONSTANT_HAZARD | {"intention_to_quit": 0.8}, 20_000, 1)
    assert cohort.intenders_leave(found) > 1.3 > cohort.burned_out_leave(found) > 1.1
    assert cohort.burned_out_leave_odds(found) > cohort.burned_out_leave(found)


def test_every_fact_is_judged_in_the_order_of_the_scoreboard_and_can_be_saved():
    draws = sample_prior(1, 3)
    done: list[int] = []
    rows = scoreboard(draws, 4_000, 1, done.append)
    assert sum(done) == len(draws)
    places = [ORDER.index(row["verdict"]) for row in rows]
    assert places == sorted(places)
    for row in rows:
        assert row["model"]["p5"] <= row["model"]["p50"] <= row["model"]["p95"]
        assert row["why"] and row["computed"] and row["draws"] == 3
    json.dumps(rows, allow_nan=False)
    assert scoreboard(draws, 4_000, 2, lambda _: None) == rows
