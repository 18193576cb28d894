"""The survey's contrast between its top quartile of AI gain and the rest, and AI's own part of it."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tandem.model.calendar import SURVEY_MONTH
from tandem.model.engine.population import Population
from tandem.model.outcomes.tally import EXPECTED_QUITS, PRESENT
from tandem.model.scenario import Scenario

# AI's ways to burnout and quits, closed: relief, targets and what people make of them, connection, clarity,
# outside demand. Gain, use and selection stay as they are. Values may leave the register's ranges here.
SWITCHED_OFF = {
    "relief_by_ai": 0.0,
    "reported_gain_believed": 0.0,
    "gain_to_targets": 0.0,
    "ai_on_connection": 0.0,
    "trust_on_connection": 0.0,
    "ai_pay_premium": 0.0,
    "gain_on_clarity": 0.0,
    "slack_taken": 0.0,
    "unmet_weight": 0.0,
    "effort_share": 0.0,
    "talent_demand_to_intention": 0.0,
}
_year = 12


class AiPart(NamedTuple):
    """AI's own part in the survey's month, under the same luck and base quit rates.

    Attributes
    ----------
    burnout : of the contrast of burnout, log odds ratio; negative where AI relieves more than it burdens
        those who gain most
    contrast : all of the contrast, log odds ratio
    quits : of voluntary quits in the twelve months up to then, log ratio: what AI changed since 2022
    """

    burnout: float
    contrast: float
    quits: float


def top_quartile(population: Population) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Employees using AI, split by self-reported gain: masks (n,) of the top quartile and of the rest."""
    respondents = (
        (population.column("employed") == 1)
        & (population.column("tenure") >= 1)
        & (population.column("freelancer") == 0)
        & (population.column("executive") == 0)
        & (population.column("uses_ai") == 1)
    )
    gain = population.column("perceived_gain")
    cut = np.quantile(gain[respondents], 0.75) if respondents.any() else math.inf
    return respondents & (gain >= cut), respondents & (gain < cut)


def burnout_contrast(population: Population, threshold: float) -> float:
    """Log odds ratio of burnout above `threshold`, top quartile against the rest (Haldane–Anscombe ½)."""
    burned_out = population.column("burnout") > threshold
    odds = []
    for members in top_quartile(population):
        yes = float(burned_out[members].sum())
        odds.append((yes + 0.5) / (float(members.sum()) - yes + 0.5))
    return math.log(odds[0]) - math.log(odds[1])


def ai_part(scenario: Scenario, seed: int) -> AiPart:
    """What is lost when AI's ways to burnout and quits are closed."""
    contrasts, quits = [], []
    people, world = scenario.population(seed), scenario.environment_of(seed)
    for one in (scenario.reacting(SWITCHED_OFF), scenario):
        population = people.copy()
        sums = one.run(population, world, SURVEY_MONTH + 1, recorded=_year)
        contrasts.append(burnout_contrast(population, scenario.coefficients.threshold_burned_out))
        quits.append(sums[..., EXPECTED_QUITS].sum() / sums[..., PRESENT].sum())
    return AiPart(contrasts[1] - contrasts[0], contrasts[1], math.log(quits[1] / quits[0]))
