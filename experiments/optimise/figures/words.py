"""Words that every figure of a search needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tandem.experiments.optimise.tables import KNEE, RUNNER_UP
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.provenance import parameters_in_words, reading_in_words, source
from tandem.experiments.wording.words import sentence
from tandem.model.structures import BALANCED

_text = texts("optimise.words")

About = Mapping[str, Any]


def caption(about: About, *sentences: str) -> str:
    """How to read the figure, what the draws are, and what the numbers hang on."""
    told = [
        *sentences,
        _text(
            "draws",
            organisation=sentence(about["organisation"]),
            first_month=about["first_month"],
            last_month=about["last_month"],
            draws=about["fresh_draws"],
            parameter_sets=about["fresh_sets"],
            seed=about["seed"],
            evaluations=f"{about['evaluations']:,}",
            search_draws=about["search_draws"],
        ),
        parameters_in_words(about["posterior"], about.get("structure", BALANCED)),
        _text(
            "reading",
            reading=about["reading"],
            meaning=reading_in_words(about["reading"], about.get("weights")),
        ),
        _text("source", source=source()),
        str(about.get("purpose", "")),
    ]
    return " ".join(text for text in told if text)


def mixes(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the front, without the status quo."""
    return table.iloc[1:]


def role_in_words(role: str) -> str:
    """What a mix is called for its place on the front; nothing where it has none."""
    return _text({KNEE: "knee", RUNNER_UP: "runner_up"}[role]) if role else ""
