"""Selection or cause: the contrast between top quartile and rest, and the share of it that AI causes."""

import math

import numpy as np
import pytest

from tandem.calibration.survey.contrast import burnout_contrast, realised_causal_share, top_quartile
from tandem.calibration.survey.instrument import market, population_values
from tandem.model.parameters import central_values, register
from tests.calibration.fit.made_up import LATE, shipped

PEOPLE = 20_000
CENTRAL = central_values()


def lived(values, seed=1):
    scenario = market(PEOPLE).scenario(CENTRAL | values, LATE + 1)
    population = scenario.population(seed)
    scenario.run(population, scenario.environment_of(seed), LATE + 1, recorded=0)
    return population


@pytest.mark.parametrize("nominal", [0.0, 0.4, 1.0])
def test_the_realised_causal_share_is_about_the_nominal_one(nominal):
    scenario = market(PEOPLE).scenario(CENTRAL | {"causal_share": nominal}, LATE + 1)
    off, full = np.mean([realised_causal_share(scenario, seed) for seed in range(3)], axis=0)
    assert 1 - off / full == pytest.approx(nominal, abs=0.12)


@pytest.mark.parametrize("causal_share", [0.0, 0.5, 1.0])
def test_without_an_association_there_is_no_contrast(causal_share):
    contrasts = [
        burnout_contrast(
            lived({"association": 0.0, "causal_share": causal_share}, seed), CENTRAL["threshold_burned_out"]
        )
        for seed in range(3)
    ]
    top, rest = (members.sum() for members in top_quartile(lived({})))
    error = math.sqrt((1 / top + 1 / rest) / (0.7 * 0.3) / 3)
    assert abs(np.mean(contrasts)) < 4 * error


@pytest.mark.parametrize("causal_share", [0.0, 0.5, 1.0])
def test_the_contrast_grows_with_the_association(causal_share):
    entry = register()["association"]
    contrasts = [
        burnout_contrast(
            lived({"association": strength, "causal_share": causal_share}), CENTRAL["threshold_burned_out"]
        )
        for strength in (0, entry.low, entry.central)
    ]
    assert contrasts[0] < contrasts[1] - 0.3 < contrasts[2] - 0.4


def test_the_top_quartile_reports_more_burnout():
    found = population_values(CENTRAL, (shipped("burnout_ratio"), shipped("considering_ratio")), PEOPLE)
    assert found["burnout_ratio"] > 1.15 and found["considering_ratio"] > 1.3


def test_switching_cause_off_leaves_the_traits_as_they_are():
    # At a causal share of zero nothing of the contrast hangs on AI: the two runs are the same run.
    scenario = market(PEOPLE).scenario(CENTRAL | {"causal_share": 0.0}, LATE + 1)
    off, full = realised_causal_share(scenario, 5)
    assert off == full


def test_contrast_is_the_log_odds_ratio_of_a_counted_table():
    population = lived({}, seed=2)
    top, rest = top_quartile(population)
    burned_out = population.column("burnout") > 0.3
    a, b = (top & burned_out).sum() + 0.5, (top & ~burned_out).sum() + 0.5
    c, d = (rest & burned_out).sum() + 0.5, (rest & ~burned_out).sum() + 0.5
    assert burnout_contrast(population, 0.3) == pytest.approx(math.log(a * d / (b * c)))
    assert not (top & rest).any()
    assert top.sum() == pytest.approx((top | rest).sum() / 4, abs=1)
