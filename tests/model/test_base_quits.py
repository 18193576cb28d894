"""Published quit rates are of 2024, with AI in use: the model's quits of that year come out as published."""

from __future__ import annotations

from itertools import count

import numpy as np
import pytest

from tandem.model import base_quits
from tandem.model.base_quits import FACTOR, with_base_quits
from tandem.model.calendar import month_index
from tandem.model.engine.formulas import base_quit_rates, rates_without_ai
from tandem.model.outcomes import tally
from tandem.model.parameters import central_values, sample_prior
from tests.model.engine.cases import STEADY_WORLD, scenario

YEAR = slice(month_index("2024-01", "start"), month_index("2024-12", "end") + 1)
SETS = (central_values(), *sample_prior(11, 3))


def quits_of_2024(values):
    """Expected quits of employees a month in a large organisation, labour market at its mean."""
    world = scenario(20_000, YEAR.stop, values=values | {"labour_market_cv": 0.0})
    sums = world.run(world.population(8), world.environment_of(8), YEAR.stop, threads=2)[YEAR]
    employees = np.array([group.contract == "employee" for group in world.profile.groups])
    return sums[:, employees, tally.EXPECTED_QUITS].sum() / sums[:, employees, tally.PRESENT].sum()


@pytest.mark.parametrize("values", SETS)
def test_quits_of_2024_are_the_published_ones_under_other_luck_and_in_another_organisation(values):
    """Quits of the standard organisation have a sampling error of 2.2 %: three of them, and ours."""
    settled = with_base_quits(values, STEADY_WORLD)
    assert quits_of_2024(settled) == pytest.approx(values["employee_quit_rate"], rel=0.075)


def test_without_the_factor_they_would_not_be():
    """Whoever tends to leave has left, so that the steady organisation loses fewer than base hazards say."""
    values = central_values()
    unsettled = quits_of_2024(values | {FACTOR: 1.0})
    assert abs(unsettled / values["employee_quit_rate"] - 1) > 0.1


def test_base_hazards_of_employees_are_divided_by_the_factor_and_contracts_are_not():
    values = central_values() | {FACTOR: 0.8}
    published, base = base_quit_rates(values), rates_without_ai(values)
    np.testing.assert_allclose(base, (published[0] / 0.8, published[1], published[2] / 0.8))
    assert rates_without_ai(central_values()) == published  # not known yet: one


def test_a_stored_factor_is_taken_as_it_is_and_nothing_is_simulated(monkeypatch):
    monkeypatch.setattr(base_quits, "advance", lambda *_, **__: pytest.fail("a stored factor was recomputed"))
    values = central_values() | {FACTOR: 1.234}
    assert with_base_quits(values, STEADY_WORLD) == values
    assert scenario(60, 1, values=values).settled_values[FACTOR] == 1.234


def test_it_is_worked_out_once_for_the_same_parameters_and_again_for_others(monkeypatch):
    runs = count()
    monkeypatch.setattr(base_quits, "_quits_against_published", lambda *_: 1.0 + 0.0 * next(runs))
    values = central_values({"true_gain": 0.0777})
    assert with_base_quits(values, STEADY_WORLD) == with_base_quits(dict(values), STEADY_WORLD)
    once = next(runs)
    with_base_quits(values | {"true_gain": 0.0778}, STEADY_WORLD)
    assert next(runs) == 2 * once + 1
    base_quits._factor.cache_clear()
