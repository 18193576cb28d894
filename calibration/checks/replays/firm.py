"""A firm that a trial is replayed in: brought up to the trial once, then under a lever and without it.

Both courses have the same people and the same luck, so that what differs is the lever's doing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import yaml

from tandem.calibration.survey.instrument import WORLD
from tandem.model.engine.population import Population
from tandem.model.organisation.configuration import organisation_from_config
from tandem.model.organisation.profile import Profile
from tandem.model.organisation.seats import Seats, build_seats
from tandem.model.outcomes import tally
from tandem.model.policy.lever import Lever
from tandem.model.scenario import Scenario

START, MONTHS = 38, 36  # months since November 2022 at the trial's start; months that it is followed


@dataclass(frozen=True)
class Course:
    """Some years of a firm: sums (months, TALLIES) and its people at the end."""

    sums: npt.NDArray[np.float64]
    end: Population

    def total(self, *kinds: int, first: int = 0, last: int = MONTHS) -> float:
        """Sum over months and kinds."""
        return float(self.sums[first:last][:, list(kinds)].sum())

    def mean(self, kind: int, first: int = 0, last: int = MONTHS) -> float:
        """Mean over the people present of a summed score."""
        return self.total(kind, first=first, last=last) / self.total(tally.PRESENT, first=first, last=last)

    def quits(self, first: int, last: int) -> float:
        """Expected quits of a person and month, from month `first` up to `last`."""
        return self.mean(tally.EXPECTED_QUITS, first, last)


def same_persons(one: Course, other: Course) -> npt.NDArray[np.bool_]:
    """Seats on which the same person is in post at the end of both."""
    here = (one.end.column("employed") == 1) & (other.end.column("employed") == 1)
    same: npt.NDArray[np.bool_] = here & (one.end.incarnation == other.end.incarnation)
    return same


def burnout_of_same_persons(policy: Course, baseline: Course) -> float:
    """Mean difference of burnout, SD, among people in post under both at the end."""
    same = same_persons(policy, baseline)
    return float((policy.end.column("burnout") - baseline.end.column("burnout"))[same].mean())


@dataclass(frozen=True)
class Firm:
    """The default organisation of `people` seats under one draw of the parameters and one luck."""

    values: Mapping[str, float]
    people: int
    seed: int

    @cached_property
    def scenario(self) -> Scenario:
        """Under the status quo, up to the end of what is followed."""
        profile, seats = _organisation(self.people)
        return Scenario(profile, seats, WORLD, (), self.values, START, START + MONTHS)

    @cached_property
    def environment(self) -> npt.NDArray[np.float64]:
        """The world outside."""
        return self.scenario.environment_of(self.seed)

    @cached_property
    def at_start(self) -> Population:
        """Its people when the trial starts; a course begins with a copy."""
        population = self.scenario.population(self.seed)
        self.scenario.run(population, self.environment, START, recorded=0)
        return population

    @cached_property
    def baseline(self) -> Course:
        """Three years without a lever."""
        return self.course()

    def course(self, *levers: Lever, months: int = MONTHS) -> Course:
        """So many months under levers."""
        population = self.at_start.copy()
        sums = self.scenario.under(levers).run(population, self.environment, months)
        return Course(sums.sum(axis=1), population)

    def holding(self, **values: float) -> Firm:
        """The same firm with some parameters held at a value."""
        return replace(self, values={**self.values, **values})


@cache
def _organisation(people: int) -> tuple[Profile, Seats]:
    text = files("tandem.configs.organisation").joinpath("default.yaml").read_text(encoding="utf-8")
    profile, settings = organisation_from_config(yaml.safe_load(text) | {"headcount": people})
    return profile, build_seats(profile, 1, settings)
