"""Draws are uniform and independent over seats, persons, months, streams, lanes and seeds."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tandem.model.numerics.draws import Stream, normal_quantile, uniforms

SEATS = 20_000
SEAT = np.arange(SEATS, dtype=np.uint32)
FIRST = np.zeros(SEATS, np.uint32)
# A seed is fixed, so a test passes or fails for good; with a bar this low a sound generator passes.
LEAST_P = 1e-4


def drawn(seed=1, stream=Stream.EVENTS, month=0, seat=SEAT, person=FIRST):
    return uniforms(seed, stream, month, seat, person)


@pytest.mark.parametrize("stream", list(Stream))
def test_each_lane_is_uniform_over_seats(stream):
    for lane in drawn(stream=stream, month=7).T:
        assert stats.kstest(lane, "uniform").pvalue > LEAST_P


def test_uniform_over_months_and_over_persons_of_one_seat():
    months = np.concatenate([drawn(month=m, seat=SEAT[:1], person=FIRST[:1]) for m in range(2000)])
    persons = drawn(seat=np.full(SEATS, 5, np.uint32), person=SEAT)
    for series in (*months.T, *persons.T):
        assert stats.kstest(series, "uniform").pvalue > LEAST_P
    for lane in months.T:  # next month's luck does not follow from this month's
        assert stats.pearsonr(lane[:-1], lane[1:]).pvalue > LEAST_P


def test_neighbouring_draws_are_uncorrelated():
    """Every pair among 40 series: lanes × (base, next seat, person, month, stream, seed, and more)."""
    series = np.hstack(
        [
            drawn(),
            drawn(seat=SEAT + np.uint32(1)),
            drawn(seat=SEAT + np.uint32(SEATS)),
            drawn(person=FIRST + np.uint32(1)),
            drawn(month=1),
            drawn(month=2),
            drawn(stream=Stream.SHOCKS),
            drawn(stream=Stream.TRAITS),
            drawn(seed=2),
            drawn(seed=1 + 2**32),
        ]
    )
    for values in (series, np.abs(series - 0.5), normal_quantile(series) ** 2):
        correlation = np.asarray(np.corrcoef(values.T))[np.triu_indices(series.shape[1], 1)]
        assert np.abs(correlation).max() < 5 / np.sqrt(SEATS)  # the largest of 780 pairs, 3 times
        assert correlation.std() == pytest.approx(1 / np.sqrt(SEATS), rel=0.2)


@pytest.mark.parametrize("pair", ["months", "seats", "lanes"])
def test_pairs_fill_the_square_evenly(pair):
    first = drawn()[:, 0]
    second = {"months": drawn(month=1)[:, 0], "seats": np.roll(first, 1), "lanes": drawn()[:, 1]}[pair]
    counts, _, _ = np.histogram2d(first, second, bins=16, range=[[0, 1], [0, 1]])
    assert stats.chisquare(counts.ravel()).pvalue > LEAST_P
