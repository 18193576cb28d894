"""The table of departments against the rest, and what the summary says of where turnover differs."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tandem.experiments.measures.arrow_columns import flags, numbers, texts
from tandem.experiments.measures.certainty import FEWEST_RUNS
from tandem.experiments.project.against_rest import Standing

NAME = "departments"
LABELS, STATISTICS = ("department", "contract", "measure", "unit"), ("end", "change", "difference")
QUANTILES = ("p5", "p50", "p95")
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in LABELS),
        *((f"{what}_{name}", pa.float64()) for what in STATISTICS for name in QUANTILES),
        ("runs", pa.int32()),
        ("certain", pa.bool_()),
    ]
)
TOLD = "voluntary_turnover"  # the measure of which the finding says where it differs


def departments_table(standings: Sequence[Standing]) -> pa.Table:
    """One row a department × measure: p5, p50 and p95 of level, change and difference from the rest.

    Missing where there is nothing to divide by, no history, or no rest of the organisation.
    """
    columns = [texts([getattr(standing, name) for standing in standings]) for name in LABELS]
    for what in STATISTICS:
        found = [getattr(standing, what) for standing in standings]
        for name in QUANTILES:
            values = np.array([each[name] for each in found], np.float64)  # None becomes not a number
            columns.append(numbers(values, np.isnan(values)))
    columns.append(numbers(np.array([standing.runs for standing in standings], np.int32)))
    columns.append(flags(np.array([standing.certain for standing in standings], np.bool_)))
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def write_departments(table: pa.Table, folder: Path) -> None:
    """Write the table as Parquet and as CSV, in which a missing number is an empty field."""
    pq.write_table(table, folder / f"{NAME}.parquet", compression="zstd")
    with (folder / f"{NAME}.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(table.column_names)
        rows.writerows([_field(value) for value in row.values()] for row in table.to_pylist())


def where_of(standings: Sequence[Standing]) -> dict[str, Any] | None:
    """For the summary: the departments that differ for certain, the furthest from the rest first.

    Returns
    -------
    dict or None
        `measure`, `unit`, `departments` (how many are compared), `runs` (of the department with the most),
        `enough_runs`, `differ`: a list of department and p5, p50 and p95 of its difference in turnover; and
        `gain`: the same of the true gain from AI. None where no department can be held against a rest.
    """
    compared = [each for each in standings if each.measure == TOLD and each.difference["p50"] is not None]
    if not compared:
        return None
    runs = max(each.runs for each in compared)
    return {
        "measure": TOLD,
        "unit": compared[0].unit,
        "departments": len(compared),
        "runs": runs,
        "enough_runs": runs >= FEWEST_RUNS,
        "differ": _certain(standings, TOLD),
        "gain": _certain(standings, "true_gain"),
    }


def _certain(standings: Sequence[Standing], measure: str) -> list[dict[str, Any]]:
    """Departments that differ for certain in a measure, with the quantiles of their difference."""
    found = [each for each in standings if each.measure == measure and each.certain]
    return [
        {"department": each.department, **{name: each.difference[name] for name in QUANTILES}}
        for each in sorted(found, key=lambda each: -abs(_middle(each)))
    ]


def _middle(standing: Standing) -> float:
    return standing.difference["p50"] or 0.0


def _field(value: Any) -> Any:
    """A value in a CSV; numbers to six digits."""
    return f"{value:.6g}" if isinstance(value, float) else value
