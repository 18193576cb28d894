"""From the configuration to what the model runs: environment, policy and organisation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tandem.experiments.settings.limits import nearest
from tandem.experiments.settings.schema import CommonChoices, EnvironmentChoices, PolicyChoices
from tandem.experiments.settings.start import usual_start
from tandem.experiments.simulation.coverage import coverage_of, is_left_out, notes_on
from tandem.experiments.simulation.groups_of_people import groups_of_people
from tandem.experiments.simulation.hiring_plan import openings_of
from tandem.experiments.simulation.organisation import organisation_of
from tandem.experiments.simulation.own_data import OwnData, read_own_data
from tandem.experiments.simulation.prices import checked_rates, cost_of, licence_rate
from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.model.anchors import with_vacancies
from tandem.model.calendar import month_index, month_label
from tandem.model.environment import Environment
from tandem.model.errors import InputError
from tandem.model.organisation.configuration import STATED_KINDS
from tandem.model.organisation.folder.imported import PURPOSE
from tandem.model.organisation.new_seats import with_new_seats
from tandem.model.organisation.profile import Profile
from tandem.model.organisation.seats import Seats, build_seats
from tandem.model.parameters import central_values
from tandem.model.policy.in_force import check_freelance_mix, check_levers
from tandem.model.policy.lever import Lever
from tandem.model.policy.mechanisms import MECHANISMS
from tandem.model.scenario import Scenario


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
    held : mechanisms held fixed from the start on (`model.policy.mechanisms`)
    own : the organisation's own base rates and pulse survey, where it has any
    licence_rate : units of the organisation's currency for one of the register's price of an AI licence
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
    held: tuple[str, ...] = ()
    licence_rate: float = 1.0

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
            self.own.values(values, parameter_set),
            self.start,
            self.start + self.months,
            self.real,
            self.held,
        )


def setting_of(
    choices: CommonChoices, policy: PolicyChoices, say: Callable[[str], None] = lambda _: None
) -> Setting:
    """Read the organisation and build what all draws of a policy share; `say` is told what takes long.

    Raises
    ------
    InputError
        If the organisation, the start or a lever is not usable.
    """
    start = start_of(choices)
    described = organisation_of(choices.organisation, month_label(start), say)
    groups = groups_of_people(described.profile, described.plan, choices.min_cell, say)
    stated, seat_settings = groups.profile, described.seats
    rates = checked_rates(choices.organisation.get("exchange_rates"))
    stated = replace(stated, name=choices.name or stated.name, exchange_rates=rates)
    levers = levers_of(policy, start, choices.months, stated)
    for note in notes_on(policy.levers, stated):
        say(note)
    anchored = choices.organisation["kind"] in STATED_KINDS
    own = read_own_data(
        choices.organisation, stated, choices.seed, start, stated.minimum_cell or choices.min_cell, say,
        choices.parameters, groups.members,
    )  # fmt: skip
    if own.survey is not None and not stated.purpose:
        stated = replace(stated, purpose=PURPOSE)  # what people answered is for planning by groups only
    profile = stated
    if anchored:
        profile = with_vacancies(own.on_average(stated), own.values(central_values(choices.parameters), 0))
    seats = build_seats(profile, choices.seed, seat_settings)
    if groups.plan:
        openings = openings_of(groups.plan, stated, start, choices.months, say)
        seats = with_new_seats(seats, profile, openings, seat_settings)
    return Setting(
        stated,
        profile,
        seats,
        anchored,
        environment_of(choices.environment),
        levers,
        start,
        choices.months,
        np.float64 if choices.precision == "float64" else np.float32,
        own,
        mechanisms_of(choices),
        licence_rate(stated, choices.parameters, say),
    )


def mechanisms_of(choices: CommonChoices) -> tuple[str, ...]:
    """The mechanisms held fixed; `InputError` for one that does not exist."""
    for name in choices.held_fixed or ():
        if name not in MECHANISMS:
            raise InputError(
                f"held_fixed: there is no mechanism '{name}'.{nearest(name, MECHANISMS)} "
                f"There are: {', '.join(MECHANISMS)}."
            )
    return tuple(choices.held_fixed or ())


def start_of(choices: CommonChoices) -> int:
    """First month of the projection; two years of history come before it."""
    label = choices.start or usual_start()
    start = month_index(label, "start")
    if start < HISTORY_MONTHS:
        raise InputError(
            f"start: found '{label}'; allowed: {month_label(HISTORY_MONTHS)} or later, as two years "
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


def levers_of(
    choices: PolicyChoices, start: int, months: int, profile: Profile, where: str = "policy"
) -> tuple[Lever, ...]:
    """The levers, their months counted from November 2022; `where` names the policy in messages.

    Raises
    ------
    InputError
        If a lever starts outside the projection, or does not suit the organisation.
    """
    levers = []
    for label, lever in choices.levers.items():
        key = f"{where}.levers.{label}"
        first = _month_of(lever.start, f"{key}.start", start)
        _check_in_projection(first, lever.start, f"{key}.start", start, months)
        last = None if lever.end is None else _month_of(lever.end, f"{key}.end", start)
        if is_left_out(lever, profile):
            continue
        levers.append(
            Lever(
                kind=lever.kind,
                start=first,
                end=last,
                coverage=coverage_of(lever, profile, key),
                intensity=float(lever.intensity),
                cost=cost_of(lever.cost, profile, f"{key}.cost"),
                ramp_up=lever.ramp_up,
                half_life=lever.half_life,
                phase_months=lever.phase_months,
                label=label,
            )
        )
    check_levers(levers, profile.departments, profile.levels, where, profile.merged)
    check_freelance_mix(levers, profile, where)
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
