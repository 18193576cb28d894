"""Work: targets, effort, slack, felt load, hours, work left behind, good will and output, by closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import strategies as st

from tandem.model.rules.demands import demands
from tandem.model.rules.effort import effort, extra_hours, extra_work, slack
from tandem.model.rules.good_will import good_will
from tandem.model.rules.output import output
from tandem.model.rules.team import closed_seats, left_work
from tests.model.rules.months import central, coefficients, for_any, neutral_month, repeated, within

C = coefficients()
NEUTRAL = neutral_month(C)
shares, gains = st.floats(0, 1), st.floats(-0.2, 0.4)


# --- effort and slack ---------------------------------------------------------------------------------


@for_any(share=within("effort_share"), ceiling=within("effort_ceiling"), gap=st.floats(0, 2))
def test_effort_is_a_share_of_a_small_gap_concave_and_below_its_ceiling(share, ceiling, gap):
    c = coefficients(effort_share=share, effort_ceiling=ceiling)
    tried = effort.py_func(0.05 + gap, 0.05, c)
    assert tried == pytest.approx(ceiling * (1 - math.exp(-share * gap / ceiling)), abs=1e-12)
    assert effort.py_func(0.05 + 1e-7, 0.05, c) / 1e-7 == pytest.approx(share, abs=1e-5)
    assert tried <= min(ceiling, share * gap + 1e-12)
    steps = [effort.py_func(gap * part, 0.0, c) for part in (0.0, 0.5, 1.0)]
    assert steps[1] - steps[0] >= steps[2] - steps[1] - 1e-12


@for_any(raised=shares, gain=gains)
def test_who_is_asked_for_less_than_the_gain_makes_no_effort_and_keeps_part_as_time(raised, gain):
    tried, kept = effort.py_func(raised, gain, C), slack.py_func(raised, gain, 0.0, C)
    assert tried * kept == 0
    assert kept == pytest.approx(central("slack_taken") * max(gain - raised, 0))
    assert (tried > 0) == (raised - gain > 1e-9) or abs(raised - gain) < 1e-9


@for_any(tried=st.floats(0, 0.2), kept=st.floats(0, 0.2), load=st.floats(0, 0.6), off=st.floats(0, 0.3))
def test_hours_are_what_is_worked_beyond_the_usual_week(tried, kept, load, off):
    """Telemetry sees effort and the work of others, less slack and time off; not what merely presses."""
    month = neutral_month(C, hours_off=off)
    extra = extra_work.py_func(tried, kept, load, C)
    assert extra == pytest.approx(min(tried + load - kept, central("workload_limit")))
    assert extra_hours.py_func(extra, month) == pytest.approx(extra - off)


# --- felt load ----------------------------------------------------------------------------------------


def felt(raised, gain, load=0.0, burnout=0.0, m=NEUTRAL, c=C):
    """Felt load, with the effort and slack of the same worker."""
    tried, kept = effort.py_func(raised, gain, c), slack.py_func(raised, gain, 0.0, c)
    return demands.py_func(raised, gain, tried, kept, load, burnout, c, m)


@for_any(
    raised=st.floats(0, 3), gain=gains, load=st.floats(0, 0.6), burnout=st.floats(-6, 6),
    shift=st.floats(-2, 2),
)  # fmt: skip
def test_felt_load_is_its_parts_and_bounded_both_ways(raised, gain, load, burnout, shift):
    m = neutral_month(C, demands_shift=shift)
    gap, limit = raised - gain, central("workload_limit")
    tried = effort.py_func(raised, gain, C)
    asked = tried + central("unmet_weight") * (gap - tried) if gap > 0 else central("slack_taken") * gap
    whole = asked + load + shift + central("burnout_on_demands") * burnout
    assert felt(raised, gain, load, burnout, m) == pytest.approx(min(max(whole, -limit), limit))


@for_any(raised=shares, more=st.floats(0, 0.5), gain=gains, load=st.floats(0, 0.3))
def test_felt_load_rises_with_targets_and_left_work_and_falls_with_true_gain(raised, more, gain, load):
    here = felt(raised, gain, load)
    assert felt(raised + more, gain, load) >= here - 1e-12
    assert felt(raised, gain, load + more) >= here - 1e-12
    assert felt(raised, gain + more, load) <= here + 1e-12


def test_no_effort_means_that_all_of_the_gap_is_unmet():
    lazy = coefficients(effort_share=0.0)
    assert effort.py_func(0.3, 0.1, lazy) == 0
    assert felt(0.3, 0.1, c=lazy) == pytest.approx(central("unmet_weight") * 0.2)


# --- work left behind ---------------------------------------------------------------------------------


@for_any(vacant=st.integers(0, 12), closed=st.floats(0, 12), present=st.integers(0, 12))
def test_left_work_is_its_part_shared_out_and_bounded(vacant, closed, present):
    load = left_work.py_func(vacant, closed, present, C)
    if present == 0:
        assert load == 0
        return
    part = central("empty_seat_work") * (vacant + closed) / present
    assert load == pytest.approx(min(part, central("workload_limit")))


@for_any(half_life=within("adaptation_half_life"), new=st.floats(0, 5))
def test_half_of_what_closed_seats_press_is_got_used_to_in_the_half_life(half_life, new):
    c = coefficients(adaptation_half_life=half_life)
    months = 24
    left = repeated(lambda closed: closed_seats.py_func(closed, 0.0, c), 3.0, months)
    assert left == pytest.approx(3.0 * 0.5 ** (months / half_life))
    assert closed_seats.py_func(3.0, new, c) == pytest.approx(3.0 * 0.5 ** (1 / half_life) + new)


# --- good will ----------------------------------------------------------------------------------------


@for_any(size=within("sharing_on_output"), split=within("even_split"), share=st.floats(0, 5))
def test_good_will_is_linear_in_whose_the_gain_is_and_bounded(size, split, share):
    c = coefficients(sharing_on_output=size, even_split=split)
    will = good_will.py_func(1.0, 0.0, c, neutral_month(c, target_share=share))
    assert will == pytest.approx(-size * min(share - split, 1.0))
    assert abs(will) <= abs(size) + 1e-12
    assert good_will.py_func(0.0, 0.0, c, neutral_month(c, target_share=share)) == 0
    assert good_will.py_func(1.0, 0.0, c, neutral_month(c, target_share=split)) == pytest.approx(0)


def test_a_gift_for_a_gift_and_withholding_where_all_is_taken():
    kept, taken = (
        good_will.py_func(1.0, 0.0, C, neutral_month(C, target_share=share)) for share in (0.0, 1.0)
    )
    assert kept > 0 > taken
    spiteful = coefficients(sharing_on_output=-0.02)
    assert (
        good_will.py_func(1.0, 0.0, spiteful, neutral_month(spiteful, target_share=0.0)) < 0
    )  # the sign is free


# --- output -------------------------------------------------------------------------------------------


def made(ramp=1.0, performance=0.0, gain=0.0, extra=0.0, will=0.0, burnout=0.0, m=NEUTRAL):
    """Output of a fully ramped, average worker without AI but for what is named."""
    return output.py_func(ramp, performance, gain, extra, will, 0.0, burnout, C, m)


def test_output_is_one_for_a_fully_ramped_average_worker_without_ai():
    assert made() == 1
    assert made(performance=1.0) == pytest.approx(1 + central("performance_sd"))
    assert made(burnout=1.0) == pytest.approx(1 + central("burnout_on_output"))
    assert made(ramp=0.5, gain=0.1) == pytest.approx(0.55)
    assert made(gain=0.1, extra=0.05) == pytest.approx(1.15)
    assert made(will=0.02) == pytest.approx(1.02)
    assert made(m=NEUTRAL._replace(work_done=0.9)) == pytest.approx(0.9)
    assert made(performance=-9.0) == made(burnout=40.0) == made(extra=-3.0) == 0


@for_any(
    gain=gains, extra=st.floats(-0.3, 0.6), will=st.floats(-0.06, 0.06), burnout=st.floats(-3, 3),
    performance=st.floats(-3, 3), done=st.floats(0.5, 1),
)  # fmt: skip
def test_output_is_the_product_of_work_good_will_level_and_fitness(
    gain, extra, will, burnout, performance, done
):
    level, fitness = 1 + central("performance_sd") * performance, 1 + central("burnout_on_output") * burnout
    expected = level * (1 + gain + extra) * (1 + will) * fitness * done
    found = made(1.0, performance, gain, extra, will, burnout, NEUTRAL._replace(work_done=done))
    assert found == pytest.approx(expected)


def test_squeezing_is_no_free_lunch_and_neither_is_sharing():
    """Effort adds output up to its ceiling while the felt load goes on rising."""
    targets = np.array([0.1, 0.3, 0.6, 1.2])
    worked = np.array([effort.py_func(target, 0.05, C) for target in targets])
    pressed = np.array([felt(target, 0.05) for target in targets])
    assert np.all(np.diff(worked) > 0) and worked[-1] < central("effort_ceiling")
    assert np.diff(worked)[-1] < 0.2 * np.diff(pressed)[-1]
