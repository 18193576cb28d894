"""What every figure of a comparison says: runs, pairing, reading, and that effects hinge on causality."""

from __future__ import annotations

import pandas as pd

from tandem.experiments.compare.effects import Comparison
from tandem.experiments.wording.numerals import NO_BREAK
from tandem.experiments.wording.provenance import (
    parameters_in_words,
    reading_in_words,
    runs_in_words,
    source,
)
from tandem.experiments.wording.words import sentence

CAUSAL = "Effects hold if the association of AI use with burnout is causal to the degree drawn."


def comparison_caption(comparison: Comparison, *extra: str) -> str:
    """The caption of a figure; `extra` sentences come first."""
    base = comparison.baseline
    words = (
        *extra,
        f"{sentence(base.profile.name)}: {runs_in_words(base.parameter_sets, base.seeds)}, each policy "
        f"against “{comparison.names[0]}” with the same parameters and the same luck; ranges are of these "
        f"paired differences (5th–95th percentile: 90{NO_BREAK}% of the runs).",
        CAUSAL,
        parameters_in_words(base.posterior),
        f"Reading of the survey: {base.reading} ({reading_in_words(base.reading)}).",
        f"Source: {source()}; {base.month_labels[base.start]} to {base.month_labels[-1]}.",
        base.profile.purpose,
    )
    return " ".join(word for word in words if word)


def own_rows(comparison: Comparison, table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the comparison's own reading."""
    return table[table["reading"] == comparison.baseline.reading]
