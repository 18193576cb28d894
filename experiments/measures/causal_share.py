"""How much of the link between AI gain and burnout is causal: the parameter, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

MARKET = 4_000  # people of the simulated market that the contrast is measured in
SETS = 20  # parameter sets that are simulated, at most
DEFINITION = (
    "1 − (log odds ratio of burnout, top quartile of self-reported AI gain against the rest, with AI's "
    "effects on demands, connection and clarity switched off) ÷ (the same in full), in the survey's month"
)


def causal_share_of(values: Sequence[Mapping[str, float]]) -> dict[str, Any]:
    """The causal share of the parameter sets and the realised one, by simulation under the same luck.

    Parameters
    ----------
    values : one parameter set each; at most `SETS`, evenly spread, are simulated
    """
    from tandem.calibration.survey.contrast import realised_causal_share
    from tandem.calibration.survey.instrument import market
    from tandem.model.calendar import SURVEY_MONTH

    chosen = [values[place] for place in np.linspace(0, len(values) - 1, min(SETS, len(values))).astype(int)]
    people = market(MARKET)
    contrasts = [
        realised_causal_share(people.scenario(each, SURVEY_MONTH + 1), seed)
        for seed, each in enumerate(chosen)
    ]
    off, full = np.mean(contrasts, axis=0)
    parameter = np.array([each["causal_share"] for each in values])
    low, middle, high = (float(value) for value in np.quantile(parameter, [0.05, 0.5, 0.95]))
    return {
        "definition": DEFINITION,
        "parameter": {"p5": low, "p50": middle, "p95": high, "mean": float(parameter.mean())},
        "realised": float(1 - off / full) if full > 0 else None,
        "simulated_sets": len(chosen),
    }
