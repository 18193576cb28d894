"""Units that levers are paid for, against costs at a price of one and output with and without hours."""

from dataclasses import replace

import numpy as np
import pytest

from tandem.model.outcomes import tally
from tandem.model.parameters import central_values
from tandem.model.policy.catalogue import LEVERS
from tandem.model.policy.cost import FIXED, HEAD_MONTHS, OUTPUT_PER_HOUR, programme_costs, units_paid
from tandem.model.policy.lever import Cost, Coverage, Lever
from tests.model.policy.test_costs import FIRST, GROUPS, MONTHS, PROFILE, SEATS

VALUES = central_values()
SUMS = np.zeros((MONTHS, GROUPS, tally.TALLIES))
SUMS[..., tally.PRESENT] = np.random.default_rng(3).uniform(5, 50, (MONTHS, GROUPS))
SUMS[..., tally.OUTPUT_SUM] = 0.9 * SUMS[..., tally.PRESENT]
LEVERS_USED = (
    Lever("recognition", FIRST + 2, FIRST + 9, Coverage(), 0.5),
    Lever("wellness", FIRST, None, Coverage(departments=PROFILE.departments[:1]), 1.5),
    Lever("ai_training", FIRST + 1, phase_months=2),
)


@pytest.mark.parametrize("lever", LEVERS_USED, ids=lambda lever: lever.kind)
def test_units_times_prices_are_the_costs(lever):
    units = units_paid((lever,), SUMS, FIRST, SEATS, VALUES)[0]
    for unit, cost in ((HEAD_MONTHS, Cost(per_head_month=1.0)), (FIXED, Cost(fixed=1.0))):
        priced = replace(lever, cost=cost)
        found = programme_costs((priced,), SUMS, FIRST, PROFILE, SEATS, VALUES | {"severance": 0.0})
        np.testing.assert_allclose(units[unit], found.sum(axis=-1), rtol=1e-12)


def test_hours_of_several_levers_cost_the_output_that_they_take():
    """Output before hours, times what each lever leaves, is the output that is there."""
    week = VALUES["working_week"]
    hours = (1.0, 3.0)
    levers = tuple(
        Lever(kind, FIRST, cost=Cost(hours_per_week=taken))
        for kind, taken in zip(("recognition", "wellness"), hours, strict=True)
    )
    left = 1.0
    for lever, taken in zip(levers, hours, strict=True):
        left *= 1 - taken * LEVERS[lever.kind].share_without(VALUES) / week
    before = SUMS[..., tally.OUTPUT_SUM].sum(axis=-1) / left
    units = units_paid(levers, SUMS, FIRST, SEATS, VALUES)[:, OUTPUT_PER_HOUR]
    lost = np.array(hours) @ units
    np.testing.assert_allclose(SUMS[..., tally.OUTPUT_SUM].sum(axis=-1) + lost, before, rtol=1e-12)


def test_an_idle_lever_is_paid_for_nothing():
    idle = Lever("recognition", FIRST, intensity=0.0, cost=Cost(9.0, 9.0, 9.0))
    assert not units_paid((idle,), SUMS, FIRST, SEATS, VALUES).any()
