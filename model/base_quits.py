"""Published quit rates are of 2024, when AI was in use: the factor between them and rates without AI.

Base hazards of the model are those of an organisation without AI. A small standard organisation is run
through history with hazards of trial; the factor is what its quits in 2024 come to against what is published.
Moods, contagion and tenure are in it as well as AI, so that 2024's quits come out as published.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from tandem.model.calendar import month_index
from tandem.model.engine.coefficients import coefficients_of
from tandem.model.engine.formulas import adoption_log_ratio, rates_without_ai, tenure_log_multiplier
from tandem.model.engine.population import Structure, new_population
from tandem.model.engine.steady_state import USUAL_TEAM, steady_state
from tandem.model.engine.tiles import advance
from tandem.model.environment import Environment, environment_table
from tandem.model.outcomes.tally import EXPECTED_QUITS, PRESENT
from tandem.model.rules.environment import MODIFIER_COLUMNS

FACTOR = "quits_with_ai"
_teams = 192
_runs = 3  # each corrects the one before
_first, _last = month_index("2024-01", "start"), month_index("2024-12", "end")


def with_base_quits(values: Mapping[str, float], environment: Environment) -> dict[str, float]:
    """The parameters with the factor `quits_with_ai`, worked out by short runs unless it is there already."""
    if FACTOR in values:
        return dict(values)
    return {**values, FACTOR: _factor(frozenset(values.items()), environment)}


@lru_cache(maxsize=4096)
def _factor(items: frozenset[tuple[str, float]], environment: Environment) -> float:
    values = dict(items)
    factor = 1.0
    for _ in range(_runs):
        factor *= _quits_against_published({**values, FACTOR: factor}, environment)
    return factor


def _quits_against_published(values: Mapping[str, float], environment: Environment) -> float:
    """Expected quits of 2024 in the standard organisation ÷ the published rate of employees."""
    structure = _standard_organisation()
    steady = steady_state(values)
    coefficients = coefficients_of(values, steady=steady)
    seats = structure.seats
    adoption = np.array([adoption_log_ratio(values, level, "employee") for level in structure.levels])
    population = new_population(
        structure,
        np.ones(seats),
        np.full(seats, np.nan),
        np.full(seats, np.log(rates_without_ai(values)[0])),
        adoption[structure.group],
        coefficients,
        steady,
        seed=0,
    )
    steady_market = {**values, "labour_market_cv": 0.0}
    months = _last + 1
    sums = advance(
        population,
        coefficients,
        tenure_log_multiplier(values),
        environment_table(environment, steady_market, 0, months, months),
        np.zeros((months, 1, MODIFIER_COLUMNS)),
        recorded=_last + 1 - _first,
    )
    rate = sums[..., EXPECTED_QUITS].sum() / sums[..., PRESENT].sum()
    return float(rate / values["employee_quit_rate"])


@lru_cache(maxsize=1)
def _standard_organisation() -> Structure:
    """Employees in teams of the usual size, each with a manager."""
    size = int(USUAL_TEAM)
    seats = _teams * size
    return Structure(
        seat_id=np.arange(seats, dtype=np.uint32),
        group=np.tile(np.array([1] + [0] * (size - 1), np.int32), _teams),
        team=np.repeat(np.arange(_teams, dtype=np.int32), size),
        team_offsets=np.arange(_teams + 1, dtype=np.int64) * size,
        team_department=np.zeros(_teams, np.int32),
        group_department=np.zeros(2, np.int32),
        group_level=np.arange(2, dtype=np.int32),
        group_contract=np.zeros(2, np.int32),
        departments=("standard",),
        levels=("intermediate", "manager"),
    )
