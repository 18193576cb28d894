"""The world outside: tools, demand for talent, labour market, and AI users among people to be hired."""

from __future__ import annotations

import csv
import math
from dataclasses import replace

import numpy as np
import pytest

from tandem.model.calendar import SURVEY_MONTH
from tandem.model.environment import (
    environment_table,
    with_ai_standing_still,
    with_flat_demand,
    without_ai,
)
from tandem.model.parameters import central_values, register
from tandem.model.rules.environment import (
    LABOUR_MARKET,
    MARKET_NICHES,
    MARKET_USERS,
    TALENT_DEMAND,
    TOOL_PROGRESS,
    TOOL_QUALITY,
)
from tests.model.engine.cases import STEADY_WORLD
from tests.places import SHARED

START, MONTHS = 38, 74
QUITS = SHARED / "data" / "jolts_quits_rate.csv"


def table(world=STEADY_WORLD, seed=1, start=START, months=MONTHS, **fixed):
    return environment_table(world, central_values(fixed), seed, start, months)


def test_tools_demand_and_progress_are_those_of_april_2025_then():
    survey = table()[SURVEY_MONTH]
    assert survey[TOOL_QUALITY] == pytest.approx(1)
    assert survey[TALENT_DEMAND] == pytest.approx(1)
    assert survey[TOOL_PROGRESS] == 1


def test_a_scenario_says_nothing_about_the_past():
    """Worlds differ after the survey only (and in the labour market from the projection's start)."""
    surge = replace(
        STEADY_WORLD,
        quality_growth=0.5,
        tool_progress=2.0,
        talent_demand_growth=3.0,
        talent_demand_ceiling=9.0,
        quit_ratio=1.3,
    )
    steady, other = table(), table(surge)
    np.testing.assert_array_equal(steady[: SURVEY_MONTH + 1], other[: SURVEY_MONTH + 1])
    np.testing.assert_array_equal(steady[:START, LABOUR_MARKET], other[:START, LABOUR_MARKET])
    difference = other[START:, LABOUR_MARKET] - steady[START:, LABOUR_MARKET]
    np.testing.assert_allclose(difference, math.log(1.3))
    year_on = SURVEY_MONTH + 12
    assert other[year_on, TOOL_QUALITY] == pytest.approx(1.5)
    assert other[year_on, TOOL_PROGRESS] == 2
    supply = other[year_on, MARKET_USERS] / other[SURVEY_MONTH, MARKET_USERS]
    assert other[year_on, TALENT_DEMAND] == pytest.approx(4 / supply)  # 300 % growth in a year, of demand
    assert other[:, TALENT_DEMAND].max() <= 9


def test_a_longer_horizon_changes_no_earlier_month():
    np.testing.assert_array_equal(table(months=40), table(months=74)[:40])


def test_losing_tools_do_not_turn_negative():
    assert table(replace(STEADY_WORLD, quality_growth=-0.9))[:, TOOL_QUALITY].min() == 0


@pytest.fixture(scope="module")
def markets():
    """Log quit ratio of 3,000 histories, shape (histories, months)."""
    values = central_values()
    return np.array(
        [environment_table(STEADY_WORLD, values, seed, 0, 80)[:, LABOUR_MARKET] for seed in range(3000)]
    )


def test_the_labour_market_has_the_stated_variation_and_persistence(markets):
    later = markets[:, START:]
    ratio = np.exp(later)
    entry = register()
    assert ratio.mean() == pytest.approx(1, abs=0.012)
    assert ratio.std() / ratio.mean() == pytest.approx(entry["labour_market_cv"].central, rel=0.06)
    here, next_month = later[:, :-1].ravel(), later[:, 1:].ravel()
    persistence = entry["labour_market_persistence"].central
    assert np.corrcoef(here, next_month)[0, 1] == pytest.approx(persistence, abs=0.005)


def test_the_labour_market_is_at_its_mean_on_average_in_every_month(markets):
    spread = register()["labour_market_cv"].central
    np.testing.assert_allclose(np.exp(markets).mean(axis=0), 1, atol=4 * spread / math.sqrt(len(markets)))


def test_a_stronger_variation_scales_the_same_luck():
    calm, wild = table(labour_market_cv=0.12), table(labour_market_cv=0.24)
    together = np.corrcoef(calm[:, LABOUR_MARKET], wild[:, LABOUR_MARKET])[0, 1]
    assert together == pytest.approx(1, abs=1e-9)


@pytest.mark.skipif(not QUITS.exists(), reason="needs the monthly quits rate beside the repository")
def test_ranges_of_the_labour_market_hold_the_published_series():
    """Job Openings and Labor Turnover Survey, monthly quits rate, without the two months of lockdown."""
    with QUITS.open(encoding="utf-8", newline="") as file:
        rates = np.array([float(row["JTSQUR"]) for row in csv.DictReader(file) if row["JTSQUR"].strip()])
    entry = register()
    variation = rates.std() / rates.mean()
    assert entry["labour_market_cv"].low <= variation <= entry["labour_market_cv"].high
    persistence = np.corrcoef(rates[:-1], rates[1:])[0, 1]
    assert entry["labour_market_persistence"].low <= persistence <= entry["labour_market_persistence"].high


def test_people_on_the_market_take_up_ai_like_a_bass_curve():
    """Bass (1969) with constant tools, in closed form; monthly steps lag a little behind it."""
    world = replace(STEADY_WORLD, quality_at_start=1.0, quality_growth=0.0)
    users = table(world, abandonment_rate=0.0)[:, MARKET_USERS]
    p, q = (register()[f"adoption_{name}"].central for name in ("innovation", "imitation"))
    month = np.arange(MONTHS)
    curve = (1 - np.exp(-(p + q) * month)) / (1 + q / p * np.exp(-(p + q) * month))
    assert users[0] == 0
    assert np.all(np.diff(users) >= 0)
    np.testing.assert_allclose(users, curve, atol=0.045)


@pytest.mark.parametrize(
    ("other", "changed"),
    [(with_ai_standing_still, (TOOL_QUALITY, TOOL_PROGRESS, TALENT_DEMAND, MARKET_USERS, MARKET_NICHES)),
     (with_flat_demand, (TALENT_DEMAND,))],
)  # fmt: skip
def test_what_stands_still_does_so_from_the_start_on(other, changed):
    world = replace(STEADY_WORLD, talent_demand_growth=0.5, quality_growth=0.2, tool_progress=1.5)
    whole = table(world)
    still = other(whole, START)
    assert np.array_equal(still[:START], whole[:START])
    assert (still[START:, changed] == whole[START - 1, changed]).all()
    kept = [column for column in range(whole.shape[1]) if column not in changed]
    assert np.array_equal(still[:, kept], whole[:, kept])


def test_a_world_without_ai_keeps_its_labour_market():
    whole = table()
    none = without_ai(whole)
    assert np.array_equal(none[:, LABOUR_MARKET], whole[:, LABOUR_MARKET])
    assert not np.delete(none, LABOUR_MARKET, axis=1).any()
    assert whole[-1, MARKET_USERS] > 0
