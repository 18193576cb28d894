"""PRIM: planted boxes are found; what is reported is what a count says; held against ema-workbench."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.experiments.discover.prim import chosen, inside, judged, prim


def planted(seed, count=1000, noise=0.0):
    generator = np.random.default_rng(seed)
    points = pd.DataFrame(generator.uniform(size=(count, 4)), columns=list("abcd"))
    points["policy"] = generator.choice(["one", "two", "three"], count)
    truth = ((points["a"] < 0.4) & (points["b"] > 0.5) & (points["policy"] != "two")).to_numpy()
    return points, truth ^ (generator.uniform(size=count) < noise)


@settings(deadline=None, max_examples=5)
@given(seed=st.integers(0, 10**6))
def test_a_planted_box_is_found(seed):
    points, interest = planted(seed)
    box = chosen(points, interest)
    assert box.coverage >= 0.9
    assert box.density >= 0.9
    assert set(box.limits) == {"a", "b", "policy"}
    fresh, truth = planted(seed + 1)
    again = judged(fresh, truth, box.limits)
    assert again.coverage >= 0.8
    assert again.density >= 0.8


@settings(deadline=None, max_examples=8)
@given(seed=st.integers(0, 10**6), noise=st.floats(0, 0.3))
def test_a_box_says_what_a_count_says(seed, noise):
    points, interest = planted(seed, 300, noise)
    boxes = prim(points, interest)
    assert all(later.density >= earlier.density for earlier, later in pairwise(boxes))
    for box in boxes:
        kept = points
        for name, limit in box.limits.items():
            within = kept[name].between(*limit) if name != "policy" else kept[name].isin(limit)
            kept = kept[within]
        hits = interest[kept.index].sum()
        assert inside(points, box.limits).sum() == len(kept)
        assert box.density == pytest.approx(hits / len(kept))
        assert box.coverage == pytest.approx(hits / interest.sum())
        assert box.support == pytest.approx(len(kept) / 300)


def test_ema_workbench_finds_the_same():
    """The box of its `Prim(points, interest, peel_alpha=0.05)`, version 3.0.0, that serves both ends best.

    Written down here, as the library is too heavy to come along.
    """
    points, interest = planted(7)
    box = chosen(points, interest)
    assert set(box.limits) == {"a", "b", "policy"}
    assert box.limits["a"][1] == pytest.approx(0.393743, abs=0.002)
    assert box.limits["b"][0] == pytest.approx(0.515818, abs=0.002)
    assert set(box.limits["policy"]) == {"one", "three"}
    assert box.coverage == pytest.approx(0.977, abs=0.01)
    assert box.density == pytest.approx(1, abs=0.01)
