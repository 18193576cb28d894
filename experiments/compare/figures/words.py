"""What every figure of a comparison says: runs, pairing, reading, and that effects hinge on causality."""

from __future__ import annotations

import pandas as pd

from tandem.experiments.compare.effects import Comparison
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.provenance import (
    parameters_in_words,
    reading_in_words,
    runs_in_words,
    source,
)
from tandem.experiments.wording.words import sentence

_text = texts("compare.words")


def comparison_caption(comparison: Comparison, *extra: str) -> str:
    """The caption of a figure; `extra` sentences come first."""
    base = comparison.baseline
    words = (
        *extra,
        _text(
            "runs",
            organisation=sentence(base.profile.name),
            runs=runs_in_words(base.parameter_sets, base.seeds),
            baseline=comparison.names[0],
        ),
        _text("causal"),
        parameters_in_words(base.posterior, base.structure),
        _text("reading", reading=base.reading, meaning=reading_in_words(base.reading, base.weights)),
        _text(
            "source",
            source=source(),
            first_month=base.month_labels[base.start],
            last_month=base.month_labels[-1],
        ),
        base.profile.purpose,
    )
    return " ".join(word for word in words if word)


def own_rows(comparison: Comparison, table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the comparison's own reading."""
    return table[table["reading"] == comparison.baseline.reading]
