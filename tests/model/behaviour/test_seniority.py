"""Juniors and seniors: skill, performance, tenure and what AI gains them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import spearmanr

from tandem.model.outcomes import tally
from tandem.model.parameters import central_values, sample_prior
from tests.model.behaviour.made import LEVELS, lived, staff, world_of

PEOPLE, MONTHS = 3000, 48
ERROR = 4 / np.sqrt(PEOPLE)


@pytest.mark.parametrize("level", [0.3, 0.6, 0.85])
def test_skill_goes_with_the_level_and_performance_with_skill(level):
    """Correlations follow from the register's, as seats have three levels and not a normal score each."""
    values = central_values({"level_on_skill": level, "skill_on_performance": 0.5})
    population = world_of(staff("Office", PEOPLE), 1, values).population(3)
    seniority = population.column("seniority").astype(float)
    skill = ndtri(population.column("skill").astype(float))
    spread = seniority.std()
    variance = level**2 * spread**2 + 1 - level**2
    middle_ranks = (0.45 / 2, 0.45 + 0.4 / 2, 0.85 + 0.15 / 2)  # of the three levels
    scores = ndtri(middle_ranks)
    np.testing.assert_allclose(np.unique(seniority), scores - scores @ (0.45, 0.4, 0.15), atol=1e-5)
    assert np.corrcoef(seniority, skill)[0, 1] == pytest.approx(level * spread / variance**0.5, abs=ERROR)
    expected = 0.5 * np.sqrt(variance / (0.25 * variance + 0.75))
    performance = population.column("performance")
    assert np.corrcoef(skill, performance)[0, 1] == pytest.approx(expected, abs=ERROR)


def test_the_senior_have_been_there_longer_and_tenures_as_a_whole_stay_as_they_are():
    found, tenures = [], []
    for correlation in (0.0, 0.3, 0.6):
        world = world_of(staff("Office", PEOPLE), 1, central_values({"level_on_tenure": correlation}))
        population = world.population(3)
        tenure = population.column("tenure")
        found.append(spearmanr(population.column("seniority"), tenure).statistic)
        tenures.append(np.sort(tenure))
    assert abs(found[0]) < ERROR
    assert found[1] == pytest.approx(0.27, abs=ERROR) and found[2] > found[1] + 0.15
    for other in tenures[1:]:  # Kolmogorov's distance of two samples
        below = [
            np.searchsorted(each, np.arange(0, 720, 6), side="right") / each.size
            for each in (tenures[0], other)
        ]
        assert np.abs(below[0] - below[1]).max() < 1.95 * np.sqrt(2 / PEOPLE)


def gain_by_level(values, seed=1):
    """True gain of users on each level, junior first, in the fourth year."""
    life = lived(world_of(staff("Office", PEOPLE), MONTHS, values), seed)
    return np.array([life.of_users(tally.TRUE_SUM, life.groups(level=level)) for level in LEVELS])


def test_junior_users_gain_clearly_more_than_seniors():
    """docs/expectations.md: half as large again or more, against the top level."""
    gain = gain_by_level(central_values())
    assert gain[0] > gain[1] > gain[2] > 0
    assert gain[0] / gain[2] > 1.4
    flat = gain_by_level(central_values({"level_on_skill": 0.3}))
    assert flat[0] / flat[2] < gain[0] / gain[2]


def test_where_published_gains_are_of_novices_juniors_gain_more_in_most_draws():
    draws = sample_prior(41, 12)
    more = [gain[0] > gain[2] for gain in (gain_by_level(values) for values in draws)]
    assert np.mean(more) > 0.9


def test_careless_use_costs_juniors_most():
    careless = {"rework_tax": 0.4, "rework_of_novices": 1.75}
    lost = gain_by_level(central_values({"rework_tax": 0.1, "rework_of_novices": 1.75}))
    lost -= gain_by_level(central_values(careless))
    assert lost[0] > lost[1] > lost[2] > 0
