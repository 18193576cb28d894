"""Whom the levers of a policy cover, seat by seat, and the classes of seats that they all treat alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from tandem.model.organisation.profile import CONTRACTS
from tandem.model.organisation.seats import Seats
from tandem.model.policy.lever import Coverage

Flags = npt.NDArray[np.bool_]

_golden_ratio = (5**0.5 - 1) / 2


def covered_seats(coverage: Coverage, seats: Seats) -> Flags:
    """Which seats a lever covers, shape (seats,)."""
    named = _named(coverage.departments, seats.department, seats.departments)
    named &= _named(coverage.levels, seats.level, seats.levels)
    named &= _named(coverage.contracts, seats.contract, CONTRACTS)
    low, high = coverage.share
    if (low, high) == (0.0, 1.0):
        return named
    rank = seat_rank(seats)
    return named & (rank >= low) & (rank < high)


def seat_rank(seats: Seats) -> npt.NDArray[np.float64]:
    """A rank in [0, 1) for each seat, even over every group: multiples of the golden ratio (Weyl's sequence).

    So a share of half covers half of every group, as nearly as its size allows, and the rank depends on
    nothing but the seat.
    """
    order = np.argsort(seats.group, kind="stable")
    counts = np.bincount(seats.group)
    within = np.arange(len(seats)) - np.repeat(np.cumsum(counts) - counts, counts)
    rank = np.empty(len(seats))
    rank[order] = (0.5 + within * _golden_ratio) % 1
    return rank


def coverage_classes(coverages: Sequence[Coverage], seats: Seats) -> tuple[npt.NDArray[np.int32], Flags]:
    """Classes of seats of one department that every lever covers alike, by what each covers.

    Returns
    -------
    class of each seat, int32 (seats,); and whether each lever covers each class, bool (levers, classes)
    """
    covered = np.array([covered_seats(coverage, seats) for coverage in coverages]).reshape(-1, len(seats))
    keys = np.concatenate((seats.department[np.newaxis], covered.astype(np.int32)))
    distinct, place = np.unique(keys, axis=1, return_inverse=True)
    return place.reshape(-1).astype(np.int32), distinct[1:].astype(bool)


@lru_cache(maxsize=256)
def covered_share(coverage: Coverage, seats: Seats, groups: int) -> npt.NDArray[np.float64]:
    """Share of the seats of each group that is covered, shape (groups,); worked out once."""
    total = np.bincount(seats.group, minlength=groups)
    covered = np.bincount(seats.group, weights=covered_seats(coverage, seats), minlength=groups)
    share = covered / np.maximum(total, 1)
    share.flags.writeable = False
    return share


def _named(names: tuple[str, ...] | None, code: npt.NDArray[np.int32], labels: tuple[str, ...]) -> Flags:
    if names is None:
        return np.ones(code.size, dtype=bool)
    return np.isin(code, [labels.index(name) for name in names if name in labels])
