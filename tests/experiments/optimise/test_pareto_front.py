"""Fronts, knees and their thinning, against brute force and constructed fronts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tandem.experiments.optimise.pareto_front import bulge, front, knee_and_runner_up, thinned

objectives = arrays(np.float64, st.tuples(st.integers(1, 25), st.just(3)), elements=st.integers(0, 6))


@given(objectives)
def test_front_is_what_no_row_dominates(rows):
    def dominated(row):
        return any((other <= row).all() and (other < row).any() for other in rows)

    truth = {tuple(row) for row in rows if not dominated(row)}
    found = front(rows)
    assert {tuple(rows[place]) for place in found} == truth
    assert len(found) == len(truth)
    assert (np.diff(rows[found][:, 0]) >= 0).all()


def bent(corner):
    """A front of two straight pieces that meet at `corner`."""
    first = np.linspace([0.0, 1.0], corner, 10, endpoint=False)
    return np.concatenate([first, np.linspace(corner, [1.0, 0.0], 11)])


@pytest.mark.parametrize("corner", [(0.2, 0.1), (0.05, 0.4), (0.4, 0.3)])
@pytest.mark.parametrize("scale", [(1, 1), (1e6, 3)])
def test_the_knee_is_the_corner_whatever_the_units(corner, scale):
    rows = bent(corner) * scale
    knee, _ = knee_and_runner_up(rows, np.zeros((len(rows), 2)))
    assert rows[knee] == pytest.approx(np.array(corner) * scale)
    assert bulge(rows)[knee] == pytest.approx((1 - sum(corner)) / 2**0.5)  # distance to the line x + y = 1


def test_the_runner_up_is_another_mix():
    rows = np.array([[0.0, 1.0], [0.2, 0.1], [0.21, 0.099], [0.5, 0.05], [1.0, 0.0]])
    doses = np.array([[0.0, 0.0], [0.5, 0.0], [0.6, 0.0], [0.5, 0.25], [1.0, 1.0]])
    assert knee_and_runner_up(rows, doses) == (1, 3)
    assert knee_and_runner_up(rows, np.zeros((5, 2))) == (1, 2)
    assert knee_and_runner_up(rows[:1], doses[:1]) == (0, None)


def test_thinning_keeps_the_ends_and_what_it_is_told_to_and_spreads_the_rest():
    rows = bent((0.2, 0.1))
    kept = thinned(rows, 6, [7])
    assert len(kept) == 6
    assert {0, 7, 20} <= set(kept.tolist())
    assert np.linalg.norm(np.diff(rows[kept], axis=0), axis=1).max() < 0.75
    assert (thinned(rows, 100, [0]) == np.arange(21)).all()
