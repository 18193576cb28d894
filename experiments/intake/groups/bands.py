"""How tenure and pay are spread in each department: people in bands, merged and rounded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.groups.grouping import Grouping
from tandem.experiments.intake.groups.rounding import rounded_count
from tandem.model.organisation.folder.tables import TENURE_BANDS
from tandem.model.organisation.rounding import nice_step

Floats = npt.NDArray[np.float64]

_pay_bands = 8  # about as many between the lowest and the highest twentieth of pay
COLUMNS = ("department", "kind", "band", "people")


def band_table(spells: pd.DataFrame, grouping: Grouping, fewest: int, key: bytes) -> pd.DataFrame | None:
    """People at the snapshot by department and band of tenure (months) or pay (a year).

    Neighbouring bands are joined until each has `fewest` people; counts are rounded to multiples of five by
    lot. None if nothing can be shown.
    """
    present = spells["present"].to_numpy()
    rows: list[tuple[str, str, str, int]] = []
    for kind, values, edges in (
        ("tenure_months", spells["tenure_months"].to_numpy(), [*map(float, TENURE_BANDS), np.inf]),
        ("pay_a_year", spells["pay"].to_numpy(), _pay_edges(spells["pay"].to_numpy()[present])),
    ):
        for place, department in enumerate(grouping.departments):
            own = values[present & (grouping.department == place)]
            own = own[~np.isnan(own)]
            for low, high, people in joined_bands(own, edges, fewest):
                band = f"{low:.10g}+" if np.isinf(high) else f"{low:.10g} to below {high:.10g}"
                rows.append((department, kind, band, rounded_count(people, key, department, kind, band)))
    return pd.DataFrame(rows, columns=list(COLUMNS)) if rows else None


def joined_bands(values: Floats, edges: Sequence[float], fewest: int) -> list[tuple[float, float, int]]:
    """Bands with their lower and upper edge and people, joined from the lowest up until each has enough."""
    if values.size < fewest:
        return []
    counts, _ = np.histogram(values, bins=[*edges[:-1], max(float(values.max()), edges[-2]) + 1])
    bands: list[tuple[float, float, int]] = []
    low, people = float(edges[0]), 0
    for count, high in zip(counts, edges[1:], strict=True):
        people += int(count)
        if people >= fewest:
            bands.append((low, float(high), people))
            low, people = float(high), 0
    if people or low < edges[-1]:
        last = bands.pop()
        bands.append((last[0], float(edges[-1]), last[2] + people))
    return bands


def _pay_edges(pay: Floats) -> list[float]:
    pay = pay[~np.isnan(pay)]
    if pay.size == 0:
        return [0.0, np.inf]
    low, high = np.quantile(pay, [0.05, 0.95])
    step = nice_step(max((high - low) / _pay_bands, 1.0))
    inner = np.arange(np.floor(low / step) * step + step, high + step / 2, step)
    return [0.0, *inner.tolist(), np.inf]
