"""The collection that Mesa's AgentSet is, kept as rows: membership, order and set algebra.

A set is a fixed selection of persons, (row, incarnation) pairs. As in a stock AgentSet, which holds weak
references, whoever leaves the model is gone from it; who is hired onto the same seat is somebody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from mesa.agentset import AbstractAgentSet

from tandem.model.agents.attributes import Rows
from tandem.model.agents.worker import Employer, Worker, view
from tandem.model.engine.columns import EMPLOYED


class WorkerSet(AbstractAgentSet[Worker]):
    """An ordered set of workers of one model.

    Parameters
    ----------
    agents : iterable of Worker
        Members, in order; duplicates are dropped.
    random : random.Random, optional
        Source of `shuffle` (default: the model's).
    model : Employer, optional
        Needed only when `agents` may be empty.

    Raises
    ------
    TypeError, ValueError, WorkerLeftError
        If a member is not a worker, works for another model, or has left.
    """

    def __init__(
        self, agents: Iterable[Worker], random: Random | None = None, model: Employer | None = None
    ) -> None:
        workers = list(agents)
        if model is None:
            if not workers:
                raise ValueError("an empty set of workers needs to know its model: Agents([], model=model)")
            model = workers[0].model
        self.model = model
        self.random = model.random if random is None else random
        self._replace(self._rows_of(workers))

    @property
    def rows(self) -> Rows:
        """Rows of the members in the population's columns, int64 (members,), in the order of the set."""
        population = self.model.population
        here = population.values[EMPLOYED, self._rows] > 0
        rows: Rows = self._rows[here & (population.incarnation[self._rows] == self._persons)]
        return rows

    def _replace(self, rows: Rows) -> None:
        """Make the persons now at `rows` the members."""
        self._rows = rows
        self._persons = self.model.population.incarnation[rows]
        self._places: npt.NDArray[np.int32] | None = None

    def _subset(self, rows: Rows) -> Self:
        subset = object.__new__(type(self))
        subset.model, subset.random = self.model, self.random
        subset._replace(rows)
        return subset

    def _rows_of(self, agents: Iterable[Worker]) -> Rows:
        rows: dict[int, None] = {}
        for agent in agents:
            if not isinstance(agent, Worker):
                raise TypeError(f"a set of workers cannot hold {agent!r}: it is not a Worker")
            if agent.model is not self.model:
                raise ValueError(f"{agent!r} belongs to another model and cannot be in this set")
            rows[agent.occupied_row()] = None
        return np.fromiter(rows, dtype=np.int64, count=len(rows))

    def _members(self, rows: Rows) -> Iterator[Worker]:
        """Views of the persons now at `rows`, leaving out those who leave before their turn."""
        persons = self.model.population.incarnation[rows]
        identities = zip(rows.tolist(), persons.tolist(), strict=True)
        workers = (view(self.model, row, person) for row, person in identities)
        return (worker for worker in workers if not worker.has_left)

    # --- the collection -------------------------------------------------------------------------------

    def __len__(self) -> int:
        return int(self.rows.size)

    def __iter__(self) -> Iterator[Worker]:
        return self._members(self.rows)

    def __contains__(self, agent: object) -> bool:
        if not isinstance(agent, Worker) or agent.model is not self.model or agent.has_left:
            return False
        if self._places is None:
            self._places = np.full(self.model.population.structure.seats, -1, dtype=np.int32)
            self._places[self._rows] = np.arange(self._rows.size)
        row, person = agent.identity
        place = self._places[row]
        return bool(place >= 0 and self._persons[place] == person)

    def __getitem__(self, item: int | slice) -> Worker | list[Worker]:
        rows = self.rows[item]
        members = list(self._members(np.atleast_1d(rows)))
        return members[0] if rows.ndim == 0 else members

    def to_list(self) -> list[Worker]:
        """Views of all members."""
        return list(self)

    def copy(self) -> Self:
        """A set of the same members that does not follow this one."""
        return self._subset(self.rows)

    __copy__ = copy

    def add(self, agent: Worker) -> None:
        """Add a worker of the same model at the end; raises like the constructor."""
        (row,) = self._rows_of([agent])
        if agent not in self:
            self._replace(np.append(self.rows, row))

    def discard(self, agent: Worker) -> None:
        """Take a worker out of the set if present; the person stays in the organisation."""
        if agent in self:
            rows = self.rows
            self._replace(rows[rows != agent.identity[0]])

    def remove(self, agent: Worker) -> None:
        """Take a worker out of the set; KeyError if not present."""
        if agent not in self:
            raise KeyError(agent)
        self.discard(agent)

    def clear(self) -> None:
        """Take everybody out of the set."""
        self._replace(np.empty(0, dtype=np.int64))

    def _update(self, agents: Iterable[Worker]) -> Self:
        self._replace(self._rows_of(agents))
        return self

    # --- algebra: the order of the result is Mesa's ---------------------------------------------------

    def _from_iterable(self, agents: Iterable[Worker]) -> Self:
        return self._subset(self._rows_of(agents))

    def _rows_in(self, other: Any) -> Rows | None:
        """Rows of `other` if it is a set of workers of this model."""
        return other.rows if isinstance(other, WorkerSet) and other.model is self.model else None

    def __and__(self, other: Any) -> Any:
        theirs = self._rows_in(other)
        if theirs is None:
            return super().__and__(other)
        return self._subset(theirs[np.isin(theirs, self.rows)])

    def __or__(self, other: Any) -> Any:
        theirs = self._rows_in(other)
        if theirs is None:
            return super().__or__(other)
        rows = self.rows
        return self._subset(np.concatenate([rows, theirs[~np.isin(theirs, rows)]]))

    def __sub__(self, other: Any) -> Any:
        theirs = self._rows_in(other)
        if theirs is None:
            return super().__sub__(other)
        rows = self.rows
        return self._subset(rows[~np.isin(rows, theirs)])
