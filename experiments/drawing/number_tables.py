"""The numbers behind pictures: tables with plain headings, each with its unit after a comma."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from tandem.experiments.drawing.fan import Fan
from tandem.experiments.drawing.series import Series
from tandem.model.calendar import month_label

PERCENTILES = {
    "p5": "5th percentile",
    "p25": "25th percentile",
    "p50": "median",
    "p75": "75th percentile",
    "p95": "95th percentile",
}
YES_OR_NO = {True: "yes", False: "no"}


def heading(*words: str) -> str:
    """`Leavers avoided, median, people`: the words that are not empty, a capital first."""
    text = ", ".join(word for word in words if word)
    return text[:1].upper() + text[1:]


def quantile_columns(found: Mapping[str, Any] | pd.DataFrame, unit: str = "", of: str = "") -> dict[str, Any]:
    """The quantiles that `found` has (keys p5 to p95) under their headings, as `5th percentile, USD`.

    Parameters
    ----------
    of : what they are quantiles of, if a table has more than one thing
    """
    return {heading(of, name, unit): found[key] for key, name in PERCENTILES.items() if key in found}


def fan_columns(fan: Fan, unit: str = "") -> dict[str, Any]:
    """The quantiles of a fan under their headings, each of shape (months,)."""
    return quantile_columns(dict(zip(PERCENTILES, fan.rows, strict=True)), unit)


def series_table(shown: Series, unit: str = "", projected: bool = False) -> pd.DataFrame:
    """Quantiles of a measure by month.

    Parameters
    ----------
    projected : leave out what lies before the projection, but for the month that it starts from
    """
    first = shown.start if projected else 0
    ends = shown.ends[first:]
    return pd.DataFrame(
        {
            "Month": [month_label(round(end) - 1) for end in ends],
            "Period": np.where(ends <= shown.start_line, "simulated history", "projection"),
            **fan_columns(shown.fan.since(first), unit),
        }
    )
