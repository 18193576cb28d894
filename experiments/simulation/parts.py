"""Sums by department and kind of contract: what comparisons need, a fraction of the sums by group."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tandem.model.organisation.profile import Profile
from tandem.model.organisation.suppression import part_of
from tandem.model.outcomes.tally import add_parts

Integers = npt.NDArray[np.int64]
Sums = npt.NDArray[np.float64]


def parts_of(profile: Profile) -> tuple[int, ...]:
    """The part of each group: groups of one department are one part, its freelancers another."""
    places: dict[tuple[str, str], int] = {}
    return tuple(
        places.setdefault((group.department, part_of(group)), len(places)) for group in profile.groups
    )


def contracts_of(profile: Profile) -> tuple[str, ...]:
    """A contract that stands for each part: that of the first of its groups."""
    first: dict[int, str] = {}
    for part, group in zip(parts_of(profile), profile.groups, strict=True):
        first.setdefault(part, group.contract)
    return tuple(first.values())


def membership(parts: tuple[int, ...]) -> Sums:
    """1 where a group belongs to a part, else 0; shape (parts, groups)."""
    found = np.zeros((max(parts) + 1, len(parts)))
    found[list(parts), np.arange(len(parts))] = 1
    return found


def add_up(sums: Sums, parts: Integers, found: Sums) -> None:
    """Sums by part (months, parts, TALLIES), written to `found`, of sums by group (months, groups, TALLIES).

    Tallies lie on a grid (`model/outcomes/tally.py`), so their sums are exact in any order.
    """
    found[...] = 0
    add_parts(sums, parts, found)
