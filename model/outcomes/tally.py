"""Sums that the engine keeps for every month and group, exact and therefore independent of order.

Each contribution is first rounded to a fixed grid (2⁻²⁰ of the unit; for money 2⁻⁶ of the currency), so
that float64 sums of up to 2³³ units (2⁴⁷ of the currency) are exact: adding up in any order, in tiles of
any size and on any number of threads gives the same bits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from tandem.model.numerics.arrays import Integers, Reals
from tandem.model.numerics.compiled import column_loop, rule

WIDTH = 8  # sums that are added up side by side
# Scores of everybody present
EXPECTED_QUITS = 0  # sum of quit probabilities of people present (not freelancers)
BURNOUT_SUM = 1
HOURS_SUM = 2  # hours beyond the usual week, share of it
PERCEIVED_SUM = 3
TRUE_SUM = 4
OUTPUT_SUM = 5
DEMANDS_SUM = 6  # felt load
CONNECTION_SUM = 7
# Counts and payroll of everybody present (empty seats are counted with the movements)
PRESENT = 8  # people on a seat during the month
AI_USERS = 9
BURNED_OUT = 10
VERY_OFTEN = 11
CONSIDERING = 12
UNCLEAR = 13
PAYROLL = 14
VACANT = 15  # open seats without a person at the month's end
# Use of AI by everybody present
AI_TIME_SUM = 16  # share of working time with AI
WEEKLY_USERS = 17  # users for whom that share is a weekly user's or more
DAILY_USERS = 18  # … a daily user's
# Movements
QUITS = 19
CONTRACT_ENDS = 20
DISMISSALS = 21
LAYOFFS = 22
REGRETTED = 23  # quits of top performers
HIRES = 24
PROMOTED = 25  # people of the team who moved up to a seat of the group
PROMOTED_AWAY = 26  # … and away from one
REPLACEMENT = 27
VACANCY_COST = 28
TALLIES = 29
ROW = 32  # room of a row of sums: a multiple of WIDTH, so that rows begin at cache lines

TALLY_NAMES = (
    "expected_quits",
    "burnout_sum",
    "hours_sum",
    "perceived_sum",
    "true_sum",
    "output",
    "demands_sum",
    "connection_sum",
    "present",
    "ai_users",
    "burned_out",
    "very_often",
    "considering",
    "unclear",
    "payroll",
    "vacant",
    "ai_time_sum",
    "weekly_users",
    "daily_users",
    "quits",
    "contract_ends",
    "dismissals",
    "layoffs",
    "regretted_quits",
    "hires",
    "promoted",
    "promoted_away",
    "replacement_cost",
    "vacancy_cost",
)

# Adding and taking away 1.5 · 2^(52 − k), called a grid below, rounds a float64 to multiples of 2^−k.
UNIT_GRID = 1.5 * 2.0**32
MONEY_GRID = 1.5 * 2.0**46


@rule
def on_money_grid(amount: float) -> float:
    """`amount` as float64, rounded to multiples of 2⁻⁶."""
    return (amount + MONEY_GRID) - MONEY_GRID


def empty_sums(months: int, groups: int) -> npt.NDArray[np.float64]:
    """Zeros of shape (months, groups, ROW), each row at a multiple of 64 bytes (a cache line).

    The first TALLIES of a row are the sums, the rest is never read.
    """
    size = months * groups * ROW
    return _at_cache_lines(np.zeros(size + WIDTH), size).reshape(months, groups, ROW)


def own_sums(months: int, groups: int) -> npt.NDArray[np.float64]:
    """The same in memory that the thread's next call uses again: fresh memory costs more than clearing it."""
    size = months * groups * ROW
    if size > _most_kept:
        return empty_sums(months, groups)
    if _own.room.size < size + WIDTH:
        _own.room = np.empty(size + WIDTH)
    sums = _at_cache_lines(_own.room, size).reshape(months, groups, ROW)
    sums.fill(0)
    return sums


class _Own(threading.local):
    """A thread's room for sums."""

    room = np.empty(0)


_own = _Own()
_most_kept = 2_000_000  # numbers (16 MB) that a thread keeps room for (a choice about computing)


def _at_cache_lines(room: npt.NDArray[np.float64], size: int) -> npt.NDArray[np.float64]:
    """The first so many numbers that begin at a multiple of 64 bytes."""
    offset = -room.ctypes.data // room.itemsize % WIDTH
    return room[offset : offset + size]


@intrinsic
def _add_side_by_side(
    typing_context: Any,  # noqa: ARG001
    numbers: Any,
    first: Any,
    present: Any,
    sums: Any,
    to: Any,
    grid: Any,
) -> Any:
    """Add `numbers[first : first + WIDTH] * present`, rounded to the grid, to `sums[to : to + WIDTH]`.

    Both arrays are flat and contiguous. Written as vector instructions, because the compiler cannot know that
    the arrays do not overlap; processors without such wide vectors take several steps.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        real = context.get_value_type(numbers.dtype)
        lane = ir.IntType(32)

        def everywhere(number: Any) -> Any:
            empty = ir.Constant(ir.VectorType(number.type, WIDTH), ir.Undefined)
            vector = builder.insert_element(empty, number, ir.Constant(lane, 0))
            return builder.shuffle_vector(vector, empty, ir.Constant(ir.VectorType(lane, WIDTH), [0] * WIDTH))

        def vector_at(array: int, index: int, number: Any) -> Any:
            data = context.make_array(signature.args[array])(context, builder, arguments[array]).data
            place = builder.gep(data, [arguments[index]])
            return builder.bitcast(place, ir.VectorType(number, WIDTH).as_pointer())

        terms = builder.load(vector_at(0, 1, real), align=numbers.dtype.bitwidth // 8)
        terms = builder.fmul(terms, everywhere(arguments[2]))
        if numbers.dtype == types.float32:
            terms = builder.fpext(terms, ir.VectorType(ir.DoubleType(), WIDTH))
        rounding = everywhere(arguments[5])
        terms = builder.fsub(builder.fadd(terms, rounding), rounding)
        row = vector_at(3, 4, ir.DoubleType())
        total = builder.fadd(builder.load(row, align=sums.dtype.bitwidth // 8), terms)
        builder.store(total, row, align=sums.dtype.bitwidth // 8)
        return context.get_dummy_value()

    return types.none(numbers, first, present, sums, to, grid), generate


add_side_by_side: Callable[[Reals, int, float, Reals, int | np.int64, float], None] = _add_side_by_side


@column_loop
def add_groups(
    tallies: Reals, ends: Integers, groups: Integers, is_staff: Integers, everybody: Reals, staff: Reals
) -> None:
    """Sums of cells from the tallies of their groups.

    Parameters
    ----------
    tallies : (draws, months, groups, TALLIES)
    ends : int64 array (cells,), where in `groups` the groups of each cell end, and the next cell's begin
    groups : int64 array (n,), cell by cell
    is_staff : int64 array (n,), 1 for a group of employees or executives, else 0
    everybody, staff : (draws, cells, TALLIES, months), written to
    """
    draws, months, _, _ = tallies.shape
    own, others = np.empty((2, months, TALLIES))  # of one cell, in the order of the tallies
    for draw in range(draws):
        first = 0
        for cell in range(ends.size):
            for month in range(months):
                to_own, to_others = own[month], others[month]
                to_own[:] = 0
                to_others[:] = 0
                for place in range(first, ends[cell]):
                    more = tallies[draw, month, groups[place]]
                    if is_staff[place] == 1:
                        for kind in range(TALLIES):
                            to_own[kind] += more[kind]
                    else:
                        for kind in range(TALLIES):
                            to_others[kind] += more[kind]
            first = ends[cell]
            for kind in range(TALLIES):
                for month in range(months):
                    everybody[draw, cell, kind, month] = own[month, kind] + others[month, kind]
                    staff[draw, cell, kind, month] = own[month, kind]


@column_loop
def add_parts(sums: Reals, parts: Integers, found: Reals) -> None:
    """Add the tallies of groups to the sums of the parts that they belong to.

    Parameters
    ----------
    sums : (months, groups, TALLIES)
    parts : int64 array (groups,), the part of each group
    found : (months, parts, TALLIES), written to
    """
    for month in range(sums.shape[0]):
        for group in range(sums.shape[1]):
            total, more = found[month, parts[group]], sums[month, group]
            for kind in range(TALLIES):
                total[kind] += more[kind]
