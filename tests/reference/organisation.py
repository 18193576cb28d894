"""The reference implementation: the model as a plain Mesa model with one agent a seat.

It calls the same scalar rules and keyed draws as the engine, uncompiled and in double precision, in the
order of a month that the design gives: the world, the teams as last month left them, what each person
does, then who leaves and who is hired. It is slow, and clear enough to be checked by reading.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import mesa
import numpy as np
import numpy.typing as npt

from tandem.model.engine.columns import (
    COLUMN_NAMES,
    CONTRACT_ENDED,
    DISMISSED,
    HIRED,
    LAID_OFF,
    PROMOTED,
    PROMOTED_AWAY,
    QUIT,
)
from tandem.model.engine.population import Population
from tandem.model.numerics.draws import normal_quantile
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import conditions_of
from tandem.model.rules.freelance import extra_fees
from tandem.model.rules.output import payroll, replacement_cost, vacancy_cost
from tests.reference.seat import Seat
from tests.reference.team import Team

Sums = defaultdict[str, float]
COUNTED_EVENTS = {
    QUIT: "quits",
    CONTRACT_ENDED: "contract_ends",
    DISMISSED: "dismissals",
    LAID_OFF: "layoffs",
    HIRED: "hires",
    PROMOTED: "promoted",
    PROMOTED_AWAY: "promoted_away",
}


class Organisation(mesa.Model):
    """An organisation of seats, month by month.

    Parameters
    ----------
    start : population before its first month; its persons and what its teams remember are taken over as
        they are (`model/engine/steady_state.py` has them drawn; its tests are statistical)
    c, tenure_table : coefficients in double precision
    environment : (months, ENVIRONMENT_COLUMNS)
    modifiers : (months, classes, MODIFIER_COLUMNS)
    seat_class : (seats,) coverage class of each seat; by default its department
    """

    def __init__(
        self,
        start: Population,
        c: Coefficients,
        tenure_table: npt.NDArray[np.float64],
        environment: npt.NDArray[np.float64],
        modifiers: npt.NDArray[np.float64],
        seat_class: npt.NDArray[np.int32] | None = None,
    ) -> None:
        super().__init__(rng=1)  # the draws are keyed: Mesa's own generator is never asked
        self.c, self.tenure_table = c, tenure_table
        self.environment, self.modifiers = environment, modifiers
        self.seed_of_luck, self.month = start.seed, start.month
        self.conditions: list[Any] = []
        structure = start.structure
        self.groups = list(
            zip(
                structure.group_department.tolist(),
                structure.group_level.tolist(),
                (structure.contracts[contract] for contract in structure.group_contract),
                strict=True,
            )
        )
        self.level_codes = structure.group_level.tolist()
        self.teams = [Team(recent) for recent in start.recent.T.tolist()]
        if seat_class is None:
            seat_class = structure.team_department[structure.team]
        self.seats = [
            Seat(
                self,
                int(structure.seat_id[row]),
                int(structure.group[row]),
                self.teams[structure.team[row]],
                int(seat_class[row]),
                {name: float(start.column(name)[row]) for name in COLUMN_NAMES},
            )
            for row in range(structure.seats)
        ]
        self.tallies: list[Sums] = []

    def step(self) -> None:
        """One month."""
        self.conditions = [
            conditions_of.py_func(self.environment[self.month], modifiers, self.c)
            for modifiers in self.modifiers[self.month]
        ]
        for team in self.teams:
            team.look_around(self.c)
        self.agents.do("step")
        self.tallies = [defaultdict(float) for _ in self.groups]
        for seat in self.seats:
            self._tally_work(seat, self.tallies[seat.group])
        self.agents.do("move")
        for seat in self.seats:
            self._tally_movement(seat)
        for team in self.teams:
            team.remember(self.c)
        self.month += 1

    def rank_of(self, seat: Seat) -> int:
        """Place of the seat's level, junior first."""
        return int(self.level_codes[seat.group])

    def table(self) -> npt.NDArray[np.float64]:
        """Every seat's state, shape (columns, seats), as the engine lays it out."""
        return np.array([seat.columns() for seat in self.seats]).T

    def _tally_work(self, seat: Seat, sums: Sums) -> None:
        """What people present and seats empty during the month add to it."""
        c = self.c
        if seat.was_vacant:
            sums["vacancy_cost"] += vacancy_cost.py_func(seat.salary, 1.0, c)
        if not seat.worked:
            return
        sums["present"] += 1
        sums["expected_quits"] += 0.0 if seat.freelancer else seat.exit_probability
        sums["ai_users"] += seat.uses_ai
        sums["burned_out"] += seat.burnout > c.threshold_burned_out
        sums["very_often"] += seat.burnout > c.threshold_very_often
        sums["considering"] += seat.intention > c.threshold_considering
        sums["unclear"] += seat.clarity < c.threshold_clarity
        sums["burnout_sum"] += seat.burnout
        sums["hours_sum"] += seat.hours
        sums["perceived_sum"] += seat.perceived_gain
        sums["true_sum"] += seat.true_gain
        sums["output"] += seat.output
        sums["demands_sum"] += seat.demands
        sums["connection_sum"] += seat.connection
        sums["ai_time_sum"] += seat.ai_time
        sums["weekly_users"] += seat.ai_time > c.weekly_use_from
        sums["daily_users"] += seat.ai_time > c.daily_use_from
        fees = extra_fees.py_func(seat.freelancer, seat.raised_target, seat.niche, c)
        sums["payroll"] += payroll.py_func(seat.salary, 1.0, seat.freelancer, fees, c)

    def _tally_movement(self, seat: Seat) -> None:
        """Who left, at what cost of replacement, who was hired, and what stands empty at the end.

        An employee leaves the group that the seat was of, even if a freelancer is searched for from now on.
        """
        self.tallies[seat.group]["vacant"] += seat.is_open and not seat.employed
        sums = self.tallies[seat.group_before]
        if seat.event not in COUNTED_EVENTS:
            return
        sums[COUNTED_EVENTS[seat.event]] += 1
        if seat.event == PROMOTED_AWAY:
            return
        if seat.is_open and not seat.employed:  # somebody left and will be replaced
            luck = float(normal_quantile(seat.cost_luck))
            sums["replacement_cost"] += replacement_cost.py_func(seat.salary_before, luck, self.c)
        if seat.event == QUIT and seat.performance > self.c.top_performer_above:
            sums["regretted_quits"] += 1
