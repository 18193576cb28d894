"""Organisations made up for one question, lived through for some months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tandem.model.engine.population import Population
from tandem.model.environment import Environment
from tandem.model.organisation.profile import Group, Profile
from tandem.model.organisation.seats import build_seats
from tandem.model.organisation.settings import SeatSettings
from tandem.model.outcomes import tally
from tandem.model.parameters import central_values
from tandem.model.policy.lever import Lever
from tandem.model.scenario import Scenario
from tests.model.engine.cases import STEADY_WORLD

LEVELS = ("junior", "senior", "manager")
CONSTANT_TOOLS = replace(STEADY_WORLD, quality_at_start=1.0, quality_growth=0.0)


class Life(NamedTuple):
    """The people at the end, and the sums of all months (months, groups, TALLIES)."""

    world: Scenario
    end: Population
    sums: npt.NDArray[np.float64]

    def of_users(self, kind: int, chosen: npt.NDArray[np.bool_], last: int = 12) -> float:
        """Mean among users of the groups `chosen`, last months."""
        return self._ratio(kind, tally.AI_USERS, chosen, last)

    def of_present(self, kind: int, chosen: npt.NDArray[np.bool_], last: int = 12) -> float:
        """The same among everybody present."""
        return self._ratio(kind, tally.PRESENT, chosen, last)

    def _ratio(self, kind: int, base: int, chosen: npt.NDArray[np.bool_], last: int) -> float:
        above, below = (self.sums[-last:, chosen][..., each].sum() for each in (kind, base))
        return float(above / below)

    def groups(self, **named: str) -> npt.NDArray[np.bool_]:
        """Which groups have this department, level or contract."""
        return np.array(
            [
                all(getattr(group, key) == name for key, name in named.items())
                for group in self.world.profile.groups
            ]
        )


def staff(department: str, people: int, exposure: float | None = None) -> tuple[Group, ...]:
    """A department of employees on three levels."""
    return tuple(
        Group(department, level, "employee", max(int(people * share), 1), pay, exposure=exposure)
        for level, share, pay in zip(LEVELS, (0.45, 0.4, 0.15), (60e3, 90e3, 130e3), strict=True)
    )


def world_of(
    groups: tuple[Group, ...],
    months: int,
    values: Mapping[str, float] | None = None,
    levers: tuple[Lever, ...] = (),
    environment: Environment = STEADY_WORLD,
    start: int = 0,
) -> Scenario:
    """A scenario of these groups; base quit rates are taken as they stand in the register."""
    profile = Profile("made up", "EUR", groups, "test", levels=LEVELS)
    seats = build_seats(profile, 1, SeatSettings(8, 4, 12, 0.2, None, None, None))
    settled = dict(values or central_values()) | {"quits_with_ai": 1.0}
    return Scenario(profile, seats, environment, levers, settled, start, months)


def lived(world: Scenario, seed: int = 1, changed: Mapping[str, float] | None = None) -> Life:
    """All months of a scenario, some coefficients `changed`."""
    if changed:
        numbers: dict[str, Any] = {name: np.float32(value) for name, value in changed.items()}
        world.__dict__["coefficients"] = world.coefficients._replace(**numbers)
    population = world.population(seed)
    sums = world.run(population, world.environment_of(seed), world.months, threads=2)
    return Life(world, population, sums)
