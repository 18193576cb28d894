"""The scoreboard: every held-out fact over draws of a posterior (or of the priors), with all numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt

from tandem.calibration.checks.held_out.evidence import evidence_table
from tandem.calibration.checks.held_out.facts_file import Fact, HeldOut, Published, held_out
from tandem.calibration.checks.held_out.statistics import STATISTICS, World
from tandem.calibration.checks.held_out.verdict import judge
from tandem.calibration.survey.instrument import market
from tandem.model.parameters import Values

MET, MISSED, SIGN_ONLY = "met", "missed", "sign only"
ORDER = (MISSED, MET, SIGN_ONLY)
WIDTHS = {"naive_half": 0.5, "naive_double": 2.0}  # other widths of the naive prediction that are looked at
_first_seed = 20_000
_resamples = 500  # a choice about computing (assumption)
_levels = (0.05, 0.5, 0.95)


def scoreboard(
    draws: Sequence[Values],
    people: int,
    threads: int,
    progress: Callable[[int], None],
    held: HeldOut | None = None,
) -> list[dict[str, Any]]:
    """One row a fact: what was missed first, then what was met, then signs, which do not count."""
    facts = (held or held_out()).facts
    names = tuple(dict.fromkeys(fact.statistic for fact in facts))
    market(people)

    def one(place: int) -> list[float]:
        world = World(draws[place], people, _first_seed + place)
        found = [STATISTICS[name](world) for name in names]
        progress(1)
        return found

    with ThreadPoolExecutor(threads) as pool:
        results = np.array(list(pool.map(one, range(len(draws)))))
    rows = [judged(fact, results[:, names.index(fact.statistic)]) for fact in facts]
    return sorted(rows, key=lambda row: ORDER.index(row["verdict"]))


def judged(fact: Fact, found: npt.NDArray[np.float64]) -> dict[str, Any]:
    """The row of a fact, from the model's statistic in every draw (draws without a number are left out)."""
    known = found[np.isfinite(found)]
    quantiles = np.quantile(known, _levels) if known.size else np.full(3, np.nan)
    model = {f"p{percent}": float(value) for percent, value in zip((5, 50, 95), quantiles, strict=True)}
    row = {
        "name": fact.name,
        "fact": fact.fact,
        "study": fact.study,
        "design": fact.design,
        "evidence": fact.evidence,
        "source": evidence_table()[fact.evidence]["source"],
        "statistic": fact.statistic,
        "computed": fact.computed,
        "why": fact.why,
        "model": model,
        "draws": int(known.size),
    }
    if fact.published is None:
        right = float((np.sign(known) == fact.sign).mean()) if known.size else float("nan")
        return row | {"verdict": SIGN_ONLY, "sign": fact.sign, "sign_right": right, "failed": []}
    return row | _counted(fact.published, model) | {"steady": _steady(fact.published, known, model)}


def _steady(told: Published, known: npt.NDArray[np.float64], model: Mapping[str, float]) -> float:
    """Share of resamples of the draws (bootstrap) with the same verdict: low where it is a close call."""
    if not known.size:
        return 1.0
    rng = np.random.default_rng(0)  # the same for every fact, so that a row follows from its draws
    resamples = np.quantile(rng.choice(known, (_resamples, known.size)), _levels, axis=1).T
    published = (told.ends[0], told.value, told.ends[1])

    def is_met(quantiles: Sequence[float]) -> bool:
        p5, p50, p95 = map(float, quantiles)
        return not judge(published, told.level, (p5, p50, p95), told.naive, told.scale).failed

    verdict = is_met([model["p5"], model["p50"], model["p95"]])
    return float(np.mean([is_met(each.tolist()) == verdict for each in resamples]))


def _counted(told: Published, model: Mapping[str, float]) -> dict[str, Any]:
    published = (told.ends[0], told.value, told.ends[1])
    quantiles = (model["p5"], model["p50"], model["p95"])
    verdict = judge(published, told.level, quantiles, told.naive, told.scale)
    return {
        "verdict": MISSED if verdict.failed else MET,
        "failed": list(verdict.failed),
        "unit": told.unit,
        "scale": told.scale,
        "published": told.value,
        "ends": list(told.ends),
        "level": told.level,
        "judged": told.judged,
        "derived": told.derived,
        "predictive": list(verdict.predictive),
        "score": verdict.score,
        "naive": {
            "name": told.naive_name,
            "why": told.naive_why,
            "centre": told.naive[1],
            "ends": [told.naive[0], told.naive[2]],
            "predictive": list(verdict.naive),
            "score": verdict.naive_score,
        },
    } | {
        name: MISSED
        if judge(published, told.level, quantiles, wider(told, times), told.scale).failed
        else MET
        for name, times in WIDTHS.items()
    }


def wider(told: Published, times: float) -> tuple[float, float, float]:
    """The naive prediction with its ends `times` as far from the centre, on the fact's scale."""
    first, centre, last = told.naive
    if told.scale == "ratio":
        return centre * (first / centre) ** times, centre, centre * (last / centre) ** times
    return centre + times * (first - centre), centre, centre + times * (last - centre)
