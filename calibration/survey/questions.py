"""The study's questions: who answers what, and the study's statistics of the answers."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tandem.calibration.survey.targets import QUANTITIES
from tandem.model.engine.formulas import numbers_of
from tandem.model.engine.population import Population
from tandem.model.engine.steady_state import SteadyState, steady_state
from tandem.model.numerics.compiled import column_loop

BooleanArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]

# question → the score that is asked for, and the threshold above which the answer is yes
SCORES = {
    "burnout": ("burnout", "threshold_burned_out"),
    "considering": ("intention", "threshold_considering"),
    "unclear": ("clarity", "threshold_clarity"),
    "trust": ("trust", "threshold_trust"),
    "relation": ("trust", "threshold_relation"),
}
_below = ("unclear",)  # yes is a score below the threshold
_own_question = {
    "workload_added": "workload_added", "executives_seeing_gain": "seeing_gain",
    "freelancers_positive": "positive", "freelancers_learn": "learns_faster", "freelancers_niche": "niche",
}  # fmt: skip


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


def ask(
    population: Population,
    values: Mapping[str, float],
    quantities: Collection[str] = tuple(QUANTITIES),
    stayers: SteadyState | None = None,
) -> Answers:
    """Put the questions behind `quantities` to everybody in post, or to AI users if no share is of all.

    Whoever was hired at the month's end has not worked yet and is not asked.

    Thresholds are stated around the mean of people who stayed, before AI; `stayers` is the steady state of
    the `values`, if it is known already.
    """
    steady = stayers or steady_state(values)
    usual = {"burnout": steady.burnout, "intention": steady.intention, "clarity": steady.clarity}
    employed = (population.column("employed") == 1) & (population.column("tenure") >= 1)
    freelancer = employed & (population.column("freelancer") == 1)
    executive = employed & (population.column("executive") == 1)
    user = employed & (population.column("uses_ai") == 1)
    gain = population.column("perceived_gain").astype(np.float64)
    asked = employed if any(quantity.endswith("_all") for quantity in quantities) else user
    chance: dict[str, FloatArray] = {}
    for question in dict.fromkeys(each for quantity in quantities for each in questions_behind(quantity)):
        if question in SCORES:
            column, threshold = SCORES[question]
            sign = -1.0 if question in _below else 1.0
            bar = values[threshold] + usual.get(column, 0.0)
            score = population.column(column)
            chance[question] = chance_of_yes(score, asked, sign, bar, values["reporting_noise"])
        elif question == "workload_added":
            added = population.column("raised_target") - population.column("true_gain").astype(np.float64)
            chance[question] = (added > values["threshold_workload_added"]).astype(np.float64)
        elif question == "seeing_gain":
            team = _team_gain(population, gain, employed)
            chance[question] = (team > values["threshold_gain_seen"]).astype(np.float64)
        elif question == "niche":
            chance[question] = population.column("niche").astype(np.float64)
        elif question == "learns_faster":
            faster = _learning_by_ai(population, values) > values["threshold_learns_faster"]
            chance[question] = faster.astype(np.float64)
        else:
            good = _good_of_ai(population, gain, values)
            chance[question] = (good > values["threshold_positive"]).astype(np.float64)
    return Answers(gain, chance, employed & ~freelancer & ~executive, executive, freelancer, user)


def questions_behind(quantity: str) -> tuple[str, ...]:
    """The questions whose answers a quantity is made of (none for the gain and for who uses AI)."""
    if quantity in _own_question:
        return (_own_question[quantity],)
    stem = quantity.rpartition("_")[0]
    return (stem,) if stem in SCORES else ()


@column_loop
def chance_of_yes(
    score: npt.NDArray[np.float32], asked: BooleanArray, sign: float, threshold: float, noise: float
) -> FloatArray:
    """Chance that a score with normal noise lies above the threshold (below it for `sign` −1), shape (n,).

    Not a number for whoever is not asked.
    """
    chance = np.full(score.size, np.nan)
    scale = -sign / (noise * math.sqrt(2.0))
    for place in range(score.size):
        if asked[place]:
            chance[place] = 0.5 * math.erfc((score[place] - threshold) * scale)
    return chance


def statistics_of(
    answers: Answers,
    asked: npt.NDArray[np.int64],
    yes: Mapping[str, FloatArray],
    quantities: Collection[str] = tuple(QUANTITIES),
) -> dict[str, float]:
    """The study's statistics among the people `asked` (indices), with answers `yes` (chances or 0/1).

    Executives say what they have seen in their teams, whether they use AI themselves or not; freelancers say
    what their own use has done.
    """
    employee, user = answers.employee[asked], answers.user[asked]
    users = employee & user
    members = {"all": asked[employee], "users": asked[users]}
    if any(quantity.endswith(("_top", "_rest", "_ratio")) for quantity in quantities):
        gain = answers.gain[members["users"]]
        high = gain >= (np.quantile(gain, 0.75) if gain.size else np.inf)
        members |= {"top": members["users"][high], "rest": members["users"][~high]}

    def mean(question: str, people: npt.NDArray[np.int64]) -> float:
        return float(yes[question][people].mean()) if people.size else float("nan")

    def statistic(quantity: str) -> float:
        if quantity == "mean_gain":
            return float(answers.gain[members["users"]].mean()) if members["users"].size else float("nan")
        if quantity == "ai_users":
            return float(user[employee].mean()) if employee.any() else float("nan")
        if quantity == "workload_added":
            return mean(quantity, members["users"])
        if quantity.startswith("executives"):
            return mean(_own_question[quantity], asked[answers.executive[asked]])
        if quantity in _own_question:
            return mean(_own_question[quantity], asked[answers.freelancer[asked] & user])
        question, _, group = quantity.rpartition("_")
        if group == "ratio":
            rest = mean(question, members["rest"])
            return mean(question, members["top"]) / rest if rest else float("nan")
        return mean(question, members[group])

    return {quantity: statistic(quantity) for quantity in quantities}


def everybody_in_post(answers: Answers) -> npt.NDArray[np.int64]:
    """Indices of all people in post."""
    return np.flatnonzero(answers.employee | answers.executive | answers.freelancer)


def _good_of_ai(population: Population, gain: FloatArray, values: Mapping[str, float]) -> FloatArray:
    """What is left to each worker of the gain they see: beyond what targets take, and with fees of a niche.

    Freelancers set their own targets, and are paid for what they do beyond the usual.
    """
    taken = (1.0 - population.column("freelancer")) * population.column("raised_target")
    fees = values["niche_on_fees"] * population.column("niche")
    good: FloatArray = gain - taken + fees
    return good


def _learning_by_ai(population: Population, values: Mapping[str, float]) -> FloatArray:
    """Speed of learning the job with AI, above that without: as `model.rules.hiring.ramp_by_ai` has it."""
    n = numbers_of(values)
    use = (
        population.column("ai_time").astype(np.float64) * population.column("proficiency") * n["use_per_time"]
    )
    speed: FloatArray = n["ramp_ai_speed"] * np.minimum(use, 1.0)
    return speed


def _team_gain(population: Population, gain: FloatArray, employed: BooleanArray) -> FloatArray:
    """Mean self-reported gain of the people in each worker's team (0 for those without AI)."""
    team: npt.NDArray[Any] = population.structure.team
    teams = population.structure.team_department.size
    total = np.bincount(team, weights=gain * employed, minlength=teams)
    present = np.bincount(team, weights=employed.astype(float), minlength=teams)
    mean: FloatArray = (total / np.maximum(present, 1))[team]
    return mean
