"""The quit hazard: what studies state of intention comes out on average, and part of quits nobody avoids."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import strategies as st
from scipy import integrate, optimize

from tandem.model.rules.exits import exit_probability
from tests.model.rules.months import central, coefficients, for_any, neutral_month, within

BASE = 1e-9  # a month


def as_hired(**fixed):
    """Coefficients with the centre at which the mean hazard over people as they are hired is one."""
    c = coefficients(**fixed)
    return c._replace(mood_centre=c.intention_to_quit**2 / 2)


def hazard(mood, c, m=None, pull=0.0, freelancer=0.0, tenure=0.0):
    """Hazard against the base hazard."""
    month = neutral_month(c) if m is None else m
    chance = exit_probability.py_func(math.log(BASE), tenure, mood, pull, 0.0, 1.0, freelancer, 0.0, c, month)
    return -math.log1p(-chance) / BASE


def average(function):
    """Mean over a standard normal score."""
    weigh = lambda z: function(z) * math.exp(-z * z / 2) / math.sqrt(2 * math.pi)  # noqa: E731
    return integrate.quad(weigh, -9, 9, epsabs=1e-7)[0]


@for_any(
    rate=st.floats(0.001, 0.1), tenure=st.floats(-1, 1), mood=st.floats(-4, 4), pull=st.floats(0, 0.6),
    avoidable=within("avoidable_share"),
)  # fmt: skip
def test_only_the_avoidable_share_answers_to_mood(rate, tenure, mood, pull, avoidable):
    """Written out from the definition: h = e·w·((1 − α) + α·exp(b·x/α + (pull + shift)/α − centre))."""
    c = coefficients(avoidable_share=avoidable)
    m = neutral_month(c, quit_shift=0.2, log_labour_market=0.1)
    steep = central("intention_to_quit") / avoidable
    answered = math.exp(steep * mood + (pull + 0.2) / avoidable - c.mood_centre)
    expected = rate * math.exp(tenure + 0.1) * ((1 - avoidable) + avoidable * answered)
    quits = exit_probability.py_func(math.log(rate), tenure, mood, pull, 0.0, 1.0, 0.0, 0.0, c, m)
    assert quits == pytest.approx(-math.expm1(-expected))


@for_any(rate=st.floats(0.001, 0.1), tenure=st.floats(-1, 1), mood=st.floats(-4, 4), pull=st.floats(0, 0.6))
def test_a_contract_ends_whatever_the_mood_the_market_and_the_tenure(rate, tenure, mood, pull):
    c = coefficients()
    m = neutral_month(c, quit_shift=0.4, log_labour_market=0.3)
    ends = exit_probability.py_func(math.log(rate), tenure, mood, pull, 0.3, 2.0, 1.0, 0.0, c, m)
    assert ends == pytest.approx(-math.expm1(-rate))


@pytest.mark.parametrize("avoidable", [0.4, 0.6, 0.8])
@pytest.mark.parametrize("strength", [0.4, 0.8, 1.2])
def test_a_study_of_people_as_hired_would_find_the_registers_rate_and_slope(strength, avoidable):
    """Poisson regression on a standard normal intention: its two score equations, solved by quadrature."""
    c = as_hired(intention_to_quit=strength, avoidable_share=avoidable)
    assert average(lambda z: hazard(z, c)) == pytest.approx(1, rel=1e-5)

    def scores(guess):
        fitted = lambda z: math.exp(guess[0] + guess[1] * z)  # noqa: E731
        return [
            average(lambda z: hazard(z, c) - fitted(z)),
            average(lambda z: z * (hazard(z, c) - fitted(z))),
        ]

    found = optimize.fsolve(scores, [-0.1, 0.5 * strength])
    assert found[1] == pytest.approx(strength, rel=1e-4)


@pytest.mark.parametrize("ratio", [0.5, 0.9, 1.2])
def test_a_small_effect_on_the_hazard_is_in_full_for_the_average_worker(ratio):
    """At the mood at which answered quits are average, the slope over the log ratio is one."""
    c = coefficients()
    mood = c.mood_centre / c.intention_to_quit
    small = 1e-3 * math.log(ratio)
    moved = hazard(mood, c, neutral_month(c, quit_shift=small)) / hazard(mood, c)
    assert math.log(moved) == pytest.approx(small, rel=2e-3)


@pytest.mark.parametrize("avoidable", [0.4, 0.8])
def test_a_programme_moves_the_mean_hazard_by_its_log_ratio_as_far_as_quits_are_avoidable(avoidable):
    """Mean over people as hired: (1 − α) + α·exp(shift/α), whose slope at nought is one."""
    c = as_hired(avoidable_share=avoidable)
    for shift in (-0.6, -0.01, 0.3):
        month = neutral_month(c, quit_shift=shift)
        mean = average(lambda z: hazard(z, c, month))  # noqa: B023
        assert mean == pytest.approx(1 - avoidable + avoidable * math.exp(shift / avoidable), rel=1e-5)


def test_no_policy_avoids_what_cannot_be_avoided():
    c = coefficients()
    best = neutral_month(c, quit_shift=-50.0)
    for mood in (-5.0, 0.0, 3.0):
        assert hazard(mood, c, best) == pytest.approx(1 - central("avoidable_share"))
    shifts = np.linspace(-3, 1, 30)
    steps = [hazard(0.0, c, neutral_month(c, quit_shift=shift)) for shift in shifts]
    assert np.all(np.diff(steps) > 0)


def test_a_better_mood_helps_less_than_double_where_a_programme_is_doubled():
    c = coefficients()
    none, one, two = (hazard(0.5, c, neutral_month(c, quit_shift=shift)) for shift in (0.0, -0.4, -0.8))
    assert 0 < one - two < none - one
