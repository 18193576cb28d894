"""Use of AI by exposure: time with it, what it is worth, and how soon it is taken up, by closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import strategies as st
from scipy import integrate

from tandem.model.engine.formulas import log_exposure_ratio
from tandem.model.organisation.families.exposure import usual_exposure
from tandem.model.parameters import central_values
from tandem.model.rules.hiring import ramp_by_ai
from tandem.model.rules.use import time_with_ai, use_of_ai, usual_share_of_time
from tests.model.rules.months import central, coefficients, for_any, neutral_month, within

scores = st.floats(-4, 4)


def density(score):
    """Of the standard normal."""
    return math.exp(-score * score / 2) / math.sqrt(2 * math.pi)


@for_any(exposure=st.floats(0, 1), affinity=scores, own=scores, loading=within("time_affinity_loading"))
def test_usual_time_is_log_normal_in_proportion_to_exposure_and_never_above_it(
    exposure, affinity, own, loading
):
    c = coefficients(time_affinity_loading=loading)
    spread, usual = central("time_with_ai_spread"), central("ai_share_of_work")
    inclination = loading * affinity + math.sqrt(1 - loading**2) * own
    mean = usual * exposure / usual_exposure(central_values())
    expected = min(mean * math.exp(spread * inclination - spread**2 / 2), exposure)
    found = usual_share_of_time.py_func(exposure, affinity, own, c)
    assert found == pytest.approx(expected)
    assert 0 <= found <= exposure


@for_any(usual=st.floats(0, 1), quality=st.floats(0, 3))
def test_better_tools_are_used_for_more_of_the_work_up_to_all_of_it(usual, quality):
    m = neutral_month(coefficients(), tool_quality=quality)
    assert time_with_ai.py_func(1.0, usual, m) == min(usual * quality, 1)
    assert time_with_ai.py_func(0.0, usual, m) == 0


@for_any(
    spread=within("time_with_ai_spread"),
    share=within("ai_share_of_work"),
    ceiling=within("untrained_ceiling"),
)
def test_an_average_experienced_user_in_usual_work_counts_one(spread, share, ceiling):
    """By quadrature over users, with the tools of April 2025: published gains are of such users."""
    fixed = {"time_with_ai_spread": spread, "ai_share_of_work": share, "untrained_ceiling": ceiling}
    c = coefficients(**fixed)
    m, exposed = neutral_month(c), usual_exposure(central_values(fixed))
    bound = (math.log(exposed / share) + spread**2 / 2) / spread  # from here on exposure binds

    def use(score):
        usual = usual_share_of_time.py_func(exposed, 0.0, score / c.own_to_time, c)
        return use_of_ai.py_func(time_with_ai.py_func(1.0, usual, m), ceiling, c)

    mean, _ = integrate.quad(lambda score: density(score) * use(score), -9, 9, points=[min(bound, 8.9)])
    assert mean == pytest.approx(1, rel=1e-6)


@for_any(time=st.floats(0, 1), proficiency=st.floats(0, 1))
def test_use_is_time_weighted_by_proficiency(time, proficiency):
    c = coefficients()
    assert use_of_ai.py_func(time, proficiency, c) == pytest.approx(
        time * proficiency * use_of_ai.py_func(1.0, 1.0, c)
    )


@for_any(elasticity=within("exposure_on_adoption"), exposure=st.floats(0.01, 1))
def test_the_pace_of_taking_up_has_the_elasticity_stated(elasticity, exposure):
    values = central_values({"exposure_on_adoption": elasticity})
    log_ratios = elasticity * log_exposure_ratio(np.array([exposure, 2 * exposure, 0.0]), values)
    assert log_ratios[1] - log_ratios[0] == pytest.approx(elasticity * math.log(2))
    at_the_usual = log_exposure_ratio(np.array([usual_exposure(values)]), values)
    assert at_the_usual == pytest.approx(0)
    assert np.isfinite(log_ratios[2]) and log_ratios[2] < log_ratios[0]


@for_any(use=st.floats(0, 3))
def test_more_than_average_use_speeds_up_learning_the_job_no_further(use):
    c = coefficients()
    assert ramp_by_ai.py_func(use, c) == pytest.approx((1 / central("ai_ramp_ratio") - 1) * min(use, 1))
