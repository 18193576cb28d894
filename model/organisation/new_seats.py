"""Seats that a hiring plan opens: teams of their own beside those that stand, closed until their month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from tandem.model.organisation.profile import CONTRACTS, Contract, Profile
from tandem.model.organisation.seats import Seats
from tandem.model.organisation.settings import SeatSettings

FROM_THE_START = -1  # month of opening of a seat that stands already

Openings = Mapping[str, Mapping[int, int]]  # seats that open, by department and month since November 2022


def with_new_seats(seats: Seats, profile: Profile, openings: Openings, settings: SeatSettings) -> Seats:
    """The seats with those that open later at their end; nobody else's seat, team or luck changes.

    A department's new seats have the mix of levels and contracts that its people have (executives aside) and
    the mean pay of their group. They come in teams of the usual size, in the order in which they open.

    Parameters
    ----------
    profile : whose groups the seats refer to
    openings : seats by department and month since November 2022
    """
    added = [(name, month) for name in profile.departments for month in _months_of(openings.get(name, {}))]
    if not added:
        return seats
    group, team, before = [], [], 0
    teams = seats.team_offsets.size - 1
    for name in profile.departments:
        count = len(_months_of(openings.get(name, {})))
        its = _groups_in_turn(profile, name, count)
        size = max(1, round(settings.team_size))
        for first in range(0, count, size):
            chunk = its[first : first + size]
            group += chunk
            team += [teams + before] * len(chunk)
            before += 1
    groups = np.array(group, np.int32)
    level = {name: code for code, name in enumerate(profile.levels)}
    department = {name: code for code, name in enumerate(profile.departments)}
    entries = [profile.groups[place] for place in group]
    sizes = np.bincount(np.array(team) - teams, minlength=before)
    opens = [np.full(len(seats), FROM_THE_START), np.array([month for _, month in added])]
    return replace(
        seats,
        seat_id=np.concatenate(
            [seats.seat_id, np.arange(len(group), dtype=np.uint32) + np.uint32(len(seats))]
        ),
        department=_joined(seats.department, [department[entry.department] for entry in entries]),
        team=_joined(seats.team, team),
        group=np.concatenate([seats.group, groups]),
        level=_joined(seats.level, [level[entry.level] for entry in entries]),
        contract=_joined(seats.contract, [CONTRACTS.index(entry.contract) for entry in entries]),
        salary=np.concatenate([seats.salary, [entry.mean_salary for entry in entries]]),
        tenure=np.concatenate([seats.tenure, np.full(len(group), np.nan)]),
        team_offsets=np.concatenate([seats.team_offsets, seats.team_offsets[-1] + np.cumsum(sizes)]).astype(
            np.int64
        ),
        opens=np.concatenate(opens).astype(np.int64),
    )


def _months_of(openings: Mapping[int, int]) -> list[int]:
    return [month for month in sorted(openings) for _ in range(openings[month])]


def _groups_in_turn(profile: Profile, department: str, count: int) -> list[int]:
    """A group for each new seat of a department, in the shares of its people: who lacks most is next."""
    places = [
        place
        for place, group in enumerate(profile.groups)
        if group.department == department and group.contract != Contract.EXECUTIVE.name.lower()
    ] or [place for place, group in enumerate(profile.groups) if group.department == department]
    people = np.array([profile.groups[place].headcount for place in places], float)
    shares, given, found = people / people.sum(), np.zeros(len(places)), []
    for number in range(1, count + 1):
        most = int(np.argmax(shares * number - given))
        given[most] += 1
        found.append(places[most])
    return found


def _joined(before: npt.NDArray[np.int32], more: list[int]) -> npt.NDArray[np.int32]:
    return np.concatenate([before, np.array(more, np.int32)])
