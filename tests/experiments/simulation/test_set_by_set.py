"""Runs of one parameter set come together in one thread, and every run is counted once."""

from collections.abc import Sequence

import pytest

from tandem.experiments.simulation.runs import RUNS_PER_THREAD, Run, set_by_set


def runs_of_sets(sets: int, runs: int) -> list[Run]:
    return [Run(number * runs + run, number, {}, 0) for number in range(sets) for run in range(runs)]


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_runs_of_a_set_come_together(threads):
    runs = runs_of_sets(sets=RUNS_PER_THREAD * threads, runs=3)
    met: list[Sequence[Run]] = []
    done: list[int] = []
    set_by_set(met.append, runs, threads, lambda: done.append(1))
    assert sorted(met, key=lambda group: group[0].draw) == [
        runs[at : at + 3] for at in range(0, len(runs), 3)
    ]
    assert len(done) == len(runs)


def test_too_few_sets_are_shared_out_run_by_run():
    runs = runs_of_sets(sets=1, runs=8)
    met: list[Sequence[Run]] = []
    done: list[int] = []
    set_by_set(met.append, runs, 2, lambda: done.append(1))
    assert sorted((group[0].draw, len(group)) for group in met) == [(draw, 1) for draw in range(8)]
    assert len(done) == 8


def test_what_fails_is_told():
    def fail(_):
        raise RuntimeError("no luck")

    with pytest.raises(RuntimeError, match="no luck"):
        set_by_set(fail, runs_of_sets(4, 2), 2, lambda: None)
