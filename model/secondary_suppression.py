"""Secondary cell suppression: hide cells of a table until nobody can work out a small one.

A hidden group is safe if the published headcounts leave open that it has at least the minimum number of
people: some table without negative entries agrees with everything published and has that many there (the
upper protection level of Fischetti and Salazar-González 2001, "Solving the cell suppression problem on
tabular data with linear constraints", Management Science 47:1008-1027). Then no sum or difference of
published figures can be the figure of a set of fewer people. Whether such a table exists is a linear
programme. Which cell to hide next is a greedy choice, so the result is safe but not always the smallest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import linprog

Floats = npt.NDArray[np.float64]

_tolerance = 1e-6  # people; headcounts are whole


@dataclass(frozen=True)
class Table:
    """Headcounts of groups, and the cells to be published, each a set of groups.

    Attributes
    ----------
    headcounts : tuple of int
        People in each group, 1 or more.
    cells : tuple of tuple of int
        Groups of each cell; the first cell has them all. Empty cells are never published.
    """

    headcounts: tuple[int, ...]
    cells: tuple[tuple[int, ...], ...]

    def size(self, cell: int) -> int:
        """People in a cell."""
        return sum(self.headcounts[group] for group in self.cells[cell])


def protected(table: Table, minimum: int) -> list[int]:
    """Which cells of the table can be published when groups of fewer than `minimum` people must not be known.

    Returns
    -------
    list of int
        Places in `table.cells`, in order; empty if all people together are too few.
    """
    shown = {cell for cell, groups in enumerate(table.cells) if groups and table.size(cell) >= minimum}
    if 0 not in shown:
        return []
    small = [group for group, people in enumerate(table.headcounts) if people < minimum]
    while bindings := _exposures(table, shown, small, minimum):
        hidden_now: set[int] = set()
        for binding in bindings:
            choices = _candidates(table, shown, binding)
            if not hidden_now & choices:
                hidden_now.add(min(choices, key=lambda cell: (table.size(cell), -cell)))
        shown -= hidden_now
    return sorted(shown)


def _candidates(table: Table, shown: set[int], binding: set[int]) -> set[int]:
    """Cells one of which must be hidden: single groups within the cells that bind, else those themselves."""
    singles = {table.cells[cell][0]: cell for cell in sorted(shown) if len(table.cells[cell]) == 1}
    inside = {
        singles[group]
        for cell in binding
        for group in table.cells[cell]
        if group in singles and len(table.cells[cell]) > 1
    }
    return inside or (binding - {0}) or (shown - {0})


def _exposures(table: Table, shown: set[int], small: list[int], minimum: int) -> list[set[int]]:
    """For each small group that published cells give away: the cells that do it together."""
    rows = sorted(shown)
    known = {table.cells[cell][0] for cell in rows if len(table.cells[cell]) == 1}
    free = [group for group in range(len(table.headcounts)) if group not in known]
    place = {group: index for index, group in enumerate(free)}
    exposed = [{cell} for cell in rows if len(table.cells[cell]) == 1 and table.cells[cell][0] in small]
    rows = [cell for cell in rows if any(group in place for group in table.cells[cell])]
    system = np.zeros((len(rows), len(free)))
    for row, cell in enumerate(rows):
        system[row, [place[group] for group in table.cells[cell] if group in place]] = 1
    headcounts = np.array([table.headcounts[group] for group in free], dtype=np.float64)
    open_questions = _not_jointly_safe(
        system, headcounts, [place[group] for group in small if group in place], minimum
    )
    for group in open_questions:
        most, weights = _largest(system, headcounts, group)
        if most < minimum - _tolerance:
            exposed.append({rows[row] for row in np.flatnonzero(np.abs(weights) > _tolerance)})
    return exposed


def _not_jointly_safe(system: Floats, headcounts: Floats, groups: list[int], minimum: int) -> list[int]:
    """Groups left when tables that show many to be safe at once no longer show any other to be."""
    left = np.array(groups, np.int64)
    count = headcounts.size
    while left.size:
        goals = left.size  # for each a variable: its people, counted up to the minimum
        reached = sparse.csr_array((np.ones(goals), (np.arange(goals), left)), shape=(goals, count))
        programme: dict[str, Any] = {
            "c": np.concatenate([np.zeros(count), -np.ones(goals)]),
            "A_ub": sparse.block_array([[-reached, sparse.eye_array(goals)]], format="csr"),
            "b_ub": np.zeros(goals),
            "A_eq": sparse.csr_array(np.hstack([system, np.zeros((len(system), goals))])),
            "b_eq": system @ headcounts,
            "bounds": [(0, None)] * count + [(0, minimum)] * goals,
        }
        still = left[_solution(programme).x[left] < minimum - _tolerance]
        if still.size == left.size:
            break
        left = still
    return [int(group) for group in left]


def _largest(system: Floats, headcounts: Floats, group: int) -> tuple[float, Floats]:
    """Most people a group can have, given the sums `system` takes; and the weight of each sum in that."""
    goal = np.zeros(headcounts.size)
    goal[group] = -1
    solution = _solution({"c": goal, "A_eq": system, "b_eq": system @ headcounts, "bounds": (0, None)})
    return float(solution.x[group]), np.asarray(solution.eqlin.marginals, dtype=np.float64)


def _solution(programme: dict[str, Any]) -> Any:
    """Solution of a linear programme that has one: the true headcounts are within its bounds."""
    solution = linprog(**programme)
    if solution.status != 0:
        raise RuntimeError(f"the linear programme of cell suppression failed: {solution.message}")
    return solution
