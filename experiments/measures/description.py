"""What a reader must know about the runs before any number."""

from __future__ import annotations

from typing import Any

from tandem.experiments.measures.spread import INTERVAL
from tandem.experiments.simulation.projection import Projection
from tandem.experiments.wording.catalogue import texts

_text = texts("measures.description")


def description(projection: Projection) -> dict[str, Any]:
    """What a reader must know about the runs before any number: period, runs, seeds, reading, calibration."""
    labels = projection.month_labels
    return {
        "organisation": projection.profile.name,
        "currency": projection.profile.currency,
        **({"purpose": projection.profile.purpose} if projection.profile.purpose else {}),
        "first_month": labels[projection.start],
        "last_month": labels[-1],
        "months": projection.months,
        "runs": projection.draws,
        "parameter_sets": len(set(projection.parameter_sets)),
        "seeds": list(projection.seeds),
        "interval": INTERVAL,
        "reading": projection.reading,
        "posterior": projection.posterior,
        "calibration": calibration_label(projection.posterior),
        "own_data": dict(projection.own_data),
    }


def calibration_label(posterior: str) -> str:
    """What every output says about where the parameters come from."""
    if posterior == "prior":
        return _text("prior")
    return _text("posterior", posterior=posterior)
