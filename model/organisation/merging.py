"""Which groups are counted together so that each has enough people: departments, contracts, levels.

Everybody stays in exactly one group of their department (or of Other, for small departments), so no sum or
difference of groups has fewer people than the smallest of them. Groups are given as cells: people with the
same department, level and contract.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tandem.model.organisation.profile import CONTRACTS

Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def large_and_pooled(now: Places, ever: Places, fewest: int) -> tuple[list[int], list[int], bool]:
    """Departments that can be shown and those that are shown together, and whether a large one joined these.

    Parameters
    ----------
    now, ever : int64 arrays (departments,)
        People at present, and all that are counted anywhere.
    """
    kept = [place for place in np.argsort(-now, kind="stable").tolist() if now[place] >= fewest]
    pooled = [place for place in range(now.size) if place not in set(kept) and ever[place]]
    absorbed = False
    while pooled and now[pooled].sum() < fewest:
        pooled.append(kept.pop())
        absorbed = True
    return kept, pooled, absorbed


def merge_contracts(contract: Places, inside: npt.NDArray[np.bool_], now: Places, fewest: int) -> int:
    """Give small contracts of a department the one most people have; 1 if anything was changed.

    `contract` and `now` (people present) are those of each cell; `inside` says which are the department's.
    """
    people = np.bincount(contract[inside], weights=now[inside], minlength=len(CONTRACTS)).astype(np.int64)
    there = np.bincount(contract[inside], minlength=len(CONTRACTS)) > 0
    small = [kind for kind in np.flatnonzero(there) if people[kind] < fewest]
    if not small:
        return 0
    main = int(np.argmax(people))
    contract[inside & np.isin(contract, small)] = main
    joint = people[main] + people[[kind for kind in small if kind != main]].sum()
    if joint < fewest:  # even together they are too few: everybody counts as what most have
        contract[inside] = main
    return 1


def merge_levels(level: Places, inside: npt.NDArray[np.bool_], now: Places, fewest: int) -> int:
    """Merge small levels of one contract in one department into their neighbours; how many were merged."""
    there = np.unique(level[inside]).tolist()
    people = {place: int(now[inside & (level == place)].sum()) for place in there}
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
