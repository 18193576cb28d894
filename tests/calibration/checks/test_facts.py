"""Held-out facts: cohorts followed by hand, hazards that are known, and the verdicts."""

import json
import math
from types import SimpleNamespace

import numpy as np
import pytest

from tandem.calibration.checks import facts
from tandem.calibration.checks.facts import STATISTICS, YEARS, follow_cohorts, held_out_facts
from tandem.model.engine.columns import DISMISSED, HIRED, QUIT
from tandem.model.parameters import central_values, sample_prior
from tests.calibration.fit.made_up import evidence

VALUES = {"threshold_very_often": 0.5}
SEATS = 11
VACANT, FREELANCER, EXECUTIVE = 8, 9, 10


class Told:
    """A population whose months are told: seat and event of each month, nothing else happens."""

    def __init__(self, events: dict[int, list[tuple[int, int]]], new_hires_use_ai: tuple[int, ...] = ()):
        self.events, self.new_hires_use_ai = events, new_hires_use_ai
        self.structure = SimpleNamespace(seats=SEATS)
        self.incarnation = np.zeros(SEATS, np.uint32)
        self.event = np.zeros(SEATS, np.int8)
        seats = np.arange(SEATS)
        self.columns = {
            "employed": (seats != VACANT).astype(np.float32),
            "freelancer": (seats == FREELANCER).astype(np.float32),
            "executive": (seats == EXECUTIVE).astype(np.float32),
            "burnout": np.isin(seats, [0, 2, 4, 5, VACANT, FREELANCER]).astype(np.float32),
            "intention": np.isin(seats, [0, 1, 2, 3, FREELANCER]).astype(np.float32),
            "uses_ai": np.isin(seats, [0, 4, 5, 6, EXECUTIVE]).astype(np.float32),
            "true_gain": seats.astype(np.float32) / 100,
            "tenure": np.array([0, 80, 80, 10, 100, 200, 75, 90, 0, 3, 3], np.float32),
        }

    def column(self, name):
        return self.columns[name]

    def live(self, month: int) -> None:
        """One month: everybody in post gets a month older, then the events happen."""
        self.event[:] = 0
        self.columns["tenure"][self.columns["employed"] == 1] += 1
        for seat, event in self.events.get(month, []):
            self.event[seat] = event
            self.columns["employed"][seat] = event == HIRED
            if event == HIRED:
                assert month > 0 or seat == VACANT
                self.incarnation[seat] += 1
                self.columns["tenure"][seat] = 0
                self.columns["uses_ai"][seat] = seat in self.new_hires_use_ai


@pytest.fixture
def followed(monkeypatch):
    """Follow the cohorts of a told population."""

    def follow(events, **others) -> dict[str, float]:
        population = Told(events, **others)
        passed = []

        def run(_, environment, months, recorded):
            passed.append(months)
            if len(passed) > 1:
                assert months == 1
                population.live(len(passed) - 2)

        scenario = SimpleNamespace(
            environment_of=lambda seed: None,
            population=lambda seed: population,
            run=run,
            coefficients=SimpleNamespace(
                threshold_considering=0.5, threshold_very_often=VALUES["threshold_very_often"]
            ),
        )
        monkeypatch.setattr(
            facts, "market", lambda people: SimpleNamespace(scenario=lambda values, months: scenario)
        )
        found = follow_cohorts(VALUES, SEATS, 0)
        assert passed == [facts.START] + [1] * 12 * YEARS
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


def test_cohorts_of_a_told_organisation(followed):
    found = followed(TOLD, new_hires_use_ai=(1, VACANT))
    assert set(found) == set(STATISTICS)
    # In post at the start: 0 to 7. Left: 0, 1, 3, 7 and (in the last month) 4.
    assert found["intenders_leave"] == pytest.approx((3 / 4) / (2 / 4))  # of 0 1 2 3, of 4 5 6 7
    assert found["burned_out_leave"] == pytest.approx((2 / 4) / (3 / 4))  # of 0 2 4 5, of 1 3 6 7
    assert found["burned_out_leave_odds"] == pytest.approx(1 / 3)
    assert found["users_burned_out"] == pytest.approx((3 / 4) / (1 / 4))  # of 0 4 5 6, of 1 2 3 7
    assert found["burned_out_seek"] == pytest.approx(1.0)  # 0 2 of 0 2 4 5, 1 3 of 1 3 6 7
    assert found["hours_saved"] == pytest.approx((0 + 4 + 5 + 6) / 4 / 100)
    # Hired in the first year: 0 and 7 (stay), 8 and 1 (left), the last two with AI; not the freelancer.
    assert found["first_year_leavers"] == pytest.approx(2 / 4)
    assert math.isnan(found["new_hires_stay"])  # nobody without AI left


def test_change_of_early_exits_with_ai(followed):
    found = followed(TOLD, new_hires_use_ai=(0, 1))  # with AI: 0 stays, 1 leaves; without: 7 stays, 8 leaves
    assert found["new_hires_stay"] == pytest.approx(0.0)
    found = followed(TOLD, new_hires_use_ai=(0, 1, 7))  # with AI one of three leaves; without, the only one
    assert found["new_hires_stay"] == pytest.approx(1 / 3 - 1)


def test_tenure_curve_of_a_told_organisation(followed):
    found = followed(TOLD)
    # Early (below two years): 0 until it quits, 3 from 10 months on, newcomers; settled: 72 to 119 months.
    quits, exposure = np.zeros(2), np.zeros(2)
    tenure = {0: 0, 1: 80, 2: 80, 3: 10, 4: 100, 5: 200, 6: 75, 7: 90}
    for month in range(24):
        for length in tenure.values():
            for place, (low, high) in enumerate([(0, 24), (72, 120)]):
                exposure[place] += low <= length < high
        for seat, event in TOLD.get(month, []):
            if seat not in (FREELANCER, EXECUTIVE) and event == QUIT:
                quits[:] += [tenure[seat] < 24, 72 <= tenure[seat] < 120]
        leave = {seat for seat, event in TOLD.get(month, []) if event in (QUIT, DISMISSED)}
        come = {seat for seat, event in TOLD.get(month, []) if event == HIRED and seat != FREELANCER}
        tenure = {seat: length + 1 for seat, length in tenure.items() if seat not in leave}
        tenure |= dict.fromkeys(come, 0)
    assert quits.min() > 0
    assert found["tenure_curve"] == pytest.approx((quits[0] / exposure[0]) / (quits[1] / exposure[1]))


def test_the_twelfth_month_belongs_to_the_first_year(followed):
    # Hired at the end of month 2, works in months 3 to 14: the exit at the end of 14 is in its twelfth.
    assert followed(TOLD | {2: [(VACANT, HIRED)], 3: [(1, DISMISSED)], 13: [], 12: [], 14: [(VACANT, QUIT)]})[
        "first_year_leavers"
    ] == pytest.approx(2 / 4)


def test_the_thirteenth_month_does_not_belong_to_the_first_year(followed):
    told = TOLD | {2: [(VACANT, HIRED)], 3: [(1, DISMISSED)], 13: [], 12: [], 15: [(VACANT, QUIT)]}
    assert followed(told)["first_year_leavers"] == pytest.approx(1 / 4)


def test_cohorts_of_which_nobody_left_give_no_number(followed):
    assert not math.isfinite(followed({})["intenders_leave"])


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
def constant() -> dict[str, float]:
    return follow_cohorts(CONSTANT_HAZARD, 40_000, 1)


def test_without_an_effect_of_intention_everybody_leaves_alike(constant):
    # About a third of 35,000 employees leave in two years: a relative risk has a standard error near 1.5 %.
    for name in ("intenders_leave", "burned_out_leave", "tenure_curve"):
        assert constant[name] == pytest.approx(1, abs=0.07), name
    assert constant["burned_out_leave_odds"] == pytest.approx(1, abs=0.1)


def test_first_year_leavers_of_a_constant_hazard(constant):
    monthly = CONSTANT_HAZARD["employee_quit_rate"] + CONSTANT_HAZARD["dismissal_rate"]
    assert constant["first_year_leavers"] == pytest.approx(1 - math.exp(-12 * monthly), abs=0.011)


def test_intention_makes_intenders_leave_and_pulls_the_burned_out_along(constant):
    found = follow_cohorts(CONSTANT_HAZARD | {"intention_to_quit": 0.8}, 20_000, 1)
    assert found["intenders_leave"] > 1.5 > found["burned_out_leave"] > 1.1
    assert found["burned_out_leave_odds"] > found["burned_out_leave"]


def test_early_tenure_makes_for_a_tenure_curve():
    found = follow_cohorts(CONSTANT_HAZARD | {"tenure_shape": 0.65, "first_year_multiplier": 2.0}, 20_000, 1)
    assert found["tenure_curve"] > 2


# --- verdicts ---------------------------------------------------------------------------------------------
ENTRY = {
    "fact": "said", "statistic": "intenders_leave", "unit": "relative risk", "evidence": "HAMIDI_ITL_RR",
    "why": "because",
}  # fmt: skip


def judged(middle: float, spread: float, **entry) -> dict:
    results = np.full((101, len(STATISTICS)), np.nan)
    results[:, 0] = np.linspace(middle - spread, middle + spread, 101)
    results[7, 0] = np.nan if spread else middle  # a draw without a number is left out
    return facts._judge("name", ENTRY | entry, evidence(), results)


@pytest.mark.parametrize(
    ("middle", "spread", "verdict"),
    [
        (3.0, 0.1, "met"),
        (2.0, 0.0, "met"),  # the range of HAMIDI_ITL_RR is 2 to 4.5, ends included
        (4.5, 0.0, "met"),
        (1.9, 0.5, "near"),
        (4.9, 0.5, "near"),
        (1.9, 0.05, "missed"),
        (9.0, 1.0, "missed"),
    ],
)
def test_verdicts(middle, spread, verdict):
    found = judged(middle, spread)
    assert found["verdict"] == verdict
    assert found["range"] == [2.0, 4.5] and found["observed"] == 3.0
    assert found["why"] == ("" if verdict == "met" else "because")
    assert found["model"]["p5"] == pytest.approx(middle - 0.9 * spread, abs=0.02 * spread + 1e-12)
    assert found["model"]["p50"] == pytest.approx(middle, abs=0.02 * spread + 1e-12)


def test_a_range_of_the_facts_own_takes_the_place_of_the_evidences():
    found = judged(5.0, 0.0, range=[4.8, 5.2], value=5.1)
    assert (found["verdict"], found["observed"], found["range"]) == ("met", 5.1, [4.8, 5.2])


def test_every_fact_is_judged_and_can_be_saved():
    draws = sample_prior(1, 3)
    done: list[int] = []
    rows = held_out_facts(draws, 4_000, 1, done.append)
    assert sum(done) == len(draws)
    assert len(rows) >= 6 and len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert row["verdict"] in ("met", "near", "missed")
        assert row["range"][0] <= row["observed"] <= row["range"][1]
        assert row["model"]["p5"] <= row["model"]["p50"] <= row["model"]["p95"]
        assert bool(row["why"]) == (row["verdict"] != "met")
    json.dumps(rows, allow_nan=False)
    assert held_out_facts(draws, 4_000, 2, lambda _: None) == rows
