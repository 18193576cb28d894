"""Published quit rates are of 2024, when AI was in use: the factor between them and rates without AI.

Base hazards of the model are those of an organisation without AI. What AI changed by 2024 is found by running
a small standard organisation through history with and without it, people and luck alike; what moods,
contagion and tenure make of a base hazard follows from the steady state. So 2024's quits come out about as
published; docs/model.md says how nearly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from tandem.model.calendar import month_index
from tandem.model.engine.coefficients import coefficients_of
from tandem.model.engine.first_seats import (
    SeatFacts,
    new_population,
    standing_of,
    tenure_tables,
    vacancies_per_exit,
)
from tandem.model.engine.formulas import adoption_log_ratio, rates_without_ai, tenure_log_multiplier
from tandem.model.engine.population import Structure
from tandem.model.engine.steady_state import USUAL_TEAM, steady_quits, steady_state
from tandem.model.engine.tiles import advance
from tandem.model.environment import Environment, environment_table
from tandem.model.organisation.families.exposure import usual_exposure
from tandem.model.outcomes.tally import EXPECTED_QUITS, PRESENT
from tandem.model.rules.environment import MARKET_USERS, MODIFIER_COLUMNS, TOOL_QUALITY

FACTOR = "quits_with_ai"
_teams = 96
_steps = 3  # of the fixed point; the next would change the factor by less than a thousandth
# What scenarios of the world differ in comes later, but for the tools of November 2022.
_up_to_2024 = Environment(
    quality_at_start=0.0,
    quality_growth=0.0,
    tool_progress=1.0,
    quit_ratio=1.0,
    talent_demand_growth=0.0,
    talent_demand_ceiling=1.0,
)
_first, _last = month_index("2024-01", "start"), month_index("2024-12", "end")


def with_base_quits(values: Mapping[str, float], environment: Environment) -> dict[str, float]:
    """The parameters with the factor `quits_with_ai`, worked out by short runs unless it is there already."""
    if FACTOR in values:
        return dict(values)
    world = replace(_up_to_2024, quality_at_start=environment.quality_at_start)
    return {**values, FACTOR: _factor(frozenset(values.items()), world)}


@lru_cache(maxsize=4096)
def _factor(items: frozenset[tuple[str, float]], environment: Environment) -> float:
    values = dict(items)
    by_ai = _change_by_ai(values, environment)
    vacancies = vacancies_per_exit(_standard_organisation(), values["promotion_share"])
    factor = 1.0
    for _ in range(_steps):
        quits = steady_quits({**values, FACTOR: factor}, vacancies=vacancies)
        factor *= by_ai * quits / values["employee_quit_rate"]
    return factor


def _change_by_ai(values: Mapping[str, float], environment: Environment) -> float:
    """Expected quits of 2024 in the standard organisation with AI ÷ without, people and luck alike."""
    structure = _standard_organisation()
    vacancies = vacancies_per_exit(structure, values["promotion_share"])
    steady = steady_state(values, vacancies=vacancies)
    coefficients = coefficients_of(values, steady=steady)
    seats = structure.seats
    adoption = np.array([adoption_log_ratio(values, level, "employee") for level in structure.levels])
    standing, own_standing = standing_of(structure, values["level_on_tenure"])
    facts = SeatFacts(
        salary=np.ones(seats),
        tenure=np.full(seats, np.nan),
        log_base_exit=np.full(seats, np.log(rates_without_ai(values)[0])),
        log_adoption=adoption[structure.group],
        exposure=np.full(seats, usual_exposure(values)),
        quit_ratio=np.ones(seats),
        promotion=structure.somebody_below.astype(np.float64),
        seniority=structure.seniority,
        standing=standing,
        own_standing=own_standing,
    )
    contract = np.zeros(seats, np.int32)
    tables = tenure_tables(facts, contract, steady)
    population = new_population(structure, facts, tables, coefficients, steady, seed=0)
    months = _last + 1
    steady_market = {**values, "labour_market_cv": 0.0}
    with_ai = environment_table(environment, steady_market, 0, months, months)
    without = with_ai.copy()
    without[:, [TOOL_QUALITY, MARKET_USERS]] = 0.0
    tenure = tenure_log_multiplier(values)
    rates = []
    for people, world in ((population.copy(), with_ai), (population, without)):
        neutral = np.zeros((months, 1, MODIFIER_COLUMNS))
        sums = advance(people, coefficients, tenure, world, neutral, recorded=_last + 1 - _first)
        rates.append(sums[..., EXPECTED_QUITS].sum() / sums[..., PRESENT].sum())
    return float(rates[0] / rates[1])


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
