"""Skill, performance, careless use, offers and promotion, by closed forms."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st
from scipy.stats import norm

from tandem.model.rules.exits import outside_offers
from tandem.model.rules.gain import gross_gain, true_gain
from tandem.model.rules.promotion import outside_share
from tandem.model.rules.skill import experience, performance_of, skill_of, skill_score_of
from tests.model.rules.months import central, coefficients, for_any, neutral_month, within

scores = st.floats(-4, 4)


@for_any(
    level=within("level_on_skill"), performs=within("skill_on_performance"), seniority=scores, own=scores
)
def test_skill_goes_with_the_level_and_performance_with_skill(level, performs, seniority, own):
    c = coefficients(level_on_skill=level, skill_on_performance=performs)
    skill = skill_score_of.py_func(seniority, own, c)
    assert skill == pytest.approx(level * seniority + math.sqrt(1 - level**2) * own)
    performance = performance_of.py_func(skill, own, c)
    assert performance == pytest.approx(performs * skill + math.sqrt(1 - performs**2) * own)
    assert skill_of.py_func(skill) == pytest.approx(norm.cdf(skill), abs=1e-9)


def test_skill_and_performance_are_standard_normal_with_the_correlations_stated():
    """By Gauss–Hermite quadrature over level, own skill and own luck, all standard normal."""
    c = coefficients()
    nodes, weights = np.polynomial.hermite_e.hermegauss(5)
    places: list[Any] = [each.ravel() for each in np.meshgrid(nodes, nodes, nodes)]
    level, own, luck = places
    weight = np.multiply.outer(np.multiply.outer(weights, weights), weights).ravel() / (2 * np.pi) ** 1.5
    skill = skill_score_of.py_func(level, own, c)
    performance = performance_of.py_func(skill, luck, c)
    for one, other, expected in (
        (skill, skill, 1.0),
        (performance, performance, 1.0),
        (level, skill, central("level_on_skill")),
        (skill, performance, central("skill_on_performance")),
        (level, performance, central("level_on_skill") * central("skill_on_performance")),
    ):
        assert np.sum(weight * one * other) == pytest.approx(expected)


@for_any(skill=st.floats(0, 1), ramp=st.floats(0, 1))
def test_newcomers_are_novices_until_they_are_ramped_up(skill, ramp):
    c = coefficients()
    assert experience.py_func(skill, 0.0) == 0
    assert experience.py_func(skill, 1.0) == skill
    experienced = experience.py_func(skill, ramp)
    assert 0 <= experienced <= skill
    assert gross_gain.py_func(1.0, experienced, c) >= gross_gain.py_func(1.0, skill, c)


@for_any(tax=within("rework_tax"), novices=within("rework_of_novices"), rank=st.floats(0, 1))
def test_rework_takes_its_share_by_experience_and_averages_to_the_tax(tax, novices, rank):
    c = coefficients(rework_tax=tax, rework_of_novices=novices)
    taken = 1 - true_gain.py_func(0.1, rank, c) / 0.1
    assert taken == pytest.approx(tax * (novices + rank * (2 - 2 * novices)))
    assert (1 - true_gain.py_func(0.1, 1 - rank, c) / 0.1 + taken) / 2 == pytest.approx(tax)


def test_careless_use_costs_novices_most():
    careful, careless = coefficients(rework_tax=0.1), coefficients(rework_tax=0.4)
    lost = [
        true_gain.py_func(gross_gain.py_func(1.0, rank, careful), rank, careful)
        - true_gain.py_func(gross_gain.py_func(1.0, rank, careless), rank, careless)
        for rank in (0.0, 0.5, 1.0)
    ]
    assert lost[0] > lost[1] > lost[2] >= 0  # experts gain nothing at the central values


@for_any(
    premium=within("ai_pay_premium"), elasticity=within("pay_to_quit"), use=st.floats(0, 2),
    performance=st.floats(-4, 4), demand=st.floats(0, 4),
)  # fmt: skip
def test_offers_are_the_premium_times_the_elasticity_and_go_to_performers(
    premium, elasticity, use, performance, demand
):
    c = coefficients(ai_pay_premium=premium, pay_to_quit=elasticity)
    m = neutral_month(c, talent_demand=demand)
    expected = -elasticity * premium * demand * min(use, 1) * max(1 + performance, 0)
    assert outside_offers.py_func(use, performance, c, m) == pytest.approx(expected)
    assert outside_offers.py_func(0.0, performance, c, m) == 0


@for_any(share=within("promotion_share"))
def test_vacancies_above_the_entry_level_are_kept_for_the_team_by_their_share(share):
    c = coefficients(promotion_share=share)
    assert outside_share.py_func(0.0, c) == 1
    assert outside_share.py_func(1.0, c) == pytest.approx(1 - share)
