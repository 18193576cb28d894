from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.experiments.drawing.scales import month_axis, month_name, spread, tick_label, value_ticks


@given(st.floats(0, 1e6), st.floats(1e-3, 1e6), st.integers(2, 8))
def test_ticks_enclose_the_values_at_equal_round_steps(low, extent, most):
    ticks = value_ticks(low, low + extent, most)
    slack = 1e-8 * (low + extent)
    assert ticks[0] <= low + slack
    assert ticks[-1] >= low + extent - slack
    assert 1 <= len(ticks) - 1 <= most
    step = (ticks[-1] - ticks[0]) / (len(ticks) - 1)
    assert f"{step:.6e}".split("e")[0].rstrip("0").rstrip(".") in {"1", "2", "2.5", "5"}


def test_ticks_of_known_ranges():
    assert value_ticks(0, 23, 6) == [0, 5, 10, 15, 20, 25]
    assert value_ticks(0, 100, 4) == [0, 25, 50, 75, 100]
    assert value_ticks(0.97, 1.06, 6) == [0.96, 0.98, 1.0, 1.02, 1.04, 1.06]


def test_months_have_their_names():
    assert month_name(0) == "November 2022"
    assert month_name(38) == "January 2026"


def test_years_are_long_ticks_and_labelled_in_their_middle():
    axis = month_axis(38, 38 + 36, 2.0, 4.0)
    assert axis.long_ticks == (38, 50, 62, 74)
    assert axis.short_ticks == (41, 44, 47, 53, 56, 59, 65, 68, 71)
    assert axis.labels == ((44, "2026"), (56, "2027"), (68, "2028"))


def test_a_short_horizon_is_labelled_by_quarter():
    axis = month_axis(38, 38 + 15, 0.8, 1.5)
    assert [text for _, text in axis.labels] == ["Q1 2026", "Q2", "Q3", "Q4", "Q1 2027"]
    assert axis.labels[0][0] == 39.5


@given(st.integers(0, 200), st.integers(1, 480), st.floats(0.05, 40))
def test_labels_of_months_never_overlap_and_there_is_always_one(begin, months, year_span):
    axis = month_axis(begin, begin + months, year_span, 1.6 * year_span)
    widths = [year_span * (1.6 if len(text) > 4 else 1.0) for _, text in axis.labels]
    ends = [place + width / 2 for (place, _), width in zip(axis.labels, widths, strict=True)]
    starts = [place - width / 2 for (place, _), width in zip(axis.labels, widths, strict=True)]
    assert axis.labels
    assert all(end <= start + 1e-9 for end, start in zip(ends, starts[1:], strict=False))


@given(st.lists(st.floats(0, 10), min_size=1, max_size=6).map(sorted), st.floats(0.1, 1.5))
def test_labels_are_spread_to_the_gap_within_bounds_and_in_order(wanted, gap):
    placed = spread(wanted, gap, 0.0, 10.0)
    assert all(second - first >= gap - 1e-9 for first, second in pairwise(placed))
    assert placed[0] >= -1e-9
    assert placed[-1] <= 10 + 1e-9


def test_labels_with_room_stay_and_a_crowded_pair_parts_evenly():
    assert spread([1.0, 4.0, 8.0], 1.0, 0, 10) == pytest.approx([1, 4, 8])
    assert spread([5.0, 5.2], 1.0, 0, 10) == pytest.approx([4.6, 5.6])


def test_ticks_have_as_many_digits_as_their_step():
    assert tick_label(0.95, 0.05) == "0.95"
    assert tick_label(-1000.0, 500.0) == "−1,000"
    assert tick_label(-0.0, 0.5) == "0.0"
    assert tick_label(20.0, 10.0, " %") == "20 %"
    assert tick_label(2.5, 2.5, " %") == "2.5 %"
