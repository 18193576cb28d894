"""The search with the real simulator, against every mix of a small grid; and resuming it."""

import itertools

import numpy as np
import pytest

from tandem.experiments.optimise.known import KnownScores
from tandem.experiments.optimise.objectives import Wanted
from tandem.experiments.optimise.pareto_front import front
from tandem.experiments.optimise.pareto_search import Effort
from tandem.experiments.optimise.search import MixSearch, pick
from tandem.experiments.run.store import Store
from tandem.model.errors import InputError

WANTED = Wanted(60_000, None, True, 0.5)
EFFORT = Effort(400, 12, 1)  # at most 50 of them are different mixes


def known_in(folder):
    return KnownScores(Store("optimise", {"settings": "small"}, folder))


def searched(small, folder, wanted=WANTED, effort=EFFORT, **changes):
    search = MixSearch(small.evaluator, known_in(folder), wanted, 2, **changes)
    return search, search.run(effort)


@pytest.fixture(scope="module")
def complete(small, tmp_path_factory):
    return searched(small, tmp_path_factory.mktemp("work"))


def test_the_front_is_that_of_all_mixes(small, complete):
    _, found = complete
    every = np.array(list(itertools.product(*map(range, small.space.sizes))))
    every = np.unique(small.space.canonical(every), axis=0)
    scores = np.stack([small.evaluator.scores(design) for design in every])
    met = (WANTED.constraints(scores) <= 0).all(axis=1)
    truth = WANTED.objectives(scores)[met]
    truth = truth[front(truth)]
    ours = found.objectives[found.feasible]
    ours = ours[front(ours)]
    assert len(every) == 50
    assert len(truth) > 3
    assert ours == pytest.approx(truth)


def test_an_interrupted_search_goes_on_and_finds_the_same(small, complete, tmp_path):
    _, whole = complete
    count = 0

    def stop_after_twenty():
        nonlocal count
        count += 1
        if count == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        searched(small, tmp_path, done=stop_after_twenty)
    assert 10 <= len(known_in(tmp_path)) <= 25
    search, found = searched(small, tmp_path)
    assert (found.designs == whole.designs).all()
    assert (found.objectives == whole.objectives).all()
    assert len(search.known) == len(whole.designs)


def test_what_is_kept_is_not_simulated_again(small, complete, monkeypatch):
    search, whole = complete

    def never(*_):
        raise AssertionError("simulated again")

    monkeypatch.setattr(type(small.evaluator), "scores", never)
    again = MixSearch(small.evaluator, search.known, Wanted(30_000, None, True, 0.5), 1)
    assert (again.scores(whole.designs) == search.scores(whole.designs)).all()


def test_what_two_processes_keep_is_known_to_a_third(tmp_path):
    designs = np.array([[0, 1], [2, 3], [4, 5]])
    one, two = known_in(tmp_path), known_in(tmp_path)
    for known, design in ((one, designs[0]), (two, designs[1]), (one, designs[2])):
        known.add(design, design.astype(float))
    one.write()
    two.write()
    three = known_in(tmp_path)
    assert len(three) == 3
    assert all((three.get(design) == design).all() for design in designs)


def test_the_front_shown_has_knee_and_runner_up_and_leaves_the_status_quo_out(small, complete):
    search, found = complete
    picked = pick(found, search, 5)
    assert len(picked.designs) <= 5 < picked.on_front
    assert picked.designs.any(axis=1).all()
    assert picked.role(picked.knee) == "knee"
    assert picked.runner_up not in (None, picked.knee)
    assert (picked.scores[:, 0] <= WANTED.budget).all()
    assert (np.diff(picked.scores[:, 0]) >= 0).all()


def test_constraints_that_nothing_meets_are_told_with_what_comes_nearest(small, complete):
    search, found = complete
    strict = MixSearch(small.evaluator, search.known, Wanted(60_000, 1.0, False, 0.5), 1)
    unmet = type(found)(
        found.designs, found.objectives, strict.wanted.constraints(strict.scores(found.designs))
    )
    with pytest.raises(
        InputError, match=r"turnover in the last twelve months comes down to \d+\.\d+\s% a year"
    ):
        pick(unmet, strict, 4)
