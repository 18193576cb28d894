"""Work of empty and closed seats that AI does: closed form, bounded, nought without AI."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from tandem.model.rules.team import automated_work, left_work
from tests.model.rules.months import central, coefficients, for_any, within


@for_any(
    missing=st.integers(0, 12), present=st.integers(0, 12), time=st.floats(0, 1),
    part=within("left_work_automated"), done=within("empty_seat_work"),
)  # fmt: skip
def test_ai_does_its_part_of_what_the_team_leaves_as_far_as_it_is_used(missing, present, time, part, done):
    c = coefficients(left_work_automated=part, empty_seat_work=done)
    found = automated_work.py_func(missing, present, time, c)
    expected = (1 - done) * part * time * missing / present if present else 0.0
    assert found == pytest.approx(min(expected, central("workload_limit")))
    assert automated_work.py_func(missing, present, 0.0, c) == 0
    assert automated_work.py_func(0, present, time, c) == 0


@for_any(missing=st.integers(1, 3), time=st.floats(0, 1), part=st.floats(0, 9))
def test_team_and_ai_together_never_do_more_than_the_work_of_the_empty_seats(missing, time, part):
    """Here all seats that are missing are vacant, and few enough for no bound to bind."""
    c = coefficients()._replace(left_work_automated=part)
    present = 20
    done = left_work.py_func(missing, 0.0, present, c) + automated_work.py_func(missing, present, time, c)
    assert done <= missing / present + 1e-12
