"""What a reader must know about the runs before any number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tandem.experiments.measures.spread import INTERVAL
from tandem.experiments.simulation.projection import Projection
from tandem.experiments.wording.catalogue import texts
from tandem.model.organisation.families.assign import unknown_families
from tandem.model.structures import BALANCED, STRUCTURES

_text = texts("measures.description")

MOST_NAMED = 5  # departments named in a sentence; the rest are counted


def description(projection: Projection) -> dict[str, Any]:
    """What a reader must know about the runs before any number: period, runs, seeds, reading, calibration."""
    labels = projection.month_labels
    unknown = unknown_families(projection.profile)
    return {
        "organisation": projection.profile.name,
        "headcount": projection.profile.headcount,
        "full_time_equivalents": round(projection.profile.full_time_equivalents, 1),
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
        **(
            {"weights": dict(projection.weights), "readings": list(projection.readings)}
            if projection.weights
            else {}
        ),
        "posterior": projection.posterior,
        "structure": projection.structure,
        "calibration": calibration_label(projection.posterior, projection.structure),
        "own_data": dict(projection.own_data),
        **({"unknown_families": list(unknown)} if unknown else {}),
    }


def families_told(about: Mapping[str, Any]) -> str:
    """Which departments' work is not known, in a sentence; empty where all are (`about`: a `description`)."""
    unknown = about.get("unknown_families", ())
    if not unknown:
        return ""
    shown = ", ".join(unknown[:MOST_NAMED])
    if len(unknown) > MOST_NAMED:
        shown = _text("and_more", shown=shown, more=len(unknown) - MOST_NAMED)
    return _text("unknown_families", count=len(unknown), departments=shown)


def calibration_label(posterior: str, structure: str = BALANCED) -> str:
    """What every output says about where the parameters come from, and how AI may work if not both ways."""
    of_priors = posterior == "prior"
    told = _text("prior") if of_priors else _text("posterior", posterior=posterior)
    if structure == BALANCED:
        return told
    return _text(
        "structure" if of_priors else "fitted_under",
        calibration=told,
        structure=structure,
        title=STRUCTURES[structure].title,
    )
