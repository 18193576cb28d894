"""Raised targets buy output, ever less of it, and cost strain: a trade-off, whatever the parameters."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.outcomes import tally
from tandem.model.parameters import sample_prior
from tests.model.behaviour.firm import burnout_of_same_persons, course, from_start

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)


def at(share, **fixed):
    """The firm whose targets take `share` of the reported gain all through history."""
    return course(changed={"gain_to_targets": share}, fixed=fixed)


def test_output_rises_with_targets_and_ever_more_slowly():
    output = np.array([at(share).total(tally.OUTPUT_SUM) for share in SHARES])
    steps = np.diff(output)
    assert (steps > 0).all()
    assert (np.diff(steps) < 0).all()


def test_felt_load_hours_burnout_and_quits_rise_with_targets():
    courses = [at(share) for share in SHARES]
    for kind in (tally.DEMANDS_SUM, tally.HOURS_SUM, tally.BURNOUT_SUM):
        assert (np.diff([each.mean(kind) for each in courses]) > 0).all()
    assert (np.diff([each.total(tally.EXPECTED_QUITS) for each in courses]) > 0).all()


def test_squeezing_out_more_than_the_whole_gain_buys_next_to_nothing():
    whole, four_fold = at(1.0), at(4.0)
    gain = four_fold.total(tally.OUTPUT_SUM) / whole.total(tally.OUTPUT_SUM) - 1
    assert abs(gain) < 0.01
    assert four_fold.mean(tally.BURNOUT_SUM) > whole.mean(tally.BURNOUT_SUM) + 0.1


def test_targets_of_the_range_move_output_and_burnout_by_the_expected_sizes():
    """docs/expectations.md: .4 to .95 of the reported gain, about +1 % of output and +.1 SD of burnout."""
    low, high = at(0.4), at(0.95)
    assert 0 < high.total(tally.OUTPUT_SUM) / low.total(tally.OUTPUT_SUM) - 1 < 0.03
    assert 0.05 < high.mean(tally.BURNOUT_SUM) - low.mean(tally.BURNOUT_SUM) < 0.2


def test_without_effort_targets_only_press():
    """A limiting case: nobody works harder, and nobody gives or withholds; output falls by burnout alone."""
    none = {"effort_share": 0.0, "sharing_on_output": 0.0, "slack_taken": 0.0}
    low, high = at(0.4, **none), at(0.95, **none)
    assert high.total(tally.OUTPUT_SUM) < low.total(tally.OUTPUT_SUM)


@pytest.mark.parametrize("good_will, better", [(-0.02, False), (0.06, True)])
def test_sharing_the_gain_loses_or_wins_output_by_the_good_will_it_meets(good_will, better):
    fixed = {"sharing_on_output": good_will, "effort_share": 0.1, "slack_taken": 0.1}
    shared = course((from_start("gain_sharing", 1.0),), fixed)
    assert (shared.total(tally.OUTPUT_SUM) > course(fixed=fixed).total(tally.OUTPUT_SUM)) is better


def test_sharing_the_gain_relieves_in_every_parameter_set_but_never_for_free():
    for values in sample_prior(11, 6):
        fixed = {name: values[name] for name in ("effort_share", "unmet_weight", "gain_to_targets")}
        baseline = course(fixed=fixed)
        shared = course((from_start("gain_sharing", 0.5),), fixed)
        assert burnout_of_same_persons(shared, baseline) < 0
        assert shared.mean(tally.HOURS_SUM) <= baseline.mean(tally.HOURS_SUM)
