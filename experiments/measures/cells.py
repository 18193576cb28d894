"""The sums of many cells of a projection, all at once or a few cells at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from tandem.experiments.simulation.memory import CELLS_AT_A_TIME
from tandem.experiments.simulation.projection import Projection
from tandem.model.organisation.suppression import Cell, part_of
from tandem.model.outcomes.sums import CellSums, closing
from tandem.model.outcomes.tally import TALLIES, add_groups


def cell_sums_of(projection: Projection, cells: Sequence[Cell]) -> CellSums:
    """The sums of cells, as arrays (TALLIES, draws, cells, months), history included."""
    draws, months, _, _ = projection.tallies.shape
    everybody, staff = (np.empty((draws, len(cells), TALLIES, months)) for _ in range(2))
    columns = [_columns(projection, cell.groups) for cell in cells]
    ends = np.cumsum([len(each) for each in columns], dtype=np.int64)
    groups = np.array([column for each in columns for column in each], np.int64)
    is_staff = _is_staff(projection)[groups]

    def add(some: slice) -> None:
        add_groups(projection.tallies[some], ends, groups, is_staff, everybody[some], staff[some])

    with ThreadPoolExecutor(1, thread_name_prefix="sums") as beside:
        rest = beside.submit(add, slice(draws // 2, None))
        add(slice(draws // 2))
        rest.result()
    prices = projection.licence_prices[:, np.newaxis, np.newaxis]
    return CellSums(
        everybody.transpose(2, 0, 1, 3),
        staff.transpose(2, 0, 1, 3),
        prices,
        _programmes(projection, cells),
        _full_time(projection, cells),
    )


def sums_in_blocks(
    projection: Projection, cells: Sequence[Cell], most: int = CELLS_AT_A_TIME
) -> Iterator[tuple[Sequence[Cell], CellSums]]:
    """The same, for at most `most` cells at a time, so that a thousand departments fit into memory."""
    for first in range(0, len(cells), most):
        block = cells[first : first + most]
        yield block, cell_sums_of(projection, block)


def _programmes(projection: Projection, cells: Sequence[Cell]) -> npt.NDArray[np.float64] | None:
    """Cost of the policy's levers in each cell, (draws, cells, months)."""
    costs = projection.programmes
    if costs is None:
        return None
    return np.stack([costs[..., _columns(projection, cell.groups)].sum(axis=-1) for cell in cells], axis=1)


def _full_time(projection: Projection, cells: Sequence[Cell]) -> npt.NDArray[np.float64] | None:
    """Full-time equivalents at each month's end, (draws, cells, months); None: everybody in full time."""
    share = projection.full_time
    if (share == 1).all():
        return None
    people = closing(np.moveaxis(projection.tallies, -1, 0)) * share
    return np.stack([people[..., _columns(projection, cell.groups)].sum(axis=-1) for cell in cells], axis=1)


def _columns(projection: Projection, groups: Sequence[int]) -> list[int]:
    """Where the sums of some groups stand in the projection's arrays, each once."""
    if projection.parts is None:
        return list(groups)
    return sorted({projection.parts[group] for group in groups})


def _is_staff(projection: Projection) -> npt.NDArray[np.int64]:
    """1 where a column of the projection's arrays holds sums of employees and executives, else 0."""
    found = np.zeros(projection.tallies.shape[2], np.int64)
    places = range(found.size) if projection.parts is None else projection.parts
    for place, group in zip(places, projection.profile.groups, strict=True):
        found[place] = part_of(group) == "staff"
    return found
