"""How much of the link between AI gain and burnout is AI's own doing: found by simulation, not set.

Everybody in a simulated market lives through the survey's months twice under the same luck: once in full,
once with AI's ways to burnout closed. What is lost is AI's part; the rest is selection (who gains most was
under more pressure before).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tandem.experiments.measures.spread import quantiles
from tandem.experiments.wording.catalogue import texts

_text = texts("measures.causal_share")

Floats = npt.NDArray[np.float64]

MARKET = 4_000  # people of the simulated market that the contrast is measured in
SETS = 20  # parameter sets that are simulated for a summary, at most
LEAST = 0.2  # log odds ratio: below this the link is too weak for a share of it to mean anything (assumption)
DEFINITION = (
    "log odds ratio of burnout, top quartile of self-reported AI gain against the rest, in the survey's "
    "month: in full (total), and what is lost of it with AI's effects on workload, connection and clarity "
    "switched off (ai); share: mean of ai ÷ mean of total over the simulated parameter sets; quits: change "
    "of voluntary quits by AI in the twelve months up to then, against the same firms without its effects"
)


@dataclass(frozen=True)
class Contrasts:
    """The contrast of burnout in each simulated parameter set.

    Attributes
    ----------
    part : (sets,), AI's own part, log odds ratio; negative where AI relieves more than it burdens
    total : (sets,), log odds ratio
    quits : (sets,), change of voluntary quits by AI up to the survey, log ratio
    """

    part: Floats
    total: Floats
    quits: Floats


def contrasts_of(values: Sequence[Mapping[str, float]], threads: int = 1) -> Contrasts:
    """The contrast of every parameter set, by simulation; each set has a luck of its own."""
    from tandem.calibration.survey.contrast import ai_part
    from tandem.calibration.survey.instrument import market
    from tandem.experiments.simulation.runs import in_threads
    from tandem.model.calendar import SURVEY_MONTH

    people = market(MARKET)
    found = np.zeros((3, len(values)))

    def work(place: int) -> None:
        scenario = people.scenario(values[place], SURVEY_MONTH + 1)
        found[:, place] = ai_part(scenario, seed=place)

    in_threads(work, range(len(values)), threads, lambda: None)
    return Contrasts(*found)


def causal_share_of(values: Sequence[Mapping[str, float]], threads: int = 1) -> dict[str, Any]:
    """What AI's part and the total come to; at most `SETS` of the sets, evenly spread, are simulated."""
    places = np.linspace(0, len(values) - 1, min(SETS, len(values))).astype(int)
    return causal_summary(contrasts_of([values[place] for place in places], threads))


def causal_summary(contrasts: Contrasts) -> dict[str, Any]:
    """AI's part and the total with their ranges over parameter sets, and the share where it means something.

    Returns
    -------
    `ai` and `total` (p5, p50, p95 and mean, log odds ratios), `quits` (likewise, a share), `share` (null
    where the total is too small, with the `reason`), `simulated_sets`, `people` (of the simulated market) and
    `definition`.
    """
    part, total = float(contrasts.part.mean()), float(contrasts.total.mean())
    stated = total > LEAST
    return {
        "definition": DEFINITION,
        "unit": "log odds ratio",
        "ai": _spread(contrasts.part),
        "total": _spread(contrasts.total),
        "quits": _spread(np.expm1(contrasts.quits)),
        "share": float(f"{part / total:.6g}") if stated else None,
        "reason": None if stated else _text("too_weak", total=f"{total:.2f}", least=f"{LEAST:g}"),
        "simulated_sets": int(contrasts.part.size),
        "people": MARKET,
    }


def _spread(values: Floats) -> dict[str, float | None]:
    found = quantiles(values)
    return {name: found[name] for name in ("p5", "p50", "p95")} | {"mean": float(f"{values.mean():.6g}")}
