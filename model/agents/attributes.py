"""What can be read from a worker, of one person or of many at once: columns, names and identity.

An attribute is a descriptor of `model.agents.worker.Worker`. It reads the population's columns at any rows in
one go, so a set of workers reads its columns in bulk with the very code that a single view uses.
"""

from __future__ import annotations

from typing import Any, override

import numpy as np
import numpy.typing as npt

from tandem.model.engine.columns import SCHEMA
from tandem.model.engine.formulas import LONGEST_TENURE
from tandem.model.engine.population import Population, Structure
from tandem.model.errors import InputError

Rows = npt.NDArray[np.int64]

# What may be written, by unit; units that are not named here take any number that float32 can hold.
_largest = float(np.finfo(np.float32).max)
_unlimited = (-_largest, _largest)
_limits = {
    "share": (0.0, 1.0),
    "flag": (0.0, 1.0),
    "1/month": (0.0, 1.0),
    "months": (0.0, float(LONGEST_TENURE)),
    "currency/year": (0.0, _largest),
}


class Attribute:
    """Something a worker has, kept in columns.

    Attributes
    ----------
    name, unit, meaning : str
    """

    def __init__(self, name: str, unit: str, meaning: str) -> None:
        self.name, self.unit, self.meaning = name, unit, meaning
        self.__doc__ = f"{meaning} ({unit})"

    def read(self, population: Population, rows: Rows) -> npt.NDArray[Any]:
        """Values at `rows` of the population, shape (rows,)."""
        raise NotImplementedError

    def read_one(self, population: Population, row: int) -> Any:
        """Value at one row, a Python scalar."""
        return self.read(population, np.array([row])).tolist()[0]

    def write(self, population: Population, rows: Rows, value: Any) -> None:  # noqa: ARG002
        """Write one value, or an array of shape (rows,), to `rows` of the population.

        Raises
        ------
        AttributeError
            If the attribute follows from the seat or is kept by the engine.
        InputError
            If a value is not a finite number within the limits of its unit, or the shape does not fit.
        """
        raise AttributeError(f"'{self.name}' ({self.meaning}) belongs to the seat and cannot be set")

    def __get__(self, worker: Any, owner: Any = None) -> Any:
        if worker is None:
            return self
        return self.read_one(worker.model.population, worker.occupied_row())

    def __set__(self, worker: Any, value: Any) -> None:
        self.write(worker.model.population, np.array([worker.occupied_row()]), value)


class Column(Attribute):
    """A number a worker carries, in the precision of the population."""

    @override
    def read(self, population: Population, rows: Rows) -> npt.NDArray[Any]:
        return population.column(self.name)[rows]

    @override
    def read_one(self, population: Population, row: int) -> Any:
        return population.column(self.name)[row].item()

    @override
    def write(self, population: Population, rows: Rows, value: Any) -> None:
        population.column(self.name)[rows] = self._checked(value, rows.size)

    def _checked(self, value: Any, count: int) -> npt.NDArray[np.float64]:
        lowest, highest = _limits.get(self.unit, _unlimited)
        allowed = f"allowed: finite numbers from {lowest:g} to {highest:g}, {self.unit}"
        try:
            numbers = np.asarray(value, dtype=np.float64)
        except (TypeError, ValueError):
            raise InputError(f"{self.name}: found {value!r}; {allowed}; example: 1.") from None
        if numbers.shape not in ((), (count,)):
            raise InputError(
                f"{self.name}: found an array of shape {numbers.shape} for {count} workers; "
                f"allowed: one number, or an array of shape ({count},); example: 1."
            )
        if not np.all(np.isfinite(numbers) & (numbers >= lowest) & (numbers <= highest)):
            raise InputError(f"{self.name}: found {value!r}; {allowed}; example: 1.")
        return numbers


class Flag(Column):
    """A column that is true or false."""

    @override
    def read(self, population: Population, rows: Rows) -> npt.NDArray[Any]:
        flags: npt.NDArray[np.bool_] = super().read(population, rows) != 0
        return flags

    @override
    def read_one(self, population: Population, row: int) -> bool:
        return bool(super().read_one(population, row))

    @override
    def _checked(self, value: Any, count: int) -> npt.NDArray[np.float64]:
        numbers = super()._checked(value, count)
        if not np.all((numbers == 0) | (numbers == 1)):
            raise InputError(f"{self.name}: found {value!r}; allowed: True or False; example: True.")
        return numbers


class SeatFlag(Flag):
    """A flag that the engine keeps in step with the seat: read only."""

    write = Attribute.write


class Name(Attribute):
    """A name that follows from the group of the seat: department, level or contract."""

    @override
    def read(self, population: Population, rows: Rows) -> npt.NDArray[Any]:
        names, code_of_group = _naming(population.structure, self.name)
        return np.array(names, dtype=object)[code_of_group[population.structure.group[rows]]]


class Place(Attribute):
    """A whole number of the structure: seat_id, team or group."""

    @override
    def read(self, population: Population, rows: Rows) -> npt.NDArray[Any]:
        numbers: npt.NDArray[Any] = getattr(population.structure, self.name)
        return numbers[rows]


class Incarnation(Attribute):
    """How many persons have sat on the seat before this one."""

    @override
    def read(self, population: Population, rows: Rows) -> npt.NDArray[Any]:
        return population.incarnation[rows]

    def __get__(self, worker: Any, owner: Any = None) -> Any:
        return self if worker is None else worker.identity[1]  # of the person, not of the seat's holder


class UniqueId(Attribute):
    """A number for every (seat, incarnation): 1 … n for the first workers, as in Mesa."""

    @override
    def read(self, population: Population, rows: Rows) -> npt.NDArray[Any]:
        person = population.incarnation[rows].astype(np.int64)
        ids: npt.NDArray[np.int64] = _unique_id(population.structure.seat_id[rows].astype(np.int64), person)
        return ids

    def __get__(self, worker: Any, owner: Any = None) -> Any:
        if worker is None:
            return self
        row, person = worker.identity
        return _unique_id(int(worker.model.population.structure.seat_id[row]), person)


def _unique_id(seat_id: Any, incarnation: Any) -> Any:
    return (incarnation << 32) + seat_id + 1


def _naming(structure: Structure, name: str) -> tuple[tuple[str, ...], npt.NDArray[np.int32]]:
    """The names of a classification and, for each group, its place among them."""
    if name == "department":
        return structure.departments, structure.group_department
    if name == "level":
        return structure.levels, structure.group_level
    return structure.contracts, structure.group_contract


def _attribute_of_column(name: str, unit: str, meaning: str) -> Attribute:
    if unit != "flag":
        return Column(name, unit, meaning)
    return Flag(name, unit, meaning) if name in ("uses_ai", "niche") else SeatFlag(name, unit, meaning)


ATTRIBUTES: tuple[Attribute, ...] = (
    UniqueId("unique_id", "number", "identity of the person"),
    Incarnation("incarnation", "persons", "how many sat on the seat before"),
    Place("seat_id", "number", "identity of the seat"),
    Place("team", "number", "team of the seat"),
    Place("group", "number", "row of the group tables"),
    Name("department", "name", "department of the seat"),
    Name("level", "name", "level of the seat"),
    Name("contract", "name", "contract of the seat"),
    *(_attribute_of_column(name, unit, meaning) for name, unit, meaning in SCHEMA),
)
