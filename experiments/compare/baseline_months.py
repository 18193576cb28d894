"""What happens under the baseline, month by month: the projection that every policy is held against."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tandem.experiments.measures.cells import sums_in_blocks
from tandem.experiments.measures.recorded import values_of
from tandem.experiments.measures.spread import QUANTILES, statistics
from tandem.experiments.simulation.projection import Projection
from tandem.model.organisation.suppression import published_cells
from tandem.model.outcomes.measures import MEASURES

SHOWN = ("headcount", "voluntary_turnover", "burnout", "output_per_head", "ai_users")


def baseline_months(baseline: Projection, min_cell: int) -> pd.DataFrame:
    """One row a measure and month of the whole organisation, history included.

    Returns
    -------
    DataFrame with columns month (`YYYY-MM`), projected (whether it is after the start), measure, unit, mean,
    p5, p25, p50, p75, p95 and runs (how many have a value).
    """
    cell = published_cells(baseline.profile, min_cell)[:1]
    ((block, sums),) = sums_in_blocks(baseline, cell)
    parts = []
    for name in SHOWN:
        measure = MEASURES[name]
        found = statistics(values_of(measure, sums, block, baseline))[:, 0]
        parts.append(
            pd.DataFrame(
                {
                    "month": baseline.month_labels,
                    "projected": np.arange(len(baseline.month_labels)) >= baseline.start,
                    "measure": name,
                    "unit": measure.unit_in(baseline.profile.currency),
                    **dict(zip(("mean", *QUANTILES), found[:-1], strict=True)),
                    "runs": found[-1].astype(int),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)
