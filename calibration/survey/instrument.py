"""The survey as an instrument: simulated respondents answer the questions that the study asked.

One population of many firms lives through November 2022 to the month of asking. Those asked are drawn as the
study drew them; an answer is a latent score plus reporting noise, held against the question's threshold; the
top quartile is by *self-reported* gain. `population_values` gives the shares of the whole population with
the noise integrated out, smooth in the parameters (for the emulator); `one_survey` gives the shares among n
respondents with all the luck of sampling (for predictive checks).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

import numpy as np
from omegaconf import OmegaConf

from tandem.calibration.survey.questions import Answers, BooleanArray, ask, everybody_in_post, statistics_of
from tandem.calibration.survey.targets import QUANTITIES, Target
from tandem.model.environment import Environment
from tandem.model.organisation.configuration import organisation_from_config
from tandem.model.organisation.profile import Profile
from tandem.model.organisation.seats import Seats, build_seats
from tandem.model.scenario import Scenario

# Only the months up to the survey are simulated, so the scenario of what follows plays no part.
_few = 20  # a pool smaller than this many times a sample is drawn with replacement: firms are many
EXECUTIVE_SEATS = 0.10  # share of the market's seats; a choice about computing (assumption)
_leading = "manager"  # level whose seats they take
WORLD = Environment(0.5, 0.0, 1.0, 1.0, 0.0, 1.0)


@dataclass(frozen=True)
class Market:
    """The people a survey is drawn from: many firms, simulated as one population of teams."""

    profile: Profile
    seats: Seats

    def scenario(self, values: Mapping[str, float], months: int) -> Scenario:
        """History under `values` up to `months`."""
        return Scenario(self.profile, self.seats, WORLD, (), values, months, months)

    def answers(
        self,
        values: Mapping[str, float],
        seed: int,
        months: Collection[int],
        threads: int = 1,
        quantities: Mapping[int, Collection[str]] | None = None,
    ) -> dict[int, Answers]:
        """Answers of everybody at the end of each of `months` (counted from November 2022).

        With `quantities` (of each month), only the questions behind them are asked.
        """
        last = max(months) + 1
        scenario = self.scenario(values, last)
        environment = scenario.environment_of(seed)
        population = scenario.population(seed)
        collected = {}
        for month in sorted(set(months)):
            scenario.run(population, environment, month + 1 - population.month, recorded=0, threads=threads)
            wanted = QUANTITIES if quantities is None else quantities[month]
            collected[month] = ask(population, values, tuple(wanted), scenario.steady)
        return collected


@cache
def market(people: int) -> Market:
    """A market of `people` workers (the same for every call: parameters differ, people do not).

    It is the default organisation many times over, but executives lead most of its teams in place of
    managers: with 2 % of the seats there would be 400 executives among 20,000 people to say what 1,250 said.
    What employees answer moves by less than a third of a point.
    """
    text = files("tandem.configs.organisation").joinpath("default.yaml").read_text(encoding="utf-8")
    config = cast(dict[str, Any], OmegaConf.to_container(OmegaConf.create(text)))
    levels, executives = dict(config["levels"]), config["executive_level"]
    leaders = levels[executives] + levels[_leading]
    levels |= {executives: EXECUTIVE_SEATS, _leading: leaders - EXECUTIVE_SEATS}
    profile, settings = organisation_from_config(config | {"headcount": people, "levels": levels})
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
    by_month = population_statistics(
        values, [(target.month, target.quantity) for target in targets], people, seed, threads
    )
    return {target.name: by_month[target.month][target.quantity] for target in targets}


def population_statistics(
    values: Mapping[str, float],
    statistics: Collection[tuple[int, str]],
    people: int,
    seed: int,
    threads: int = 1,
) -> dict[int, dict[str, float]]:
    """The population's value of each of `statistics` (month, quantity), by month and quantity."""
    wanted: dict[int, dict[str, None]] = {}
    for month, quantity in statistics:
        wanted.setdefault(month, {})[quantity] = None
    return {
        month: statistics_of(answers, everybody_in_post(answers), answers.chance, wanted[month])
        for month, answers in market(people).answers(values, seed, wanted, threads, wanted).items()
    }


def one_survey(
    answers: Mapping[int, Answers],
    targets: tuple[Target, ...],
    rng: np.random.Generator,
    sizes: Mapping[str, int],
) -> dict[str, float]:
    """The findings of one survey of `sizes` people (executive, employee, freelancer), by target name.

    Executives are drawn from all in post, the others from AI users unless a question is put to everybody.
    Where the market has fewer people of a kind than are asked, some stand for several.
    """
    found: dict[int, dict[str, float]] = {}
    for month, everybody in answers.items():
        asked = np.concatenate(
            [
                rng.choice(pool, sizes[role] if pool.size else 0, replace=pool.size < _few * sizes[role])
                for role, reached in _reached(everybody, month, targets).items()
                for pool in [np.flatnonzero(reached)]
            ]
        )
        said = {question: (rng.random(p.size) < p).astype(float) for question, p in everybody.chance.items()}
        found[month] = statistics_of(everybody, asked, said)
    return {target.name: found[target.month][target.quantity] for target in targets}


def _reached(answers: Answers, month: int, targets: tuple[Target, ...]) -> dict[str, BooleanArray]:
    """Who can be drawn, by role: all executives; of the others AI users, unless a question is put to all."""
    everybody = any(target.month == month and target.quantity.endswith("_all") for target in targets)
    others = np.ones_like(answers.user) if everybody else answers.user
    return {
        "executive": answers.executive,
        "employee": answers.employee & others,
        "freelancer": answers.freelancer & others,
    }
