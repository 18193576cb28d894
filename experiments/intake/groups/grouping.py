"""Groups large enough to be shown: departments, and in them levels and contracts, merged until they are.

Everybody stays in exactly one group of their department (or of Other, for small departments), so no sum or
difference of groups has fewer people than the smallest of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.model.errors import InputError
from tandem.model.organisation.folder.tables import OTHER
from tandem.model.organisation.merging import large_and_pooled, merge_contracts, merge_levels
from tandem.model.organisation.profile import CONTRACTS

Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Grouping:
    """The group of every spell.

    Attributes
    ----------
    departments : tuple of str
    levels : tuple of str
        From junior to senior.
    department, level, contract : int64 arrays of shape (spells,)
        Places in `departments`, `levels` and `CONTRACTS`.
    notes : tuple of str
        What was merged, in words, without naming what is small.
    """

    departments: tuple[str, ...]
    levels: tuple[str, ...]
    department: Places
    level: Places
    contract: Places
    notes: tuple[str, ...]


def merge_small_groups(spells: pd.DataFrame, levels: Sequence[str], fewest: int) -> Grouping:
    """Merge what has fewer than `fewest` people at the snapshot.

    Small departments become Other. In a department, a contract that too few have is counted with the one most
    people have; a small level is counted with the next one below, or above if there is none, under the name
    of the larger.

    Raises
    ------
    InputError
        If fewer than `fewest` people are present.
    """
    present = spells["present"].to_numpy()
    if present.sum() < fewest:
        raise InputError(
            f"{int(present.sum())} people are present at the snapshot; at least {fewest} (the minimum "
            f"cell) are "
            "needed to describe an organisation without describing a person."
        )
    names, department, merged = _departments(spells, present, fewest)
    order = {name: place for place, name in enumerate(levels)}
    level_place = np.array([order[str(name)] for name in spells["level"].cat.categories])
    own_level = level_place[spells["level"].cat.codes.to_numpy()].astype(np.int64)
    shape = (len(names), len(levels), len(CONTRACTS))
    flat = np.ravel_multi_index(
        (department, own_level, spells["contract"].to_numpy().astype(np.int64)), shape
    )
    cells, cell = np.unique(flat, return_inverse=True)  # merged as cells, which are fewer than spells
    now = np.bincount(cell, weights=present, minlength=cells.size).astype(np.int64)
    cell_department, level, contract = (places.copy() for places in np.unravel_index(cells, shape))
    notes = list(merged)
    moved_contract = moved_level = 0
    for place in range(len(names)):
        inside = cell_department == place
        moved_contract += merge_contracts(contract, inside, now, fewest)
        for kind in np.unique(contract[inside]):
            moved_level += merge_levels(level, inside & (contract == kind), now, fewest)
    if moved_contract:
        notes.append(
            f"Contracts that fewer than {fewest} people of a department have are counted with the one that "
            f"most there have (departments with such: {moved_contract})."
        )
    if moved_level:
        notes.append(
            "Small levels of a department are counted with the next level there "
            f"(levels merged: {moved_level})."
        )
    used = sorted(set(level.tolist()))
    renumber = np.full(len(levels), -1)
    renumber[used] = np.arange(len(used))
    shown = tuple(levels[place] if levels[place] != OTHER else f"{OTHER} (so called)" for place in used)
    return Grouping(names, shown, department, renumber[level[cell]], contract[cell], tuple(notes))


def _departments(
    spells: pd.DataFrame, present: npt.NDArray[np.bool_], fewest: int
) -> tuple[tuple[str, ...], Places, list[str]]:
    """Departments with enough people; the rest is Other, which takes in the smallest until it has enough."""
    categories = [str(name) for name in spells["department"].cat.categories]
    codes = spells["department"].cat.codes.to_numpy().astype(np.int64)
    now = np.bincount(codes[present], minlength=len(categories))
    ever = np.bincount(codes, minlength=len(categories))
    kept, pooled, absorbed = large_and_pooled(now, ever, fewest)
    kept.sort(key=lambda place: categories[place].casefold())
    names = [categories[place] for place in kept]
    target = np.full(len(categories), len(names))
    target[kept] = np.arange(len(names))
    if pooled:
        names = [name if name != OTHER else f"{OTHER} (so called)" for name in names] + [OTHER]
    notes = []
    if pooled:
        text = f"{len(pooled)} departments are shown together as '{OTHER}': too small to be shown apart"
        notes.append(text + (", or needed so that none of them can be worked out." if absorbed else "."))
    return tuple(names), target[codes].astype(np.int64), notes
