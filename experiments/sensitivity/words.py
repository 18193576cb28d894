"""Words that every output of a sensitivity study shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tandem.experiments.points.labels import label_of
from tandem.experiments.sensitivity.experiment import Studied
from tandem.experiments.sensitivity.schema import SOBOL
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money
from tandem.experiments.wording.numerals import share
from tandem.experiments.wording.words import inside

_text = texts("sensitivity.words")

_most_words = 9  # of a meaning that stands inside a sentence
_least = 0.01  # share below which a factor is as good as none · assumption


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
        "caption_sobol" if choices.method == SOBOL else "caption_morris",
        organisation=profile.name,
        first_month=start,
        months=choices.months,
        policy=studied.data.definition.base["policy"]["name"],
        points=f"{len(studied.indices.results):,}",
        samples=f"{choices.samples:,}",
        factors=len(studied.factors),
        runs=_text("runs", count=choices.draws),
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


def told_value(about: About, value: float) -> str:
    """A value of the measure in words."""
    return money(value, about.currency) if about.currency else f"{value:,.3g} {about.unit}"


def factor_told(name: str, meaning: str) -> str:
    """A factor inside a sentence: what it means, if that is short, or its name."""
    return inside(meaning) if meaning and len(meaning.split()) <= _most_words else name


def is_clear(row: Mapping[str, Any] | pd.Series) -> bool:
    """Whether a factor can be told from one that does nothing."""
    return float(row["index"]) > max(float(row["index_error"]), _least)


def told_share(row: Mapping[str, Any] | pd.Series) -> str:
    """`61 % ± 8`: an index with half the width of its interval."""
    return _text("share", share=share(float(row["index"])), error=f"{100 * float(row['index_error']):.0f}")
