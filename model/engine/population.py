"""The columns of a population (struct of arrays) and their schema.

A row is a seat (position). The person on it is identified by (seat_id, incarnation): a hire raises the
incarnation and draws new traits. Seats of a team are contiguous, so a team is a slice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from tandem.model.engine.columns import (
    COLUMN_INDEX,
)
from tandem.model.numerics.arrays import Integers, Reals
from tandem.model.organisation.profile import CONTRACTS, Contract

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
        """Level of each seat as a normal score of its middle rank among all seats, nought on average."""
        counts = np.bincount(self.seat_level, minlength=len(self.levels))
        middle = (np.cumsum(counts) - counts / 2) / max(self.seats, 1)
        scores = ndtri(np.clip(middle, 1e-6, 1 - 1e-6))[self.seat_level]
        return np.asarray(scores - scores.mean(), dtype=np.float64)

    @cached_property
    def seat_level(self) -> npt.NDArray[np.int32]:
        """Level of each seat, junior first; int32 (n,)."""
        return self.group_level[self.group]

    @cached_property
    def somebody_below(self) -> npt.NDArray[np.bool_]:
        """Whether the team of each seat has an employee's seat below: somebody may be promoted; (n,)."""
        contract = self.group_contract[self.group]
        levels = np.where(contract == Contract.EMPLOYEE, self.seat_level, len(self.levels))
        lowest = np.minimum.reduceat(levels, self.team_offsets[:-1])
        found: npt.NDArray[np.bool_] = lowest[self.team] < self.seat_level
        return found

    @cached_property
    def freelance_group(self) -> npt.NDArray[np.int32]:
        """As `freelance_groups` says, worked out once."""
        return freelance_groups(self)


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
        return Places(
            of.seat_id, of.group, of.seat_level, of.team_offsets, of.team_department, of.freelance_group
        )

    def column(self, name: str) -> Reals:
        """The column `name`, shape (n,): a view, in the order of the seats."""
        return self.values[COLUMN_INDEX[name]]  # type: ignore[no-any-return]

    def copy(self) -> Population:
        """An independent copy (the structure is shared: see `own_groups`)."""
        return replace(self, **{name: getattr(self, name).copy() for name in _changing})

    def copy_onto(self, other: Population) -> None:
        """Make another population of the same size an independent copy of this one, in its own memory."""
        for name in _changing:
            getattr(other, name)[...] = getattr(self, name)
        other.structure, other.seed, other.month = self.structure, self.seed, self.month


_changing = ("values", "incarnation", "event", "recent")  # arrays that months change


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
