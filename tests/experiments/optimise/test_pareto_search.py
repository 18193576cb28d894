"""The search on problems whose front is known in closed form."""

import numpy as np
import pytest

from tandem.experiments.optimise.pareto_front import front
from tandem.experiments.optimise.pareto_search import Effort, search

STEPS = 31


def unchanged(designs):
    return designs


def zdt1(designs):
    """ZDT1 (Zitzler, Deb & Thiele 2000) on a grid: f2 = 1 − √f1 on the front, all but the first column 0."""
    x = designs / (STEPS - 1)
    first = x[:, 0]
    g = 1 + 9 * x[:, 1:].mean(axis=1)
    return np.stack([first, g * (1 - np.sqrt(first / g))], axis=1), np.full((len(x), 1), -1.0)


def test_zdt1():
    found = search(zdt1, [STEPS] * 6, Effort(2_000, 50, 1), unchanged)
    best = found.objectives[front(found.objectives)]
    truth = np.stack([np.linspace(0, 1, STEPS), 1 - np.sqrt(np.linspace(0, 1, STEPS))], axis=1)
    distance = np.linalg.norm(truth[:, np.newaxis] - best, axis=2).min(axis=1)
    assert distance.mean() < 0.01  # inverted generational distance
    assert best[:, 1] - (1 - np.sqrt(best[:, 0])) == pytest.approx(0, abs=0.05)
    # A random search of the same effort is far from it.
    random = np.random.default_rng(0).integers(0, STEPS, size=(2_000, 6))
    apart = np.linalg.norm(truth[:, np.newaxis] - zdt1(random)[0], axis=2).min(axis=1)
    assert apart.mean() > 10 * distance.mean()


def test_constraints_are_met():
    def limited(designs):
        objectives, _ = zdt1(designs)
        return objectives, (0.5 - objectives[:, :1])  # f1 at least a half

    found = search(limited, [STEPS] * 4, Effort(600, 30, 1), unchanged)
    best = found.objectives[found.feasible]
    assert best[:, 0].min() >= 0.5
    assert best[front(best)][0] == pytest.approx([0.5, 1 - np.sqrt(0.5)], abs=0.02)


def test_the_same_seed_finds_the_same_and_no_design_comes_twice():
    one, two = (search(zdt1, [5] * 3, Effort(100, 10, 3), unchanged) for _ in range(2))
    assert (one.designs == two.designs).all()
    assert len(np.unique(one.designs, axis=0)) == len(one.designs)


def test_a_small_grid_is_exhausted_and_the_search_ends():
    found = search(zdt1, [2, 2], Effort(500, 10, 1), unchanged)
    assert len(found.designs) == 4


def test_equal_designs_are_evaluated_as_one():
    def repair(designs):
        return np.where((designs[:, :1] == 0) & (np.arange(3) == 1), 0, designs)

    found = search(zdt1, [4, 4, 4], Effort(200, 10, 1), repair)
    assert (repair(found.designs) == found.designs).all()
