"""Words that every figure of a search needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tandem.experiments.wording.numerals import NO_BREAK
from tandem.experiments.wording.provenance import parameters_in_words, reading_in_words, source
from tandem.experiments.wording.words import sentence

About = Mapping[str, Any]


def caption(about: About, *sentences: str) -> str:
    """How to read the figure, what the draws are, and what the numbers hang on."""
    told = [
        *sentences,
        f"{sentence(about['organisation'])}, {about['first_month']} to {about['last_month']}. Differences "
        "from the status quo on the same luck and parameters, if the association is causal to the degree "
        f"drawn; means and the middle 90{NO_BREAK}% of {about['fresh_draws']} fresh draws of "
        f"{about['fresh_sets']} parameter sets (seed {about['seed']}) that played no part in the search "
        f"({about['evaluations']:,} mixes, {about['search_draws']} draws).",
        parameters_in_words(about["posterior"]),
        f"Reading of the survey: {about['reading']} ({reading_in_words(about['reading'])}).",
        f"Costs of programmes are assumptions. Source: {source()}.",
        str(about.get("purpose", "")),
    ]
    return " ".join(text for text in told if text)


def mixes(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the front, without the status quo."""
    return table.iloc[1:]
