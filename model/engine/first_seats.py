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
    promotion : share of the seat's vacancies that is kept for the team ÷ `promotion_share`
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
    promotion: Floats
    seniority: Floats
    standing: Floats
    own_standing: Floats


def new_population(
    structure: Structure,
    seats: SeatFacts,
    tables: TenureTables,
    coefficients: Coefficients,
    steady: SteadyState,
    seed: int,
    real: type[np.floating[Any]] = np.float32,
) -> Population:
    """A population at the start of history (November 2022): steady, and nobody uses AI yet.

    Parameters
    ----------
    tables : tenures of the steady state, where they are not known
    steady : the steady state that the organisation is in
    real : float32 or float64, the precision of every column (the coefficients must have it too)
    """
    values = np.zeros((len(col.SCHEMA), structure.seats), dtype=real)
    contract = structure.group_contract[structure.group]
    months = known_or_steady(seats, tables, structure.seat_id, seed)
    values[col.SALARY], values[col.TENURE] = seats.salary, months
    values[col.LOG_BASE_EXIT], values[col.LOG_ADOPTION] = seats.log_base_exit, seats.log_adoption
    values[col.FREELANCER], values[col.EXECUTIVE] = (
        contract == Contract.FREELANCER,
        contract == Contract.EXECUTIVE,
    )
    values[col.SENIORITY], values[col.EXPOSURE] = seats.seniority, seats.exposure
    values[col.PROMOTION] = seats.promotion
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


class TenureTables(NamedTuple):
    """Tenures of a steady organisation, for seats whose tenure is not known.

    Attributes
    ----------
    shares : (tables, months), share of people with at most so many months, by contract and quit ratio
    rows : rows of the seats (among all) that each table is for
    """

    shares: Floats
    rows: tuple[npt.NDArray[np.int64], ...]


def tenure_tables(seats: SeatFacts, contract: npt.NDArray[np.int32], steady: SteadyState) -> TenureTables:
    """The tables; where quits are `quit_ratio` times the usual, so is the hazard, and survival its power."""
    missing = np.isnan(seats.tenure)
    shares, rows = [], []
    for code in np.unique(contract[missing]):
        survival = np.diff(steady.tenure[code], prepend=0.0)
        of_contract = missing & (contract == code)
        there = np.flatnonzero(of_contract)
        ratios, which = np.unique(seats.quit_ratio[there], return_inverse=True)
        for place, ratio in enumerate(ratios):
            reached = np.cumsum((survival / survival[0]) ** ratio)
            shares.append(reached / reached[-1])
            rows.append(there[which == place])
    return TenureTables(np.array(shares).reshape(-1, steady.tenure.shape[1]), tuple(rows))


def known_or_steady(
    seats: SeatFacts, tables: TenureTables, seat_id: npt.NDArray[np.uint32], seed: int
) -> Floats:
    """Tenure in months of each seat: as given, or where it is not a number drawn from the steady state."""
    if not tables.rows:
        return seats.tenure
    months = seats.tenure.copy()
    luck = uniforms(seed, Stream.START, 1, seat_id, np.zeros(seat_id.size, np.uint32))[:, 0]
    share = ndtr(seats.standing + seats.own_standing * ndtri(luck))
    for reached, rows in zip(tables.shares, tables.rows, strict=True):
        months[rows] = np.searchsorted(reached, share[rows])
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
