"""The baseline's parts that are not agents: departments, teams, positions and sums."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING

from tandem.model.outcomes.tally import TALLY_NAMES
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions

if TYPE_CHECKING:
    from tests.benchmarks.plain_worker import Worker


class Totals(SimpleNamespace):
    """Sums over a group in a month; an attribute for each of `model.outcomes.tally.TALLY_NAMES`."""

    def __init__(self) -> None:
        super().__init__(**dict.fromkeys(TALLY_NAMES, 0.0))


@dataclass
class Department:
    """What holds for everybody in a department this month."""

    conditions: Conditions = field(init=False)
    dismissal: float = 0.0  # chance of an employee or executive
    unwanted: float = 0.0  # dismissed or laid off
    unwanted_freelancer: float = 0.0


@dataclass(eq=False)
class Team:
    """Workers who meet each other."""

    department: Department
    leader: Position = field(init=False)  # the first of its positions
    seats: int = 0
    places: int = 0  # seats, with those that have been closed
    members: list[Worker] = field(default_factory=list)
    quits: int = 0  # this month
    removals: int = 0
    recent_quits: float = 0.0  # of the last months, fading
    recent_removals: float = 0.0
    closed: int = 0  # seats, this month
    pressing_seats: float = 0.0  # closed in the last months, as far as people have not got used to it
    peers: float = 0.0
    load: float = 0.0
    connection: float = 0.0
    pull: float = 0.0  # of leavers and of the manager
    automated: float = 0.0
    need_of_support: float = 1.0
    limits_kept: float = 1.0

    def look_around(self, c: Coefficients) -> None:
        """Phase 2: the team as it was last month."""
        members = self.members
        present = len(members)
        if present:
            self.peers = sum([worker.uses_ai for worker in members]) / present
            self.connection = sum([worker.connection for worker in members]) / present
            left = c.empty_seat_work * (self.seats - present + self.pressing_seats) / present
            self.load = min(left, c.workload_limit)
            time = sum([worker.ai_time for worker in members]) / present
            part = (1.0 - c.empty_seat_work) * min(c.left_work_automated * time, 1.0)
            self.automated = min(part * (self.places - present) / present, c.workload_limit)
        else:
            self.peers = self.connection = self.load = self.automated = 0.0
        pull = c.contagion_per_leaver * self.recent_quits + c.contagion_involuntary * self.recent_removals
        manager = self.leader.holder
        lead = 2.0 * manager.people_skills - 1.0 if manager else 0.0
        self.pull = min(pull, c.contagion_ceiling) + c.manager_on_quits * lead
        self.connection += c.manager_on_connection * lead
        self.need_of_support, self.limits_kept = 1.0 - lead, 1.0 + lead

    def successor(self, position: Position, c: Coefficients) -> Worker | None:
        """Who is to move up to an empty position: the best performer of the highest level below it."""
        ready = [
            worker
            for worker in self.members
            if worker.position.level < position.level
            and not worker.freelancer
            and worker.tenure > c.promotion_after
            and not worker.moved
        ]
        return max(ready, key=lambda worker: (worker.position.level, worker.performance), default=None)

    def remember_leavers(self, c: Coefficients) -> None:
        """Phase 11, last part: leavers and closed seats of this month join the fading memory of others."""
        self.recent_quits = self.recent_quits * c.contagion_decay + self.quits
        self.recent_removals = self.recent_removals * c.contagion_decay + self.removals
        self.pressing_seats = self.pressing_seats * c.adaptation_decay + self.closed
        self.quits = self.removals = self.closed = 0


@dataclass(eq=False)
class Position:
    """What stays when a worker leaves."""

    team: Team
    group: int
    salary: float
    log_base_exit: float
    log_adoption: float
    seniority: float
    exposure: float
    level: int
    freelancer: bool
    executive: bool
    holder: Worker | None = None
