"""A team of the reference organisation: what its members meet of each other, and who left lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.team import contagion, peer_use, recent_exits, team_connection, vacancy_load

if TYPE_CHECKING:
    from tests.reference.seat import Seat


class Team:
    """Seats that work together. `recent` holds recent voluntary and involuntary leavers, fading."""

    def __init__(self) -> None:
        self.seats: list[Seat] = []
        self.recent = [0.0, 0.0]
        self.left = [0, 0]  # voluntary and involuntary leavers of this month
        self.peers = self.load = self.bond = self.pull = 0.0

    def look_around(self, c: Coefficients) -> None:
        """Phase 2: take stock of the team as last month left it."""
        present = [seat for seat in self.seats if seat.employed]
        empty = sum(1 for seat in self.seats if seat.is_open and not seat.employed)
        self.peers = peer_use.py_func(sum(seat.uses_ai for seat in present), len(present))
        self.load = vacancy_load.py_func(empty, len(present), c)
        self.bond = team_connection.py_func(sum(seat.connection for seat in present), len(present))
        self.pull = contagion.py_func(self.recent[0], self.recent[1], c)
        self.left = [0, 0]

    def remember(self, c: Coefficients) -> None:
        """Leavers of this month join those of the months before, who fade."""
        self.recent = [
            recent_exits.py_func(recent, left, c) for recent, left in zip(self.recent, self.left, strict=True)
        ]
