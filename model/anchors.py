"""Anchors: make an organisation described by a table match, at the projection's start, what the table says.

History is simulated from November 2022 under the status quo; the table describes the organisation at the
start of the projection. Headcount, the share of AI users and the annual rate of voluntary quits of each
group are therefore set to the table's figures at that date, as far as the table gives them:

- seats: more than the headcount, by the vacancies to expect, so that people can be missed and replaced;
- adoption: the pace at which a group's mean-field adoption curve (Bass 1969) reaches the stated share,
  then the few workers that are missing or too many are switched;
- quits: the base hazard for which the expected quits of the last twelve months are the stated ones.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from tandem.model.engine.columns import (
    AFFINITY,
    EMPLOYED,
    IS_OPEN,
    LOG_ADOPTION,
    LOG_BASE_EXIT,
    PROFICIENCY,
    TENURE,
    USES_AI,
)
from tandem.model.engine.conditions import adoption_by_now
from tandem.model.engine.formulas import DAYS_PER_MONTH, base_quit_rates
from tandem.model.engine.person import seat_newcomers
from tandem.model.engine.population import Population
from tandem.model.environment import mean_field_adoption
from tandem.model.numerics.draws import seed_key
from tandem.model.organisation.profile import CONTRACTS, Group, Profile
from tandem.model.outcomes.tally import EXPECTED_QUITS, PRESENT
from tandem.model.rules.environment import MARKET_NICHES, MARKET_USERS, TOOL_QUALITY
from tandem.model.scenario import Scenario

SLOWEST_PACE, FASTEST_PACE = math.log(0.05), math.log(20.0)
# Quits a year in a group that reports none at all: zero would mean that nobody ever leaves (assumption).
QUITS_WHERE_NONE = 0.5


def with_vacancies(profile: Profile, values: Mapping[str, float]) -> Profile:
    """The profile with each group's seats: its headcount and the vacancies to expect among them."""
    rates = dict(zip(CONTRACTS, base_quit_rates(values), strict=True))
    groups = []
    for group in profile.groups:
        days = values["executive_time_to_fill" if group.contract == "executive" else "time_to_fill"]
        exits = rates[group.contract] + (values["dismissal_rate"] if group.contract != "freelancer" else 0)
        if group.annual_voluntary_quits is not None:
            exits += group.annual_voluntary_quits / 12 - rates[group.contract]
        months_empty = 1 + days / DAYS_PER_MONTH / math.log(2)
        groups.append(
            replace(group, headcount=group.headcount + round(group.headcount * exits * months_empty))
        )
    return replace(profile, groups=tuple(groups))


def set_paces(population: Population, scenario: Scenario, environment: npt.NDArray[np.float64]) -> None:
    """Before history: each group's pace of adoption and first guess of its base hazard, from the table."""
    for index, group in enumerate(scenario.profile.groups):
        seats = population.structure.group == index
        if group.ai_users is not None:
            share = group.ai_users / scenario.values["adoption_ceiling"]
            pace = pace_to_reach(share, scenario, environment)
            population.values[LOG_ADOPTION, seats] = pace
        if group.annual_voluntary_quits is not None:
            population.values[LOG_BASE_EXIT, seats] = log_stated_rate(group)


def anchor_at_start(
    population: Population,
    scenario: Scenario,
    stated: Profile,
    environment: npt.NDArray[np.float64],
    last_year: npt.NDArray[np.float64],
) -> None:
    """At the projection's start: set headcount, AI users and base hazards of each group to the table's.

    Parameters
    ----------
    stated : the profile of the table (headcount of people in post)
    last_year : (months, groups, TALLIES), sums of the last months of history
    """
    corrections = quit_corrections(stated, last_year)
    market = environment[population.month - 1]
    opens = scenario.seats.opens
    standing = True if opens is None else opens < 0  # not the seats that a plan opens later
    for index, group in enumerate(stated.groups):
        rows = np.flatnonzero((population.structure.group == index) & standing)
        _set_headcount(population, scenario, rows, group.headcount, market)
        if group.ai_users is not None:
            _set_ai_users(population, rows, group.ai_users, scenario.values["hired_proficiency"])
        if corrections[index]:
            population.values[LOG_BASE_EXIT, rows] += population.values.dtype.type(corrections[index])


def quit_corrections(stated: Profile, last_year: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """What the log base hazards of each group lack so that the last year's quits are those stated; (groups,).

    Nought where none are stated, where nobody was at risk, and for freelancers, whose contracts run out.
    """
    expected = last_year[..., EXPECTED_QUITS].sum(axis=0)
    exposure = np.maximum(last_year[..., PRESENT].sum(axis=0), 1)
    corrections = np.zeros(len(stated.groups))
    for index, group in enumerate(stated.groups):
        quits = group.annual_voluntary_quits
        if quits is not None and group.contract != "freelancer" and expected[index] > 0:
            corrections[index] = log_stated_rate(group) - math.log(expected[index] / exposure[index])
    return corrections


def correct_quits(population: Population, corrections: npt.NDArray[np.float64]) -> None:
    """Raise the log base hazard of every seat by its group's correction."""
    rise = corrections[population.structure.group]
    population.values[LOG_BASE_EXIT] += rise.astype(population.values.dtype)


def log_stated_rate(group: Group) -> float:
    """Log of the monthly quit rate that the table states of a group; `ValueError` if it states none."""
    if group.annual_voluntary_quits is None:
        raise ValueError(f"no voluntary quits are stated of {group}")
    return math.log((group.annual_voluntary_quits or QUITS_WHERE_NONE / group.headcount) / 12)


def pace_to_reach(share: float, scenario: Scenario, environment: npt.NDArray[np.float64]) -> float:
    """Log hazard ratio at which mean-field adoption reaches `share` at the projection's start (bisection)."""
    quality = environment[: scenario.start + 1, TOOL_QUALITY]
    low, high = SLOWEST_PACE, FASTEST_PACE
    for _ in range(30):
        middle = (low + high) / 2
        reached = mean_field_adoption(scenario.values, quality * math.exp(middle))[-1]
        low, high = (middle, high) if reached < share else (low, middle)
    return (low + high) / 2


def _set_headcount(
    population: Population,
    scenario: Scenario,
    rows: npt.NDArray[np.int64],
    headcount: int,
    market: npt.NDArray[np.float64],
) -> None:
    """Fill empty seats of a group, or empty those last filled, until `headcount` people are in post."""
    values = population.values
    employed = values[EMPLOYED, rows] == 1
    missing = min(headcount - int(employed.sum()), int((~employed).sum()))
    if missing > 0:
        chosen = rows[~employed][:missing]
        population.incarnation[chosen] += np.uint32(1)
        values[EMPLOYED, chosen] = values[IS_OPEN, chosen] = 1
        so_far = adoption_by_now(market[MARKET_USERS])
        users, niches = np.array([so_far, market[MARKET_NICHES]], values.dtype)
        seat_newcomers(
            values, chosen, population.structure.seat_id, population.incarnation, users, niches,
            seed_key(population.seed), scenario.coefficients,
        )  # fmt: skip
    elif missing < 0:
        in_post = rows[employed]
        newest = in_post[np.argsort(values[TENURE, in_post], kind="stable")]
        values[EMPLOYED, newest[:-missing]] = 0


def _set_ai_users(
    population: Population, rows: npt.NDArray[np.int64], share: float, usual_proficiency: float
) -> None:
    """Switch the workers of a group that are nearest to changing until `share` of them use AI."""
    values = population.values
    in_post = rows[values[EMPLOYED, rows] == 1]
    users = values[USES_AI, in_post] == 1
    surplus = int(users.sum()) - round(share * in_post.size)
    if surplus > 0:
        latest = in_post[users][np.argsort(values[PROFICIENCY, in_post[users]], kind="stable")][:surplus]
        values[USES_AI, latest] = 0
    elif surplus < 0:
        others = in_post[~users]
        first = others[np.argsort(-values[AFFINITY, others], kind="stable")][:-surplus]
        proficiency = values[PROFICIENCY, in_post[users]].mean() if users.any() else usual_proficiency
        values[USES_AI, first] = 1
        values[PROFICIENCY, first] = proficiency
