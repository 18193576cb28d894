"""The cells in November 2022: people who stayed, in a steady organisation without AI.

As the engine's first workers (`model/engine/first_workers.py`), but on average: who tends to leave has left,
so that the average worker has the mean traits of stayers; some seats stand empty, and teams remember leavers.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import ndtr

from tandem.model.engine.columns import INVOLUNTARY, LEAVER_ROWS, VOLUNTARY
from tandem.model.engine.formulas import capped_mean
from tandem.model.engine.steady_state import WIDEST, SteadyState
from tandem.model.mean_field import cells as row
from tandem.model.mean_field.average_worker import without_spread
from tandem.model.mean_field.cells import COHORTS, PEOPLE, STATE_ROWS, VETERANS, Cells, Floats, Places
from tandem.model.numerics.arithmetic import share_of
from tandem.model.numerics.arrays import Reals
from tandem.model.numerics.compiled import column_loop
from tandem.model.organisation.profile import CONTRACTS, Contract
from tandem.model.rules.burnout import burnout_trait_of
from tandem.model.rules.clarity import clarity_trait_of
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.freelance import suits_freelancers
from tandem.model.rules.hiring import ramp_reached
from tandem.model.rules.intention import intention_trait_of
from tandem.model.rules.team import contagion
from tandem.model.scenario import Scenario


def first_state(scenario: Scenario, group: Places, place: Places) -> tuple[Floats, Floats, Floats]:
    """State, people and tenure of the cells; `group` is that of each cell, `place` the cell of each seat."""
    seats, steady, cells = scenario.seats, scenario.steady, group.size
    c = without_spread(scenario.coefficients)
    state, tenure = np.zeros((STATE_ROWS, cells)), np.zeros((cells, COHORTS))
    people = np.zeros((cells, COHORTS))
    groups = scenario.profile.groups
    contract = np.array([CONTRACTS.index(entry.contract) for entry in groups])[group]
    facts = scenario.seat_facts
    for name, told in ((row.LOG_BASE_EXIT, facts.log_base_exit), (row.LOG_ADOPTION, facts.log_adoption)):
        state[name] = of_cells(told, place, cells)
    _set_work(
        state, of_cells(facts.exposure, place, cells), of_cells(scenario.structure.seniority, place, cells), c
    )
    state[row.FREELANCER] = contract == Contract.FREELANCER
    state[row.EXECUTIVE] = contract == Contract.EXECUTIVE
    size = np.bincount(place, minlength=cells)
    present = 1 - steady.vacant[contract]
    state[row.SEATS], state[PEOPLE] = size, size * present
    state[row.SALARY] = np.bincount(place, weights=seats.salary, minlength=cells) / np.maximum(size, 1)
    months = _known_or_steady(seats.tenure, contract[place], place, steady)
    many, tenure[:, :VETERANS] = _classes_of_tenure(months, place, size)
    people[:, :VETERANS] = many * present[:, np.newaxis]
    _first_ramp(state[row.RAMP], people, tenure, c)
    _set_traits(state, contract, steady, c)
    grown = 1 - float(c.burnout_persistence) ** tenure
    lasted = (people * grown).sum(axis=1) / np.maximum(people.sum(axis=1), 1e-12)
    state[row.BURNOUT_STATE] = c.demands_to_burnout * c.demands_per_sd * steady.load * lasted
    state[row.BURNOUT] = state[row.BURNOUT_TRAIT] + state[row.BURNOUT_STATE]
    return state, people, tenure


def of_cells(of_seats: Floats, place: Places, cells: int) -> Floats:
    """Mean over the seats of each cell, (cells,); of a cell without seats that over all."""
    size = np.bincount(place, minlength=cells)
    total = np.bincount(place, weights=of_seats, minlength=cells)
    return np.where(size > 0, total / np.maximum(size, 1), of_seats.mean())


def _set_work(state: Floats, exposure: Floats, seniority: Floats, c: Coefficients) -> None:
    """Mean skill and performance at that seniority, and users' mean time with AI at that exposure."""
    state[row.EXPOSURE] = exposure
    spread, score = float(c.time_spread), float(c.level_to_skill) * seniority
    state[row.SKILL] = ndtr(score / math.sqrt(1 + float(c.own_to_skill) ** 2))
    state[row.PERFORMANCE] = float(c.skill_to_performance) * score
    usual = float(c.time_per_exposure) * exposure
    state[row.LOG_TIME] = np.log(np.maximum(usual, 1e-9)) - float(c.time_centre)
    if spread == 0:
        state[row.USUAL_TIME] = np.minimum(usual, exposure)
    else:
        room = math.log(1 / float(c.time_per_exposure))
        state[row.USUAL_TIME] = capped_mean(usual, exposure, room, spread)


def first_memories(scenario: Scenario, team_share: Floats) -> Floats:
    """What the average worker's team remembers of leavers, (LEAVER_ROWS, departments)."""
    seats, steady, c = scenario.seats, scenario.steady, scenario.coefficients
    recent = np.zeros((LEAVER_ROWS, len(seats.departments)))
    for kind, chance in ((VOLUNTARY, steady.quits), (INVOLUNTARY, steady.dismissals)):
        monthly = np.bincount(seats.department, weights=chance[seats.contract], minlength=team_share.size)
        recent[kind] = monthly * team_share / (1 - float(c.contagion_decay))
    return recent


def usual_mood(cells: Cells, c: Coefficients) -> float:
    """What the avoidable quits of the average employee answer to in the first month: nothing unusual."""
    state, people = cells.state, cells.state[PEOPLE]
    employees = people * (1 - np.maximum(state[row.FREELANCER], state[row.EXECUTIVE]))
    if not employees.any():
        employees = people
    intends = (
        c.intention_trait_sd * state[row.INTENTION_TRAIT]
        + c.burnout_to_intention * state[row.BURNOUT]
        - c.clarity_to_intention * state[row.CLARITY]
    )
    pull = np.array([contagion(recent[VOLUNTARY], recent[INVOLUNTARY], c) for recent in cells.recent.T])
    mood = c.intention_to_quit * intends + c.mood_per_log_ratio * pull[cells.department]
    return float(np.average(mood, weights=employees))


def mean_tendency(steady: SteadyState) -> Floats:
    """Mean tendency to leave of people in post, SD among those hired, by contract: they stay as it is low."""
    scores = np.linspace(-WIDEST, WIDEST, steady.stayers.shape[1])
    weight = np.exp(-(scores**2) / 2)
    of_row = steady.stayers @ (weight / weight.sum())
    share = np.diff(steady.tenure, prepend=0.0, axis=1)
    places = np.arange(of_row.size)
    return np.array([share[code] @ np.interp(steady.row[code], places, of_row) for code in range(len(share))])


def _set_traits(state: Floats, contract: Places, steady: SteadyState, c: Coefficients) -> None:
    """The mean traits of people who stayed, by the rules from their mean luck; freelancers are as hired."""
    tendency = mean_tendency(steady)[contract]
    role, worn, restless, sure = steady.direction[:, np.newaxis] * tendency
    state[row.ROLE_PRESSURE] = role
    for cell in range(contract.size):
        by_nature = burnout_trait_of(role[cell], worn[cell], c)
        state[row.BURNOUT_TRAIT, cell] = by_nature + suits_freelancers(state[row.FREELANCER, cell], c)
        state[row.INTENTION_TRAIT, cell] = intention_trait_of(role[cell], restless[cell], c)
        state[row.CLARITY_TRAIT, cell] = clarity_trait_of(sure[cell], c)
    state[row.CLARITY] = state[row.CLARITY_TRAIT]


def _known_or_steady(months: Floats, contract: Places, place: Places, steady: SteadyState) -> Floats:
    """Tenure in months of each seat: as given, or an even spread over the steady state's in its cell."""
    known = months.copy()
    missing = np.flatnonzero(np.isnan(months))
    order = missing[np.argsort(place[missing], kind="stable")]
    many = np.bincount(place[order])
    within = np.arange(order.size) - np.repeat(np.cumsum(many) - many, many)
    reached = (within + 0.5) / np.repeat(many, many)
    for code in range(len(CONTRACTS)):
        here = contract[order] == code
        known[order[here]] = np.searchsorted(steady.tenure[code], reached[here])
    return known


def _classes_of_tenure(months: Floats, place: Places, size: Places) -> tuple[Floats, Floats]:
    """The people of each cell in VETERANS equal classes of tenure: how many, and their mean tenure."""
    order = np.lexsort((months, place))
    first = np.cumsum(size) - size
    cell = place[order]
    rank = np.arange(order.size) - first[cell]
    cohort = (cell * VETERANS + rank * VETERANS // size[cell]).astype(np.int64)
    many = np.bincount(cohort, minlength=size.size * VETERANS)
    total = np.bincount(cohort, weights=months[order], minlength=many.size)
    shape = (size.size, VETERANS)
    return many.astype(np.float64).reshape(shape), (total / np.maximum(many, 1)).reshape(shape)


@column_loop
def _first_ramp(ramp: Reals, people: Reals, tenure: Reals, c: Coefficients) -> None:
    """Mean share of full output that the people of each cell have reached, written to `ramp` (cells,)."""
    for cell in range(ramp.size):
        total = reached = 0.0
        for cohort in range(people.shape[1]):
            total += people[cell, cohort]
            reached += people[cell, cohort] * ramp_reached(tenure[cell, cohort], c)
        ramp[cell] = share_of(reached, total)
