"""Work of empty and closed seats: part is done by those who stay, part is lost, and it presses."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.outcomes import tally
from tests.model.behaviour.firm import burnout_of_same_persons, course, from_start

HALF_YEAR = 6


@pytest.fixture(scope="module")
def as_it_was():
    return course(months=HALF_YEAR)


def test_a_layoff_strains_those_who_stay_by_its_size(as_it_was):
    """Judged on the same persons; the whole firm's average hides part of it (who is strained leaves)."""
    strained = [
        burnout_of_same_persons(course((from_start("layoff", size),), months=HALF_YEAR), as_it_was)
        for size in (0.05, 0.3, 0.5)
    ]
    assert (np.diff(strained) > 0).all()
    assert 0.1 < strained[1] < 0.25  # 30 %
    assert 0.2 < strained[2] < 0.5  # half; docs/expectations.md


def test_output_falls_by_less_than_a_layoff_at_first_and_by_as_much_once_the_firm_has_adapted(as_it_was):
    soon = course((from_start("layoff", 0.3),), months=HALF_YEAR)
    late, baseline = course((from_start("layoff", 0.3),)), course()
    at_once = soon.sums[-1, tally.OUTPUT_SUM] / as_it_was.sums[-1, tally.OUTPUT_SUM]
    adapted = late.sums[-1, tally.OUTPUT_SUM] / baseline.sums[-1, tally.OUTPUT_SUM]
    assert 0.75 < at_once < 0.85
    assert adapted == pytest.approx(late.sums[-1, tally.PRESENT] / baseline.sums[-1, tally.PRESENT], abs=0.03)
    strained = burnout_of_same_persons(late, baseline)
    assert 0 <= strained < 0.1


def test_the_share_of_the_work_that_the_team_does_decides_what_a_layoff_costs():
    lost, strain = [], []
    for share in (0.2, 0.8):
        fixed = {"empty_seat_work": share}
        cut = course((from_start("layoff", 0.2),), fixed, months=HALF_YEAR)
        baseline = course(fixed=fixed, months=HALF_YEAR)
        lost.append(1 - cut.total(tally.OUTPUT_SUM) / baseline.total(tally.OUTPUT_SUM))
        strain.append(burnout_of_same_persons(cut, baseline))
    assert lost[0] > lost[1] > 0
    assert 0 < strain[0] < strain[1]


@pytest.mark.parametrize("kind", ["no_backfill", "hiring_freeze"])
def test_cuts_by_attrition_strain_the_same_persons_more_than_the_average_shows(kind):
    cut, baseline = course((from_start(kind),)), course()
    same = burnout_of_same_persons(cut, baseline)
    average = cut.mean(tally.BURNOUT_SUM, 35) - baseline.mean(tally.BURNOUT_SUM, 35)
    assert same > average > 0
    assert cut.total(tally.OUTPUT_SUM) < baseline.total(tally.OUTPUT_SUM)


def test_survivors_quit_more_after_a_layoff_and_calm_down():
    cut, baseline = course((from_start("layoff", 0.02),)), course()

    def risk(which, first, last):
        return which.total(tally.EXPECTED_QUITS, first=first, last=last) / which.total(
            tally.PRESENT, first=first, last=last
        )

    early = risk(cut, 1, 7) / risk(baseline, 1, 7)
    late = risk(cut, 30, 36) / risk(baseline, 30, 36)
    assert 1.05 < early < 1.3
    assert late == pytest.approx(1, abs=0.05)
