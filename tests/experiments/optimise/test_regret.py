"""Regret, against what it must be by its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tandem.experiments.measures.value_of_information import evpi, regret


@given(arrays(np.float64, st.tuples(st.integers(2, 5), st.just(12)), elements=st.integers(-9, 9)))
def test_the_expected_loss_of_the_best_choice_is_the_value_of_perfect_information(net_value):
    sets = np.repeat(np.arange(6), 2).tolist()
    lost = regret(net_value, sets)
    assert (lost >= 0).all()
    assert (lost.min(axis=0) == 0).all()
    best = net_value.mean(axis=1).argmax()
    assert lost[best].mean() == pytest.approx(evpi(net_value, sets))
    assert lost.mean(axis=1).min() == pytest.approx(lost[best].mean())
