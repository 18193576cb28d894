"""Measures of real runs: the books balance from month to month, and quits come out as expected."""

import numpy as np
import pytest

from tandem.model.outcomes import tally
from tandem.model.outcomes.measures import measure_values
from tests.model.engine.cases import scenario


@pytest.fixture(scope="module")
def runs():
    here = scenario(headcount=2000, months=24)
    sums = np.array([here.run(here.population(seed), here.environment_of(seed), 24) for seed in range(6)])
    return sums, [group.contract for group in here.profile.groups]


def test_closing_is_the_next_months_opening(runs):
    sums, contracts = runs
    closing = measure_values("headcount", sums, contracts, 30)
    np.testing.assert_array_equal(closing[:, :-1], sums[:, 1:, :, tally.PRESENT].sum(axis=2))
    vacancies = measure_values("vacancies", sums, contracts, 30)  # no seat is closed under the status quo
    np.testing.assert_array_equal(closing + vacancies, 2000)


def test_quits_are_as_many_as_their_chances_add_to(runs):
    """The difference has mean nought and, given the chances, at most the variance of a Poisson count."""
    sums, _ = runs
    quits, expected = sums[..., tally.QUITS].sum(), sums[..., tally.EXPECTED_QUITS].sum()
    assert quits > 1000
    assert abs(quits - expected) < 4 * np.sqrt(expected)


def test_expected_turnover_is_steadier_than_turnover_and_agrees_on_average(runs):
    sums, contracts = runs
    turnover = measure_values("voluntary_turnover", sums, contracts, 30)[:, 11:]
    expected = measure_values("expected_voluntary_turnover", sums, contracts, 30)[:, 11:]
    assert turnover.mean() == pytest.approx(expected.mean(), rel=0.1)
    assert 5 < expected.mean() < 40
