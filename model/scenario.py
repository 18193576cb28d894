"""A scenario: one organisation in one environment under one policy, with one set of parameters.

It holds everything that a run needs apart from luck, laid out by month from November 2022 on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

from tandem.model.base_quits import with_base_quits
from tandem.model.engine.coefficients import coefficients_of
from tandem.model.engine.first_seats import (
    SeatFacts,
    TenureTables,
    new_population,
    standing_of,
    tenure_tables,
    vacancies_per_exit,
)
from tandem.model.engine.formulas import (
    adoption_log_ratio,
    log_exposure_ratio,
    rates_without_ai,
    tenure_log_multiplier,
)
from tandem.model.engine.opening import close_until_opened, open_seats, stretch_ends
from tandem.model.engine.population import Population, Structure
from tandem.model.engine.steady_state import SteadyState, steady_state
from tandem.model.engine.tiles import advance
from tandem.model.engine.tiling import TILE_SEATS
from tandem.model.environment import Environment, environment_table
from tandem.model.numerics.arrays import Reals
from tandem.model.organisation.families.exposure import exposure_of_groups
from tandem.model.organisation.profile import CONTRACTS, Profile
from tandem.model.organisation.promotions import promotion_weights
from tandem.model.organisation.seats import Seats
from tandem.model.outcomes.full_time import by_full_time
from tandem.model.policy.in_force import PolicyInForce, policy_in_force
from tandem.model.policy.lever import Lever
from tandem.model.policy.mechanisms import held_fixed
from tandem.model.rules.coefficients import Coefficients

_kept_seats = 20_000  # what is known of each seat is kept up to so many (a choice about computing)
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Scenario:
    """What a run needs apart from luck.

    Attributes
    ----------
    profile, seats : the organisation and its seats
    environment : the world outside
    levers : the policy (none: the status quo)
    values : one value for every parameter of the register
    start : month of the projection's start (months since November 2022); history before it is the
        status quo
    months : months from November 2022 to the end of the projection
    real : float32 or float64, the precision of the columns
    held : mechanisms held fixed from the projection's start on, names of `model.policy.mechanisms.MECHANISMS`
    own_levels : (departments, MODIFIER_COLUMNS), how far the departments lie from the usual levels in every
        month (see `model.policy.in_force`), or None
    """

    profile: Profile
    seats: Seats
    environment: Environment
    levers: tuple[Lever, ...]
    values: Mapping[str, float]
    start: int
    months: int
    real: type[np.floating[Any]] = np.float32
    held: tuple[str, ...] = ()
    own_levels: npt.NDArray[np.float64] | None = None

    @cached_property
    def settled_values(self) -> Mapping[str, float]:
        """The parameters with the factor between quits with and without AI."""
        return with_base_quits(self.values, self.environment)

    @cached_property
    def coefficients(self) -> Coefficients:
        """What the rules multiply with."""
        return coefficients_of(self.settled_values, self.real, self.steady)

    @cached_property
    def steady(self) -> SteadyState:
        """The steady state that the organisation is in before AI."""
        teams = self.seats.team_offsets.size - 1
        vacancies = vacancies_per_exit(self.structure, self.values["promotion_share"])
        return steady_state(self.settled_values, len(self.seats) / max(teams, 1), vacancies)

    @cached_property
    def tenure_table(self) -> Reals:
        """Log quit-hazard multiplier by month of tenure."""
        return tenure_log_multiplier(self.values, self.real)

    @cached_property
    def policy(self) -> PolicyInForce:
        """What the levers do to whom, on top of the departments' own levels."""
        return policy_in_force(self.levers, self.values, self.seats, self.months).on_top_of(self.own_levels)

    @property
    def modifiers(self) -> npt.NDArray[np.float64]:
        """Modifiers by policies and own levels, shape (months, classes, MODIFIER_COLUMNS)."""
        return self.policy.modifiers

    def under(self, levers: tuple[Lever, ...]) -> Scenario:
        """The same scenario under another policy; what the policy does not touch is not worked out again."""
        other = replace(self, levers=levers)
        known = ("settled_values", "coefficients", "tenure_table", "steady", "structure", "_known")
        other.__dict__.update({name: self.__dict__[name] for name in known if name in self.__dict__})
        return other

    def with_use_as_in(self, population: Population) -> Scenario:
        """The same scenario in which use of AI stays, from the projection's start on, as in `population`.

        Nobody takes AI up, drops it or gets better at it, whatever the policy does for that. A new hire who
        uses AI is as proficient as its users in post are now, or the average would sink with every leaver.
        """
        users = population.column("uses_ai") * population.column("employed") > 0
        other = self.holding(("adoption", "learning"))
        if users.any():
            reached = self.real(population.column("proficiency")[users].mean())
            other.__dict__["coefficients"] = self.coefficients._replace(
                hired_proficiency=cast(float, reached)
            )
        return other

    def holding(self, mechanisms: tuple[str, ...]) -> Scenario:
        """The same scenario with more mechanisms held fixed; nothing is worked out again."""
        other = replace(self, held=(*self.held, *mechanisms))
        known = (name for name in self.__dict__ if name not in other.__dict__)
        other.__dict__.update({name: self.__dict__[name] for name in known})
        return other

    def reacting(self, values: Mapping[str, float]) -> Scenario:
        """The same scenario with other `values` of parameters that say how people react to AI.

        Before AI these play no part: not in the base rates, the steady state or the first workers.
        """
        other = replace(self, values={**self.settled_values, **values})
        other.__dict__.update(tenure_table=self.tenure_table, steady=self.steady)
        return other

    def environment_of(self, seed: int) -> npt.NDArray[np.float64]:
        """The environment under the luck of `seed`, shape (months, ENVIRONMENT_COLUMNS)."""
        return environment_table(self.environment, self.values, seed, self.start, self.months)

    def population(self, seed: int) -> Population:
        """The organisation in November 2022: steady, without AI, its workers drawn under `seed`."""
        population = new_population(
            self.structure,
            self.seat_facts,
            self.tenure_tables,
            self.coefficients,
            self.steady,
            seed,
            self.real,
        )
        if self.seats.opens is not None:
            close_until_opened(population, self.seats.opens)
        return population

    @cached_property
    def structure(self) -> Structure:
        """Who sits where."""
        return structure_of(self.profile, self.seats)

    @property
    def tenure_tables(self) -> TenureTables:
        """Tenures of the steady organisation, where none are stated."""
        return self._kept("tenure_tables", self._tenure_tables)

    @property
    def seat_facts(self) -> SeatFacts:
        """What is known of each seat, from its group."""
        return self._kept("seat_facts", self._seat_facts)

    def _kept(self, name: str, found: Callable[[], Kept]) -> Kept:
        """What `found` works out; kept from then on, unless it is large (bytes for every seat)."""
        known = self.__dict__.setdefault("_known", {})
        if name in known:
            return cast(Kept, known[name])
        value = found()
        if len(self.seats) <= _kept_seats:
            known[name] = value
        return value

    def _tenure_tables(self) -> TenureTables:
        return tenure_tables(self.seat_facts, self.seats.contract, self.steady)

    def _seat_facts(self) -> SeatFacts:
        groups, of_seat, values = self.profile.groups, self.seats.group, self.values
        base = np.log(rates_without_ai(self.settled_values))
        quits = np.array([group.quit_ratio for group in groups])
        exposure = exposure_of_groups(self.profile, values)
        adoption = np.array([adoption_log_ratio(values, group.level, group.contract) for group in groups])
        adoption += values["exposure_on_adoption"] * log_exposure_ratio(exposure, values)
        standing, own_standing = standing_of(self.structure, values["level_on_tenure"])
        return SeatFacts(
            salary=self.seats.salary,
            tenure=self.seats.tenure,
            log_base_exit=base[self.seats.contract] + np.log(quits)[of_seat],
            log_adoption=adoption[of_seat],
            exposure=exposure[of_seat],
            quit_ratio=quits[of_seat],
            promotion=promotion_weights(self.profile, values)[of_seat] * self.structure.somebody_below,
            seniority=self.structure.seniority,
            standing=standing,
            own_standing=own_standing,
        )

    def run(
        self,
        population: Population,
        environment: npt.NDArray[np.float64],
        months: int,
        recorded: int | None = None,
        threads: int = 1,
        tile_seats: int = TILE_SEATS,
        out: npt.NDArray[np.float64] | None = None,
    ) -> npt.NDArray[np.float64]:
        """Run `population` (in place) through the next `months` months; see `model.engine.tiles.advance`.

        Raises
        ------
        ValueError
            If the scenario ends before.
        """
        if population.month + months > self.months:
            raise ValueError(
                f"the scenario has {self.months} months; month {population.month} + {months} is beyond"
            )
        opens, begin = self.seats.opens, population.month
        sums = []
        for until in stretch_ends(opens, begin, begin + months):
            if opens is not None:
                open_seats(population, opens)
            part = None if out is None else out[population.month - begin : until - begin]
            stretch = until - population.month
            sums.append(self._advance(population, environment, stretch, recorded, threads, tile_seats, part))
        if out is None:
            out = sums[0] if len(sums) == 1 else np.concatenate(sums)
        return by_full_time(out, [group.full_time for group in self.profile.groups])

    def _advance(
        self,
        population: Population,
        environment: npt.NDArray[np.float64],
        months: int,
        recorded: int | None,
        threads: int,
        tile_seats: int,
        out: npt.NDArray[np.float64] | None,
    ) -> npt.NDArray[np.float64]:
        """The months of a stretch in which no seat opens."""
        span = slice(population.month, population.month + months)
        in_projection = population.month >= self.start
        return advance(
            population,
            held_fixed(self.coefficients, self.held) if in_projection else self.coefficients,
            self.tenure_table,
            environment[span],
            self.modifiers[span],
            self.policy.seat_class,
            recorded,
            threads,
            tile_seats,
            out,
        )


@lru_cache(maxsize=16)
def structure_of(profile: Profile, seats: Seats) -> Structure:
    """Who sits where, for the engine; worked out once for an organisation."""
    department = {name: index for index, name in enumerate(seats.departments)}
    level = {name: index for index, name in enumerate(seats.levels)}
    groups = profile.groups
    return Structure(
        seat_id=seats.seat_id,
        group=seats.group,
        team=seats.team,
        team_offsets=seats.team_offsets,
        team_department=seats.department[seats.team_offsets[:-1]],
        group_department=np.array([department[group.department] for group in groups], np.int32),
        group_level=np.array([level[group.level] for group in groups], np.int32),
        group_contract=np.array([CONTRACTS.index(group.contract) for group in groups], np.int32),
        departments=seats.departments,
        levels=seats.levels,
        contracts=CONTRACTS,
    )
