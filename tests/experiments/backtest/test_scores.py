"""Scores against closed forms, naive forecasts against their distributions."""

import numpy as np
import pytest
from scipy import stats

from tandem.experiments.backtest.naive import exponential_smoothing, last_years_rate
from tandem.experiments.backtest.scores import TOTAL, crps, points, rank, table
from tests.experiments.backtest.made_up import poisson_history

pytest.importorskip("scoringrules")
pytest.importorskip("statsmodels")


def test_crps_of_a_normal_forecast_is_the_closed_form():
    """σ (z (2 Φ(z) − 1) + 2 φ(z) − 1/√π), Gneiting and Raftery 2007, equation 21."""
    draws = stats.norm.ppf((np.arange(20_000) + 0.5) / 20_000, 10, 2)
    for actual in (6.0, 10.0, 13.5):
        z = (actual - 10) / 2
        closed = 2 * (z * (2 * stats.norm.cdf(z) - 1) + 2 * stats.norm.pdf(z) - 1 / np.sqrt(np.pi))
        assert crps(draws, np.array(actual)) == pytest.approx(closed, rel=2e-3)


def test_crps_of_a_certain_forecast_is_the_absolute_error():
    assert crps(np.full((5, 2), 7.0), np.array([4.0, 9.0])).tolist() == [3.0, 2.0]


def test_crps_does_not_depend_on_the_number_of_draws():
    """On average over many small ensembles it is that of the distribution: E|X − y| − E|X − X'|/2."""
    rng = np.random.default_rng(1)
    small = crps(rng.poisson(20, (5, 40_000)).astype(float), np.full(40_000, 24.0)).mean()
    x = np.arange(200)
    mass = stats.poisson.pmf(x, 20)
    closed = (np.abs(x - 24) * mass).sum() - 0.5 * (np.abs(x[:, None] - x) * np.outer(mass, mass)).sum()
    assert small == pytest.approx(closed, rel=0.02)


def test_a_right_forecast_of_counts_is_covered_as_often_as_stated():
    rng = np.random.default_rng(2)
    ranks = rank(rng.poisson(3, (2_000, 20_000)).astype(float), rng.poisson(3, 20_000).astype(float))
    # Of single counts a band can only hold about its share; over the whole it must not be off on one side.
    assert ranks.mean() == pytest.approx(0.5, abs=0.01)
    ranks = rank(rng.poisson(60, (2_000, 20_000)).astype(float), rng.poisson(60, 20_000).astype(float))
    assert ((ranks > 0.05) & (ranks < 0.95)).mean() == pytest.approx(0.9, abs=0.02)
    assert ((ranks > 0.25) & (ranks < 0.75)).mean() == pytest.approx(0.5, abs=0.03)


def test_last_years_rate_is_negative_binomial():
    plan = poisson_history(np.full(48, 0.01), 1)
    origin = plan.origins[-1]
    draws = last_years_rate(plan, origin, 40_000, np.random.default_rng(3))
    gone = plan.leavers[origin - 12 : origin, -1].sum()
    exposure = plan.headcount[origin - 12 : origin, -1].sum()
    shape, people = gone + 0.5, plan.opening[origin, -1]
    month = stats.nbinom(shape, exposure / (exposure + people))
    year = stats.nbinom(shape, exposure / (exposure + 12 * people))
    for found, closed in ((draws[:, 0, -1], month), (draws[:, :, -1].sum(axis=1), year)):
        assert found.mean() == pytest.approx(closed.mean(), rel=0.01)
        assert found.std() == pytest.approx(closed.std(), rel=0.02)


def test_exponential_smoothing_follows_a_level_and_never_falls_below_nought():
    plan = poisson_history(np.r_[np.full(30, 0.005), np.full(30, 0.02)], 1)
    origin = plan.origins[-1]
    draws = exponential_smoothing(plan, origin, 500, np.random.default_rng(3))
    assert draws.shape == (500, 12, 3)
    assert draws.min() >= 0
    assert draws[..., -1].mean() == pytest.approx(0.02 * 700, rel=0.25)


def test_a_naive_forecast_sees_nothing_after_its_origin():
    rates = np.full(60, 0.01)
    plan, later = poisson_history(rates, 1), poisson_history(rates, 1)
    origin = plan.origins[0]
    later.leavers[origin:] += 50
    for naive in (last_years_rate, exponential_smoothing):
        one, other = (naive(each, origin, 50, np.random.default_rng(3)) for each in (plan, later))
        assert np.array_equal(one, other)


def test_the_table_of_scores_is_the_mean_of_the_points():
    plan = poisson_history(np.full(48, 0.01), 1)
    made = [last_years_rate(plan, origin, 200, np.random.default_rng(origin)) for origin in plan.origins]
    rows = points(plan, {"a": made})
    scores = table(rows)
    row = scores[(scores["unit"] == TOTAL) & (scores["department"] == "D0")].iloc[0]
    totals = np.array([draws[..., 0].sum(axis=1) for draws in made])
    actual = np.array([plan.actual(origin)[:, 0].sum() for origin in plan.origins])
    assert row["forecasts"] == len(plan.origins)
    assert row["bias"] == pytest.approx((totals.mean(axis=1) - actual).mean())
    within = (actual >= np.quantile(totals, 0.05, axis=1)) & (actual <= np.quantile(totals, 0.95, axis=1))
    assert row["coverage_90"] == pytest.approx(within.mean(), abs=1.5 / len(actual))
    assert row["mean_actual"] == pytest.approx(actual.mean())
