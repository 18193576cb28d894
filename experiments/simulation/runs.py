"""The runs of a projection: each is one parameter set under one seed of luck.

A parameter set is keyed by the projection's seed and its number, the luck of a run by seed, number of the
set and number of the run. So a run is the same whatever the number of draws or threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tandem.experiments.settings.schema import MIXED, CommonChoices
from tandem.experiments.simulation.parameter_sets import readings_of
from tandem.experiments.simulation.projection import HISTORY_MONTHS, Projection
from tandem.experiments.simulation.setting import Setting
from tandem.experiments.simulation.starts import Start, Sums, start_of_run
from tandem.model.outcomes.tally import TALLIES
from tandem.model.policy.catalogue import PROGRAMMES
from tandem.model.policy.cost import programme_costs
from tandem.model.scenario import Scenario

RUNS_PER_THREAD = 2  # fewer draws than this a thread: the threads share out each run instead


@dataclass(frozen=True)
class Run:
    """One draw: its place, the number of its parameter set, the parameters and the seed of its luck."""

    draw: int
    parameter_set: int
    values: Mapping[str, float]
    seed: int


def runs_of(parameter_sets: Sequence[Mapping[str, float]], runs_per_set: int, seed: int) -> list[Run]:
    """All runs, parameter set by parameter set; the luck is another one in every run."""
    return [
        Run(number * runs_per_set + run, number, values, luck_seed(seed, number, run))
        for number, values in enumerate(parameter_sets)
        for run in range(runs_per_set)
    ]


def luck_seed(seed: int, parameter_set: int, run: int) -> int:
    """A 64-bit seed from NumPy's published seed sequence (O'Neill 2015), keyed by (seed, set, run)."""
    sequence = np.random.SeedSequence(seed, spawn_key=(parameter_set, run))
    return int(sequence.generate_state(1, np.uint64)[0])


def simulate(
    setting: Setting,
    runs: Sequence[Run],
    threads: int,
    done: Callable[[], None],
    besides: Callable[[Run, Start, int], None] = lambda _run, _start, _threads: None,
) -> npt.NDArray[np.float64]:
    """Simulate all runs.

    Parameters
    ----------
    threads : how many threads share the work: over runs, or within each run if there are few
    done : called after each run, in the calling thread
    besides : called after each run with its start, and with the threads that it may use; from several
        threads at once

    Returns
    -------
    float64 array (runs, HISTORY_MONTHS + months, groups, TALLIES); the threads do not change it
    """
    months = HISTORY_MONTHS + setting.months
    tallies = np.empty((len(runs), months, len(setting.profile.groups), TALLIES))
    over_runs = len(runs) >= RUNS_PER_THREAD * threads
    within = 1 if over_runs else threads

    # Runs of one parameter set share its scenario, and what that works out once.
    scenarios = {run.parameter_set: setting.scenario(run.values, run.parameter_set) for run in runs}

    def work(of_set: Sequence[Run]) -> None:
        for run in of_set:
            start = simulate_run(
                setting, scenarios[run.parameter_set], run.seed, tallies[run.draw], within, run.parameter_set
            )
            besides(run, start, within)

    set_by_set(work, runs, threads if over_runs else 1, done)
    return tallies


def set_by_set(
    work: Callable[[Sequence[Run]], None], runs: Sequence[Run], threads: int, done: Callable[[], None]
) -> None:
    """Do `work` for all runs on some threads; `done` is called for each run, in the calling thread.

    Runs of one parameter set come together, so that no two threads work out at once what the runs share;
    single runs, where there are too few sets for all threads.
    """
    of_set: dict[int, list[Run]] = {}
    for run in runs:
        of_set.setdefault(run.parameter_set, []).append(run)
    enough = threads == 1 or len(of_set) >= RUNS_PER_THREAD * threads
    items = list(of_set.values()) if enough else [[run] for run in runs]

    def counted(item: Sequence[Run]) -> int:
        work(item)
        return len(item)

    for count in _finished(counted, items, threads):
        for _ in range(count):
            done()


def in_threads[Item](
    work: Callable[[Item], None], items: Iterable[Item], threads: int, done: Callable[[], None]
) -> None:
    """Do `work` for every item on some threads; `done` is called after each, in the calling thread."""
    for _ in _finished(work, items, threads):
        done()


def _finished[Item, Result](
    work: Callable[[Item], Result], items: Iterable[Item], threads: int
) -> Iterator[Result]:
    """The result of each item as it comes; what has not begun is dropped where the caller stops."""
    pool = ThreadPoolExecutor(threads, thread_name_prefix="run")
    try:
        for future in as_completed([pool.submit(work, item) for item in items]):
            yield future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def costs_of(
    setting: Setting, runs: Sequence[Run], tallies: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64] | None:
    """What the levers cost in each run, (runs, months, groups); None for no lever."""
    if not setting.levers:
        return None
    names = ("severance", *(f"in_place_{programme}" for programme in PROGRAMMES))
    values = {name: np.array([run.values[name] for run in runs])[:, np.newaxis, np.newaxis] for name in names}
    first = setting.start - HISTORY_MONTHS
    return programme_costs(setting.levers, tallies, first, setting.stated, setting.seats, values)


def projection_of(
    setting: Setting,
    runs: Sequence[Run],
    tallies: npt.NDArray[np.float64],
    programmes: npt.NDArray[np.float64] | None,
    choices: CommonChoices,
    own_data: Mapping[str, Any] | None = None,
    parts: tuple[int, ...] | None = None,
) -> Projection:
    """The runs with what each was made of; `own_data` is what is to be said of the organisation's own.

    `tallies` hold the projection's months, with or without the history before them.
    """
    history = tallies.shape[1] - setting.months
    labels = readings_of(choices, max(run.parameter_set for run in runs) + 1)
    return Projection(
        profile=setting.stated,
        first_month=setting.start - history,
        history=history,
        tallies=tallies,
        values=tuple(run.values for run in runs),
        seeds=tuple(run.seed for run in runs),
        parameter_sets=tuple(run.parameter_set for run in runs),
        reading=choices.reading,
        posterior=choices.posterior.name,
        programmes=programmes,
        parts=parts,
        structure=choices.structure,
        own_data=own_data or {},
        readings=tuple(labels[run.parameter_set] for run in runs),
        weights=dict(choices.posterior.weights) if choices.reading == MIXED else {},
        past=setting.own.past,
        licence_rate=setting.licence_rate,
    )


def simulate_run(
    setting: Setting,
    scenario: Scenario,
    seed: int,
    out: Sums,
    threads: int = 1,
    parameter_set: int = 0,
) -> Start:
    """One run from November 2022 on: its start; its sums are written to `out`, as `whole_run` has them."""
    history, projection = out[:HISTORY_MONTHS], out[HISTORY_MONTHS:]
    start = start_of_run(setting, scenario, seed, threads, parameter_set, out=history)
    people = start.population.copy()
    start.scenario.run(people, start.environment, setting.months, None, threads, out=projection)
    return start
