"""A team of the reference organisation: what its members meet of each other, and who left lately."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tandem.model.engine.columns import CLOSED, INVOLUNTARY, VOLUNTARY
from tandem.model.numerics.arithmetic import share_of
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.manager import bond_by_manager, lead, limits_kept, need_of_support, pull_of_manager
from tandem.model.rules.team import (
    automated_work,
    closed_seats,
    contagion,
    left_work,
    peer_use,
    recent_exits,
    team_connection,
)

if TYPE_CHECKING:
    from tests.reference.seat import Seat


class Surroundings(NamedTuple):
    """Bond and pull of the team with its manager, and what programmes through the manager do."""

    bond: float
    pull: float
    need: float
    limits: float


class Team:
    """Seats that work together.

    `recent` holds recent voluntary and involuntary leavers and the closed seats whose work still presses,
    all fading; it begins as the steady start left it.
    """

    def __init__(self, recent: list[float]) -> None:
        self.seats: list[Seat] = []
        self.recent = recent
        self.left = [0, 0, 0]  # voluntary and involuntary leavers and closed seats of this month
        self.peers = self.load = self.automated = 0.0
        self.of_leader = self.of_others = Surroundings(0.0, 0.0, 1.0, 1.0)

    def look_around(self, c: Coefficients) -> None:
        """Phase 2: take stock of the team as last month left it."""
        present = [seat for seat in self.seats if seat.employed]
        empty = sum(1 for seat in self.seats if seat.is_open and not seat.employed)
        self.peers = peer_use.py_func(sum(seat.uses_ai for seat in present), len(present))
        self.load = left_work.py_func(empty, self.recent[CLOSED], len(present), c)
        time = share_of(sum(seat.ai_time for seat in present), float(len(present)))
        self.automated = automated_work.py_func(len(self.seats) - len(present), len(present), time, c)
        leader = self.seats[0]
        leads = lead.py_func(leader.people_skills, leader.employed)
        bond = team_connection.py_func(sum(seat.connection for seat in present), len(present))
        pull = contagion.py_func(self.recent[VOLUNTARY], self.recent[INVOLUNTARY], c)
        self.of_leader = Surroundings(bond, pull, 1.0, 1.0)
        self.of_others = Surroundings(
            bond + bond_by_manager.py_func(leads, c),
            pull + pull_of_manager.py_func(leads, c),
            need_of_support.py_func(leads),
            limits_kept.py_func(leads),
        )
        self.left = [0, 0, 0]

    def around(self, seat: Seat) -> Surroundings:
        """What a member meets; whoever leads the team is led from outside, on average."""
        return self.of_leader if seat is self.seats[0] else self.of_others

    def remember(self, c: Coefficients) -> None:
        """Leavers and closed seats of this month join those of the months before, who fade."""
        for kind in (VOLUNTARY, INVOLUNTARY):
            self.recent[kind] = recent_exits.py_func(self.recent[kind], self.left[kind], c)
        self.recent[CLOSED] = closed_seats.py_func(self.recent[CLOSED], self.left[CLOSED], c)
