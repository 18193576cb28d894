"""A pulse survey by department: the file, and draws of what the shares may truly be.

answers:
- {department: Sales, question: burnout_all, share: 0.62, n: 48, month: 2025-11}
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from tandem.model.calendar import month_index, month_label
from tandem.model.errors import InputError
from tandem.model.numerics.draws import Stream, normal_quantile, uniforms
from tandem.model.received.plain_text import cleaned_content
from tandem.model.received.plain_yaml import read_yaml

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Question:
    """A question a pulse survey may ask.

    Attributes
    ----------
    wording : what those counted in the share say
    score : the model's latent score behind it
    threshold : the model's coefficient above which (below which, if `below`) people count as saying so
    extra_error : standard error of the share beyond sampling
    """

    wording: str
    score: str
    threshold: str
    below: bool = False
    extra_error: float = 0.0


#: The calibration's names of the quantities, where it has one.
QUESTIONS = {
    "burnout_all": Question("are experiencing burnout", "burnout", "threshold_burned_out"),
    "very_often": Question("are burned out very often or always", "burnout", "threshold_very_often"),
    "considering_all": Question("are considering quitting", "intention", "threshold_considering"),
    # Another question than considering: the calibration, too, widens it by four points (an assumption).
    "likely_to_quit": Question(
        "are likely to quit within six months", "intention", "threshold_considering", extra_error=0.04
    ),
    "unclear_all": Question(
        "do not see how their AI use serves the organisation's goals", "clarity", "threshold_clarity", True
    ),
}
_keys = ("department", "question", "share", "n", "month")
_most_respondents = 10_000_000
_jeffreys = 0.5


@dataclass(frozen=True)
class Answer:
    """The share of a department's `n` respondents of `month` (months since November 2022) who said so."""

    department: str
    question: str
    share: float
    n: int
    month: int


@dataclass(frozen=True)
class PulseSurvey:
    """All answers of a survey, each department and question once.

    Attributes
    ----------
    answers : in the file's order
    sha256 : of the file
    """

    answers: tuple[Answer, ...]
    sha256: str

    @property
    def departments(self) -> tuple[str, ...]:
        """Departments that answered."""
        return tuple(dict.fromkeys(answer.department for answer in self.answers))

    def drawn_shares(self, seed: int, parameter_set: int) -> FloatArray:
        """What the share of each answer may truly be, for one parameter set; shape (answers,).

        A draw from the Beta distribution that the count gives under Jeffreys' prior, with the extra error of
        the question on top; keyed by (seed, answer, parameter set).
        """
        place = np.arange(len(self.answers), dtype=np.uint32)
        luck = uniforms(seed, Stream.PARAMETERS, 3, place, np.full(place.size, parameter_set, np.uint32))
        n = np.array([answer.n for answer in self.answers])
        yes = np.array([answer.share for answer in self.answers]) * n
        drawn = betaincinv(yes + _jeffreys, n - yes + _jeffreys, luck[:, 0])
        extra = np.array([QUESTIONS[answer.question].extra_error for answer in self.answers])
        smallest = _jeffreys / (n + 1)
        shares: FloatArray = np.clip(drawn + extra * normal_quantile(luck[:, 1]), smallest, 1 - smallest)
        return shares


def read_pulse_survey(
    path: Path, people: Mapping[str, int], start: int, minimum_cell: int, merged: Collection[str] = ()
) -> PulseSurvey:
    """Read a pulse survey of an organisation.

    Parameters
    ----------
    people : most respondents of each department of the organisation
    start : month of the projection's start, before which the survey was taken
    minimum_cell : fewest respondents of an answer
    merged : departments that are too small and counted with others, of which no answer is read

    Raises
    ------
    InputError
        Naming the file, the entry and the rule that is broken.
    """
    try:
        document = read_yaml(path)
    except InputError as error:
        raise InputError(
            f"organisation.pulse_survey: {error} Give a YAML file (docs/own-data.md shows one); "
            "example: organisation.pulse_survey=my_pulse.yaml"
        ) from error
    entries = cleaned_content(document.content)
    listed = entries.get("answers") if isinstance(entries, Mapping) else None
    if not isinstance(listed, list) or not listed or set(entries) != {"answers"}:
        raise InputError(
            f"{path}: allowed: `answers:` alone, a list of entries with {', '.join(_keys)}; "
            "docs/own-data.md shows an example."
        )
    read = [
        _read(entry, f"{path}: entry {number}", people, start, minimum_cell, merged)
        for number, entry in enumerate(listed, start=1)
    ]
    seen: set[tuple[str, str]] = set()
    for number, answer in enumerate(read, start=1):
        if (answer.department, answer.question) in seen:
            raise InputError(
                f"{path}: entry {number}: {answer.department}, {answer.question} stands there twice; "
                "give the most recent only."
            )
        seen.add((answer.department, answer.question))
    return PulseSurvey(tuple(read), document.sha256)


def _read(
    entry: Any, where: str, people: Mapping[str, int], start: int, minimum_cell: int, merged: Collection[str]
) -> Answer:
    def refuse(rule: str) -> InputError:
        return InputError(f"{where}: {rule}")

    if not isinstance(entry, Mapping) or any(not isinstance(key, str) for key in entry):
        raise refuse(f"is not a set of keys; give {', '.join(_keys)}.")
    unknown = [key for key in entry if key not in _keys]
    if unknown:
        raise refuse(f"unknown key '{unknown[0]}'; allowed: {', '.join(_keys)}.")
    missing = [key for key in _keys if entry.get(key) is None]
    if missing:
        raise refuse(f"{', '.join(missing)} missing; every entry needs {', '.join(_keys)}.")
    department, question, share, n = (entry[key] for key in _keys[:4])
    if department in merged and department not in people:
        raise refuse(
            f"{department!r} has too few people (min_cell) for its answers to be shown; leave it out. "
            "Allowed: "
            f"{', '.join(people)}."
        )
    if department not in people:
        raise refuse(f"there is no department {department!r}; allowed: {', '.join(people)}.")
    if not isinstance(question, str) or question not in QUESTIONS:
        raise refuse(f"unknown question {question!r}; allowed: {', '.join(QUESTIONS)}.")
    if not _is_number(share) or not 0 <= share <= 1:
        raise refuse(f"share {share!r} is not a proportion from 0 to 1; write 62 % as 0.62.")
    if not isinstance(n, int) or isinstance(n, bool) or not minimum_cell <= n <= _most_respondents:
        raise refuse(
            f"n {n!r} is not a whole number of respondents from {minimum_cell} (min_cell) up; leave smaller "
            "departments out."
        )
    if n > people[department]:
        raise refuse(
            f"n {n} is more than the {people[department]} people of {department}; allowed: {minimum_cell} to "
            f"{people[department]} respondents, each counted once."
        )
    month = month_index(str(entry["month"]), f"{where}: month")
    if month >= start:
        raise refuse(
            f"month {entry['month']} is not before the projection's start ({month_label(start)}); allowed: "
            f"{month_label(0)} to {month_label(start - 1)}; start the projection later: "
            f"start={month_label(month + 1)}"
        )
    return Answer(department, question, float(share), n, month)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
