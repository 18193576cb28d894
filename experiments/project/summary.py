"""The summary of a projection: what each headline measure comes to, with its range; and the finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tandem.experiments.measures.cells import sums_in_blocks
from tandem.experiments.measures.description import description
from tandem.experiments.measures.recorded import values_of
from tandem.experiments.measures.spread import described, drivers, luck_share, quantiles
from tandem.experiments.project.finding import finding_of
from tandem.experiments.simulation.projection import Projection
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.finding import Finding
from tandem.model.organisation.reserved import WHOLE_ORGANISATION
from tandem.model.organisation.suppression import MINIMUM_CELL, Cell, published_cells, suppressed_cells
from tandem.model.outcomes.measures import MEASURES, Measure
from tandem.model.outcomes.sums import MONTHS_A_YEAR

_text = texts("project.summary")

Floats = npt.NDArray[np.float64]

_most_drivers = 3


def summary(projection: Projection, min_cell: int = MINIMUM_CELL) -> dict[str, Any]:
    """Every headline measure with its range, for the organisation and its departments, ready for JSON.

    Each measure has, for the organisation and for every department that may be shown: `value` (what it
    comes to; `statistic` says over which months), `start` (before the projection), `end` and `change` (end −
    start within each run), each as p5, p25, p50, p75 and p95 of the runs, null where there is nothing to
    divide by or no history; `runs_rising`, the share of runs in which it rises; and how far the spread of
    `value` is luck.

    Parameters
    ----------
    projection : Projection
    min_cell : int
        Departments of fewer people are left out (see `model.organisation.suppression`).

    Raises
    ------
    InputError
        If `min_cell` is outside 5 to 100, or the organisation is smaller than that.
    """
    shown = published_cells(projection.profile, min_cell)
    cells = [cell for cell in shown if cell.kind in ("organisation", "department")]
    hidden = suppressed_cells(projection.profile, min_cell)
    headline = [measure for measure in MEASURES.values() if measure.headline]
    parts: dict[str, list[dict[str, Floats]]] = {measure.name: [] for measure in headline}
    for block, sums in sums_in_blocks(projection, cells):
        for measure in headline:
            values = values_of(measure, sums, block, projection)
            parts[measure.name] += [
                cell_statistics(measure, values[:, row], projection) for row in range(len(block))
            ]
    return {
        **description(projection),
        "minimum_cell": min_cell,
        "cells_shown": len(shown),
        "cells_not_shown": len(hidden),
        "departments_not_shown": [
            *(cell.department for cell in hidden if cell.kind == "department"),
            *projection.profile.merged_departments,
        ],
        "left_out": {_name(cell): cell.left_out for cell in cells if cell.left_out},
        "measures": {
            measure.name: _measure_summary(projection, measure, cells, parts[measure.name])
            for measure in headline
        },
    }


def finding(projection: Projection, min_cell: int = MINIMUM_CELL) -> Finding:
    """The finding with its notes (`finding_of` takes a summary that exists already)."""
    return finding_of(summary(projection, min_cell))


def _measure_summary(
    projection: Projection, measure: Measure, cells: Sequence[Cell], parts: Sequence[dict[str, Floats]]
) -> dict[str, Any]:
    """One measure; `parts` holds the statistics of each cell's runs."""
    window = comparison_months(projection)
    entries = [_ranges(part) for part in parts]
    whole = parts[0]["value"]
    luck = luck_share(whole, projection.parameter_sets)
    return {
        "label": measure.label,
        "unit": measure.unit_in(projection.profile.currency),
        "definition": measure.definition,
        **_instrument(projection, measure),
        "statistic": _statistic_text(projection, measure),
        "compared": _compared_text(measure, window),
        **entries[0],
        "spread": {
            "luck": luck,
            "parameters": None if luck is None else 1 - luck,
            "note": _text("spread_note") if luck is not None else _text("spread_not_separable"),
        },
        "drivers": [
            described(driver)
            for driver in drivers(whole, projection.parameter_sets, projection.values)[:_most_drivers]
        ],
        "departments": {
            cell.department: entry
            for cell, entry in zip(cells, entries, strict=True)
            if cell.kind == "department"
        },
    }


def comparison_months(projection: Projection) -> int:
    """Months over which totals before and at the end are compared: twelve, or the projection's if fewer."""
    return min(MONTHS_A_YEAR, projection.months)


def cell_statistics(measure: Measure, values: Floats, projection: Projection) -> dict[str, Floats]:
    """`value`, `start`, `end` and `change` of every run.

    Parameters
    ----------
    measure : Measure
        Its `statistic` decides what is taken.
    values : float64 array (draws, months)
        The measure of one cell, history included.
    projection : Projection

    Returns
    -------
    dict of float64 arrays (draws,)
    """
    start, nothing = projection.start, np.full(projection.draws, np.nan)
    if measure.statistic == "total":
        window = comparison_months(projection)
        value = values[:, start:].sum(axis=1)
        end = values[:, -window:].sum(axis=1)
        before = values[:, start - window : start].sum(axis=1) if start >= window else nothing
    else:
        value = end = values[:, -1].copy()  # a view would keep all months
        before = values[:, start - 1].copy() if start else nothing
    return {"value": value, "start": before, "end": end, "change": end - before}


def _ranges(statistics: dict[str, Floats]) -> dict[str, Any]:
    """Quantiles of each statistic; the share of runs that rise; and the runs without a value, if any."""
    change = statistics["change"]
    known = change[~np.isnan(change)]
    entry: dict[str, Any] = {name: quantiles(values) for name, values in statistics.items()}
    entry["runs_rising"] = float((known > 0).mean()) if known.size else None
    missing = int(np.isnan(statistics["value"]).sum())
    return entry | ({"runs_without_value": missing} if missing else {})


def _instrument(projection: Projection, measure: Measure) -> dict[str, Any]:
    """The question behind a share of respondents and the threshold it stands for, if it is one."""
    if not measure.threshold:
        return {}
    thresholds = np.array([values.get(measure.threshold, np.nan) for values in projection.values])
    return {
        "instrument": measure.instrument,
        "threshold": {"parameter": measure.threshold, "unit": "SD", **quantiles(thresholds)},
    }


def _statistic_text(projection: Projection, measure: Measure) -> str:
    last = projection.month_labels[-1]
    if measure.statistic == "total":
        return _text("total", months=projection.months)
    return _text("year", month=last) if measure.statistic == "year" else _text("month", month=last)


def _compared_text(measure: Measure, window: int) -> str:
    if measure.statistic == "total":
        return _text("total_compared", months=window)
    return _text("month_compared")


def _name(cell: Cell) -> str:
    return cell.department if cell.kind == "department" else WHOLE_ORGANISATION
