"""What is said of an answer that is none: everything at its maximum, or no better than the next."""

import numpy as np
import pytest

from tandem.experiments.optimise.answer import Answer, answer_of, is_everything
from tandem.experiments.optimise.evaluation import SCORES
from tandem.experiments.optimise.finding import optimise_finding
from tandem.experiments.optimise.judgement import Judged
from tandem.experiments.optimise.notes import optimise_notes
from tandem.experiments.optimise.tables import Picked
from tests.experiments.optimise.made_up import made_up_front

MADE = made_up_front()


def test_everything_is_every_lever_at_its_fullest_at_once(small):
    *_, full = small.space.alone()
    assert is_everything(small.space, full)
    for column in range(full.size):
        if small.space.sizes[column] > 1:
            less = full.copy()
            less[column] += 1 if column % 3 == 2 else -1
            assert not is_everything(small.space, less)


@pytest.mark.parametrize(("better", "apart"), [(0.5, False), (0.85, False), (0.95, True), (0.05, True)])
def test_knee_and_runner_up_are_told_apart_by_the_parameter_sets_in_which_one_is_worth_more(better, apart):
    designs = MADE.designs[:2]
    sets = 100
    value = np.zeros((3, 2 * sets))  # two runs a set, whose luck cancels out
    luck = np.tile([5.0, -5.0], sets)
    value[1] = np.where(np.arange(2 * sets) < 2 * sets * better, 1.0, -1.0) + luck
    judged = Judged(
        np.concatenate([MADE.space.status_quo[np.newaxis], designs]),
        tuple(np.repeat(np.arange(sets), 2).tolist()), ({},) * (2 * sets), {"net_value": value},
    )  # fmt: skip
    found = answer_of(MADE.space, Picked(designs, np.zeros((2, len(SCORES))), 0, 1, 2), judged)
    assert found.better == pytest.approx(better)
    assert found.stands_out is apart
    alone = answer_of(MADE.space, Picked(designs[:1], np.zeros((1, len(SCORES))), 0, None, 1), judged)
    assert alone.better is None and alone.stands_out


def test_the_finding_says_so():
    def told(answer):
        notes = optimise_notes(MADE.table, MADE.about, MADE.entries, 9e5, answer)
        finding = optimise_finding(MADE.table, MADE.about, MADE.entries, answer, ["AI training"], notes)
        assert len(finding.text.split()) <= 60
        return " ".join((finding.text, *finding.notes))

    assert "the budget leaves nothing to choose" in told(Answer(True, 0.99))
    assert "cannot be told apart: the first is better in 58\u00a0% of" in told(Answer(False, 0.58))
    plain = told(Answer(False, 0.97))
    assert "nothing to choose" not in plain and "told apart" not in plain
    assert "it leaves nothing to choose" in told(Answer(True, 0.99))
    assert "cannot be told from it" in told(Answer(False, 0.58))
