"""The start of a run, after its history, and how a run goes on from there under any policy."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.simulation.setting import Setting
from tandem.experiments.simulation.surveyed import as_surveyed, in_november_2022
from tandem.model.anchors import anchor_at_start
from tandem.model.engine.population import Population
from tandem.model.environment import without_ai
from tandem.model.outcomes.tally import TALLIES
from tandem.model.scenario import Scenario

Sums = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Start:
    """A run at the projection's start, from which any policy can go on.

    Attributes
    ----------
    scenario : that the history was made with, with the levels of a pulse survey if there is one
    population : everybody at the start; never written to
    environment : (months, ENVIRONMENT_COLUMNS), the luck of the world
    history : (HISTORY_MONTHS, groups, TALLIES), sums of the last years before the start
    """

    scenario: Scenario
    population: Population
    environment: npt.NDArray[np.float64]
    history: npt.NDArray[np.float64]


def start_of_run(
    setting: Setting,
    scenario: Scenario,
    seed: int,
    threads: int = 1,
    parameter_set: int = 0,
    market_seed: int | None = None,
    out: Sums | None = None,
) -> Start:
    """One run from November 2022 to the projection's start; its history is written to `out` if there is one.

    With a pulse survey the run is brought to the survey's shares: its departments' levels are moved.
    `market_seed` is the labour market's luck, where it is not to be that of `seed`.
    """
    environment = scenario.environment_of(seed if market_seed is None else market_seed)
    scenario, population = _at_the_outset(setting, scenario, seed, environment, parameter_set, threads)
    history = scenario.run(population, environment, setting.start, HISTORY_MONTHS, threads, out=out)
    if setting.anchored:
        stated = setting.described(parameter_set)
        anchor_at_start(population, scenario, stated, environment, history[-12:])
    return Start(scenario, population, environment, history)


def start_without_ai(
    setting: Setting, start: Start, seed: int, threads: int = 1, parameter_set: int = 0
) -> Start:
    """The run of `start` as it had come out if there had never been AI, under the same luck.

    Levels and base quits are those of `start`: what an organisation says of itself is what it is with AI.
    """
    scenario = unsurveyed(setting, start.scenario, parameter_set)
    scenario, population = _at_the_outset(setting, scenario, seed, start.environment, parameter_set, threads)
    environment = without_ai(start.environment)
    history = scenario.run(population, environment, setting.start, HISTORY_MONTHS, threads)
    if setting.anchored:
        stated = setting.described(parameter_set)
        groups = tuple(
            replace(group, ai_users=None if group.ai_users is None else 0.0) for group in stated.groups
        )
        anchor_at_start(
            population, scenario, replace(stated, groups=groups), environment, start.history[-12:]
        )
    return Start(scenario, population, environment, history)


def unsurveyed(setting: Setting, scenario: Scenario, parameter_set: int) -> Scenario:
    """The scenario before it was brought to a pulse survey; itself where there is none."""
    return scenario if setting.own.survey is None else setting.scenario(scenario.values, parameter_set)


def _at_the_outset(
    setting: Setting,
    scenario: Scenario,
    seed: int,
    environment: npt.NDArray[np.float64],
    parameter_set: int,
    threads: int,
) -> tuple[Scenario, Population]:
    """The scenario, with the levels of a pulse survey if there is one, and everybody in November 2022."""
    if setting.own.survey is None:
        return scenario, in_november_2022(setting, seed, environment, scenario)
    return as_surveyed(setting, scenario, seed, environment, parameter_set, threads)


class Room(threading.local):
    """Where a thread's runs go on, one after another: each writes over the one before.

    A start's people and the sums of a policy are a megabyte, and fresh memory costs more time than copying.
    """

    people: Population | None = None
    sums: Sums | None = None


def go_on(start: Start, scenario: Scenario, months: int, threads: int = 1) -> Sums:
    """The months from a start on, under the levers of `scenario`; sums (months, groups, TALLIES)."""
    return go_on_with_people(start, scenario, months, threads)[0]


def go_on_with_people(
    start: Start, scenario: Scenario, months: int, threads: int = 1, room: Room | None = None
) -> tuple[Sums, Population]:
    """The sums as `go_on` has them, and everybody at the end; both in the `room`, if there is one."""
    room = room or Room()
    if room.people is None or room.sums is None:
        room.people = start.population.copy()
        room.sums = np.empty((months, len(scenario.profile.groups), TALLIES))
    else:
        start.population.copy_onto(room.people)
    return scenario.run(room.people, start.environment, months, None, threads, out=room.sums), room.people


def whole_run(start: Start, scenario: Scenario, months: int, threads: int = 1) -> npt.NDArray[np.float64]:
    """Sums of history and of the months from a start on, (HISTORY_MONTHS + months, groups, TALLIES)."""
    return np.concatenate((start.history, go_on(start, scenario, months, threads)))
