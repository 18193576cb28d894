"""A firm under a policy and without it, with the same luck: what the tests of trade-offs compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import cast

import numpy as np

from tandem.calibration.checks.replays.firm import (
    MONTHS,
    START,
    Course,
    burnout_of_same_persons,
    same_persons,
)
from tandem.model.engine.population import Population
from tandem.model.parameters import central_values
from tandem.model.policy.lever import Lever
from tandem.model.rules.coefficients import Coefficients
from tandem.model.scenario import Scenario
from tests.model.engine.cases import scenario

__all__ = ["MONTHS", "START", "Course", "burnout_of_same_persons", "course", "from_start", "same_persons"]


def course(
    levers: tuple[Lever, ...] = (),
    fixed: Mapping[str, float] | None = None,
    seats: int = 4000,
    seed: int = 3,
    months: int = MONTHS,
    changed: Mapping[str, float] | None = None,
) -> Course:
    """The firm from the projection's start on; `changed` coefficients hold through history, too."""
    items = tuple(sorted((fixed or {}).items())), tuple(sorted((changed or {}).items()))
    world = replace(_world(*items, seats, START + months), levers=levers)
    world.__dict__["coefficients"] = _coefficients(*items, seats)
    population = _at_start(*items, seats, seed).copy()
    sums = world.run(population, world.environment_of(seed), months, threads=2)
    return Course(sums.sum(axis=1), population)


def from_start(kind: str, intensity: float = 1.0, months: int | None = None) -> Lever:
    """A lever from the projection's first month on, for so many months (None: for good)."""
    return Lever(kind, START, None if months is None else START + months - 1, intensity=intensity, label=kind)


Items = tuple[tuple[str, float], ...]


def _world(fixed: Items, changed: Items, seats: int, months: int) -> Scenario:
    steady_market = {"labour_market_cv": 0.12}  # as little luck of the market as its range allows
    return scenario(seats, months, values=central_values(steady_market | dict(fixed)), start=START)


@cache
def _coefficients(fixed: Items, changed: Items, seats: int) -> Coefficients:
    known = _world(fixed, changed, seats, START).coefficients
    return known._replace(**{name: cast(float, np.float32(value)) for name, value in changed})


@cache
def _at_start(fixed: Items, changed: Items, seats: int, seed: int) -> Population:
    world = _world(fixed, changed, seats, START)
    world.__dict__["coefficients"] = _coefficients(fixed, changed, seats)
    population = world.population(seed)
    world.run(population, world.environment_of(seed), START, recorded=0, threads=2)
    return population
