"""Posterior predictive: re-simulate what a posterior implies, and hold it against every target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from tandem.calibration.checks.quantiles import quantiles_of
from tandem.calibration.fit.emulator import FloatArray
from tandem.calibration.survey.instrument import market, one_survey
from tandem.calibration.survey.questions import everybody_in_post, statistics_of
from tandem.calibration.survey.targets import Target
from tandem.model.parameters import Values

STUDY = {"executive": 1250, "employee": 625, "freelancer": 625}  # people that the study asked


def respondents_of(targets: Sequence[Target]) -> dict[str, int]:
    """How many people of each kind a survey with these targets asks: 1,250, 625 and 625 for the study.

    A top quartile of n people is that of 4 n employees.
    """
    sizes = {"executive": 1, "employee": 1, "freelancer": 1}
    for target in targets:
        role = (
            target.quantity.split("s_")[0]
            if target.quantity.startswith(("executives", "freelancers"))
            else "employee"
        )
        quarter = target.quantity.endswith("_top")
        sizes[role] = max(sizes[role], 4 * target.n[0] if quarter else sum(target.n))
    return sizes


def beyond_sampling(target: Target, found: float, rng: np.random.Generator) -> float:
    """A finding with the error that its target states beyond sampling."""
    if target.kind == "share":
        return float(np.clip(found + rng.normal() * target.extra_error, 0, 1))
    return float(found * np.exp(rng.normal() * target.extra_error)) if target.kind == "ratio" else found


def predict(
    draws: Sequence[Values],
    targets: tuple[Target, ...],
    people: int,
    threads: int,
    progress: Callable[[int], None],
    first_seed: int = 10_000,
) -> tuple[FloatArray, FloatArray]:
    """What each draw implies for each target, by simulation (no emulator).

    Returns
    -------
    population, survey : (draws, targets)
        Values of the whole population, and of one survey of the study's size with its sampling luck.
    """
    months = tuple(sorted({target.month for target in targets}))
    market(people)

    def one(place: int) -> tuple[list[float], list[float]]:
        answers = market(people).answers(draws[place], first_seed + place, months)
        whole = {}
        for month, each in answers.items():
            whole[month] = statistics_of(each, everybody_in_post(each), each.chance)
        rng = np.random.default_rng(first_seed + place)
        asked = one_survey(answers, targets, rng, respondents_of(targets))
        progress(1)
        return (
            [whole[target.month][target.quantity] for target in targets],
            [beyond_sampling(target, asked[target.name], rng) for target in targets],
        )

    with ThreadPoolExecutor(threads) as pool:
        results = list(pool.map(one, range(len(draws))))
    return np.array([each[0] for each in results]), np.array([each[1] for each in results])


def use_of(target: Target, targets: Sequence[Target]) -> str:
    """`fitted`, `implied` (a ratio whose two shares are fitted) or `held out`."""
    if target.role == "fit":
        return "fitted"
    stem = target.quantity.removesuffix("_ratio")
    parts = {(f"{stem}_top", target.month), (f"{stem}_rest", target.month)}
    fitted = {(each.quantity, each.month) for each in targets if each.role == "fit"}
    return "implied" if target.kind == "ratio" and parts <= fitted else "held out"


def fit_table(
    targets: tuple[Target, ...], population: FloatArray, survey: FloatArray, prior: FloatArray
) -> list[dict[str, Any]]:
    """One row a target: observed, its own 90 % sampling interval, predicted range, use, verdict.

    Parameters
    ----------
    population, survey, prior : (draws, targets)
        What `predict` gives for the posterior, and the population's values under the priors alone.
    """
    rows = []
    for place, target in enumerate(targets):
        low, high = target.interval()
        predicted = quantiles_of(population[:, place])
        s5, s95 = (float(value) for value in np.nanquantile(survey[:, place], [0.05, 0.95]))
        rows.append(
            {
                "target": target.name,
                "wording": target.wording,
                "asked": target.asked,
                "n": list(target.n),
                "observed": target.value,
                "interval": [low, high],
                "predicted": predicted,
                "prior": quantiles_of(prior[:, place]),
                "survey_replicates": {"p5": s5, "p95": s95},
                "use": use_of(target, targets),
                "inside": bool(low <= predicted["p50"] <= high),
                "replicated": bool(s5 <= target.value <= s95),
                "evidence": target.evidence,
            }
        )
    return rows
