"""The numbers behind pictures: tables with plain headings, each with its unit after a comma."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from tandem.experiments.drawing.fan import Fan
from tandem.experiments.drawing.series import Series
from tandem.experiments.wording.catalogue import texts
from tandem.model.calendar import month_label

_text = texts("drawing.number_tables")

PERCENTILES = ("p5", "p25", "p50", "p75", "p95")


def percentile(name: str) -> str:
    """`5th percentile` of `p5`, one of `PERCENTILES`."""
    return _text({"p5": "p5", "p25": "p25", "p50": "p50", "p75": "p75", "p95": "p95"}[name])


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
    return {heading(of, percentile(key), unit): found[key] for key in PERCENTILES if key in found}


def fan_columns(fan: Fan, unit: str = "") -> dict[str, Any]:
    """The quantiles of a fan under their headings, each of shape (months,)."""
    return quantile_columns(dict(zip(PERCENTILES, fan.rows, strict=True)), unit)


def series_table(
    shown: Series, unit: str = "", projected: bool = False, labels: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Quantiles of a measure by month.

    Parameters
    ----------
    projected : leave out what lies before the projection, but for the month that it starts from
    labels : columns in front with one value in every row: heading → value
    """
    first = shown.start if projected else 0
    ends = shown.ends[first:]
    return pd.DataFrame(
        {
            **(labels or {}),
            _text("month"): [month_label(round(end) - 1) for end in ends],
            _text("period"): np.select(
                [shown.from_record[first:], ends <= shown.start_line],
                [
                    _text("own_record"),
                    _text("simulated_history" if shown.record_end is None else "carried_on"),
                ],
                _text("projection"),
            ),
            **fan_columns(shown.fan.since(first), unit),
        }
    )
