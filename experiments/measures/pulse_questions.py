"""What to ask in the next pulse survey: from parameters worth knowing to questions and numbers of people."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

import yaml
from scipy.special import ndtri

from tandem.experiments.wording.catalogue import texts

_text = texts("measures.pulse_questions")

CONFIDENCE = 0.95
POWER = 0.80  # chance that a pilot finds the difference if it is there


@dataclass(frozen=True)
class Question:
    """How a parameter can be learnt; the keys are explained in `pulse_questions.yaml`."""

    parameters: tuple[str, ...]
    how: Literal["survey", "pilot", "records"]
    ask: str
    instrument: str
    share: float | None = None
    precision: float | None = None

    def people(self, headcount: int) -> int | None:
        """Answers needed: in all for a survey, in each of two groups for a pilot; None for records.

        A survey of a finite organisation never needs more than its `headcount`.
        """
        if self.share is None or self.precision is None:
            return None
        if self.how == "pilot":
            return people_per_group(self.share, self.precision)
        return respondents(self.share, self.precision, headcount)

    def effort(self, headcount: int) -> str:
        """The number of people in words."""
        people = self.people(headcount)
        if people is None or self.precision is None:
            return _text("records")
        points = f"{100 * self.precision:g}"
        if self.how == "survey":
            return _text("survey", answers=f"{people:,}", points=points)
        if 2 * people > headcount:
            return _text("pilot_too_small", people=f"{people:,}", points=points)
        return _text("pilot", people=f"{people:,}", points=points)


@cache
def questions() -> tuple[Question, ...]:
    """All questions that stand ready."""
    text = (
        resources.files("tandem.experiments.measures")
        .joinpath("pulse_questions.yaml")
        .read_text(encoding="utf-8")
    )
    return tuple(
        Question(**{**entry, "parameters": tuple(entry["parameters"])}) for entry in yaml.safe_load(text)
    )


def question_for(parameter: str) -> Question | None:
    """How to learn a parameter; None where no question stands ready."""
    return next((question for question in questions() if parameter in question.parameters), None)


def respondents(share: float, half_width: float, headcount: int) -> int:
    """Answers at which a share's 95 % interval is ± `half_width` wide.

    Normal approximation to the binomial with the correction for a finite population (Cochran 1977, "Sampling
    techniques", section 4.4): n₀ = z² p (1 − p) ÷ h², n = n₀ ÷ (1 + (n₀ − 1) ÷ N).
    """
    score = float(ndtri((1 + CONFIDENCE) / 2))
    unlimited = score**2 * share * (1 - share) / half_width**2
    return min(math.ceil(unlimited / (1 + (unlimited - 1) / headcount)), headcount)


def people_per_group(share: float, difference: float) -> int:
    """People in each of two equal groups, so that a move from `share` by `difference` up or down is found.

    Two-sided test of two proportions at 5 %, power 80 % (Fleiss, Levin & Paik 2003, "Statistical methods for
    rates and proportions", formula 4.14); people of one team are not independent, so that more are better.
    """
    other = max(share - difference, share + difference, key=lambda moved: moved * (1 - moved))
    mean = (share + other) / 2
    found = float(ndtri((1 + CONFIDENCE) / 2)) * math.sqrt(2 * mean * (1 - mean))
    missed = float(ndtri(POWER)) * math.sqrt(share * (1 - share) + other * (1 - other))
    return math.ceil((found + missed) ** 2 / difference**2)
