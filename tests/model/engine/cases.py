"""Organisations, worlds and policies that the tests of the core run on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml

from tandem.model.environment import Environment
from tandem.model.organisation.configuration import organisation_from_config
from tandem.model.organisation.profile import Profile
from tandem.model.organisation.seats import Seats, build_seats
from tandem.model.parameters import central_values
from tandem.model.policy.lever import Lever
from tandem.model.rules.coefficients import Coefficients
from tandem.model.scenario import Scenario

STEADY_WORLD = Environment(
    quality_at_start=0.5,
    quality_growth=0.1,
    tool_progress=1.0,
    quit_ratio=1.0,
    talent_demand_growth=0.5,
    talent_demand_ceiling=4.0,
)

# Coefficients through which teammates touch each other: at nought everybody lives a life of their own
COUPLING = (
    "contagion_per_leaver", "contagion_involuntary", "empty_seat_work", "left_work_automated",
    "adoption_imitation", "team_on_connection", "manager_on_quits", "manager_on_connection",
    "promotion_share",
)  # fmt: skip


def uncoupled(c: Coefficients) -> Coefficients:
    """The same coefficients, but teammates do not touch each other."""
    zero: Any = np.float32(0)
    return c._replace(**dict.fromkeys(COUPLING, zero))


@cache
def organisation(headcount: int, seed: int = 1) -> tuple[Profile, Seats]:
    """The default organisation, with `headcount` seats."""
    described = yaml.safe_load(
        files("tandem.configs.organisation").joinpath("default.yaml").read_text("utf-8")
    )
    profile, settings = organisation_from_config(described | {"headcount": headcount})
    return profile, build_seats(profile, seed, settings)


def scenario(
    headcount: int = 600,
    months: int = 36,
    levers: tuple[Lever, ...] = (),
    values: Mapping[str, float] | None = None,
    start: int = 0,
    real: type[np.floating[Any]] = np.float32,
) -> Scenario:
    """A scenario of the default organisation in a steady world; parameters at their central values."""
    profile, seats = organisation(headcount)
    return Scenario(
        profile,
        seats,
        STEADY_WORLD,
        levers,
        values or central_values(),
        start=start,
        months=months,
        real=real,
    )
