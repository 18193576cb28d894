"""How a lever's strength rises, lasts and fades, and what a lever's own times do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.model.parameters import central_values
from tandem.model.policy.lever import Lever, in_force, individual, lasting, organisational, strength

MONTHS = 120
VALUES = central_values()


def test_a_programme_rises_exponentially_and_lasts_while_it_is_in_force():
    share = strength(Lever("recognition", 6), MONTHS, 3.0, 12.0)
    np.testing.assert_allclose(share[6:], 1 - np.exp(-np.arange(1, MONTHS - 5) / 3.0))
    assert not share[:6].any()
    assert share[6 + 9] > 0.95


def test_after_its_end_it_halves_every_half_life():
    share = strength(Lever("recognition", 6, end=30), MONTHS, 3.0, 12.0)
    np.testing.assert_allclose(share[[42, 54, 66]], share[30] * np.array([0.5, 0.25, 0.125]))
    np.testing.assert_array_equal(share[:31], strength(Lever("recognition", 6), MONTHS, 3.0, 12.0)[:31])


@settings(deadline=None)
@given(
    rise=st.just(0.0) | st.floats(0.01, 24),
    fade=st.just(0.0) | st.floats(0.1, 100),
    start=st.integers(0, MONTHS),
    lasts=st.none() | st.integers(0, MONTHS),
)
def test_strength_is_a_share_that_rises_until_the_end_and_then_falls(rise, fade, start, lasts):
    end = None if lasts is None else start + lasts
    share = strength(Lever("recognition", start, end=end), MONTHS, rise, fade)
    assert np.all((share >= 0) & (share <= 1))
    assert not share[:start].any()
    last = MONTHS if end is None else end
    assert np.all(np.diff(share[start : last + 1]) >= 0)
    assert np.all(np.diff(share[last:]) <= 0)


def test_a_levers_own_times_come_before_those_of_its_kind():
    own = Lever("recognition", 6, end=40, ramp_up=1.5, half_life=7.0)
    for kind in (organisational, individual):
        np.testing.assert_array_equal(kind(own, VALUES, MONTHS), strength(own, MONTHS, 1.5, 7.0))
    np.testing.assert_array_equal(lasting(own, MONTHS), strength(own, MONTHS, 1.5, 7.0))


def test_a_rule_is_in_force_at_once_and_gone_when_it_ends():
    share = lasting(Lever("gain_sharing", 6, end=40), MONTHS)
    np.testing.assert_array_equal(share, in_force(Lever("gain_sharing", 6, end=40), MONTHS))


@pytest.mark.parametrize(("kind", "name"), [(individual, "individual"), (organisational, "organisational")])
def test_programmes_fade_by_the_half_life_of_their_target(kind, name):
    share = kind(Lever("wellness", 0, end=40), VALUES, MONTHS)
    assert share[60] / share[50] == pytest.approx(0.5 ** (10 / VALUES[f"{name}_half_life"]))
    rise = VALUES["lever_ramp_up"]
    assert share[4] == pytest.approx(1 - np.exp(-5 / rise))


def test_the_months_in_force_include_start_and_end():
    assert np.flatnonzero(in_force(Lever("recognition", 3, end=5), 9)).tolist() == [3, 4, 5]
    assert np.flatnonzero(in_force(Lever("recognition", 3), 6)).tolist() == [3, 4, 5]
    assert not in_force(Lever("recognition", 9), 9).any()
