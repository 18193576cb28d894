"""Policies on the same luck: every run's history is simulated once, and each policy goes on from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.simulation.runs import RUNS_PER_THREAD, Run, Start, go_on, in_threads, start_of_run
from tandem.experiments.simulation.setting import Setting
from tandem.model.outcomes.tally import TALLIES
from tandem.model.policy.lever import Lever

Levers = tuple[Lever, ...]
Sums = npt.NDArray[np.float64]


def starts_of(
    setting: Setting, runs: Sequence[Run], threads: int, done: Callable[[], None]
) -> dict[int, Start]:
    """Every run at the projection's start, by draw. Each holds a population: for few and small ones only."""
    starts: dict[int, Start] = {}
    scenarios = {run.parameter_set: setting.scenario(run.values, run.parameter_set) for run in runs}

    def work(run: Run) -> None:
        starts[run.draw] = start_of_run(setting, scenarios[run.parameter_set], run.seed, 1, run.parameter_set)

    in_threads(work, runs, threads, done)
    return starts


def simulate_policies(
    setting: Setting,
    policies: Sequence[Levers],
    runs: Sequence[Run],
    threads: int,
    done: Callable[[], None],
) -> list[Sums]:
    """Simulate all policies in all runs.

    In a run all policies have the same parameters, the same history and the same luck, so that their
    differences are the policies' doing.

    Parameters
    ----------
    setting : what all share; its own levers play no part
    policies : levers of each policy
    threads : how many threads share the work: over runs, or within each run if there are few
    done : called after each run, in the calling thread

    Returns
    -------
    list of float64 arrays (runs, HISTORY_MONTHS + months, groups, TALLIES), one a policy
    """
    months = HISTORY_MONTHS + setting.months
    tallies = [np.zeros((len(runs), months, len(setting.profile.groups), TALLIES)) for _ in policies]
    over_runs = len(runs) >= RUNS_PER_THREAD * threads
    within = 1 if over_runs else threads
    status_quo = replace(setting, levers=())
    scenarios = {run.parameter_set: status_quo.scenario(run.values, run.parameter_set) for run in runs}
    variants = {key: [scenario.under(levers) for levers in policies] for key, scenario in scenarios.items()}

    def work(run: Run) -> None:
        number = run.parameter_set
        start = start_of_run(setting, scenarios[number], run.seed, within, number)
        surveyed = start.scenario.own_levels is not None  # levels of the run's own
        here = [start.scenario.under(levers) for levers in policies] if surveyed else variants[number]
        for place, scenario in enumerate(here):
            tallies[place][run.draw, :HISTORY_MONTHS] = start.history
            tallies[place][run.draw, HISTORY_MONTHS:] = go_on(start, scenario, setting.months, within)

    in_threads(work, runs, threads if over_runs else 1, done)
    return tallies
