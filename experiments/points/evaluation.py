"""A point simulated: from its configuration to the numbers that are kept of it.

Consecutive points share what they can: the organisation and its seats, the parameter sets but for those that
are held, and, where only the policy differs, every start with its history. All points have the same luck and,
but for what is held, the same parameters draw by draw.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from tandem.experiments.compare.effects import Levels, differences, levels_of, levels_of_sums
from tandem.experiments.measures.cells import cell_sums_of
from tandem.experiments.measures.net_value import worth_of_output
from tandem.experiments.points.reduction import Reduced, needs_effects, reduced
from tandem.experiments.settings.limits import build, check_limits
from tandem.experiments.settings.schema import CommonChoices, ProjectChoices
from tandem.experiments.simulation.compilation import compile_model
from tandem.experiments.simulation.in_place import in_place_values
from tandem.experiments.simulation.paired import simulate_parts
from tandem.experiments.simulation.parameter_sets import parameter_sets
from tandem.experiments.simulation.posteriors import check_posterior, posterior_hash
from tandem.experiments.simulation.preparation import NO_POLICY, check_draws
from tandem.experiments.simulation.projection import Projection
from tandem.experiments.simulation.runs import projection_of, runs_of
from tandem.experiments.simulation.same_persons import BaselinePeople
from tandem.experiments.simulation.session import Session
from tandem.experiments.simulation.setting import (
    Setting,
    environment_of,
    levers_of,
    mechanisms_of,
    setting_of,
)
from tandem.model.organisation.configuration import STATED_KINDS
from tandem.model.organisation.suppression import Cell, check_large_enough, published_cells
from tandem.model.parameters import Values, check_fixed
from tandem.model.policy.lever import Lever

Floats = npt.NDArray[np.float64]

KEPT_BYTES = 200_000_000  # of starts, while points differ in their policy alone (a choice about computing)
_most_kept = 16  # organisations, and draws of a posterior under a structure
_of_the_place = ("organisation", "start", "months", "seed", "min_cell", "name", "precision")
_of_the_draws = ("posterior", "structure", "reading", "seed", "draws", "runs_per_parameter_set")


@dataclass(frozen=True)
class Prepared:
    """A point that has been checked: its settings, what its draws share, and its policy's levers."""

    choices: ProjectChoices
    setting: Setting
    levers: tuple[Lever, ...]


class World:
    """Points that differ in their policy alone: their draws, and what happens where nothing is done.

    Parameters
    ----------
    key : what tells it from other worlds
    session : its draws, and their starts
    choices : of one of its points
    cell : the whole organisation
    """

    def __init__(self, key: str, session: Session, choices: ProjectChoices, cell: Cell) -> None:
        self.key, self.session, self.cell = key, session, cell
        self._choices = choices
        self._people = BaselinePeople()

    @cached_property
    def baseline(self) -> Projection:
        """What happens where nothing is done."""
        return self.projection((), self._people)

    @cached_property
    def levels(self) -> Levels:
        """What that comes to in every run."""
        return levels_of(self.baseline, (self.cell,), self.worth)

    @cached_property
    def worth(self) -> Floats:
        """Value of a worker-month of output in each run."""
        return worth_of_output(self.baseline)

    def projection(self, levers: tuple[Lever, ...], people: BaselinePeople | None = None) -> Projection:
        """What happens under a policy."""
        (sums,) = simulate_parts(self.session, [levers], baseline=people or BaselinePeople(0))
        session = self.session
        return projection_of(
            session.setting, session.runs, sums.tallies, sums.programmes, self._choices, parts=sums.parts
        )


class Evaluator:
    """Checks and simulates points one after another.

    Parameters
    ----------
    measures : names of what is kept of each point
    threads : how many share the draws of a point

    Attributes
    ----------
    engine_seconds : spent in the simulation itself, so far
    ready : whether the compiled model is loaded
    """

    def __init__(self, measures: Sequence[str], threads: int = 1) -> None:
        self.measures = tuple(measures)
        self.engine_seconds = 0.0
        self.ready = False
        self._threads = threads
        self._places: dict[str, Setting] = {}
        self._posteriors: dict[str, str] = {}
        self._drawn: dict[str, list[Values]] = {}
        self._cells: dict[str, Cell] = {}
        self._world: World | None = None

    def get_ready(self, config: Mapping[str, Any]) -> None:
        """Load the compiled model and the parameters of a first point, which takes long once."""
        point = self.prepared(config)
        compile_model(point.setting.real)
        self.parameter_sets(point.choices, config)
        self.ready = True

    def prepared(self, config: Mapping[str, Any]) -> Prepared:
        """Check a point's configuration.

        Raises
        ------
        InputError
            If a setting, a parameter, the posterior, the organisation or the policy is not usable.
        """
        check_limits(ProjectChoices, config)
        choices = build(ProjectChoices, config)
        check_draws(choices)
        check_fixed(choices.parameters)
        self.posterior_of(config, choices)
        place = self._place(choices, config)
        setting = replace(
            place, environment=environment_of(choices.environment), held=mechanisms_of(choices), levers=()
        )
        levers = levers_of(choices.policy, setting.start, setting.months, setting.stated)
        return Prepared(choices, setting, levers)

    def posterior_of(self, config: Mapping[str, Any], choices: ProjectChoices | None = None) -> str:
        """Hash of a point's posterior, which is checked when it is first met."""
        key = _key(config, ("posterior", "structure", "reading"))
        if key not in self._posteriors:
            choices = choices or build(ProjectChoices, config)
            check_posterior(choices)
            self._posteriors[key] = posterior_hash(choices)
        return self._posteriors[key]

    def reduced(self, config: Mapping[str, Any]) -> Reduced:
        """Simulate a point, and reduce its runs."""
        point = self.prepared(config)
        world = self._world_of(point, config)
        begin = time.perf_counter()
        if not point.levers or needs_effects(self.measures):
            _ = world.baseline  # comes first: others are held against it
        projection = world.projection(point.levers) if point.levers else world.baseline
        self.engine_seconds += time.perf_counter() - begin
        sums = cell_sums_of(projection, (world.cell,))
        effects = None
        if point.levers and needs_effects(self.measures):
            levels = levels_of_sums(sums, projection.start, world.worth)
            effects = differences((world.cell,), [world.levels, levels])
        return reduced(self.measures, projection, world.cell, sums, effects)

    def parameter_sets(self, choices: CommonChoices, config: Mapping[str, Any]) -> list[Values]:
        """As `experiments.simulation.parameter_sets` has them; what is not held is drawn once for all points.

        Every parameter has luck of its own, so one that is held moves no other.
        """
        key = f"{_key(config, _of_the_draws)}{in_place_values(choices.organisation)}"
        if key not in self._drawn:
            if len(self._drawn) >= _most_kept:
                self._drawn.pop(next(iter(self._drawn)))
            self._drawn[key] = parameter_sets(replace(choices, parameters={}))
        held = check_fixed(choices.parameters)
        return [{**values, **held} for values in self._drawn[key]] if held else self._drawn[key]

    def _place(self, choices: ProjectChoices, config: Mapping[str, Any]) -> Setting:
        """What hangs on the organisation and the months alone."""
        key = _key(config, _of_the_place)
        if choices.organisation.get("kind") in STATED_KINDS or choices.organisation.get("pulse_survey"):
            key += json.dumps(choices.parameters, sort_keys=True)  # seats and base rates hang on them
        if key not in self._places:
            in_place_values(choices.organisation)
            setting = setting_of(choices, NO_POLICY)
            check_large_enough(setting.stated, choices.min_cell)
            if len(self._places) >= _most_kept:
                self._places.pop(next(iter(self._places)))
            self._places[key] = setting
        return self._places[key]

    def _world_of(self, point: Prepared, config: Mapping[str, Any]) -> World:
        """The world of a point: that of the point before, if only the policy differs."""
        shared = {name: value for name, value in config.items() if name != "policy"}
        key = json.dumps(shared, sort_keys=True, default=str)
        if self._world is None or self._world.key != key:
            self._world = None  # its memory may be used again
            choices = point.choices
            sets = self.parameter_sets(choices, config)
            runs = runs_of(sets, choices.runs_per_parameter_set, choices.seed)
            session = Session(point.setting, runs, self._threads, KEPT_BYTES)
            self._world = World(key, session, choices, self._cell(point))
        return self._world

    def _cell(self, point: Prepared) -> Cell:
        """The whole organisation."""
        name = json.dumps(
            [point.setting.stated.data_hash, point.setting.stated.source, point.choices.min_cell]
        )
        if name not in self._cells:
            self._cells[name] = published_cells(point.setting.stated, point.choices.min_cell)[0]
        return self._cells[name]


def _key(config: Mapping[str, Any], names: Sequence[str]) -> str:
    return json.dumps([config.get(name) for name in names], sort_keys=True, default=str)
