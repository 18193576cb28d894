"""Words that every output of a sensitivity study shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tandem.experiments.compare.effects import EFFECTS
from tandem.experiments.points.reduction import CHANGE, EFFECT
from tandem.experiments.sensitivity.experiment import Studied
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money
from tandem.experiments.wording.numerals import share
from tandem.experiments.wording.words import inside
from tandem.model.outcomes.measures import MEASURES

_text = texts("sensitivity.words")


@dataclass(frozen=True)
class About:
    """What a reader must know before any number.

    Attributes
    ----------
    label : the measure in words
    unit, currency : of the measure; `currency` is empty where it is no money
    mean : over all points
    method : `sobol` or `morris`
    caption : how the numbers came about
    """

    label: str
    unit: str
    currency: str
    mean: float
    method: str
    caption: str


def about_of(studied: Studied) -> About:
    """What every output of a study says."""
    choices, profile = studied.choices, studied.profile
    start = studied.data.definition.base["start"]
    caption = _text(
        f"caption_{choices.method}",
        organisation=profile.name,
        first_month=start,
        months=choices.months,
        policy=studied.data.definition.base["policy"]["name"],
        points=f"{len(studied.indices.results):,}",
        samples=f"{choices.samples:,}",
        factors=len(studied.factors),
        draws=choices.draws,
        seed=choices.seed,
        posterior=choices.posterior.name,
    )
    return About(
        label_of(choices.measure),
        studied.unit,
        profile.currency if studied.unit == profile.currency else "",
        float(studied.indices.results.mean()),
        choices.method,
        caption,
    )


def label_of(measure: str) -> str:
    """A measure in words."""
    if measure.startswith(EFFECT):
        return _text("effect", effect=inside(EFFECTS[measure.removeprefix(EFFECT)].label))
    if measure.startswith(CHANGE):
        return _text("change", measure=inside(MEASURES[measure.removeprefix(CHANGE)].label))
    return MEASURES[measure].label


def told_value(about: About, value: float) -> str:
    """A value of the measure in words."""
    return money(value, about.currency) if about.currency else f"{value:,.3g} {about.unit}"


def told_share(row: Mapping[str, Any]) -> str:
    """`61 % ± 8`: an index with half the width of its interval."""
    return _text("share", share=share(float(row["index"])), error=f"{100 * float(row['index_error']):.0f}")
