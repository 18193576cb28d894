"""`departments.csv`, and what the summary says of where turnover differs."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tandem.experiments.project.against_rest import FEWEST_RUNS, Quantiles, Standing

FILE = "departments.csv"
QUANTILES = ("p5", "p50", "p95")
COLUMNS = (
    "department", "contract", "measure", "unit",
    *(f"{what}_{name}" for what in ("end", "change", "difference") for name in QUANTILES),
    "runs", "certain",
)  # fmt: skip
TOLD = "voluntary_turnover"  # the measure of which the finding says where it differs


def write_departments(standings: Sequence[Standing], folder: Path) -> None:
    """Write one row a department × measure: p5, p50 and p95 of level, change and difference from the rest.

    An empty field: there is nothing to divide by, no history, or no rest of the organisation.
    """
    with (folder / FILE).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for standing in standings:
            rows.writerow(
                [
                    standing.department, standing.contract, standing.measure, standing.unit,
                    *_fields(standing.end), *_fields(standing.change), *_fields(standing.difference),
                    standing.runs, standing.certain,
                ]
            )  # fmt: skip


def where_of(standings: Sequence[Standing]) -> dict[str, Any] | None:
    """For the summary: the departments whose turnover differs for certain, the furthest from the rest first.

    Returns
    -------
    dict or None
        `measure`, `unit`, `departments` (how many are compared), `runs` (of the department with the most),
        `enough_runs`, and `differ`: a list of department and p5, p50 and p95 of its difference. None where
        no department can be held against a rest.
    """
    compared = [each for each in standings if each.measure == TOLD and each.difference["p50"] is not None]
    if not compared:
        return None
    certain = sorted((each for each in compared if each.certain), key=lambda each: -abs(_middle(each)))
    runs = max(each.runs for each in compared)
    return {
        "measure": TOLD,
        "unit": compared[0].unit,
        "departments": len(compared),
        "runs": runs,
        "enough_runs": runs >= FEWEST_RUNS,
        "differ": [
            {"department": each.department, **{name: each.difference[name] for name in QUANTILES}}
            for each in certain
        ],
    }


def _middle(standing: Standing) -> float:
    return standing.difference["p50"] or 0.0


def _fields(found: Quantiles) -> list[str]:
    return ["" if found[name] is None else f"{found[name]:.6g}" for name in QUANTILES]
