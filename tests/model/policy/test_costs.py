"""What levers cost, against arithmetic by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.outcomes import tally
from tandem.model.policy.cost import programme_costs
from tandem.model.policy.coverage import covered_seats
from tandem.model.policy.lever import Cost, Coverage, Lever
from tests.model.engine.cases import organisation
from tests.model.policy.published import AS_PUBLISHED

PROFILE, SEATS = organisation(400)
GROUPS, MONTHS, FIRST = len(PROFILE.groups), 30, 14  # months of the sums, the first since November 2022
VALUES = AS_PUBLISHED


@pytest.fixture
def sums():
    """Everybody present all the time, at 4,000 a month."""
    made = np.zeros((MONTHS, GROUPS, tally.TALLIES))
    made[..., tally.PRESENT] = [group.headcount for group in PROFILE.groups]
    made[..., tally.PAYROLL] = 4_000 * made[..., tally.PRESENT]
    return made


def cost(sums, *levers):
    return programme_costs(levers, sums, FIRST, PROFILE, SEATS, VALUES)


def test_a_head_costs_its_price_times_intensity_from_start_to_end(sums):
    lever = Lever("recognition", FIRST + 5, end=FIRST + 9, intensity=0.5, cost=Cost(per_head_month=30.0))
    found = cost(sums, lever)
    assert not found[:5].any() and not found[10:].any()
    np.testing.assert_allclose(
        found[5:10], np.broadcast_to(0.5 * 30 * sums[0, :, tally.PRESENT], (5, GROUPS))
    )


def test_only_the_covered_part_of_a_group_costs(sums):
    coverage = Coverage(SEATS.departments[:2], levels=("junior",), share=(0.0, 0.5))
    found = cost(sums, Lever("recognition", FIRST, coverage=coverage, cost=Cost(per_head_month=30.0)))
    chosen = covered_seats(coverage, SEATS)
    by_group = np.bincount(SEATS.group, weights=chosen, minlength=GROUPS)
    assert 0 < chosen.sum() < 0.2 * len(SEATS)
    np.testing.assert_allclose(found[7], 30 * by_group)


def test_a_fixed_cost_is_borne_once_by_headcount_whatever_the_intensity(sums):
    coverage = Coverage(SEATS.departments[:1])
    found = cost(
        sums, Lever("wellness", FIRST + 2, coverage=coverage, intensity=0.3, cost=Cost(fixed=9_000.0))
    )
    assert found.sum() == pytest.approx(9_000)
    assert found[2].sum() == pytest.approx(9_000)
    here = np.array([group.department == SEATS.departments[0] for group in PROFILE.groups])
    heads = sums[2, here, tally.PRESENT]
    np.testing.assert_allclose(found[2, here], 9_000 * heads / heads.sum())


def test_a_lever_that_began_before_the_sums_bears_no_fixed_cost_again(sums):
    assert not cost(sums, Lever("wellness", FIRST - 1, cost=Cost(fixed=9_000.0))).any()


@pytest.mark.parametrize("kind", ["relative_raise", "uniform_raise"])
def test_a_raise_costs_its_share_of_payroll_every_month(sums, kind):
    found = cost(sums, Lever(kind, FIRST + 5, intensity=0.05))
    assert not found[:5].any()
    np.testing.assert_allclose(found[5:], 0.05 * sums[5:, :, tally.PAYROLL])


def test_a_bonus_costs_its_share_of_a_years_payroll_once(sums):
    found = cost(sums, Lever("retention_bonus", FIRST + 5, intensity=0.1))
    np.testing.assert_allclose(found[5], 0.1 * 12 * sums[5, :, tally.PAYROLL])
    assert not found[:5].any() and not found[6:].any()


def test_severance_is_a_share_of_the_salary_of_those_laid_off(sums):
    sums[3, 0, tally.LAYOFFS] = 2
    found = cost(sums, Lever("layoff", FIRST + 3, intensity=0.1))
    assert found[3, 0] == pytest.approx(2 * VALUES["severance"] * PROFILE.groups[0].mean_salary)
    assert found.sum() == found[3, 0]


def test_hours_cost_output_and_not_money(sums):
    assert not cost(sums, Lever("recognition", FIRST, cost=Cost(hours_per_week=3.0))).any()


def test_a_phased_lever_pays_its_fixed_cost_once_and_heads_as_they_come(sums):
    lever = Lever("recognition", FIRST, cost=Cost(fixed=5_000.0, per_head_month=10.0), phase_months=3)
    found = cost(sums, lever)
    for place, name in enumerate(SEATS.departments):
        here = np.array([group.department == name for group in PROFILE.groups])
        heads = sums[0, here, tally.PRESENT].sum()
        monthly = found[:, here].sum(axis=1)
        np.testing.assert_allclose(monthly[3 * place + 1 :], 10 * heads)
        assert not monthly[: 3 * place].any()
        assert monthly[3 * place] == pytest.approx(10 * heads + (5_000 if place == 0 else 0))


def test_levers_costs_add_up(sums):
    one = Lever("recognition", FIRST, cost=Cost(100.0, 10.0))
    two = Lever("relative_raise", FIRST + 3, coverage=Coverage(contracts=("employee",)), intensity=0.1)
    np.testing.assert_allclose(cost(sums, one, two), cost(sums, one) + cost(sums, two))
