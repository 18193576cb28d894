"""The sums of many cells of a projection, all at once or a few cells at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt

from tandem.experiments.simulation.memory import CELLS_AT_A_TIME
from tandem.experiments.simulation.projection import Projection
from tandem.model.organisation.suppression import Cell, part_of
from tandem.model.outcomes.sums import CellSums
from tandem.model.outcomes.tally import TALLIES, add_groups


def cell_sums_of(projection: Projection, cells: Sequence[Cell]) -> CellSums:
    """The sums of cells, as arrays (TALLIES, draws, cells, months), history included."""
    groups = projection.profile.groups
    members = [(row, group) for row, cell in enumerate(cells) for group in cell.groups]
    staff = [(row, group) for row, group in members if part_of(groups[group]) == "staff"]
    with ThreadPoolExecutor(1, thread_name_prefix="sums") as beside:
        of_staff = beside.submit(_sums, projection, len(cells), staff)
        of_everybody = _sums(projection, len(cells), members)
    return CellSums(
        of_everybody,
        of_staff.result(),
        projection.licence_prices[:, np.newaxis, np.newaxis],
        _programmes(projection, cells),
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


def _columns(projection: Projection, groups: Sequence[int]) -> list[int]:
    """Where the sums of some groups stand in the projection's arrays, each once."""
    if projection.parts is None:
        return list(groups)
    return sorted({projection.parts[group] for group in groups})


def _sums(projection: Projection, cells: int, members: Sequence[tuple[int, int]]) -> Any:
    draws, months, _, _ = projection.tallies.shape
    if projection.parts is not None:
        members = sorted({(cell, projection.parts[group]) for cell, group in members})
    sums = np.zeros((draws, cells, TALLIES, months))
    add_groups(projection.tallies, np.array(members, np.int64).reshape(-1, 2), sums)
    return sums.transpose(2, 0, 1, 3)
