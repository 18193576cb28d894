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

from model.errors import InputError
from model.organisation.imported_tables import OTHER
from model.organisation.profile import CONTRACTS

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
    level = level_place[spells["level"].cat.codes.to_numpy()].astype(np.int64)
    contract = spells["contract"].to_numpy().astype(np.int64)
    notes = list(merged)
    moved_contract = moved_level = 0
    for place in range(len(names)):
        inside = department == place
        moved_contract += _merge_contracts(contract, inside, present, fewest)
        for kind in np.unique(contract[inside]):
            moved_level += _merge_levels(level, inside & (contract == kind), present, fewest)
    if moved_contract:
        notes.append(
            f"In {moved_contract} departments fewer than {fewest} people have a contract of some kind; "
            f"they are "
            "counted with the contract that most people there have."
        )
    if moved_level:
        notes.append(
            f"{moved_level} small levels of departments are counted with the next level of their department."
        )
    used = sorted(set(level.tolist()))
    renumber = np.full(len(levels), -1)
    renumber[used] = np.arange(len(used))
    shown = tuple(levels[place] for place in used)
    return Grouping(names, shown, department, renumber[level], contract, tuple(notes))


def _departments(
    spells: pd.DataFrame, present: npt.NDArray[np.bool_], fewest: int
) -> tuple[tuple[str, ...], Places, list[str]]:
    """Departments with enough people; the rest is Other, which takes in the smallest until it has enough."""
    categories = [str(name) for name in spells["department"].cat.categories]
    codes = spells["department"].cat.codes.to_numpy().astype(np.int64)
    now = np.bincount(codes[present], minlength=len(categories))
    ever = np.bincount(codes, minlength=len(categories))
    kept = [place for place in np.argsort(-now, kind="stable").tolist() if now[place] >= fewest]
    pooled = [place for place in range(len(categories)) if place not in set(kept) and ever[place]]
    absorbed = 0
    while pooled and now[pooled].sum() < fewest:
        pooled.append(kept.pop())
        absorbed += 1
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


def _merge_contracts(
    contract: Places, inside: npt.NDArray[np.bool_], present: npt.NDArray[np.bool_], fewest: int
) -> int:
    """Give small contracts of a department the one most people have; 1 if anything was changed."""
    now = np.bincount(contract[inside & present], minlength=len(CONTRACTS))
    there = np.bincount(contract[inside], minlength=len(CONTRACTS)) > 0
    small = [kind for kind in np.flatnonzero(there) if now[kind] < fewest]
    if not small:
        return 0
    main = int(np.argmax(now))
    contract[inside & np.isin(contract, small)] = main
    rest = [kind for kind in np.flatnonzero(now >= fewest) if kind != main]
    if now[main] + now[[kind for kind in small if kind != main]].sum() < fewest and rest:
        contract[inside] = main
    return 1


def _merge_levels(
    level: Places, inside: npt.NDArray[np.bool_], present: npt.NDArray[np.bool_], fewest: int
) -> int:
    """Merge small levels of one contract in one department into their neighbours; how many were merged."""
    there = np.unique(level[inside]).tolist()
    people = {place: int((inside & present & (level == place)).sum()) for place in there}
    members = {place: [place] for place in there}
    moved = 0
    while len(people) > 1 and min(people.values()) < fewest:
        ordered = sorted(people)
        small = min(ordered, key=lambda place: people[place])
        at = ordered.index(small)
        neighbour = ordered[at - 1] if at else ordered[at + 1]
        name = small if people[small] > people[neighbour] else neighbour
        joint = people.pop(small) + people.pop(neighbour)
        together = members.pop(small) + members.pop(neighbour)
        people[name], members[name] = joint, together
        moved += 1
    target = np.arange(int(level.max()) + 1)
    for name, together in members.items():
        target[together] = name
    level[inside] = target[level[inside]]
    return moved
