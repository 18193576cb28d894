"""Tandem's forecast: the organisation at an origin, and coverage on histories of the model's own making."""

from dataclasses import replace

import numpy as np
import pytest

from tandem.experiments.backtest.forecasts import forecast, known_at, setting_at
from tandem.experiments.backtest.plan import plan_of, profile_at
from tandem.experiments.backtest.scores import rank
from tandem.experiments.settings.schema import AiProgress, AiTalentDemand, EnvironmentChoices, LabourMarket
from tandem.experiments.simulation.compilation import compile_model
from tandem.model.errors import InputError
from tandem.model.organisation.folder.tables import OTHER_DEPARTMENTS
from tandem.model.organisation.profile import Group
from tandem.model.parameters import sample_prior
from tests.experiments.backtest.made_up import (
    SEATS,
    GammaPoisson,
    history_from_the_model,
    imported,
    monthly_table,
    poisson_history,
    profile,
)

SAME_WORLD = EnvironmentChoices(AiProgress(0.5, 0.1, 1.0), LabourMarket(1.0), AiTalentDemand(0.5, 3.0))


def forecast_at(plan, origin, described, draws, seed=1):
    setting = setting_at(plan, origin, described, SEATS, SAME_WORLD, GammaPoisson(), seed, np.float32)
    compile_model(setting.real)
    return forecast(plan, setting, sample_prior(seed + 1_000, draws), 2, lambda: None)


def test_the_organisation_is_scaled_to_its_departments_then():
    people = np.tile([400.0, 300.0], (48, 1))
    people[:30] = [200, 330]
    table = monthly_table("2021-11", np.ones((48, 2)), people)
    plan = plan_of(imported(table, profile()), 24, 12, 1, "made up")
    then = profile_at(plan, profile(), plan.origins[0])
    assert [group.headcount for group in then.groups] == [200, 330]
    assert [group.headcount for group in profile_at(plan, profile(), plan.origins[-1]).groups] == [400, 300]


def test_small_departments_share_the_rate_of_the_others():
    table = monthly_table("2021-11", np.ones((48, 2)), np.tile([400.0, 300.0], (48, 1)))
    table["department"] = table["department"].replace("D1", OTHER_DEPARTMENTS)
    small = tuple(
        Group(name, "all", "employee", people, 6e4, 5.0) for name, people in (("D8", 100), ("D9", 200))
    )
    described = replace(profile(), groups=(*profile().groups[:1], *small), data_hash="")
    plan = plan_of(imported(table, described), 24, 12, 1, "made up")
    setting = setting_at(plan, plan.origins[0], described, SEATS, SAME_WORLD, GammaPoisson(), 1, np.float32)
    assert setting.own.rates is not None
    annual = setting.own.rates.annual
    assert np.array_equal(annual[:, 1], annual[:, 2])
    assert annual.mean(axis=0) == pytest.approx([12 / 400, 12 / 300, 12 / 300], rel=0.15)


def test_nothing_after_the_origin_moves_a_forecast():
    plan = poisson_history(np.full(48, 0.01), 1)
    origin = plan.origins[3]
    future = plan.monthly["month"] >= plan.months[origin]
    changed = plan.monthly.assign(voluntary=plan.monthly["voluntary"].where(~future, 99))
    later = plan_of(imported(changed, profile()), 24, 12, 1, "made up")
    assert known_at(plan, origin).voluntary.tolist() == known_at(later, origin).voluntary.tolist()
    one, other = (forecast_at(each, origin, profile(), 4) for each in (plan, later))
    assert np.array_equal(one, other)


def test_the_sum_of_the_departments_is_the_organisation():
    plan = poisson_history(np.full(48, 0.01), 1)
    draws = forecast_at(plan, plan.origins[0], profile(), 10)
    assert draws.shape == (10, 12, 3)
    assert np.array_equal(draws[..., :2].sum(axis=2), draws[..., 2])
    assert draws[..., 2].sum(axis=1).mean() == pytest.approx(12 * 0.01 * 700, rel=0.35)


@pytest.mark.slow
def test_on_histories_of_the_models_own_making_the_bands_hold_what_they_say():
    """Sixty organisations, each with its own parameters and luck: nine in ten years lie in the 90 % band."""
    described, ranks = profile(), []
    for number, values in enumerate(sample_prior(5, 60)):
        table = history_from_the_model(values, number, 48, described)
        plan = plan_of(imported(table, described), 24, 12, 12, "made up")
        draws = forecast_at(plan, plan.origins[-1], described, 100, seed=number)
        actual = plan.actual(plan.origins[-1])
        ranks.append(rank(draws.sum(axis=1), actual.sum(axis=0)))
    found = np.array(ranks)
    held_90 = ((found > 0.05) & (found < 0.95)).mean(axis=0)
    held_50 = ((found > 0.25) & (found < 0.75)).mean(axis=0)
    # Three standard errors of 60: 0.12 around 0.9, 0.19 around 0.5.
    assert ((held_90 > 0.78) & (held_90 <= 1)).all(), held_90
    assert ((held_50 > 0.31) & (held_50 < 0.72)).all(), held_50
    assert found.mean() == pytest.approx(0.5, abs=0.12), found.mean(axis=0)


@pytest.mark.parametrize(
    ("months", "first", "words"),
    [
        (30, "2022-11", "too short"),
        (60, "2016-01", "cannot begin before 2023-11"),
    ],
)
def test_too_short_a_history_is_refused_with_what_is_lacking(months, first, words):
    table = monthly_table(first, np.ones((months, 1)), np.full((months, 1), 100.0))
    with pytest.raises(InputError, match=words):
        plan_of(imported(table, profile((100,))), 24, 12, 1, "made up")


def test_a_profile_without_months_is_refused():
    with pytest.raises(InputError, match=r"no monthly history \(monthly\.parquet\)"):
        plan_of(imported(None, profile()), 24, 12, 1, "made up")


def test_origins_are_counted_from_the_end():
    table = monthly_table("2021-11", np.ones((48, 1)), np.full((48, 1), 100.0))
    plan = plan_of(imported(table, profile((100,))), 24, 12, 5, "made up")
    assert plan.origins == (26, 31, 36)
