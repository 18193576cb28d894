"""The start of a run, and how it is brought to an organisation's own pulse survey."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.simulation.setting import Setting
from tandem.model.anchors import correct_quits, quit_corrections, set_paces
from tandem.model.engine.population import Population
from tandem.model.scenario import Scenario

# Levels and quits in turn: own levels move the quits of the simulated history, which are stated, and who has
# quit moves the levels. The second time round changes little (a choice about computing).
_turns = 2


def in_november_2022(
    setting: Setting, seed: int, environment: npt.NDArray[np.float64], scenario: Scenario
) -> Population:
    """The organisation at the start of history, on its way to what is stated about it."""
    population = scenario.population(seed)
    if setting.anchored:
        set_paces(population, scenario, environment)
    return population


def as_surveyed(
    setting: Setting,
    scenario: Scenario,
    seed: int,
    environment: npt.NDArray[np.float64],
    parameter_set: int,
    threads: int,
) -> tuple[Scenario, Population]:
    """The scenario with the levels, and the population at the start of history, that fit the pulse survey."""
    from tandem.calibration.pulse.levels import with_own_levels

    survey = setting.own.survey
    assert survey is not None
    shares = survey.drawn_shares(setting.own.seed, parameter_set)
    corrections = np.zeros(len(setting.profile.groups))

    def begin(shifted: Scenario) -> Population:
        population = in_november_2022(setting, seed, environment, shifted)
        correct_quits(population, corrections)
        return population

    scenario = with_own_levels(scenario, survey, shares, begin, environment, threads)
    for _ in range(_turns if setting.anchored else 0):
        history = scenario.run(begin(scenario), environment, setting.start, HISTORY_MONTHS, threads)
        corrections += quit_corrections(setting.described(parameter_set), history[-12:])
        scenario = with_own_levels(scenario, survey, shares, begin, environment, threads)
    return scenario, begin(scenario)
