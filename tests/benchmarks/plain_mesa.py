"""The baseline of the benchmark: the same thirteen phases as a plain Mesa model.

Written as one would write it in Mesa for its own sake: an agent a worker, a method a phase, Python floats,
luck from `model.random`, teams as lists of workers, people who leave removed from the model, people who move
up given another position. What stays constant for a worker on a position is worked out once. The formulas
are those of `model/rules`; `test_plain_mesa.py` checks that both are the same model. The first workers,
people as they are found in a steady organisation, are those that the engine draws.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import mesa
import numpy as np
import numpy.typing as npt

from tandem.model.engine.coefficients import coefficients_of
from tandem.model.engine.columns import COLUMN_NAMES
from tandem.model.engine.formulas import tenure_log_multiplier
from tandem.model.engine.population import freelance_groups
from tandem.model.organisation.profile import Contract
from tandem.model.outcomes.tally import TALLY_NAMES
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import MARKET_NICHES, MARKET_USERS, conditions_of
from tandem.model.rules.exits import dismissal_probability, involuntary_probability
from tandem.model.rules.hiring import fill_probability
from tandem.model.scenario import Scenario
from tests.benchmarks.plain_team import Department, Position, Team, Totals
from tests.benchmarks.plain_worker import Worker


class PlainMesa(mesa.Model):
    """An organisation of plain Mesa agents, a step a month, from November 2022 on.

    Attributes
    ----------
    history : list of lists of Totals, by month and group
    """

    def __init__(self, scenario: Scenario, environment: npt.NDArray[np.float64], rng: int) -> None:
        super().__init__(rng=rng)
        self.organisation = scenario
        coefficients = coefficients_of(scenario.settled_values, np.float64, scenario.steady)._asdict()
        numbers = SimpleNamespace(**{name: float(value) for name, value in coefficients.items()})
        self.coefficients = cast(Coefficients, numbers)  # faster to read than a tuple
        self.tenure_table: list[float] = tenure_log_multiplier(scenario.values, np.float64).tolist()
        self.environment: Any = environment.tolist()  # lists of floats, for the same reason
        self.modifiers: Any = scenario.modifiers.tolist()
        self.departments = [Department() for _ in scenario.seats.departments]
        self.vacancies: list[Position] = []
        self.history: list[list[Totals]] = []
        self.totals: list[Totals] = []
        self.freelance_groups: list[int] = []
        self.teams = self._people_the_organisation(scenario, rng)

    def _people_the_organisation(self, scenario: Scenario, rng: int) -> list[Team]:
        seats, start = scenario.seats, replace(scenario, real=np.float64).population(rng)
        self.freelance_groups = freelance_groups(start.structure).tolist()
        teams = [Team(self.departments[seats.department[i]]) for i in seats.team_offsets[:-1]]
        for team, (quits, removals, pressing) in zip(teams, start.recent.T.tolist(), strict=True):
            team.recent_quits, team.recent_removals, team.pressing_seats = quits, removals, pressing
        people = [dict(zip(COLUMN_NAMES, row, strict=True)) for row in start.values.T.tolist()]
        for i, (team, group) in enumerate(zip(seats.team.tolist(), seats.group.tolist(), strict=True)):
            contract, person = int(seats.contract[i]), people[i]
            position = Position(
                teams[team], group, person["salary"], person["log_base_exit"], person["log_adoption"],
                person["seniority"], person["exposure"], int(seats.level[i]),
                contract == Contract.FREELANCER, contract == Contract.EXECUTIVE,
            )  # fmt: skip
            if teams[team].places == 0:
                teams[team].leader = position
            teams[team].seats += 1
            teams[team].places += 1
            if person["employed"]:
                Worker(self, position, market_users=0.0).become(person)
            else:
                self.vacancies.append(position)
        return teams

    def step(self) -> None:
        """A month."""
        c = self.coefficients
        month = len(self.history)
        self.totals = [Totals() for _ in self.organisation.profile.groups]
        self.meet_the_world(month)
        for team in self.teams:
            team.look_around(c)
        open_before, self.vacancies = self.vacancies, []
        self.agents.do("step")
        self.hire(open_before, self.environment[month])
        for team in self.teams:
            team.remember_leavers(c)
        self.history.append(self.totals)

    def meet_the_world(self, month: int) -> None:
        """Phase 1."""
        c = self.coefficients
        for department, modifiers in zip(self.departments, self.modifiers[month], strict=True):
            m = conditions_of.py_func(self.environment[month], modifiers, c)
            department.conditions = m
            department.dismissal = dismissal_probability.py_func(0.0, c)
            department.unwanted = involuntary_probability.py_func(0.0, c, m)
            department.unwanted_freelancer = involuntary_probability.py_func(1.0, c, m)

    def hire(self, vacancies: list[Position], world: list[float]) -> None:
        """Phase 12: positions that stood empty all month may be filled at its end."""
        c = self.coefficients
        for position in vacancies:
            totals, team = self.totals[position.group], position.team
            totals.vacancy_cost += position.salary * c.month_share * c.vacancy_cost
            m = team.department.conditions
            chance = fill_probability.py_func(float(position.executive), float(position.freelancer), m)
            inside = 0.0 if position.freelancer or position.level == 0 else c.promotion_share
            luck, successor = self.random.random(), None
            if luck < chance * (1.0 - inside):
                self.totals[position.group].hires += 1
                Worker(self, position, world[MARKET_USERS], world[MARKET_NICHES])
                continue
            if luck < chance:
                successor = team.successor(position, c)
            if successor:
                self.promote(successor, position)
            else:
                totals.vacant += 1
                self.vacancies.append(position)

    def promote(self, worker: Worker, position: Position) -> None:
        """Somebody of the team moves up and leaves a position behind."""
        left, team = worker.position, position.team
        self.totals[position.group].promoted += 1
        self.totals[left.group].promoted_away += 1
        left.holder, worker.moved = None, True
        worker.take(position)
        m = team.department.conditions
        if m.refill_share < 1.0 and self.random.random() >= m.refill_share:
            team.seats -= 1
            team.closed += 1
        else:
            self.stand_empty(left)

    def stand_empty(self, position: Position) -> None:
        """A position is to be filled again; an employee's may be a freelancer's from now on."""
        group, m = self.freelance_groups[position.group], position.team.department.conditions
        if group >= 0 and m.own_hire_share < 1.0 and self.random.random() >= m.own_hire_share:
            self.make_freelance(position, group)
        self.totals[position.group].vacant += 1
        self.vacancies.append(position)

    def make_freelance(self, position: Position, group: int) -> None:
        """An employee's position becomes a freelancer's, of the same department and level."""
        c = self.coefficients
        position.group, position.freelancer = group, True
        position.log_base_exit = c.freelancer_log_exit
        position.salary *= c.freelancer_pay_ratio

    def tallies(self) -> npt.NDArray[np.float64]:
        """The sums of every month and group, shape (months, groups, TALLIES), as the engine keeps them."""
        return np.array(
            [[[getattr(total, name) for name in TALLY_NAMES] for total in month] for month in self.history],
            dtype=np.float64,
        )
