"""The first line names the winner; a shift of regime lets the naive forecast win, and the line says so."""

import numpy as np
import pytest

from tandem.experiments.backtest.naive import LAST_YEAR, SMOOTHING, last_years_rate
from tandem.experiments.backtest.scores import points, table
from tandem.experiments.backtest.verdict import TANDEM, compare, verdict
from tests.experiments.backtest.made_up import poisson_history

pytest.importorskip("scoringrules")


def told(plan, forecasts):
    rows = points(plan, forecasts)
    compared = compare(plan, rows)
    finding = verdict(plan, "Made up", table(rows), compared)
    assert len(finding.text.split()) <= 60
    assert finding.what.startswith("Tandem forecast" if compared.tandem_wins else "A naive forecast beat")
    assert ("luck" in finding.how_sure) is not compared.clear
    return compared, list(finding.notes)


def around(plan, factor):
    """Forecasts that are right but for a factor."""
    rng = np.random.default_rng(1)
    rate = 0.01 * factor
    return [rng.poisson(rate * plan.opening[origin], (500, 12, 3)).astype(float) for origin in plan.origins]


def test_when_a_naive_forecast_wins_the_first_line_says_so():
    plan = poisson_history(np.full(60, 0.01), 1)
    compared, lines = told(
        plan, {TANDEM: around(plan, 2), LAST_YEAR: around(plan, 1), SMOOTHING: around(plan, 1.5)}
    )
    assert not compared.tandem_wins
    assert lines[0].startswith("Made up: a naive forecast did better than Tandem: last year's rate (CRPS")
    assert "too many" in lines[2]


def test_when_tandem_wins_the_first_line_says_so():
    plan = poisson_history(np.full(60, 0.01), 1)
    compared, lines = told(
        plan, {TANDEM: around(plan, 1), LAST_YEAR: around(plan, 2), SMOOTHING: around(plan, 3)}
    )
    assert compared.tandem_wins
    assert compared.rival == LAST_YEAR
    assert lines[0].startswith("Made up: Tandem forecast the leavers of 12 months better")


def test_a_tie_goes_to_the_naive_forecast():
    plan = poisson_history(np.full(60, 0.01), 1)
    same = around(plan, 1)
    compared, _ = told(plan, {TANDEM: same, LAST_YEAR: same, SMOOTHING: around(plan, 2)})
    assert compared.best == LAST_YEAR


def test_overlapping_forecasts_are_not_counted_as_independent():
    """Thirteen monthly origins span two years: that is too little to call any difference clear."""
    plan = poisson_history(np.full(48, 0.01), 1)
    compared, lines = told(
        plan, {TANDEM: around(plan, 3), LAST_YEAR: around(plan, 1), SMOOTHING: around(plan, 2)}
    )
    assert compared.stretches == pytest.approx(2.0)
    assert not compared.clear
    assert "may be luck" in lines[0]


def test_over_many_years_a_large_difference_is_clear():
    plan = poisson_history(np.full(120, 0.01), 1)
    made = {name: around(plan, factor) for name, factor in ((TANDEM, 3), (LAST_YEAR, 1), (SMOOTHING, 2))}
    compared, lines = told(plan, made)
    assert compared.clear
    assert "luck" not in lines[0]


def test_after_a_shift_of_regime_last_years_rate_beats_a_forecast_from_the_whole_past():
    rates = np.r_[np.full(48, 0.006), np.full(36, 0.02)]
    plan = poisson_history(rates, 1)
    rng = np.random.default_rng(1)

    def whole_past(origin):
        rate = plan.leavers[:origin].sum(axis=0) / plan.headcount[:origin].sum(axis=0)
        return rng.poisson(rate * plan.opening[origin], (500, 12, 3)).astype(float)

    naive = [last_years_rate(plan, origin, 500, rng) for origin in plan.origins]
    made = {TANDEM: [whole_past(origin) for origin in plan.origins], LAST_YEAR: naive}
    compared, lines = told(plan, made)
    assert compared.best == LAST_YEAR
    assert "a naive forecast did better than Tandem" in lines[0]
    assert "too few" in lines[2]
