"""A population at the start of history: seats as they are known, and the people found on them."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from tandem.model.engine import columns as col
from tandem.model.engine.first_workers import remember_leavers, seat_first_workers, settled
from tandem.model.engine.population import Population, Structure
from tandem.model.engine.steady_state import SteadyState
from tandem.model.numerics.draws import Stream, seed_key, uniforms
from tandem.model.organisation.profile import Contract
from tandem.model.rules.coefficients import Coefficients

Floats = npt.NDArray[np.float64]


class SeatFacts(NamedTuple):
    """What is known of each seat before anybody sits on it, (n,) each.

    Attributes
    ----------
    salary : annual, in one currency
    tenure : months of whoever sits there; not a number: drawn from the steady state's
    log_base_exit : log of the monthly base exit hazard
    log_adoption : log hazard ratio of taking up AI
    exposure : share of the seat's work that AI can touch, 0 to 1
    quit_ratio : quits ÷ those usual for the contract (part of the base hazard), which tenure follows
    seniority : level as a normal score over the organisation
    standing, own_standing : what the level adds to the normal score of a tenure that is drawn, and the weight
        of the person's own luck in it (see `standing_of`)
    """

    salary: Floats
    tenure: Floats
    log_base_exit: Floats
    log_adoption: Floats
    exposure: Floats
    quit_ratio: Floats
    seniority: Floats
    standing: Floats
    own_standing: Floats


def new_population(
    structure: Structure,
    seats: SeatFacts,
    coefficients: Coefficients,
    steady: SteadyState,
    seed: int,
    real: type[np.floating[Any]] = np.float32,
) -> Population:
    """A population at the start of history (November 2022): steady, and nobody uses AI yet.

    Parameters
    ----------
    steady : the steady state that the organisation is in
    real : float32 or float64, the precision of every column (the coefficients must have it too)
    """
    values = np.zeros((len(col.SCHEMA), structure.seats), dtype=real)
    contract = structure.group_contract[structure.group]
    months = known_or_steady(seats, contract, structure.seat_id, steady, seed)
    values[col.SALARY], values[col.TENURE] = seats.salary, months
    values[col.LOG_BASE_EXIT], values[col.LOG_ADOPTION] = seats.log_base_exit, seats.log_adoption
    values[col.FREELANCER], values[col.EXECUTIVE] = (
        contract == Contract.FREELANCER,
        contract == Contract.EXECUTIVE,
    )
    values[col.SENIORITY], values[col.EXPOSURE] = seats.seniority, seats.exposure
    values[col.IS_OPEN] = values[col.EMPLOYED] = 1
    incarnation = np.zeros(structure.seats, dtype=np.uint32)
    state, past = settled(steady, months, contract, coefficients, real), np.empty(structure.seats, real)
    recent = np.zeros((col.LEAVER_ROWS, structure.team_department.size), dtype=real)
    seat_first_workers(values, structure.seat_id, incarnation, seed_key(seed), past, state, coefficients)
    remember_leavers(past, state, structure.team_offsets, recent, coefficients)
    return Population(structure, values, incarnation, np.zeros(structure.seats, np.int8), recent, seed)


def standing_of(structure: Structure, level_on_tenure: float) -> tuple[Floats, Floats]:
    """What the level adds to the normal score of a tenure, and the weight of one's own luck, (n,) each.

    On a contract the senior have been there longer (a normal copula with that correlation), which leaves the
    tenures of the contract as a whole as they are.
    """
    standing, own = np.zeros(structure.seats), np.ones(structure.seats)
    contract = structure.group_contract[structure.group]
    for code in np.unique(contract):
        here = contract == code
        level = structure.seniority[here] - structure.seniority[here].mean()
        standing[here] = level_on_tenure * level
        own[here] = math.sqrt(max(1 - float(np.mean(standing[here] ** 2)), 0.0))
    return standing, own


def known_or_steady(
    seats: SeatFacts,
    contract: npt.NDArray[np.int32],
    seat_id: npt.NDArray[np.uint32],
    steady: SteadyState,
    seed: int,
) -> Floats:
    """Tenure in months of each seat: as given, or where it is not a number drawn from the steady state.

    Where quits are `quit_ratio` times the usual, so is the hazard, and survival its power.
    """
    missing = np.flatnonzero(np.isnan(seats.tenure))
    if missing.size == 0:
        return seats.tenure
    months = seats.tenure.copy()
    luck = uniforms(seed, Stream.START, 1, seat_id[missing], np.zeros(missing.size, np.uint32))[:, 0]
    reached = ndtr(seats.standing[missing] + seats.own_standing[missing] * ndtri(luck))
    for code in np.unique(contract[missing]):
        survival = np.diff(steady.tenure[code], prepend=0.0)
        of_contract = contract[missing] == code
        for ratio in np.unique(seats.quit_ratio[missing[of_contract]]):
            alike = of_contract & (seats.quit_ratio[missing] == ratio)
            shares = np.cumsum((survival / survival[0]) ** ratio)
            months[missing[alike]] = np.searchsorted(shares / shares[-1], reached[alike])
    return months


def vacancies_per_exit(structure: Structure, promotion_share: float) -> float:
    """Vacancies that one exit of an employee leads to, on average: who moves up leaves a seat below."""
    contract = structure.group_contract[structure.group]
    levels = structure.seat_level[contract == Contract.EMPLOYEE]
    if levels.size == 0:
        return 1.0
    chain = (1 - promotion_share ** (levels + 1.0)) / (
        1 - promotion_share
    )  # 1 + p + p² + … down to the entry
    return float(chain.mean())
