"""Secondary cell suppression: hide cells of a table until nobody can work out a small one.

A hidden group is safe if the published headcounts leave open that it has at least the minimum number of people:
some table with no negative entry agrees with everything published and has that many there (the upper protection
level of Fischetti and Salazar-González 2001, "Solving the cell suppression problem on tabular data with linear
constraints", Management Science 47:1008-1027). Then no sum or difference of published figures, counts or the
counts behind a ratio, can equal the figure of any set of fewer people. Whether such a table exists is a linear
programme; which cell to hide next is a greedy choice, so the result is safe but not always the smallest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

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
    from scipy import sparse
    from scipy.optimize import linprog

    left = list(groups)
    while left:
        goals, count = len(left), headcounts.size
        reached = sparse.csr_array((np.ones(goals), (range(goals), left)), shape=(goals, count))
        solution = linprog(
            np.concatenate([np.zeros(count), -np.ones(goals)]),
            A_ub=sparse.hstack([-reached, sparse.eye_array(goals)]).tocsr(),
            b_ub=np.zeros(goals),
            A_eq=sparse.hstack([sparse.csr_array(system), sparse.csr_array((len(system), goals))]).tocsr(),
            b_eq=system @ headcounts,
            bounds=[(0, None)] * count + [(0, minimum)] * goals,
        )
        still = [group for group in left if solution.x[group] < minimum - _tolerance]
        if len(still) == len(left):
            break
        left = still
    return left


def _largest(system: Floats, headcounts: Floats, group: int) -> tuple[float, Floats]:
    """Most people a group can have, given the sums `system` takes; and the weight of each sum in that."""
    from scipy.optimize import linprog

    goal = np.zeros(headcounts.size)
    goal[group] = -1
    solution = linprog(goal, A_eq=system, b_eq=system @ headcounts, bounds=(0, None))
    return -float(solution.fun), np.asarray(solution.eqlin.marginals, dtype=np.float64)
