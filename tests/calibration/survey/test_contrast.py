"""Selection or cause: the contrast between top quartile and rest, and AI's own part of it."""

import math
from dataclasses import replace

import numpy as np
import pytest

from tandem.calibration.survey.contrast import (
    SWITCHED_OFF,
    ai_part,
    burnout_contrast,
    top_quartile,
)
from tandem.calibration.survey.instrument import market, population_values
from tandem.model.parameters import central_values, sample_prior
from tests.calibration.fit.made_up import LATE, shipped

PEOPLE = 20_000
CENTRAL = central_values()


def lived(values, seed=1):
    scenario = market(PEOPLE).scenario(CENTRAL | values, LATE + 1)
    population = scenario.population(seed)
    scenario.run(population, scenario.environment_of(seed), LATE + 1, recorded=0)
    return population


def test_ais_part_and_selection_make_up_the_contrast():
    scenario = market(PEOPLE).scenario(CENTRAL, LATE + 1)
    part, total, _ = np.mean([ai_part(scenario, seed) for seed in range(3)], axis=0)
    assert 0 < part < total


def test_the_contrast_grows_with_selection_and_ais_part_does_not():
    parts, totals = [], []
    for loading in (0.0, 0.5, 0.95):
        scenario = market(PEOPLE).scenario(CENTRAL | {"burnout_role_loading": loading}, LATE + 1)
        found = [ai_part(scenario, seed) for seed in range(2)]
        part, total, _ = np.mean(found, axis=0)
        parts.append(part)
        totals.append(total)
    assert parts == pytest.approx([parts[1]] * 3, abs=0.1)
    assert totals[0] < totals[1] - 0.2 < totals[2] - 0.4


def test_without_selection_and_ais_ways_there_is_no_contrast():
    held = SWITCHED_OFF | {"burnout_role_loading": 0.0, "use_role_loading": 0.0, "burnout_on_demands": 0.0}
    contrasts = [burnout_contrast(lived(held, seed), CENTRAL["threshold_burned_out"]) for seed in range(3)]
    top, rest = (members.sum() for members in top_quartile(lived({})))
    error = math.sqrt((1 / top + 1 / rest) / (0.7 * 0.3) / 3)
    assert abs(np.mean(contrasts)) < 4 * error


def test_the_top_quartile_reports_more_burnout():
    found = population_values(CENTRAL, (shipped("burnout_ratio"), shipped("considering_ratio")), PEOPLE)
    assert found["burnout_ratio"] > 1.15 and found["considering_ratio"] > 1.3


def test_closing_what_is_closed_already_changes_nothing():
    scenario = market(PEOPLE).scenario(CENTRAL | SWITCHED_OFF, LATE + 1)
    found = ai_part(scenario, 5)
    assert found.burnout == 0 < found.contrast
    assert found.quits == 0


def test_ais_part_of_quits_answers_to_relief_and_pressure():
    relieved = market(PEOPLE).scenario(CENTRAL | {"reported_gain_believed": 0.0}, LATE + 1)
    pressed = market(PEOPLE).scenario(CENTRAL | {"relief_by_ai": 0.0, "gain_to_targets": 0.95}, LATE + 1)
    assert ai_part(relieved, 1).quits < 0 < ai_part(pressed, 1).quits


def test_contrast_is_the_log_odds_ratio_of_a_counted_table():
    population = lived({}, seed=2)
    top, rest = top_quartile(population)
    burned_out = population.column("burnout") > 0.3
    a, b = (top & burned_out).sum() + 0.5, (top & ~burned_out).sum() + 0.5
    c, d = (rest & burned_out).sum() + 0.5, (rest & ~burned_out).sum() + 0.5
    assert burnout_contrast(population, 0.3) == pytest.approx(math.log(a * d / (b * c)))
    assert not (top & rest).any()
    assert top.sum() == pytest.approx((top | rest).sum() / 4, abs=1)


def test_what_is_switched_off_plays_no_part_before_ai():
    """So AI's part begins with the same people and steady state, worked out once (`Scenario.reacting`)."""
    for values in sample_prior(2, 3):
        scenario = market(PEOPLE).scenario(values, LATE + 1)
        apart = replace(scenario, values={**scenario.settled_values, **SWITCHED_OFF})
        for shared, own in zip(scenario.steady, apart.steady, strict=True):
            np.testing.assert_array_equal(shared, own)
        people, others = scenario.population(1), apart.population(1)
        np.testing.assert_array_equal(people.values, others.values)
        np.testing.assert_array_equal(people.recent, others.recent)
        np.testing.assert_array_equal(scenario.environment_of(1), apart.environment_of(1))
        assert scenario.reacting(SWITCHED_OFF).coefficients == apart.coefficients
