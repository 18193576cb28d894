"""Every statistic of the model that a held-out fact can name, and the simulations behind them.

Each statistic is a function of its own; simulations that several need are made once for a draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tandem.calibration.checks.held_out import cohort, programmes, since_ai, tools
from tandem.calibration.checks.held_out.cohort import Cohort, follow_cohort
from tandem.calibration.checks.held_out.history import History, live
from tandem.calibration.checks.replays.check import PEOPLE
from tandem.calibration.checks.replays.firm import Firm
from tandem.model.engine.population import Population
from tandem.model.parameters import Values


@dataclass(frozen=True)
class World:
    """What is simulated under one draw and one luck, in a market of `people` workers."""

    values: Values
    people: int
    seed: int
    _trials: dict[tuple[int, int], Population] = field(default_factory=dict)

    @cached_property
    def cohort(self) -> Cohort:
        """Everybody in post in November 2025, for two years."""
        return follow_cohort(self.values, self.people, self.seed)

    @cached_property
    def history(self) -> History:
        """The market from November 2022 on, with AI and without."""
        return live(self.values, self.people, self.seed)

    @cached_property
    def firm(self) -> Firm:
        """A firm that programmes are tried in."""
        return Firm(self.values, min(self.people, PEOPLE), self.seed)

    def trial(self, when: tuple[int, int]) -> Population:
        """The market after a tool was given to all."""
        if when not in self._trials:
            self._trials[when] = tools.given_a_tool(self.values, self.people, self.seed, when)
        return self._trials[when]


#: Name → from a world to the number that stands beside the published one.
STATISTICS: Mapping[str, Callable[[World], float]] = {
    "intenders_leave": lambda world: cohort.intenders_leave(world.cohort),
    "burned_out_leave": lambda world: cohort.burned_out_leave(world.cohort),
    "burned_out_leave_odds": lambda world: cohort.burned_out_leave_odds(world.cohort),
    "users_burned_out": lambda world: since_ai.users_burned_out(world.history),
    "experts_task_time": lambda world: since_ai.experts_task_time(world.history),
    "productivity_growth": lambda world: since_ai.productivity_growth(world.history),
    "hours_of_exposed": lambda world: since_ai.hours_of_exposed(world.history),
    "entry_hires": lambda world: since_ai.entry_hires(world.history),
    "entry_employment": lambda world: since_ai.entry_employment(world.history),
    "ask_ai_first": lambda world: since_ai.ask_ai_first(world.history),
    "burned_out_next_year": lambda world: since_ai.burned_out_next_year(world.history),
    "users_disconnected": lambda world: since_ai.users_disconnected(world.history),
    "users_intend_to_leave": lambda world: since_ai.users_intend_to_leave(world.history),
    "writing_time_saved": lambda world: tools.writing_time_saved(world.trial),
    "coding_time_saved": lambda world: tools.coding_time_saved(world.trial),
    "coders_tasks": lambda world: tools.coders_tasks(world.trial),
    "scribes_after_a_month": lambda world: programmes.scribes_after_a_month(world.firm),
    "scribes_after_a_quarter": lambda world: programmes.scribes_after_a_quarter(world.firm),
    "scribes_on_burnout": lambda world: programmes.scribes_on_burnout(world.firm),
    "shorter_week": lambda world: programmes.shorter_week(world.firm),
}
