"""A worker as Mesa sees one: a view of a seat for as long as the same person sits on it.

Nothing is kept for a worker outside the population's columns. A view is made when somebody asks for it,
carries the seat's row and the person's incarnation, and refuses to read or write once that person has
left: the columns of the seat then describe a vacancy or somebody else.
"""

from __future__ import annotations

from random import Random
from typing import Any, Protocol

from mesa import Agent

from tandem.model.agents.attributes import ATTRIBUTES
from tandem.model.engine.columns import EMPLOYED
from tandem.model.engine.population import Population


class Employer(Protocol):
    """What a worker and a set of workers need of their model, which is a `Workforce`.

    Attributes
    ----------
    population : Population
        The columns.
    worker_type : type
        Class of the views.
    random : random.Random
        Source of shuffles.
    """

    population: Population
    worker_type: type[Worker]
    random: Random

    def deregister_agent(self, agent: Worker) -> None:
        """Let a worker leave now."""


class WorkerLeftError(RuntimeError):
    """The person of this view no longer sits on the seat."""


class Worker(Agent):
    """One person on one seat: attributes are read from and written to the columns of the model.

    Every column of `model.engine.columns.SCHEMA` is an attribute (`worker.burnout`), next to `department`,
    `level`, `contract`, `team`, `seat_id`, `incarnation` and `unique_id`. They are Python scalars. Two
    views of the same person are equal. Subclass it to add methods and properties, and name the subclass
    in `Workforce.worker_type`; a view has no room for attributes of its own.

    Attributes
    ----------
    model : Employer
    identity : tuple of int
        (row of the seat in the columns, incarnation).
    """

    model: Employer
    identity: tuple[int, int]

    def __init__(self, *_: Any, **__: Any) -> None:
        raise TypeError(
            "workers are hired by the engine, not constructed: take them from model.agents "
            "(for example model.agents[0])"
        )

    @property
    def has_left(self) -> bool:
        """Whether the person has left the seat."""
        row, person = self.identity
        population = self.model.population
        return not (population.values[EMPLOYED, row] > 0 and population.incarnation[row] == person)

    @property
    def pos(self) -> None:
        """None: people have no position in space."""
        return None

    def occupied_row(self) -> int:
        """Row of the seat in the columns.

        Raises
        ------
        WorkerLeftError
            If the person has left.
        """
        if self.has_left:
            raise WorkerLeftError(
                f"worker {self.unique_id} has left: the columns of this seat now describe a vacancy or "
                "somebody else. Ask worker.has_left first, or take workers anew from model.agents."
            )
        return self.identity[0]

    def remove(self) -> None:
        """Leave the organisation now, the seat staying open (see `Workforce.deregister_agent`).

        As with Mesa's agents, removing somebody who has left already does nothing.
        """
        if not self.has_left:
            self.model.deregister_agent(self)

    def __setattr__(self, name: str, value: Any) -> None:
        if not hasattr(getattr(type(self), name, None), "__set__"):
            raise AttributeError(
                f"a {type(self).__name__} is a view of the model's columns and has no room for '{name}'; "
                "keep such values in an array or a dictionary by unique_id"
            )
        super().__setattr__(name, value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Worker):
            return NotImplemented
        return self.model is other.model and self.identity == other.identity

    def __hash__(self) -> int:
        return hash(self.identity)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.unique_id}{' (has left)' if self.has_left else ''}>"


for _attribute in ATTRIBUTES:
    setattr(Worker, _attribute.name, _attribute)


def view(model: Employer, row: int, incarnation: int) -> Worker:
    """The view of person `incarnation` on the seat at `row`."""
    worker: Worker = object.__new__(model.worker_type)
    worker.__dict__["model"] = model
    worker.__dict__["identity"] = (row, incarnation)
    return worker
