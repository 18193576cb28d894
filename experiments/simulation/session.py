"""A session: an organisation, its draws and their starts, from which any policy is answered.

In a draw all policies have the same parameters, the same history and the same luck, so that their differences
are the policies' doing. Starts are kept as far as the memory that is allowed goes; the others are simulated
again when they are needed. Nothing of a policy is kept but what `take` takes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from tandem.experiments.simulation.runs import RUNS_PER_THREAD, Run, set_by_set
from tandem.experiments.simulation.setting import Setting
from tandem.experiments.simulation.starts import Room, Start, go_on_with_people, start_of_run
from tandem.model.engine.population import Population
from tandem.model.policy.lever import Lever
from tandem.model.scenario import Scenario

Levers = tuple[Lever, ...]
Sums = npt.NDArray[np.float64]
#: What is done with a draw under a policy: the policy's place, the run, its start, the sums of the
#: projection's months (months, groups, TALLIES) and everybody at its end. The next run writes over sums and
#: people: what is to be kept of them is copied or reduced.
Take = Callable[[int, Run, Start, Sums, Population], None]

KEPT_BYTES = 1_000_000_000  # of starts, unless a session is given another limit (a choice about computing)


class Session:
    """Answers policies on the same luck.

    Parameters
    ----------
    setting : what all policies share; its own levers play no part
    runs : the draws
    threads : how many threads share the work
    kept_bytes : how much memory the starts that are kept may take; 0: none is kept
    """

    def __init__(
        self, setting: Setting, runs: Sequence[Run], threads: int, kept_bytes: int = KEPT_BYTES
    ) -> None:
        self.setting = replace(setting, levers=())
        self.runs = tuple(runs)
        self.threads = threads
        self._kept_bytes = kept_bytes
        self._starts: dict[int, Start] = {}
        self._scenarios = {
            run.parameter_set: self.setting.scenario(run.values, run.parameter_set) for run in self.runs
        }

    def simulate(
        self,
        policies: Sequence[Levers],
        take: Take,
        done: Callable[[], None] = lambda: None,
        draws: int | None = None,
        threads: int | None = None,
    ) -> None:
        """Simulate policies in the first `draws` runs (all by default).

        Parameters
        ----------
        policies : levers of each
        take : called for each run and policy, from several threads at once
        done : called after each run, in the calling thread
        threads : how many share the work; None: the session's
        """
        runs, threads = self.runs[:draws], threads or self.threads
        over_runs = len(runs) >= RUNS_PER_THREAD * threads
        within, room = 1 if over_runs else threads, Room()

        def work(of_set: Sequence[Run]) -> None:
            known: Scenario | None = None
            for run in of_set:
                start = self.start_of(run, within)
                if start.scenario is not known:  # the runs of a set share it, but for a survey's levels
                    known = start.scenario
                    variants = [known.under(levers) for levers in policies]
                for place, scenario in enumerate(variants):
                    months = self.setting.months
                    take(place, run, start, *go_on_with_people(start, scenario, months, within, room))

        set_by_set(work, runs, threads if over_runs else 1, done)

    def prepare(self, done: Callable[[], None] = lambda: None) -> None:
        """Simulate the starts that will be kept, so that the first policy is answered as fast as the next."""
        self.simulate([], lambda *_: None, done)

    @property
    def kept(self) -> int:
        """How many starts are kept."""
        return len(self._starts)

    def start_of(self, run: Run, threads: int = 1) -> Start:
        """A run at the projection's start, kept or simulated now; its population is not to be written to."""
        start = self._starts.get(run.draw)
        if start is None:
            scenario: Scenario = self._scenarios[run.parameter_set]
            start = start_of_run(self.setting, scenario, run.seed, threads, run.parameter_set)
            if (len(self._starts) + 1) * bytes_of(start) <= self._kept_bytes:
                self._starts[run.draw] = start
        return start


def bytes_of(start: Start) -> int:
    """Memory that a start takes: its people, its world and its history."""
    people = start.population
    columns = (people.values, people.incarnation, people.event, people.recent)
    return sum(array.nbytes for array in (*columns, start.environment, start.history))
