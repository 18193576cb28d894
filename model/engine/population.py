"""The columns of a population (struct of arrays) and their schema.

A row is a seat (position). The person on it is identified by (seat_id, incarnation): a hire raises the
incarnation and draws new traits. Seats of a team are contiguous, so a team is a slice.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from tandem.model.engine.columns import (
    COLUMN_INDEX,
    EMPLOYED,
    EXECUTIVE,
    EXPOSURE,
    FREELANCER,
    IS_OPEN,
    LEAVER_ROWS,
    LOG_ADOPTION,
    LOG_BASE_EXIT,
    SALARY,
    SCHEMA,
    SENIORITY,
    TENURE,
)
from tandem.model.engine.first_workers import remember_leavers, seat_first_workers, settled
from tandem.model.engine.steady_state import SteadyState
from tandem.model.numerics.arrays import Integers, Reals
from tandem.model.numerics.draws import Stream, seed_key, uniforms
from tandem.model.organisation.profile import CONTRACTS, Contract
from tandem.model.rules.coefficients import Coefficients


Floats = npt.NDArray[np.float64]


class State(NamedTuple):
    """What months change, as compiled code takes it; see `Population`."""

    values: Reals
    incarnation: Integers
    event: Integers
    recent: Reals


class Places(NamedTuple):
    """Who sits where, as compiled code takes it; see `Structure` and `freelance_groups`.

    `group` is written to where employees' seats are filled with freelancers.
    """

    seat_id: Integers
    group: Integers
    level: Integers
    team_offsets: Integers
    team_department: Integers
    freelance_group: Integers


@dataclass(frozen=True)
class Structure:
    """Who sits where. Never written to: what changes it makes another one (`own_groups`, `open_team`).

    Attributes
    ----------
    seat_id : uint32 (n,)     identity of a seat; the array position carries no meaning
    group : int32 (n,)        row of the group tables (department × level × contract)
    team : int32 (n,)         0 … T − 1
    team_offsets : int64 (T + 1,)   a team's seats are `team_offsets[t] : team_offsets[t + 1]`
    team_department : int32 (T,)
    group_department, group_level, group_contract : int32 (G,)
    departments, levels, contracts : names
    """

    seat_id: npt.NDArray[np.uint32]
    group: npt.NDArray[np.int32]
    team: npt.NDArray[np.int32]
    team_offsets: npt.NDArray[np.int64]
    team_department: npt.NDArray[np.int32]
    group_department: npt.NDArray[np.int32]
    group_level: npt.NDArray[np.int32]
    group_contract: npt.NDArray[np.int32]
    departments: tuple[str, ...]
    levels: tuple[str, ...]
    contracts: tuple[str, ...] = CONTRACTS

    @property
    def seats(self) -> int:
        """Number of seats."""
        return int(self.seat_id.size)

    @cached_property
    def seniority(self) -> Floats:
        """Level of each seat as a normal score: of its middle rank among all seats; nought for one level."""
        counts = np.bincount(self.seat_level, minlength=len(self.levels))
        middle = (np.cumsum(counts) - counts / 2) / max(self.seats, 1)
        return np.asarray(ndtri(np.clip(middle, 1e-6, 1 - 1e-6))[self.seat_level], dtype=np.float64)

    @cached_property
    def seat_level(self) -> npt.NDArray[np.int32]:
        """Level of each seat, junior first; int32 (n,)."""
        return self.group_level[self.group]

    @cached_property
    def freelance_group(self) -> npt.NDArray[np.int32]:
        """As `freelance_groups` says, worked out once."""
        return freelance_groups(self)


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


@dataclass
class Population:
    """The state of every seat.

    Attributes
    ----------
    values : float32 or float64 (len(SCHEMA), n)   one row a column of `SCHEMA`
    incarnation : uint32 (n,)    how many persons have sat on the seat before this one
    event : int8 (n,)            what happened on the seat in the month that just ended
    recent : float (LEAVER_ROWS, T)   recent leavers of each team, fading
    month : int                  months since November 2022 that have been simulated
    """

    structure: Structure
    values: Reals
    incarnation: npt.NDArray[np.uint32]
    event: npt.NDArray[np.int8]
    recent: Reals
    seed: int
    month: int = 0

    @property
    def state(self) -> State:
        """The arrays that months change."""
        return State(self.values, self.incarnation, self.event, self.recent)

    @property
    def places(self) -> Places:
        """The arrays that say who sits where."""
        of = self.structure
        return Places(of.seat_id, of.group, of.seat_level, of.team_offsets, of.team_department, of.freelance_group)

    def column(self, name: str) -> Reals:
        """The column `name`, shape (n,): a view, in the order of the seats."""
        return self.values[COLUMN_INDEX[name]]  # type: ignore[no-any-return]

    def copy(self) -> Population:
        """An independent copy (the structure is shared: see `own_groups`)."""
        return Population(
            self.structure,
            self.values.copy(),
            self.incarnation.copy(),
            self.event.copy(),
            self.recent.copy(),
            self.seed,
            self.month,
        )


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
    values = np.zeros((len(SCHEMA), structure.seats), dtype=real)
    contract = structure.group_contract[structure.group]
    months = known_or_steady(seats, contract, structure.seat_id, steady, seed)
    values[SALARY], values[TENURE] = seats.salary, months
    values[LOG_BASE_EXIT], values[LOG_ADOPTION] = seats.log_base_exit, seats.log_adoption
    values[FREELANCER], values[EXECUTIVE] = contract == Contract.FREELANCER, contract == Contract.EXECUTIVE
    values[SENIORITY], values[EXPOSURE] = seats.seniority, seats.exposure
    values[IS_OPEN] = values[EMPLOYED] = 1
    incarnation = np.zeros(structure.seats, dtype=np.uint32)
    state, past = settled(steady, months, contract, coefficients, real), np.empty(structure.seats, real)
    recent = np.zeros((LEAVER_ROWS, structure.team_department.size), dtype=real)
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
    chain = (1 - promotion_share ** (levels + 1.0)) / (1 - promotion_share)  # 1 + p + p² + … down to the entry
    return float(chain.mean())


def freelance_groups(structure: Structure) -> npt.NDArray[np.int32]:
    """For each group of employees the group of freelancers of its department and level, or −1; int32 (G,)."""
    places = zip(structure.group_department.tolist(), structure.group_level.tolist(), strict=True)
    keys = list(zip(places, structure.group_contract.tolist(), strict=True))
    freelancers = {
        place: group for group, (place, contract) in enumerate(keys) if contract == Contract.FREELANCER
    }
    found = [freelancers.get(place, -1) if contract == Contract.EMPLOYEE else -1 for place, contract in keys]
    return np.array(found, dtype=np.int32)


def own_groups(population: Population) -> None:
    """Give the population a group array of its own, in place: seats that change contract write to it."""
    population.structure = replace(population.structure, group=population.structure.group.copy())
