"""The world outside the organisation, month by month: AI tools, labour market, demand for AI talent."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tandem.model.calendar import SURVEY_MONTH
from tandem.model.numerics.draws import Stream, normal_quantile, uniforms
from tandem.model.rules.environment import (
    ENVIRONMENT_COLUMNS,
    LABOUR_MARKET,
    MARKET_NICHES,
    MARKET_USERS,
    TALENT_DEMAND,
    TOOL_PROGRESS,
    TOOL_QUALITY,
)


@dataclass(frozen=True)
class Environment:
    """A scenario of the world.

    Attributes
    ----------
    quality_at_start : gain of the tools of November 2022 against those of April 2025, 0 to 1
    quality_growth : growth of that gain after April 2025, a year (0.1 = 10 % of the April 2025 level)
    tool_progress : speed of tool improvement after April 2025 against that before
    quit_ratio : economy-wide quits from the projection's start against their long-run mean
    talent_demand_growth : change of outside demand for AI skills after April 2025, a year (1 = the level
        of April 2025 is added each year)
    talent_demand_ceiling : highest level that demand reaches (April 2025 = 1)
    """

    quality_at_start: float
    quality_growth: float
    tool_progress: float
    quit_ratio: float
    talent_demand_growth: float
    talent_demand_ceiling: float


def environment_table(
    environment: Environment, values: Mapping[str, float], seed: int, start: int, months: int
) -> npt.NDArray[np.float64]:
    """The environment from November 2022 on, shape (months, ENVIRONMENT_COLUMNS).

    Parameters
    ----------
    values : parameters (labour market, adoption)
    seed : luck of the labour market; the same seed gives the same shocks under every policy
    start : month of the projection's start, from which the scenario's labour market holds
    months : how many months from November 2022 on
    """
    month = np.arange(months)
    after = np.maximum(month - SURVEY_MONTH, 0) / 12
    before = np.minimum(month / SURVEY_MONTH, 1)
    table = np.zeros((months, ENVIRONMENT_COLUMNS))
    rise = environment.quality_at_start + (1 - environment.quality_at_start) * before
    table[:, TOOL_QUALITY] = np.maximum(rise + environment.quality_growth * after, 0)
    table[:, TOOL_PROGRESS] = np.where(month <= SURVEY_MONTH, 1, environment.tool_progress)
    demand = before + environment.talent_demand_growth * after
    table[:, LABOUR_MARKET] = _labour_market(values, seed, months)
    table[start:, LABOUR_MARKET] += math.log(environment.quit_ratio)
    table[:, MARKET_USERS] = mean_field_adoption(values, table[:, TOOL_QUALITY])
    asked = np.minimum(demand, environment.talent_demand_ceiling)
    table[:, TALENT_DEMAND] = asked / _supply(table[:, MARKET_USERS])
    table[:, MARKET_NICHES] = niches_of(table[:, MARKET_USERS], values["niche_rate"])
    return table


#: What is AI's in the world outside; the labour market is not.
_of_ai = (TOOL_QUALITY, TOOL_PROGRESS, TALENT_DEMAND, MARKET_USERS, MARKET_NICHES)


def without_ai(table: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The same world, its labour market's luck included, in which there is no AI and never was."""
    other = table.copy()
    other[:, _of_ai] = 0.0
    return other


def with_ai_standing_still(table: npt.NDArray[np.float64], start: int) -> npt.NDArray[np.float64]:
    """The same world in which AI stays from `start` on what it was the month before.

    That is tools, users and niches on the labour market, and outside demand for AI skills.
    """
    return _standing_still(table, start, _of_ai)


def with_flat_demand(table: npt.NDArray[np.float64], start: int) -> npt.NDArray[np.float64]:
    """The same world in which outside demand for AI skills stays from `start` on what it was before."""
    return _standing_still(table, start, (TALENT_DEMAND,))


def _standing_still(
    table: npt.NDArray[np.float64], start: int, columns: tuple[int, ...]
) -> npt.NDArray[np.float64]:
    other = table.copy()
    other[start:, columns] = table[start - 1, columns]
    return other


def _labour_market(values: Mapping[str, float], seed: int, months: int) -> npt.NDArray[np.float64]:
    """Log ratio of economy-wide quits to their mean: first-order autoregression, ratio of mean one."""
    spread = math.sqrt(math.log1p(values["labour_market_cv"] ** 2))
    persistence = values["labour_market_persistence"]
    month_keys = np.arange(months, dtype=np.uint32)  # a month's shock is keyed like a worker, by its number
    draws = uniforms(seed, Stream.ENVIRONMENT, 0, month_keys, np.zeros(months, np.uint32))
    shocks = normal_quantile(draws[:, 0])
    level = np.zeros(months)
    state = 0.0
    for month in range(months):
        kept = persistence if month > 0 else 0.0  # the first month is a draw from the long run
        state = kept * state + spread * math.sqrt(1 - kept**2) * shocks[month]
        level[month] = state - spread**2 / 2
    return level


def _supply(users: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How many people have AI skills against April 2025, (months,); 1 before, when few were sought."""
    then = users[min(SURVEY_MONTH, users.size - 1)]
    supply: npt.NDArray[np.float64] = np.maximum(users / max(then, 1e-9), 1.0)
    return supply


def niches_of(users: npt.NDArray[np.float64], rate: float) -> npt.NDArray[np.float64]:
    """Share of the market's AI-using freelancers who have found a niche, (months,): each finds one at `rate`.

    `users` (months,) is the share of users; a freelancer's niche outlasts the contract it was found in.
    """
    share = np.zeros(users.size)
    for month in range(1, users.size):
        found = share[month - 1] + (1 - share[month - 1]) * min(rate, 1.0)
        new = max(users[month] - users[month - 1], 0.0)
        share[month] = found * (1 - new / users[month]) if users[month] > 0 else 0.0
    return share


def mean_field_adoption(
    values: Mapping[str, float], quality: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Share of AI users among those who would ever use it, by month: the mean field of Bass (1969).

    `quality` (months,) scales the hazard of each month.
    """
    share = np.zeros(quality.size)
    for month in range(1, quality.size):
        last = share[month - 1]
        hazard = (values["adoption_innovation"] + values["adoption_imitation"] * last) * quality[month - 1]
        share[month] = last + (1 - last) * (1 - math.exp(-hazard)) - last * values["abandonment_rate"]
    return share
