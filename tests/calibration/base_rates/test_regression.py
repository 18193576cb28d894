"""The regression against closed forms and known truths. Each compiles a model, so all are slow."""

import numpy as np
import pytest
from scipy import stats

from tandem.calibration.base_rates.history import History
from tandem.calibration.base_rates.regression import compile_regression

pytestmark = pytest.mark.slow
pytest.importorskip("nutpie")


def history(voluntary, months, involuntary=None, unknown=None, leavers=(), headcount=(), keys=None):
    """A history in which everybody weighs the same."""
    count = len(voluntary)
    others, hidden = (np.zeros(count) if x is None else np.asarray(x, float) for x in (involuntary, unknown))
    exposed = np.asarray(months, float)
    keys = keys or tuple((f"D{i}", "all", "employee") for i in range(count))
    return History(
        keys, count, exposed, exposed, np.asarray(voluntary, float), others, hidden,
        np.asarray(headcount, float), np.asarray(leavers, float),
    )  # fmt: skip


def test_one_group_with_much_history_is_the_gamma_poisson_posterior():
    """With 400 leavers the prior has next to no weight: Gamma(400 + ½, exposure), in closed form."""
    seen = history([400], [40_000])
    fitted = compile_regression(seen).sample(seen, 1)
    closed = stats.gamma(400.5, scale=12 / 40_000)
    found = np.quantile(fitted.annual[:, 0], [0.05, 0.5, 0.95])
    assert found == pytest.approx(closed.ppf([0.05, 0.5, 0.95]), rel=0.015)
    assert fitted.rhat <= 1.01
    assert fitted.ess >= 400


def test_one_group_with_little_history_against_the_posterior_on_a_grid():
    """The prior is log-normal around the published rate; the posterior is had by summing over a grid."""
    seen = history([2], [1_000])
    fitted = compile_regression(seen).sample(seen, 1)
    log_rate = np.linspace(-9, -1, 4001)
    hidden = np.linspace(0.0005, 0.9995, 400)[:, None]
    density = np.exp(
        stats.norm.logpdf(log_rate, np.log(0.011), 0.7)
        + stats.poisson.logpmf(2, 1_000 * np.exp(log_rate) * (1 - hidden))
        + stats.beta.logpdf(hidden, 0.5, 0.5)
        - 1_000 * np.exp(log_rate) * hidden  # no exit of unknown reason
    ).sum(axis=0)
    below = np.cumsum(density) / density.sum()
    grid = [12 * np.exp(log_rate[np.searchsorted(below, share)]) for share in (0.1, 0.5, 0.9)]
    assert np.quantile(fitted.annual[:, 0], [0.1, 0.5, 0.9]) == pytest.approx(grid, rel=0.1)


def test_unknown_reasons_are_split_like_the_known_ones():
    seen = history([300], [40_000], involuntary=[100], unknown=[400])
    fitted = compile_regression(seen).sample(seen, 1)
    assert fitted.annual.mean() == pytest.approx(12 * 600 / 40_000, rel=0.04)
    assert fitted.unknown.mean() == pytest.approx(0.5, abs=0.02)
    # The maximum-likelihood estimate N/E × v/(v + i) has this relative error (delta method).
    error = np.sqrt(1 / 800 + 100 / (300 * 400))
    assert fitted.annual.std() / fitted.annual.mean() == pytest.approx(error, rel=0.15)


def test_the_rate_is_that_of_the_last_year_when_the_rate_has_moved():
    headcount = np.full(48, 2_000.0)
    leavers = np.r_[np.full(36, 20.0), np.full(12, 40.0)]
    seen = history([leavers.sum()], [headcount.sum()], leavers=leavers, headcount=headcount)
    steady = history([leavers.sum()], [headcount.sum()], leavers=np.full(48, 25.0), headcount=headcount)
    regression = compile_regression(seen)
    moved, unmoved = (regression.sample(each, 1).annual.mean() for each in (seen, steady))
    assert unmoved == pytest.approx(12 * 25 / 2_000, rel=0.05)
    assert 12 * 33 / 2_000 < moved < 12 * 42 / 2_000


def test_known_truths_are_recovered_within_their_intervals():
    """Forty histories of six departments from the prior of the differences: nine in ten intervals hold."""
    rng = np.random.default_rng(7)
    months = np.array([300, 600, 1_200, 2_400, 4_800, 9_600], float)
    first = history([1] * 6, months)
    regression = compile_regression(first)
    inside, width = [], []
    for number in range(40):
        truth = 0.012 * np.exp(0.3 * rng.standard_normal(6))
        dismissed = rng.poisson(0.003 * months)
        seen = history(rng.poisson(truth * months), months, involuntary=dismissed)
        low, high = np.quantile(regression.sample(seen, number).annual, [0.05, 0.95], axis=0) / 12
        inside.append((low < truth) & (truth < high))
        width.append(high / low)
    held = np.mean(inside)
    # 240 intervals, 90 %: three standard errors (with some dependence within a history) are 0.07.
    assert 0.83 < held < 0.97, held
    assert np.all(np.diff(np.mean(width, axis=0)) < 0)  # more history, narrower
    alone = stats.gamma.ppf(0.95, 3.6 + 0.5) / stats.gamma.ppf(0.05, 3.6 + 0.5)
    assert np.mean(width, axis=0)[0] < 0.8 * alone  # the smallest group borrows from the others
