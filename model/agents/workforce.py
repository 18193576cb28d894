"""Workforce: the organisation as a Mesa model, its agents being views of the engine's columns."""

from __future__ import annotations

import math
from copy import deepcopy
from typing import Any

import mesa
import numpy as np
import numpy.typing as npt
from mesa.experimental.mesa_signals import ModelSignals, emit

from tandem.model.agents.agent_set import Everybody
from tandem.model.agents.worker import Worker
from tandem.model.anchors import anchor_at_start, set_paces
from tandem.model.engine import columns as col
from tandem.model.errors import InputError
from tandem.model.organisation.coarsening import check_coarse
from tandem.model.organisation.profile import Profile
from tandem.model.outcomes import tally
from tandem.model.outcomes.sums import MONTHS_A_YEAR, cell_sums
from tandem.model.scenario import Scenario

LARGEST_SEED = 2**64 - 1


class Workforce(mesa.Model):
    """One organisation under one scenario, a step a month, from November 2022 (time 0) on.

    Parameters
    ----------
    scenario : model.scenario.Scenario
        Organisation, environment, policy and parameters.
    rng : int, or what else Mesa's models take, optional
        The luck. An integer is the seed of the engine's draws and of `model.random` and `model.rng`;
        from anything else Mesa draws such an integer.
    threads : int
        Threads of the engine; results do not depend on it.
    stated : Profile, optional
        The organisation as a table describes it at the projection's start: headcount, AI users and quits
        of each group are then set to these figures at that month (`model.anchors`).

    Attributes
    ----------
    time : float
        Months since November 2022, as for any Mesa model the number of steps.
    running : bool
        False once the scenario has ended, which ends `run_model`.
    population : model.engine.population.Population
        The columns. `model.agents` reads and writes them.
    environment : float64 (months, ENVIRONMENT_COLUMNS)
        The world outside under this luck.
    worker_type : type
        Class of the views; override it in a subclass to give workers methods.

    Raises
    ------
    InputError
        If the seed is out of range, the model is told to run beyond the scenario's last month, or
        `stated` comes without a year of history before the start.
    """

    worker_type: type[Worker] = Worker
    time: float
    steps: int

    def __init__(
        self, scenario: Scenario, rng: Any = None, threads: int = 1, stated: Profile | None = None
    ) -> None:
        seed = int(rng) if isinstance(rng, int | np.integer) else rng
        if isinstance(seed, int) and not 0 <= seed <= LARGEST_SEED:
            raise InputError(f"rng: found {seed}; allowed: a seed from 0 to 2**64 - 1; example: 1.")
        if stated is not None and scenario.start < MONTHS_A_YEAR:
            raise InputError(
                f"stated: found a scenario that starts at month {scenario.start}; allowed: from month "
                f"{MONTHS_A_YEAR} on, as a year of history comes first; example: start=38."
            )
        check_coarse(scenario.profile)
        super().__init__(rng=seed)
        self._scenario, self._threads, self._stated = scenario, threads, stated
        self.population = scenario.population(self._seed)
        self.environment = scenario.environment_of(self._seed)
        if stated is not None:
            set_paces(self.population, scenario, self.environment)
        self._months: list[npt.NDArray[np.float64]] = []
        self._all_agents = Everybody(self)
        self._agents_by_type = {self.worker_type: self._all_agents}

    # --- time -----------------------------------------------------------------------------------------

    def step(self) -> None:
        """One month of every seat. Extend it in a subclass: call `super().step()`, then yours."""
        self._simulate(1)

    def spin_up(self) -> None:
        """Run to the start of the scenario's projection in one go.

        The state afterwards is the one that stepping reaches, but `step` is not called, so nothing is
        collected on the way. Where events are scheduled before the start, the months are stepped through.
        """
        start = self.scenario.start
        if start <= self.time:
            return
        if self.time != self.population.month:  # in the middle of a month
            self.run_until(start)
            return
        self._default_schedule.pause()
        busy = self._has_events_until(start)
        if not busy:
            months = start - self.population.month
            self._simulate(months)
            self.time, self.steps = float(start), self.steps + months
        self._default_schedule.resume()  # the next month ends one month from now
        if busy:
            self.run_until(start)

    def _has_events_until(self, time: float) -> bool:
        events = self._event_list
        return not events.is_empty() and events.peek_ahead(1)[0].time <= time

    def _advance_time(self, until: float) -> None:
        self._require(until)
        super()._advance_time(until)

    def _require(self, month: float) -> None:
        if month >= self.scenario.months + 1:
            raise InputError(
                f"cannot run to month {month:g}: the scenario ends at month {self.scenario.months}; "
                f"example: model.run_until({self.scenario.months})."
            )

    def _simulate(self, months: int) -> None:
        self._require(self.population.month + months)
        sums = self.scenario.run(self.population, self.environment, months, threads=self._threads)
        self._months.extend(sums)
        if self._stated is not None and self.population.month == self.scenario.start:
            last_year = np.array(self._months[-MONTHS_A_YEAR:])
            anchor_at_start(self.population, self.scenario, self._stated, self.environment, last_year)
        self.running = self.population.month < self.scenario.months

    # --- results --------------------------------------------------------------------------------------

    @property
    def scenario(self) -> Scenario:
        """What the run needs apart from luck; constant."""
        return self._scenario

    @scenario.setter
    def scenario(self, _: Any) -> None:
        """Accept the empty scenario that every Mesa model starts from."""
        if hasattr(self, "_scenario"):
            raise AttributeError("a Workforce keeps its scenario: make another Workforce for another one")

    @property
    def tallies(self) -> npt.NDArray[np.float64]:
        """Sums of every month so far by group, (months, groups, TALLIES); see `model.outcomes.tally`."""
        groups = self.population.structure.group_department.size
        return np.array(self._months).reshape(len(self._months), groups, tally.TALLIES)

    @property
    def headcount(self) -> int:
        """People on a seat now."""
        return len(self.agents)

    @property
    def vacancies(self) -> int:
        """Open seats without a person now."""
        values = self.population.values
        return int(np.count_nonzero((values[col.IS_OPEN] > 0) & (values[col.EMPLOYED] == 0)))

    @property
    def ai_users(self) -> float:
        """Share of the people present now who use AI (not a number if there is nobody)."""
        return _share(self.agents.array("uses_ai"))

    @property
    def burnout_share(self) -> float:
        """Share of the people present now who would say that they experience burnout."""
        threshold = self.scenario.coefficients.threshold_burned_out
        return _share(self.agents.array("burnout") > threshold)

    @property
    def voluntary_turnover(self) -> float:
        """Quits of the last twelve months ÷ average headcount, freelancers left out."""
        return self._turnover(tally.QUITS)

    @property
    def total_turnover(self) -> float:
        """Quits, dismissals and layoffs of the last twelve months ÷ average headcount, as above."""
        return self._turnover(tally.QUITS, tally.DISMISSALS, tally.LAYOFFS)

    def _turnover(self, *exits: int) -> float:
        """The rate that the outcomes report, as a share; nan in the first year."""
        if not self._months:
            return math.nan
        contracts = [group.contract for group in self.scenario.profile.groups]
        year = cell_sums(np.array(self._months[-MONTHS_A_YEAR:]), contracts, licence_price=0.0)
        return float(year.turnover(*exits)[-1]) / 100

    # --- agents ---------------------------------------------------------------------------------------

    def register_agent(self, agent: Any) -> None:
        """Not possible: people are hired by the engine.

        Raises
        ------
        TypeError
        """
        raise TypeError(
            f"a Workforce holds the people on its seats, hired by the engine, and cannot take {agent!r}; "
            "keep other agents in a model of their own"
        )

    @emit("agents", ModelSignals.AGENT_REMOVED)
    def deregister_agent(self, agent: Worker) -> None:
        """Let a worker leave now, as if at the end of the month that was just simulated.

        An employee's exit counts as a dismissal (teammates feel it), a freelancer's as the end of the
        contract; it enters the tallies of that month, without replacement cost. The seat stays open.

        Raises
        ------
        KeyError
            If the agent is not one of the people present.
        """
        if agent not in self.agents:
            raise KeyError(agent)
        self._vacate(np.array([agent.identity[0]]))

    def remove_all_agents(self) -> None:
        """Let everybody leave at once, in the way of `deregister_agent` (no signals are emitted)."""
        self._vacate(self.agents.rows)
        self.data_registry.close()

    def _vacate(self, rows: npt.NDArray[np.int64]) -> None:
        population, structure = self.population, self.population.structure
        freelancer = population.values[col.FREELANCER, rows] > 0
        population.event[rows] = np.where(freelancer, col.CONTRACT_ENDED, col.DISMISSED)
        population.values[col.EMPLOYED, rows] = 0
        np.add.at(population.recent[col.INVOLUNTARY], structure.team[rows[~freelancer]], 1)
        if self._months:
            month, group = self._months[-1], structure.group[rows]
            np.add.at(month, (group, np.where(freelancer, tally.CONTRACT_ENDS, tally.DISMISSALS)), 1)
            np.add.at(month[:, tally.VACANT], group, 1)

    # --- copies ---------------------------------------------------------------------------------------

    def __deepcopy__(self, memo: dict[int, Any]) -> Workforce:
        """A model that continues on its own; scenario and structure, which nobody writes to, are shared."""
        for constant in (self._scenario, self.population.structure, self.environment):
            memo[id(constant)] = constant
        twin = object.__new__(type(self))
        memo[id(self)] = twin
        twin.__dict__.update({name: deepcopy(value, memo) for name, value in self.__dict__.items()})
        return twin

    def __copy__(self) -> Workforce:
        """The same as a deep copy: two models never share state."""
        return deepcopy(self)


def _share(flags: npt.NDArray[np.bool_]) -> float:
    return float(flags.mean()) if flags.size else math.nan
