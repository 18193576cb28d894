"""Which share of the work of each group AI can touch: two public scores joined into one exposure.

exposure = (1 − w) · β + w · (β̄ + s_β · (a − ā) / s_a), within 0 to 1

β: share of tasks exposed (GPT-4's rating, Eloundou et al.); a: AI applicability score (Tomlinson et al.
2025); means and standard deviations over the shipped families, weighted by employment; w:
`exposure_second_score`. The second score is so put on the scale of the first, and where the two disagree w,
which is drawn, says whom to believe. docs/exposure.md has the families and both scores.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tandem.model.organisation.families.assign import known_family
from tandem.model.organisation.families.scores import Family, families_in, job_families
from tandem.model.organisation.profile import Profile

Floats = npt.NDArray[np.float64]
WEIGHT = "exposure_second_score"


class _Scores(NamedTuple):
    """Of each group: the first score and the second on the first one's scale, NaN where not known."""

    first: Floats
    second: Floats
    headcount: Floats


def exposure_of_groups(profile: Profile, values: Mapping[str, float]) -> Floats:
    """Share of each group's work that AI can touch.

    A stated exposure counts as it is; else the family's scores are joined, those of a mixture's families with
    equal weights. Groups of which nothing is known get the mean of the others, weighted by headcount, or
    `usual_exposure` where none is known.

    Parameters
    ----------
    profile : Profile
    values : mapping
        Parameters by name; `exposure_second_score` is read.

    Returns
    -------
    float64 array (groups,)
        0 to 1.
    """
    scores = _scores_of(
        tuple((known_family(group), group.exposure, group.headcount) for group in profile.groups)
    )
    joined = _joined(scores.first, scores.second, values[WEIGHT])
    known = ~np.isnan(joined)
    if not known.any():
        return np.full(joined.shape, usual_exposure(values))
    return np.where(known, joined, np.average(joined[known], weights=scores.headcount[known]))


def usual_exposure(values: Mapping[str, float]) -> float:
    """Exposure of knowledge work at large, 0 to 1: mean of its families weighted by employment.

    `values` as for `exposure_of_groups`.
    """
    return _usual_exposure(values[WEIGHT])


@lru_cache(maxsize=256)  # asked for several times of each parameter set
def _usual_exposure(weight: float) -> float:
    own = [family for family in job_families().values() if family.knowledge_work]
    joined = _joined(*_of_families(own), weight)
    return float(np.average(joined, weights=[family.employment for family in own]))


def exposure_of_family(name: str, values: Mapping[str, float]) -> float:
    """Exposure of a family, or of an equal mixture of several, 0 to 1.

    Raises
    ------
    InputError
        If there is no such family.
    """
    first, second = _of_families(families_in(name))
    return float(_joined(first.mean(keepdims=True), second.mean(keepdims=True), values[WEIGHT])[0])


def _joined(first: Floats, second: Floats, weight: float) -> Floats:
    return np.asarray(np.clip((1 - weight) * first + weight * second, 0.0, 1.0), dtype=np.float64)


@lru_cache(maxsize=16)
def _scores_of(groups: tuple[tuple[str | None, float | None, int], ...]) -> _Scores:
    """What does not depend on the weight: of (family, stated exposure, headcount) of each group."""
    first, second = np.full((2, len(groups)), np.nan)
    for place, (family, exposure, _) in enumerate(groups):
        if exposure is not None:
            first[place] = second[place] = exposure
        elif family is not None:
            first[place], second[place] = _means(family)
    headcount = np.array([people for *_, people in groups], dtype=np.float64)
    for array in (first, second, headcount):
        array.flags.writeable = False
    return _Scores(first, second, headcount)


@lru_cache(maxsize=1024)
def _means(mixture: str) -> tuple[float, float]:
    first, second = _of_families(families_in(mixture))
    return float(first.mean()), float(second.mean())


def _of_families(families: tuple[Family, ...] | list[Family]) -> tuple[Floats, Floats]:
    """The first score, and the second on its scale, of each family."""
    ratio, shift = _scale()
    first = np.array([family.exposure_gpt4 for family in families])
    second = np.array([family.applicability_copilot for family in families])
    return first, shift + ratio * second


@cache
def _scale() -> tuple[float, float]:
    """s_β / s_a, and β̄ − ā · s_β / s_a."""
    every = job_families().values()
    people = [family.employment for family in every]
    scores = np.array([[family.exposure_gpt4, family.applicability_copilot] for family in every])
    mean = np.average(scores, axis=0, weights=people)
    first, second = np.sqrt(np.average((scores - mean) ** 2, axis=0, weights=people))
    ratio = float(first / second)
    return ratio, float(mean[0] - mean[1] * ratio)
