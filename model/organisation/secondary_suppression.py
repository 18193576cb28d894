"""Secondary cell suppression: hide cells of a table until nobody can work out a small one.

A hidden group is safe if the published headcounts leave open that it has at least the minimum number of
people: some table without negative entries agrees with everything published and has that many there (the
upper protection level of Fischetti and Salazar-González 2001, "Solving the cell suppression problem on
tabular data with linear constraints", Management Science 47:1008-1027). Then no sum or difference of
published figures can be the figure of a set of fewer people. Whether such a table exists is a linear
programme. Which cell to hide next is a greedy choice, and in the end every cell that can come back does; the
result is safe but not always the smallest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
    while exposures := _exposures(table, shown, small, minimum):
        hidden_now: set[int] = set()
        for used in exposures:
            if not hidden_now & used:
                hidden_now.add(min(used, key=lambda cell: (table.size(cell), -cell)))
        shown -= hidden_now
    return sorted(shown | _restored(table, shown, small, minimum))


def _restored(table: Table, shown: set[int], small: list[int], minimum: int) -> set[int]:
    """Cells that greed hid without need: they can come back, the largest first, and all stays safe."""
    enough = [cell for cell in range(len(table.cells)) if table.size(cell) >= minimum and table.cells[cell]]
    restored: set[int] = set()
    for cell in sorted(set(enough) - shown, key=lambda cell: -table.size(cell)):
        system = _system(table, shown | restored | {cell}, small)
        if not _not_jointly_safe(system, minimum):
            restored.add(cell)
    return restored


def _exposures(table: Table, shown: set[int], small: list[int], minimum: int) -> list[set[int]]:
    """For each small group that published cells give away: cells of which one must go."""
    system = _system(table, shown, small)
    exposures = []
    for group in _not_jointly_safe(system, minimum):
        most, weights = _largest(system, group)
        if most < minimum - _tolerance:
            exposures.append(
                _used(table, dict(zip(system.cells, weights.tolist(), strict=True)), system.known)
            )
    return exposures


@dataclass(frozen=True)
class _System:
    """What is open when some cells are shown: the groups that no cell shows alone, and what is known of them.

    `known` is the cell that shows a group alone, by group; `sums` (cells, open groups) says which groups
    each of `cells` has; `small` are the open groups to protect, as places among the open ones.
    """

    known: dict[int, int]
    cells: tuple[int, ...]
    sums: Floats
    headcounts: Floats
    small: tuple[int, ...]


def _system(table: Table, shown: set[int], small: list[int]) -> _System:
    known = {table.cells[cell][0]: cell for cell in sorted(shown) if len(table.cells[cell]) == 1}
    free = [group for group in range(len(table.headcounts)) if group not in known]
    place = {group: index for index, group in enumerate(free)}
    cells = tuple(cell for cell in sorted(shown) if any(group in place for group in table.cells[cell]))
    sums = np.zeros((len(cells), len(free)))
    for row, cell in enumerate(cells):
        sums[row, [place[group] for group in table.cells[cell] if group in place]] = 1
    headcounts = np.array([table.headcounts[group] for group in free], dtype=np.float64)
    return _System(known, cells, sums, headcounts, tuple(place[group] for group in small if group in place))


def _used(table: Table, weights: dict[int, float], known: dict[int, int]) -> set[int]:
    """Published groups that must be taken off a weighted sum of cells; if none, those cells but the first.

    Parameters
    ----------
    weights : dict
        Weight of each cell in the sum.
    known : dict
        The cell that publishes a group alone, by group.
    """
    taken_off = np.zeros(len(table.headcounts))
    for cell, weight in weights.items():
        taken_off[list(table.cells[cell])] += weight
    singles = {cell for group, cell in known.items() if abs(taken_off[group]) > _tolerance}
    return singles or {cell for cell, weight in weights.items() if cell != 0 and abs(weight) > _tolerance}


def _not_jointly_safe(system: _System, minimum: int) -> list[int]:
    """Groups left when tables that show many to be safe at once no longer show any other to be."""
    from scipy import sparse  # slow to import, and seldom needed

    left = np.array(system.small, np.int64)
    count = system.headcounts.size
    while left.size:
        goals = left.size  # for each a variable: its people, counted up to the minimum
        reached = sparse.csr_array((np.ones(goals), (np.arange(goals), left)), shape=(goals, count))
        programme: dict[str, Any] = {
            "c": np.concatenate([np.zeros(count), -np.ones(goals)]),
            "A_ub": sparse.block_array([[-reached, sparse.eye_array(goals)]], format="csr"),
            "b_ub": np.zeros(goals),
            "A_eq": sparse.csr_array(np.hstack([system.sums, np.zeros((len(system.sums), goals))])),
            "b_eq": system.sums @ system.headcounts,
            "bounds": [(0, None)] * count + [(0, minimum)] * goals,
        }
        still = left[_solution(programme).x[left] < minimum - _tolerance]
        if still.size == left.size:
            break
        left = still
    return [int(group) for group in left]


def _largest(system: _System, group: int) -> tuple[float, Floats]:
    """Most people an open group can have, and the weight of each shown cell in that bound."""
    goal = np.zeros(system.headcounts.size)
    goal[group] = -1
    known_sums = system.sums @ system.headcounts
    solution = _solution({"c": goal, "A_eq": system.sums, "b_eq": known_sums, "bounds": (0, None)})
    return float(solution.x[group]), np.asarray(solution.eqlin.marginals, dtype=np.float64)


def _solution(programme: dict[str, Any]) -> Any:
    """Solution of a linear programme that has one: the true headcounts are within its bounds."""
    from scipy.optimize import linprog

    solution = linprog(**programme)
    if solution.status != 0:
        raise RuntimeError(f"the linear programme of cell suppression failed: {solution.message}")
    return solution
