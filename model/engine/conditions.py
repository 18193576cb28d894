"""The month's conditions of single seats, where a policy covers some people of a department and not others.

Seats that every lever treats alike form a coverage class (`model/policy/coverage.py`). As long as a class is
a whole department, a tile has one set of conditions, numbers that the loops keep in registers. Otherwise the
conditions of each seat are laid out in columns first; compiled code then exists in both kinds.
"""

from __future__ import annotations

from typing import Any

from numba import types
from numba.extending import overload

from tandem.model.numerics.arrays import Integers, Reals
from tandem.model.numerics.compiled import column_loop
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions, adoption_so_far, conditions_of

CONDITIONS = len(Conditions._fields)


def at(conditions: Conditions, i: int) -> Conditions:
    """The conditions of seat `i`: those of everybody, or the i-th entry of each column."""
    raise NotImplementedError("for compiled code only")  # pragma: no cover


@overload(at, jit_options={"forceinline": True, "error_model": "numpy"}, strict=False)
def _at(conditions: Any, i: Any) -> Any:
    if isinstance(conditions.types[0], types.Array):
        names = Conditions._fields
        code = f"lambda conditions, i: Conditions({', '.join(f'conditions.{name}[i]' for name in names)})"
        return eval(code, {"Conditions": Conditions})  # one entry a field, written out for the compiler
    return lambda conditions, i: conditions


@column_loop
def adoption_by_now(users: float) -> float:
    """`adoption_so_far` for plain Python.

    Only loops are kept on disk: a rule that plain Python calls is compiled again in every process.
    """
    return adoption_so_far(users)


@column_loop
def class_conditions(environment: Reals, modifiers: Reals, table: Reals, c: Coefficients) -> None:
    """Conditions of each coverage class, written to `table` (classes, CONDITIONS).

    `environment` is the month's row, `modifiers` (classes, MODIFIER_COLUMNS).
    """
    for place in range(table.shape[0]):
        m = conditions_of(environment, modifiers[place], c)
        for field, value in enumerate(m):
            table[place, field] = value


@column_loop
def lay_out_conditions(table: Reals, seat_class: Integers, columns: Reals) -> None:
    """Conditions of each seat, `columns` (CONDITIONS, seats), from those of its class."""
    for field in range(columns.shape[0]):
        column = columns[field]
        for i in range(column.size):
            column[i] = table[seat_class[i], field]


def tile_conditions(
    environment: Reals,
    modifiers: Reals,
    department: int,
    seat_class: Integers | None,
    table: Reals,
    columns: Reals,
    c: Coefficients,
) -> Conditions:
    """Conditions of a tile in one month, for `at`.

    `environment` is the month's row and `modifiers` (classes, MODIFIER_COLUMNS); `seat_class` are the classes
    of the tile's seats, or None where a class is a department. `table` and `columns` are room to work in.
    """
    raise NotImplementedError("for compiled code only")  # pragma: no cover


@overload(tile_conditions, jit_options={"forceinline": True, "error_model": "numpy"}, strict=False)
def _tile_conditions(
    environment: Any, modifiers: Any, department: Any, seat_class: Any, table: Any, columns: Any, c: Any
) -> Any:  # fmt: skip
    if isinstance(seat_class, types.NoneType):
        return lambda environment, modifiers, department, seat_class, table, columns, c: conditions_of(
            environment, modifiers[department], c
        )
    fields = ", ".join(f"columns[{field}]" for field in range(CONDITIONS))
    code = f"""def by_seat(environment, modifiers, department, seat_class, table, columns, c):
    class_conditions(environment, modifiers, table, c)
    lay_out_conditions(table, seat_class, columns)
    return Conditions({fields})"""
    names = {
        "Conditions": Conditions,
        "class_conditions": class_conditions,
        "lay_out_conditions": lay_out_conditions,
    }
    exec(code, names)
    return names["by_seat"]


def part_of(seat_class: Integers | None, first: int, last: int) -> Integers | None:
    """The classes of the seats from `first` up to `last`; None where a class is a department."""
    raise NotImplementedError("for compiled code only")  # pragma: no cover


@overload(part_of, jit_options={"forceinline": True}, strict=False)
def _part_of(seat_class: Any, first: Any, last: Any) -> Any:
    if isinstance(seat_class, types.NoneType):
        return lambda seat_class, first, last: None
    return lambda seat_class, first, last: seat_class[first:last]
