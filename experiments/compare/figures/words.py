"""What every figure of a comparison says: runs, pairing, reading, and that effects hinge on causality."""

from __future__ import annotations

import pandas as pd

from tandem.experiments.compare.effects import Comparison
from tandem.experiments.compare.finding import money
from tandem.experiments.drawing.numerals import NO_BREAK
from tandem.experiments.drawing.words import NOT_CALIBRATED, sentence, source

CAUSAL = "Effects hold if the association of AI use with burnout is causal to the degree drawn."


def comparison_caption(comparison: Comparison, *extra: str) -> str:
    """The caption of a figure; `extra` sentences come first."""
    base = comparison.baseline
    sets = len(set(base.parameter_sets))
    calibrated = (
        NOT_CALIBRATED
        if base.posterior == "prior"
        else f"Parameters drawn from the posterior '{base.posterior}'."
    )
    words = (
        *extra,
        f"{sentence(base.profile.name)}: {base.draws:,} runs ({sets:,} parameter sets), each policy against "
        f"“{comparison.names[0]}” with the same parameters and the same luck; ranges are of these paired "
        "differences.",
        CAUSAL,
        calibrated,
        f"Reading of the survey: {base.reading}.",
        f"Source: {source()}; {base.month_labels[base.start]} to {base.month_labels[-1]}.",
        base.profile.purpose,
    )
    return " ".join(word for word in words if word)


def per_cent_of_runs(share: float) -> str:
    """`87 % of runs`."""
    return f"{100 * share:.0f}{NO_BREAK}% of runs"


def amount(value: float, currency: str) -> str:
    """Money in words."""
    return money(value, currency)


def own_rows(comparison: Comparison, table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the comparison's own reading."""
    return table[table["reading"] == comparison.baseline.reading]
