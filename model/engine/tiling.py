"""Tiles: runs of whole teams under the same conditions, small enough for the cache."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tandem.model.engine.population import Population
from tandem.model.numerics.arrays import Integers, Reals
from tandem.model.numerics.compiled import column_loop

TILE_SEATS = 2048


def tiles_of(
    population: Population, alike: Integers | None = None, tile_seats: int = TILE_SEATS
) -> npt.NDArray[np.int64]:
    """First team of each tile and the end: at most `tile_seats` seats if possible, under the same months.

    `alike` (departments,) numbers departments that meet the same months alike (default: each by itself).
    Returns an int64 array of shape (tiles + 1,).
    """
    structure = population.structure
    department = structure.team_department
    return _cut_tiles(structure.team_offsets, department if alike is None else alike[department], tile_seats)


def departments_alike(modifiers: Reals, departments: int, by_seat: bool) -> npt.NDArray[np.int64]:
    """A number for each department, the same where all months are the same; (departments,).

    Where conditions are laid out by seat (`by_seat`), all are alike.
    """
    if by_seat or np.array_equal(modifiers, np.broadcast_to(modifiers[:, :1], modifiers.shape)):
        return np.zeros(departments, np.int64)
    months = np.moveaxis(modifiers, 1, 0).reshape(departments, -1)
    return np.unique(months, axis=0, return_inverse=True)[1].reshape(-1)


@column_loop
def _cut_tiles(offsets: Integers, department: Integers, tile_seats: int) -> npt.NDArray[np.int64]:
    teams = department.size
    cuts = np.empty(teams + 1, dtype=np.int64)
    count = 0
    start = 0
    for team in range(teams):
        new_department = team > 0 and department[team] != department[team - 1]
        if team == 0 or new_department or offsets[team + 1] - offsets[start] > tile_seats:
            cuts[count] = start = team
            count += 1
    cuts[count] = teams
    return cuts[: count + 1].copy()
