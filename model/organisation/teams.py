"""Teams of realistic size, each within one department, each with people of several levels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from tandem.model.numerics.draws import Stream, uniforms
from tandem.model.organisation.settings import SeatSettings

#: Draws of teams are keyed by the team's number in place of a seat's, with this "incarnation" (seats have 0).
TEAM_KEY = 1


def team_sizes(
    department_sizes: npt.NDArray[np.int64], seed: int, settings: SeatSettings
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """Cut every department into teams.

    A department gets as many teams as make their mean size nearest to `settings.team_size`. Its seats are
    first spread evenly; then two neighbouring teams at a time exchange a random number of seats, uniform over
    what the bounds allow. Sizes are therefore within the bounds and add up to the department exactly. (A
    department that cannot be cut into teams within the bounds, because it is too small, has teams as even
    as can be.)

    Parameters
    ----------
    department_sizes : int64 array of shape (departments,)
        Seats of each department, all at least 1.
    seed : int
        Seed of the draws.
    settings : SeatSettings
        Mean, smallest and largest size of a team.

    Returns
    -------
    sizes : int64 array of shape (teams,)
        Seats of each team, teams of a department together, departments in order.
    departments : int32 array of shape (teams,)
        The department of each team.
    """
    fewest = -(-department_sizes // settings.largest_team)
    most = np.maximum(fewest, department_sizes // settings.smallest_team)
    teams = np.clip(np.rint(department_sizes / settings.team_size).astype(np.int64), fewest, most)

    departments = np.repeat(np.arange(teams.size, dtype=np.int32), teams)
    place = np.arange(departments.size) - np.repeat(np.cumsum(teams) - teams, teams)  # within the department
    even, left_over = department_sizes // teams, department_sizes % teams
    sizes = even[departments] + (place < left_over[departments])

    first = np.flatnonzero((place % 2 == 0) & (place + 1 < teams[departments]))
    _exchange_seats(sizes, first, seed, settings)
    return sizes, departments


def _exchange_seats(
    sizes: npt.NDArray[np.int64], first: npt.NDArray[np.int64], seed: int, settings: SeatSettings
) -> None:
    """Move a random number of seats between each team in `first` and the next one, in place."""
    one, other = sizes[first], sizes[first + 1]
    smallest, largest = settings.smallest_team, settings.largest_team
    most_given = np.maximum(np.minimum(one - smallest, largest - other), 0)
    most_taken = np.maximum(np.minimum(other - smallest, largest - one), 0)
    draw = uniforms(
        seed, Stream.ORGANISATION, 0, first.astype(np.uint32), np.full(first.size, TEAM_KEY, np.uint32)
    )
    moved = np.floor(draw[:, 0] * (most_given + most_taken + 1)).astype(np.int64) - most_given
    sizes[first] = one + moved
    sizes[first + 1] = other - moved


def deal_ranks(sizes: npt.NDArray[np.int64], departments: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Deal the people of each department to its teams like cards, the most senior first.

    Each team first gets its leader, from the department's most senior people. The others follow in the order
    of their place in the team as a fraction of its size, so that small and large teams have the same mix.

    Parameters
    ----------
    sizes, departments
        As `team_sizes` returns them.

    Returns
    -------
    int64 array of shape (seats,)
        For each seat (teams in order, leader first) the place of its holder in a list of all people sorted
        by department and, within it, by falling seniority.
    """
    first_seat = np.cumsum(sizes) - sizes
    seats_in_department = np.bincount(departments, weights=sizes).astype(np.int64)
    dealt = np.cumsum(seats_in_department) - seats_in_department  # next place in the list, by department
    ranks = np.empty(int(sizes.sum()), np.int64)
    for position, served in _rounds(sizes):
        by_department = np.bincount(departments[served], minlength=dealt.size)
        before = np.cumsum(by_department) - by_department
        turn = np.arange(served.size) - before[departments[served]]
        ranks[first_seat[served] + position] = dealt[departments[served]] + turn
        dealt += by_department
    return ranks


def _rounds(sizes: npt.NDArray[np.int64]) -> Iterator[tuple[int, npt.NDArray[np.int64]]]:
    """The rounds of a deal: which place in the team is filled, and in which teams (in order)."""
    yield 0, np.arange(sizes.size)
    teams_of_size = {int(size): np.flatnonzero(sizes == size) for size in np.unique(sizes)}
    places = [(size, position) for size in teams_of_size for position in range(1, size)]
    for size, position in sorted(places, key=lambda place: ((place[1] - 0.5) / (place[0] - 1), place[0])):
        yield position, teams_of_size[size]
