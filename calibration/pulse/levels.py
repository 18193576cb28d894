"""The shift of each department's scores that makes the model give the shares of a pulse survey.

A shift of a score is solved for with everybody's score as the run has it, and the run is repeated with it:
what burnout does to intention, and high burnout to workload, is then in. A few rounds settle it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import ndtr

from tandem.calibration.pulse.survey import QUESTIONS, Answer, PulseSurvey
from tandem.model.engine.population import Population
from tandem.model.policy.in_force import SCORES, own_levels
from tandem.model.rules.coefficients import Coefficients
from tandem.model.scenario import Scenario

FloatArray = npt.NDArray[np.float64]

LARGEST_SHIFT = 4.0  # SD: beyond that nobody's answer changes any more
SETTLED = 0.02  # SD: a smaller change of every shift ends the search (a choice about computing)
MOST_ROUNDS = 5
SOFTNESS = 0.1  # SD: the model counts scores above a threshold; this lets the count move without steps
_places = {score: place for place, score in enumerate(SCORES)}


def with_own_levels(
    scenario: Scenario, survey: PulseSurvey, shares: FloatArray, begin: Callable[[Scenario], Population],
    environment: FloatArray, threads: int = 1,
) -> Scenario:  # fmt: skip
    """The scenario in which the departments show the shares of the survey at its month.

    The search starts from the scenario's own levels, if it has some.

    Parameters
    ----------
    shares : (answers,) what the shares truly are
    begin : the population of this run in November 2022
    environment : of this run, (months, ENVIRONMENT_COLUMNS)
    """
    names = scenario.seats.departments
    shifts = np.zeros((len(names), len(SCORES)))
    if scenario.own_levels is not None:
        shifts += scenario.own_levels[:, list(SCORES.values())]
    for _ in range(MOST_ROUNDS):
        shifted = replace(scenario, own_levels=own_levels(shifts))
        seen = _scores_when_asked(shifted, survey, begin(shifted), environment, threads)
        moved = np.zeros_like(shifts)
        for place, name in enumerate(names):
            for score in SCORES:
                asked = [
                    (answer, seen[answer.month][score][seen[answer.month]["department"] == place], share)
                    for answer, share in zip(survey.answers, shares, strict=True)
                    if answer.department == name and QUESTIONS[answer.question].score == score
                ]
                if asked:
                    moved[place, _places[score]] = _shift(asked, scenario.coefficients)
        shifts = np.clip(shifts + moved, -LARGEST_SHIFT, LARGEST_SHIFT)
        if np.abs(moved).max() < SETTLED:
            break
    return replace(scenario, own_levels=own_levels(shifts))


def counted(question: str, score: FloatArray, c: Coefficients) -> float:
    """Share of people with these scores whom the model's outcomes count as saying yes."""
    asked = QUESTIONS[question]
    above = float(ndtr((score - float(getattr(c, asked.threshold))) / SOFTNESS).mean())
    return 1 - above if asked.below else above


def _shift(asked: list[tuple[Answer, FloatArray, float]], c: Coefficients) -> float:
    """The shift at which the questions about one score are most likely to have the drawn shares.

    With one question its share is met exactly. With several, the derivative of the binomial log-likelihood
    (which falls in the shift, but for the far tails) is nought.
    """
    asked = [entry for entry in asked if entry[1].size]
    several = len(asked) > 1
    if not asked:
        return 0.0

    def too_low(shift: float) -> float:
        total = 0.0
        for answer, scores, share in asked:
            expected = counted(answer.question, scores + shift, c)
            sign = -1.0 if QUESTIONS[answer.question].below else 1.0
            total += sign * (share - expected) * (_weight(answer, scores + shift, c) if several else 1.0)
        return total

    low, high = -LARGEST_SHIFT, LARGEST_SHIFT
    if too_low(low) <= 0:
        return low
    if too_low(high) >= 0:
        return high
    return float(brentq(too_low, low, high, xtol=1e-4))


def _weight(answer: Answer, scores: FloatArray, c: Coefficients) -> float:
    """N × slope of the share ÷ its variance; never quite nought, so that the tails still pull."""
    step = 0.05
    up, down = (counted(answer.question, scores + move, c) for move in (step, -step))
    share = min(max(counted(answer.question, scores, c), 1e-9), 1 - 1e-9)
    return float(answer.n * (abs(up - down) / (2 * step) + 1e-9) / (share * (1 - share)))


def _scores_when_asked(
    scenario: Scenario,
    survey: PulseSurvey,
    population: Population,
    environment: FloatArray,
    threads: int,
) -> dict[int, dict[str, FloatArray]]:
    """Scores, and department, of everybody in post but freelancers, at the end of each month of asking."""
    seen = {}
    department = scenario.seats.department
    for month in sorted({answer.month for answer in survey.answers}):
        scenario.run(population, environment, month + 1 - population.month, recorded=0, threads=threads)
        rows = (population.column("employed") == 1) & (population.column("freelancer") == 0)
        seen[month] = {score: population.column(score)[rows].astype(np.float64) for score in SCORES}
        seen[month]["department"] = department[rows].astype(np.float64)
    return seen
