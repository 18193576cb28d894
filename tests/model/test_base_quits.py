"""Published quit rates are of 2024, with AI in use: the model's quits of that year come out as published."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tandem.model import base_quits
from tandem.model.base_quits import FACTOR, with_base_quits
from tandem.model.calendar import month_index
from tandem.model.engine.first_seats import vacancies_per_exit
from tandem.model.engine.formulas import base_quit_rates, rates_without_ai
from tandem.model.engine.steady_state import steady_quits
from tandem.model.outcomes import tally
from tandem.model.parameters import central_values, sample_prior
from tests.model.engine.cases import STEADY_WORLD, scenario

YEAR = slice(month_index("2024-01", "start"), month_index("2024-12", "end") + 1)
SETS = (central_values(), *sample_prior(11, 5))


def quits_of_2024(values):
    """Expected quits of employees a month in a large organisation, labour market at its mean."""
    world = scenario(20_000, YEAR.stop, values=values | {"labour_market_cv": 0.0})
    sums = world.run(world.population(8), world.environment_of(8), YEAR.stop, threads=2)[YEAR]
    employees = np.array([group.contract == "employee" for group in world.profile.groups])
    return sums[:, employees, tally.EXPECTED_QUITS].sum() / sums[:, employees, tally.PRESENT].sum()


@pytest.mark.parametrize("values", SETS)
def test_quits_of_2024_are_the_published_ones_under_other_luck_and_in_another_organisation(values):
    """The steady state leaves out that people in bad moods leave too: its quits are 1.5 to 4 % too many."""
    settled = with_base_quits(values, STEADY_WORLD)
    ratio = quits_of_2024(settled) / values["employee_quit_rate"]
    assert 0.95 < ratio < 1.01


def test_the_factor_follows_what_is_needed_from_one_set_of_parameters_to_another():
    """Needed is what quits come to without it, in another organisation."""
    found = np.log([with_base_quits(values, STEADY_WORLD)[FACTOR] for values in SETS])
    needed = np.log([quits_of_2024(v | {FACTOR: 1.0}) / v["employee_quit_rate"] for v in SETS])
    assert needed.std() > 0.02
    assert np.corrcoef(found, needed)[0, 1] > 0.9
    assert (found - needed).std() < 0.02


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
    runs: list[float] = []

    def change_by_ai(*_):
        runs.append(1.0)
        return 1.0

    monkeypatch.setattr(base_quits, "_change_by_ai", change_by_ai)
    values = central_values({"true_gain": 0.0777})
    assert with_base_quits(values, STEADY_WORLD) == with_base_quits(dict(values), STEADY_WORLD)
    assert len(runs) == 1
    with_base_quits(values | {"true_gain": 0.0778}, STEADY_WORLD)
    assert len(runs) == 2
    base_quits._factor.cache_clear()


def test_without_ai_nothing_but_the_steady_state_is_left():
    """With adoption at nought the factor is what the steady state's quits are against the published ones."""
    values = central_values() | {"adoption_innovation": 0.0, "adoption_imitation": 0.0}
    values |= {"labour_market_cv": 0.0}
    nobody = replace(STEADY_WORLD, quality_at_start=1e-12)
    factor = with_base_quits(values, nobody)[FACTOR]
    vacancies = vacancies_per_exit(base_quits._standard_organisation(), values["promotion_share"])
    assert vacancies > 1
    expected = steady_quits(values | {FACTOR: factor}, vacancies=vacancies) / values["employee_quit_rate"]
    assert expected == pytest.approx(1, rel=2e-3)
