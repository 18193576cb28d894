"""The smooth curves, against SciPy's smoothing spline and against weighted copies of points."""

import numpy as np
import pytest
from scipy.interpolate import make_smoothing_spline
from scipy.special import ndtri

from tandem.experiments.measures.smoother import FEWEST_POINTS, smoothed, smoother


def noisy(count, seed):
    rng = np.random.default_rng(seed)
    places = rng.permutation(ndtri((np.arange(count) + 1.0) / (count + 1)))
    return places, np.sin(places) + rng.normal(0, 0.3, count)


def test_it_is_as_near_to_the_truth_as_scipys_smoothing_spline():
    ours, theirs = [], []
    for seed in range(8):
        places, values = noisy(300, seed)
        order = np.argsort(places)
        reference = make_smoothing_spline(places[order], values[order])(places)
        found = smoothed(smoother(places), values[:, np.newaxis])[0, :, 0]
        truth = np.sin(places)
        ours.append(np.mean((found - truth) ** 2))
        theirs.append(np.mean((reference - truth) ** 2))
    assert np.mean(ours) < 1.3 * np.mean(theirs)


def test_a_straight_line_is_kept():
    places, _ = noisy(50, 1)
    values = 3 + 2 * places[:, np.newaxis]
    assert smoothed(smoother(places), values)[0] == pytest.approx(values, abs=1e-3)


def test_the_scale_of_the_places_does_not_matter():
    places, values = noisy(80, 2)
    one = smoothed(smoother(places), values[:, np.newaxis])
    assert smoothed(smoother(np.exp(places)), values[:, np.newaxis]) == pytest.approx(one)


def test_a_weight_of_one_everywhere_is_no_weight_and_resamples_are_independent():
    places, values = noisy(60, 3)
    curve, columns = smoother(places), np.stack([values, values**2], axis=1)
    rng = np.random.default_rng(0)
    often = np.concatenate([np.ones((1, 60)), rng.multinomial(60, np.full(60, 1 / 60), size=3)])
    together = smoothed(curve, columns, often)
    assert together[0] == pytest.approx(smoothed(curve, columns)[0])
    assert together[2] == pytest.approx(smoothed(curve, columns, often[2:3])[0])


@pytest.mark.parametrize("places", [np.arange(FEWEST_POINTS - 1.0), np.ones(50)])
def test_too_few_places_are_refused(places):
    with pytest.raises(ValueError, match="needs 20 points"):
        smoother(places)
