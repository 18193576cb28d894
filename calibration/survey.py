"""The survey as an instrument: simulated respondents answer the questions that the study asked.

One population of many firms lives through November 2022 to the month of asking. Those asked are drawn as the
study drew them; an answer is a latent score plus reporting noise, held against the question's threshold; the
top quartile is by *self-reported* gain. `population_values` gives the shares of the whole population with
the noise integrated out, smooth in the parameters (for the emulator); `one_survey` gives the shares among n
respondents with all the luck of sampling (for predictive checks).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from calibration.targets import Target
from model.environment import Environment
from model.organisation.configuration import default_organisation
from model.organisation.profile import Profile
from model.organisation.seats import Seats, build_seats
from model.population import Population
from model.scenario import Scenario

BooleanArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]

# Only the months up to the survey are simulated, so the scenario of what follows plays no part.
_few = 20  # a pool smaller than this many times a sample is drawn with replacement: firms are many
WORLD = Environment(0.5, 0.0, 1.0, 1.0, 0.0, 1.0)


@dataclass(frozen=True)
class Answers:
    """Chance that each respondent says yes, by question, and who was asked.

    Attributes
    ----------
    gain : (n,) self-reported gain
    chance : question → (n,) probability of a yes
    employee, executive, freelancer : (n,) masks of people in post
    user : (n,) mask of AI users
    """

    gain: FloatArray
    chance: dict[str, FloatArray]
    employee: BooleanArray
    executive: BooleanArray
    freelancer: BooleanArray
    user: BooleanArray


def ask(population: Population, values: Mapping[str, float]) -> Answers:
    """Put the survey's questions to everybody in post."""

    def column(name: str) -> FloatArray:
        return population.column(name).astype(np.float64)

    def above(score: FloatArray, threshold: str) -> FloatArray:
        chance: FloatArray = ndtr((score - values[threshold]) / values["reporting_noise"])
        return chance

    employed = population.column("employed") == 1
    freelancer = employed & (population.column("freelancer") == 1)
    executive = employed & (population.column("executive") == 1)
    gain, added = column("perceived_gain"), column("raised_target") - column("true_gain")
    return Answers(
        gain=gain,
        chance={
            "burnout": above(column("burnout"), "threshold_burned_out"),
            "considering": above(column("intention"), "threshold_considering"),
            "unclear": 1 - above(column("clarity"), "threshold_clarity"),
            "trust": above(column("trust"), "threshold_trust"),
            "relation": above(column("trust"), "threshold_relation"),
            "workload_added": (added > values["threshold_workload_added"]).astype(np.float64),
            "seeing_gain": (_team_gain(population, gain, employed) > values["threshold_gain_seen"]).astype(
                np.float64
            ),
            "positive": (gain > 0).astype(np.float64),
        },
        employee=employed & ~freelancer & ~executive,
        executive=executive,
        freelancer=freelancer,
        user=employed & (population.column("uses_ai") == 1),
    )


def statistics_of(
    answers: Answers, asked: npt.NDArray[np.int64], yes: dict[str, FloatArray]
) -> dict[str, float]:
    """The study's statistics among the people `asked` (indices), with answers `yes` (chances or 0/1)."""

    def mean(values: FloatArray, mask: BooleanArray) -> float:
        return float(values[asked[mask]].mean()) if mask.any() else float("nan")

    employee, user = answers.employee[asked], answers.user[asked]
    users = employee & user
    gain = answers.gain[asked]
    cut = np.quantile(gain[users], 0.75) if users.any() else np.inf
    top, rest = users & (gain >= cut), users & (gain < cut)
    result = {
        "mean_gain": mean(answers.gain, users),
        "ai_users": float(user[employee].mean()) if employee.any() else float("nan"),
    }
    for question in ("burnout", "considering", "unclear"):
        result[f"{question}_top"] = mean(yes[question], top)
        result[f"{question}_rest"] = mean(yes[question], rest)
        result[f"{question}_all"] = mean(yes[question], employee)
    for question in ("burnout", "considering"):
        rest_share = result[f"{question}_rest"]
        result[f"{question}_ratio"] = result[f"{question}_top"] / rest_share if rest_share else float("nan")
    result["trust_top"], result["relation_top"] = mean(yes["trust"], top), mean(yes["relation"], top)
    result["workload_added"] = mean(yes["workload_added"], users)
    result["executives_seeing_gain"] = mean(yes["seeing_gain"], answers.executive[asked] & user)
    result["freelancers_positive"] = mean(yes["positive"], answers.freelancer[asked] & user)
    return result


@dataclass(frozen=True)
class Market:
    """The people a survey is drawn from: many firms, simulated as one population of teams."""

    profile: Profile
    seats: Seats

    def scenario(self, values: Mapping[str, float], months: int) -> Scenario:
        """History under `values` up to `months`."""
        return Scenario(self.profile, self.seats, WORLD, (), values, months, months)

    def answers(
        self, values: Mapping[str, float], seed: int, months: tuple[int, ...], threads: int = 1
    ) -> dict[int, Answers]:
        """Answers of everybody at the end of each of `months` (counted from November 2022)."""
        last = max(months) + 1
        scenario = self.scenario(values, last)
        environment = scenario.environment_of(seed)
        population = scenario.population(seed)
        collected = {}
        for month in sorted(set(months)):
            scenario.run(population, environment, month + 1 - population.month, recorded=0, threads=threads)
            collected[month] = ask(population, values)
        return collected


@cache
def market(people: int) -> Market:
    """A market of `people` workers (the same for every call: parameters differ, people do not)."""
    profile, settings = default_organisation(people)
    return Market(profile, build_seats(profile, 0, settings))


def population_values(
    values: Mapping[str, float],
    targets: tuple[Target, ...],
    people: int,
    seed: int = 0,
    threads: int = 1,
) -> dict[str, float]:
    """The population's value of the quantity behind every target, noise integrated out, by target name.

    The same seed gives the same people and luck for all parameters (common random numbers), so the result
    is smooth in the parameters.
    """
    months = tuple(sorted({target.month for target in targets}))
    by_month = {
        month: statistics_of(answers, everybody_in_post(answers), answers.chance)
        for month, answers in market(people).answers(values, seed, months, threads).items()
    }
    return {target.name: by_month[target.month][target.quantity] for target in targets}


def one_survey(
    answers: Mapping[int, Answers],
    targets: tuple[Target, ...],
    rng: np.random.Generator,
    sizes: Mapping[str, int],
) -> dict[str, float]:
    """The findings of one survey of `sizes` AI users (executive, employee, freelancer), by target name.

    Where the market has fewer people of a kind than are asked, some stand for several.
    """
    found: dict[int, dict[str, float]] = {}
    for month, everybody in answers.items():
        asked = np.concatenate(
            [
                rng.choice(pool, sizes[role] if pool.size else 0, replace=pool.size < _few * sizes[role])
                for role in ("executive", "employee", "freelancer")
                for pool in [np.flatnonzero(getattr(everybody, role) & _reached(everybody, month, targets))]
            ]
        )
        said = {question: (rng.random(p.size) < p).astype(float) for question, p in everybody.chance.items()}
        found[month] = statistics_of(everybody, asked, said)
    return {target.name: found[target.month][target.quantity] for target in targets}


def _reached(answers: Answers, month: int, targets: tuple[Target, ...]) -> BooleanArray:
    """Who can be drawn: AI users, unless a question of that month is put to all employees."""
    for target in targets:
        if target.month == month and target.quantity.endswith("_all"):
            return np.ones_like(answers.user)
    return answers.user


def everybody_in_post(answers: Answers) -> npt.NDArray[np.int64]:
    """Indices of all people in post."""
    return np.flatnonzero(answers.employee | answers.executive | answers.freelancer)


def _team_gain(population: Population, gain: FloatArray, employed: BooleanArray) -> FloatArray:
    """Mean self-reported gain of the people in each worker's team (0 for those without AI)."""
    team: npt.NDArray[Any] = population.structure.team
    teams = population.structure.team_department.size
    total = np.bincount(team, weights=gain * employed, minlength=teams)
    present = np.bincount(team, weights=employed.astype(float), minlength=teams)
    mean: FloatArray = (total / np.maximum(present, 1))[team]
    return mean
