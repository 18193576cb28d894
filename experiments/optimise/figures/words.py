"""Words that every figure of a search needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tandem.experiments.drawing.words import sentence, source

About = Mapping[str, Any]


def caption(about: About, *sentences: str) -> str:
    """How to read the figure, what the draws are, and what the numbers hang on."""
    told = [
        *sentences,
        f"{sentence(about['organisation'])}, {about['first_month']} to {about['last_month']}. Differences "
        "from the status quo on the same luck and parameters, if the association is causal to the degree "
        f"drawn; from {about['fresh_draws']} fresh draws of {about['fresh_sets']} parameter sets (seed "
        f"{about['seed']}) that played no part in the search ({about['evaluations']:,} mixes, "
        f"{about['search_draws']} draws).",
        f"{str(about['calibration']).capitalize()}; reading of the survey: {about['reading']}.",
        f"Costs of programmes are assumptions. Source: {source()}.",
        str(about.get("purpose", "")),
    ]
    return " ".join(text for text in told if text)


def mixes(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the front, without the status quo."""
    return table.iloc[1:]
