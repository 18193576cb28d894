"""The survey's contrast between its top quartile of AI gain and the rest, and how much of it is causal."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from tandem.model.calendar import SURVEY_MONTH
from tandem.model.engine.population import Population
from tandem.model.scenario import Scenario

# With no AI user the amplifier has nothing to amplify; at zero AI's effects on demands, connection and
# clarity are switched off while selection stays as it is.
SWITCHED_OFF = {"causal_amplifier": 0.0}


def top_quartile(population: Population) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Employees using AI, split by self-reported gain: masks (n,) of the top quartile and of the rest."""
    respondents = (
        (population.column("employed") == 1)
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


def realised_causal_share(scenario: Scenario, seed: int) -> tuple[float, float]:
    """Contrasts at the survey's month with AI's effects on people switched off, and in full, same luck.

    The realised causal share is 1 − off ÷ full; average the two contrasts over draws before dividing.
    """
    contrasts = []
    for values in ({**scenario.values, **SWITCHED_OFF}, scenario.values):
        one = replace(scenario, values=values)
        population = one.population(seed)
        one.run(population, one.environment_of(seed), SURVEY_MONTH + 1, recorded=0)
        contrasts.append(burnout_contrast(population, scenario.coefficients.threshold_burned_out))
    return contrasts[0], contrasts[1]
