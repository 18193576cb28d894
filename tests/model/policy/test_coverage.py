"""Whom a lever covers: by name, by an even share of every group, and in classes that levers treat alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.model.organisation.profile import CONTRACTS
from tandem.model.policy.coverage import coverage_classes, covered_seats, seat_rank
from tandem.model.policy.lever import Coverage, Lever
from tests.model.engine.cases import organisation

_, SEATS = organisation(2000)


def test_names_are_met_together():
    coverage = Coverage(SEATS.departments[:2], ("junior",), ("employee",))
    expected = (
        (SEATS.department < 2)
        & (SEATS.level == SEATS.levels.index("junior"))
        & (SEATS.contract == list(CONTRACTS).index("employee"))
    )
    np.testing.assert_array_equal(covered_seats(coverage, SEATS), expected)
    assert covered_seats(Coverage(), SEATS).all()


@settings(deadline=None)
@given(ends=st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted))
def test_a_share_is_the_same_share_of_every_group_as_nearly_as_its_size_allows(ends):
    low, high = ends
    covered = covered_seats(Coverage(share=(low, high)), SEATS)
    sizes = np.bincount(SEATS.group)
    found = np.bincount(SEATS.group, weights=covered)
    assert np.all(
        np.abs(found - (high - low) * sizes) <= 2 + np.log2(np.maximum(sizes, 1))
    )  # Weyl's sequence


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.83])
def test_shares_that_meet_neither_overlap_nor_leave_a_gap(cut):
    lower, upper = (covered_seats(Coverage(share=share), SEATS) for share in ((0.0, cut), (cut, 1.0)))
    np.testing.assert_array_equal(lower, ~upper)
    assert seat_rank(SEATS).min() >= 0 and seat_rank(SEATS).max() < 1


def test_classes_tell_apart_whom_any_lever_treats_differently():
    levers = (
        Lever("wellness", 0, coverage=Coverage(levels=("junior",))),
        Lever("recognition", 0, coverage=Coverage(SEATS.departments[:1], share=(0.0, 0.5))),
    )
    seat_class, covers = coverage_classes([lever.coverage for lever in levers], SEATS)
    for place, lever in enumerate(levers):
        np.testing.assert_array_equal(covers[place, seat_class], covered_seats(lever.coverage, SEATS))
    for number in range(covers.shape[1]):
        assert np.unique(SEATS.department[seat_class == number]).size == 1
    assert covers.shape[1] == 2 * len(SEATS.departments) + 2  # the second lever cuts one department again
