"""Levers: what they move, when and where; and that none at all is the status quo, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest

from model.errors import InputError
from model.parameters import central_values, register
from model.policy import LEVERS, Lever, check_levers, modifiers_of
from model.rules.environment import MODIFIER_COLUMNS, MODIFY_BURNOUT, MODIFY_LAYOFF, MODIFY_QUITS

DEPARTMENTS = ("Sales", "Finance", "Support")
MONTHS = 72
VALUES = central_values()


def effect(*levers, values=VALUES):
    return modifiers_of(levers, values, DEPARTMENTS, MONTHS)


def test_no_lever_is_neutral():
    assert effect().shape == (MONTHS, len(DEPARTMENTS), MODIFIER_COLUMNS)
    assert not effect().any()


@pytest.mark.parametrize("kind", ["workload_guardrails", "layoff"])
def test_zero_intensity_is_the_status_quo(kind):
    assert not effect(Lever(kind, start=5, intensity=0.0)).any()


@pytest.mark.parametrize("kind", list(LEVERS))
def test_a_lever_acts_only_after_its_start_and_in_its_departments(kind):
    moved = effect(Lever(kind, start=20, departments=("Finance",), intensity=0.3))
    assert not moved[:20].any()
    assert not moved[:, [0, 2]].any()
    assert moved[20:, 1].any()


@pytest.mark.parametrize("kind", list(LEVERS))
def test_a_lever_beyond_the_horizon_does_nothing(kind):
    assert not effect(Lever(kind, start=MONTHS, intensity=0.3)).any()


def test_levers_add_up_in_any_order():
    one = Lever("workload_guardrails", start=3, departments=("Sales", "Support"))
    two = Lever("layoff", start=9, intensity=0.1)
    three = Lever("workload_guardrails", start=30, end=40, intensity=0.5)
    np.testing.assert_allclose(effect(one, two, three), effect(three, two, one), atol=1e-15)
    np.testing.assert_allclose(effect(one, two), effect(one) + effect(two), atol=1e-15)


def test_guardrails_rise_and_then_fade_by_their_half_life():
    burnout = effect(Lever("workload_guardrails", start=6))[:, 0, MODIFY_BURNOUT]
    full, half_life = VALUES["guardrails_on_burnout"], VALUES["organisational_half_life"]
    strength = burnout / full
    assert np.all((strength >= 0) & (strength <= 1))
    rising = int(strength.argmax())
    assert np.all(np.diff(strength[6 : rising + 1]) > 0)
    late = 60  # the rise is over
    assert strength[late] / strength[late - int(half_life)] == pytest.approx(0.5, rel=0.01)


def test_guardrails_reach_most_of_the_effect_of_the_evidence():
    burnout = effect(Lever("workload_guardrails", start=6))[:, 0, MODIFY_BURNOUT]
    assert burnout.min() <= 0.9 * VALUES["guardrails_on_burnout"]


def test_guardrails_end_when_they_are_ended_and_scale_with_intensity():
    whole = effect(Lever("workload_guardrails", start=6))
    ended = effect(Lever("workload_guardrails", start=6, end=20))
    np.testing.assert_array_equal(ended[:21], whole[:21])
    assert not ended[21:].any()
    np.testing.assert_allclose(effect(Lever("workload_guardrails", start=6, intensity=0.5)), whole / 2)


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9])
def test_a_layoff_takes_its_share_in_one_month_and_shakes_survivors_for_a_while(share):
    moved = effect(Lever("layoff", start=10, intensity=share))[:, 0]
    laid_off = 1 - np.exp(-moved[:, MODIFY_LAYOFF])
    assert laid_off[10] == pytest.approx(share)
    assert laid_off.sum() == pytest.approx(share)
    shock = moved[:, MODIFY_QUITS]
    assert not shock[:11].any()
    assert shock[11] == pytest.approx(VALUES["layoff_survivor_effect"])
    half_life = int(register()["layoff_survivor_half_life"].central)
    assert shock[11 + half_life] == pytest.approx(VALUES["layoff_survivor_effect"] / 2)
    assert np.all(np.diff(shock[11:]) < 0)


@pytest.mark.parametrize(
    ("lever", "message"),
    [
        (Lever("free_lunch", start=3), r"levers\[2\] \(free_lunch\): unknown lever.*workload_guardrails"),
        (Lever("layoff", start=3, departments=("Legal",)), r"no department 'Legal'.*Sales, Finance, Support"),
        (Lever("layoff", start=3, intensity=0.95), r"intensity 0\.95 is outside 0 to 0\.9"),
        (Lever("workload_guardrails", start=3, intensity=-0.1), r"intensity -0\.1 is outside 0 to"),
        (Lever("workload_guardrails", start=3, intensity=float("nan")), r"intensity nan is outside"),
        (Lever("workload_guardrails", start=9, end=3), r"ends before it starts"),
    ],
)
def test_impossible_levers_are_refused_by_name(lever, message):
    good = Lever("workload_guardrails", start=0)
    with pytest.raises(InputError, match=message):
        check_levers((good, lever), DEPARTMENTS)
    check_levers((good,), DEPARTMENTS)
