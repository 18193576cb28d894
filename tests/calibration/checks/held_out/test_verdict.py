"""Verdicts against arithmetic done by hand."""

import math

import numpy as np
import pytest

from tandem.calibration.checks.held_out.facts_file import held_out
from tandem.calibration.checks.held_out.scoreboard import MET, MISSED, SIGN_ONLY, judged, wider
from tandem.calibration.checks.held_out.verdict import PENALTY, expected, interval_score, judge

NAIVE = (-0.25, 0.0, 0.25)
FACTS = {fact.name: fact for fact in held_out().facts}


def test_score_by_hand():
    # Width 0.2; 0.1 below costs 20 · 0.1 = 2.
    assert pytest.approx(20) == PENALTY
    assert interval_score((0.1, 0.3), 0.2) == pytest.approx(0.2)
    assert interval_score((0.1, 0.3), 0.0) == pytest.approx(0.2 + 2.0)
    assert interval_score((0.1, 0.3), 0.35) == pytest.approx(0.2 + 1.0)


def test_the_score_is_proper():
    """No other interval has a better expected score than the middle 90 % of the truth."""
    truth = np.random.default_rng(1).standard_normal(40_000)

    def mean_score(half: float) -> float:
        return float(np.mean([interval_score((-half, half), value) for value in truth[:8000]]))

    assert mean_score(1.645) < min(mean_score(1.2), mean_score(2.2))


def test_expected_by_hand():
    # Half-widths 3 and 4 make 5.
    assert expected((-2.0, 4.0), 4.0) == pytest.approx((-4.0, 6.0))


def test_a_difference_by_hand():
    # Published 0.10 (0.06 to 0.14), read as 90 %: w = 0.04. Model 0.08 (0.05 to 0.11): h = 0.03.
    found = judge((0.06, 0.10, 0.14), 90, (0.05, 0.08, 0.11), NAIVE, "difference")
    assert found.predictive == pytest.approx((0.03, 0.13))  # √(0.03² + 0.04²) = 0.05
    assert found.score == pytest.approx(0.10)
    assert found.naive_score == pytest.approx(2 * math.hypot(0.25, 0.04))
    assert found.failed == ()


def test_a_ratio_by_hand_on_the_logarithm_with_an_interval_of_95():
    found = judge((1.0, 2.0, 4.0), 95, (1.5, 1.5, 1.5), (0.5, 1.0, 2.0), "ratio")
    w = math.log(2) * 1.6449 / 1.96
    assert found.predictive == pytest.approx((1.5 * math.exp(-w), 1.5 * math.exp(w)))
    assert found.score == pytest.approx(2 * w)
    assert found.naive == pytest.approx(
        (math.exp(-math.hypot(math.log(2), w)), math.exp(math.hypot(math.log(2), w)))
    )
    assert found.failed == ()


@pytest.mark.parametrize(
    ("model", "failed"),
    [
        ((0.09, 0.10, 0.11), ()),
        ((-0.11, -0.10, -0.09), ("sign", "interval", "sharpness")),
        ((-0.4, -0.01, 0.4), ("sign", "sharpness")),  # vague enough to cover, and then no sharper
        ((-0.4, 0.01, 0.4), ("sharpness",)),  # overlaps the evidence, says nothing: no success
        ((0.03, 0.04, 0.05), ("interval", "sharpness")),  # overlaps the published interval only
        ((math.nan, math.nan, math.nan), ("sign", "interval", "sharpness")),
    ],
)
def test_which_of_the_three_failed(model, failed):
    assert judge((0.09, 0.10, 0.11), 90, model, NAIVE, "difference").failed == failed


def test_near_misses_can_score_better_than_the_naive_one_and_are_missed():
    found = judge((0.48, 0.50, 0.52), 90, (0.38, 0.44, 0.46), NAIVE, "difference")
    assert found.failed == ("interval",)
    assert found.score < found.naive_score


def test_a_vaguer_model_never_scores_better_for_it():
    sharp, vague = (
        judge((0.09, 0.10, 0.11), 90, (0.1 - half, 0.1, 0.1 + half), NAIVE, "difference")
        for half in (0.05, 0.2)
    )
    assert sharp.score < vague.score


def test_a_row_has_all_that_the_verdict_follows_from():
    """Anybody comes to the verdict from the row alone."""
    for fact in FACTS.values():
        if fact.published is None:
            continue
        row = judged(fact, np.linspace(0.9, 1.1, 41) * fact.published.value)
        again = judge(
            (row["ends"][0], row["published"], row["ends"][1]),
            row["level"],
            (row["model"]["p5"], row["model"]["p50"], row["model"]["p95"]),
            (row["naive"]["ends"][0], row["naive"]["centre"], row["naive"]["ends"][1]),
            row["scale"],
        )
        assert row["verdict"] == (MISSED if again.failed else MET)
        assert (row["score"], row["naive"]["score"]) == (again.score, again.naive_score)
        assert tuple(row["failed"]) == again.failed


def test_draws_without_a_number_are_left_out_and_nothing_at_all_is_missed():
    fact = FACTS["entry_hires"]
    some = judged(fact, np.array([np.nan, -0.09, -0.09, -0.09, np.inf]))
    assert (some["draws"], some["verdict"]) == (3, MET)
    none = judged(fact, np.full(5, np.nan))
    assert (none["draws"], none["verdict"], len(none["failed"])) == (0, MISSED, 3)


def test_a_close_call_shows_in_resamples_of_the_draws():
    fact = FACTS["scribes_after_a_quarter"]  # published −0.212, w = 0.125
    draws = np.random.default_rng(1).normal(0, 0.04, 100)
    clear, close = judged(fact, draws - 0.2), judged(fact, draws - 0.212 + np.hypot(0.125, 1.645 * 0.04))
    assert (clear["verdict"], clear["steady"]) == (MET, 1.0)
    assert 0.2 < close["steady"] < 0.95


def test_a_sign_is_listed_and_does_not_count():
    row = judged(FACTS["users_disconnected"], np.array([-1.0, -1.0, -1.0, 1.0]))
    assert (row["verdict"], row["sign_right"]) == (SIGN_ONLY, 0.75)


def test_other_widths_of_the_naive_prediction():
    ratio, difference = (FACTS[name].published for name in ("intenders_leave", "entry_hires"))
    assert ratio and difference
    assert wider(ratio, 2.0) == pytest.approx((0.25, 1.0, 4.0))
    assert wider(difference, 0.5) == pytest.approx((-0.1, 0.0, 0.1))
