"""From the configuration to what the model runs: environment, policy and organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.configuration import EnvironmentChoices, PolicyChoices, ProjectChoices
from experiments.own_data import OwnData, read_own_data
from experiments.projection import HISTORY_MONTHS
from model.anchors import with_vacancies
from model.calendar import month_index, month_label
from model.environment import Environment
from model.errors import InputError
from model.organisation.configuration import STATED_KINDS, organisation_from_config
from model.organisation.profile import Profile
from model.organisation.seats import Seats, build_seats
from model.parameters import central_values
from model.policy import Lever, check_levers
from model.scenario import Scenario


@dataclass(frozen=True)
class Setting:
    """Everything that all draws of a projection share.

    Attributes
    ----------
    stated : the organisation as described: people in post at the projection's start
    profile, seats : the organisation in seats, vacancies included
    anchored : whether head count, AI users and quits are set at the start to what `stated` says
    environment : the world outside
    levers : the policy
    start : first month of the projection (months since November 2022)
    months : length of the projection
    real : float32 or float64
    own : the organisation's own base rates and pulse survey, where it has any
    """

    stated: Profile
    profile: Profile
    seats: Seats
    anchored: bool
    environment: Environment
    levers: tuple[Lever, ...]
    start: int
    months: int
    real: type[np.floating[Any]]
    own: OwnData

    def described(self, parameter_set: int) -> Profile:
        """The organisation as described, with the base rates that go with a parameter set."""
        return self.own.in_set(self.stated, parameter_set)

    def scenario(self, values: Mapping[str, float], parameter_set: int = 0) -> Scenario:
        """The scenario with one set of parameters."""
        return Scenario(
            self.own.in_set(self.profile, parameter_set),
            self.seats,
            self.environment,
            self.levers,
            values,
            self.start,
            self.start + self.months,
            self.real,
        )


def setting_of(choices: ProjectChoices) -> Setting:
    """Read the organisation and build what all draws share.

    Raises
    ------
    InputError
        If the organisation, the start or a lever is not usable.
    """
    start = start_of(choices)
    stated, seat_settings = organisation_from_config(choices.organisation)
    levers = levers_of(choices.policy, start, choices.months)
    check_levers(levers, stated.departments)
    anchored = choices.organisation["kind"] in STATED_KINDS
    own = read_own_data(choices.organisation, stated, choices.seed, start, choices.min_cell)
    profile = stated
    if anchored:
        profile = with_vacancies(own.on_average(stated), central_values(choices.parameters))
    return Setting(
        stated,
        profile,
        build_seats(profile, choices.seed, seat_settings),
        anchored,
        environment_of(choices.environment),
        levers,
        start,
        choices.months,
        np.float64 if choices.precision == "float64" else np.float32,
        own,
    )


def start_of(choices: ProjectChoices) -> int:
    """First month of the projection; two years of history come before it."""
    start = month_index(choices.start, "start")
    if start < HISTORY_MONTHS:
        raise InputError(
            f"start: found '{choices.start}'; allowed: {month_label(HISTORY_MONTHS)} or later, as two years "
            f"of history from {month_label(0)} on are simulated first; example: start=2026-01"
        )
    return start


def environment_of(choices: EnvironmentChoices) -> Environment:
    """The world outside."""
    return Environment(
        quality_at_start=choices.ai_progress.quality_at_start,
        quality_growth=choices.ai_progress.quality_growth,
        tool_progress=choices.ai_progress.tool_progress,
        quit_ratio=choices.labour_market.quit_ratio,
        talent_demand_growth=choices.ai_talent_demand.growth,
        talent_demand_ceiling=choices.ai_talent_demand.ceiling,
    )


def levers_of(choices: PolicyChoices, start: int, months: int) -> tuple[Lever, ...]:
    """The levers, their months counted from November 2022.

    Raises
    ------
    InputError
        If a lever starts outside the projection.
    """
    levers = []
    for label, lever in choices.levers.items():
        key = f"policy.levers.{label}"
        first = _month_of(lever.start, f"{key}.start", start)
        _check_in_projection(first, lever.start, f"{key}.start", start, months)
        last = None if lever.end is None else _month_of(lever.end, f"{key}.end", start)
        levers.append(
            Lever(
                lever.kind,
                first,
                last,
                None if lever.departments is None else tuple(lever.departments),
                float(lever.intensity),
            )
        )
    return tuple(levers)


def _month_of(value: str | int, key: str, start: int) -> int:
    """Months since November 2022 of a date, or of a month of the projection (1 = the first)."""
    return start + value - 1 if isinstance(value, int) else month_index(value, key)


def _check_in_projection(month: int, found: str | int, key: str, start: int, months: int) -> None:
    if not start <= month < start + months:
        raise InputError(
            f"{key}: found {found!r}; allowed: a month of the projection, 1 to {months} or "
            f"{month_label(start)} to {month_label(start + months - 1)}; example: {key}=1"
        )
