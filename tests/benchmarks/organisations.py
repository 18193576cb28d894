"""The default organisation at any size, ready to run."""

from __future__ import annotations

from tandem.model.environment import Environment
from tandem.model.organisation.configuration import default_organisation
from tandem.model.organisation.seats import build_seats
from tandem.model.parameters import central_values
from tandem.model.policy.lever import Lever
from tandem.model.scenario import Scenario

STEADY = Environment(
    quality_at_start=0.5,
    quality_growth=0.1,
    tool_progress=1,
    quit_ratio=1,
    talent_demand_growth=0.5,
    talent_demand_ceiling=4,
)


def scenario_of(headcount: int, months: int, levers: tuple[Lever, ...] = ()) -> Scenario:
    """The default organisation scaled to `headcount` seats, `months` months from November 2022 on."""
    profile, settings = default_organisation(headcount)
    seats = build_seats(profile, 1, settings)
    return Scenario(profile, seats, STEADY, levers, central_values(), start=months, months=months)
