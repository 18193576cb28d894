"""Work of closed seats that AI does adds output and burdens nobody."""

from __future__ import annotations

import numpy as np

from tandem.model.outcomes import tally
from tests.model.behaviour.firm import course, from_start

CUT = (from_start("layoff", 0.2),)
NOBODY = {"adoption_innovation": 0.0, "adoption_imitation": 0.0, "never_adopts_below": 99.0}


def test_it_adds_output_up_to_what_is_lost_and_changes_nobodys_state():
    none, half, most = (course(CUT, changed={"left_work_automated": part}) for part in (0.0, 0.5, 1.0))
    made = np.array([each.sums[-12:, tally.OUTPUT_SUM].sum() for each in (none, half, most)])
    assert made[0] < made[1] < made[2]
    for name in ("burnout", "demands", "hours", "incarnation"):
        ours, theirs = (
            each.end.incarnation if name == "incarnation" else each.end.column(name) for each in (none, most)
        )
        np.testing.assert_array_equal(ours, theirs)
    # A fifth of the seats is closed: AI does (1 − what the team does) × time with it of their work
    world, present = most, most.sums[-12:, tally.PRESENT].sum()
    time = most.sums[-12:, tally.AI_TIME_SUM].sum() / present
    closed = 4000 * 12 / present - 1
    gained = (made[2] - made[0]) / made[0]
    assert gained < 0.5 * time * closed * 1.2
    assert gained > 0.5 * time * closed * 0.6
    assert world.total(tally.HOURS_SUM) == none.total(tally.HOURS_SUM)


def test_without_ai_it_does_nothing():
    ours, theirs = (course(CUT, changed=NOBODY | {"left_work_automated": part}) for part in (0.0, 1.0))
    np.testing.assert_array_equal(ours.sums, theirs.sums)
