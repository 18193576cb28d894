"""Measures of a sweep in words."""

from __future__ import annotations

from tandem.experiments.compare.effects import EFFECTS
from tandem.experiments.points.reduction import CHANGE, EFFECT
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.words import inside
from tandem.model.outcomes.measures import MEASURES

_text = texts("sweep.labels")


def label_of(measure: str) -> str:
    """A measure in words."""
    if measure.startswith(EFFECT):
        return _text("effect", effect=EFFECTS[measure.removeprefix(EFFECT)].label)
    if measure.startswith(CHANGE):
        return _text("change", measure=inside(MEASURES[measure.removeprefix(CHANGE)].label))
    return MEASURES[measure].label
