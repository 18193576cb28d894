"""How measures run month by month in a run, and what of that is AI's part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tandem.experiments.documents.run_files import Run, number, numbers
from tandem.experiments.wording.catalogue import texts

_text = texts("documents.courses")

QUANTILES = ("p5", "p25", "p50", "p75", "p95")
SHOWN = ("voluntary_turnover", "burnout", "output_per_head")
_history = 12  # months shown before the start


@dataclass(frozen=True)
class Course:
    """How a measure runs, month by month.

    Attributes
    ----------
    measure, unit : as in the run
    months : `YYYY-MM`
    split : place of the first projected month
    quantiles : p5, p25, p50, p75 and p95, one a month each
    """

    measure: str
    unit: str
    months: tuple[str, ...]
    split: int
    quantiles: dict[str, tuple[float | None, ...]]

    @property
    def start(self) -> float | None:
        """The median in the month before the projection."""
        return self.quantiles["p50"][self.split - 1] if self.split else None

    @property
    def end(self) -> dict[str, float | None]:
        """Quantiles in the last month."""
        return {name: values[-1] for name, values in self.quantiles.items()}


def courses_of(run: Run) -> dict[str, Course]:
    """The courses of the whole organisation by measure: of a projection, or of a comparison's baseline."""
    columns = ("month", "measure", "unit", *QUANTILES)
    if run.command == "project":
        frame = run.table("monthly", (*columns, "period", "department", "level", "contract"))
        for column in ("department", "level", "contract"):
            frame = frame[frame[column] == "all"]
        frame = frame.assign(
            projected=frame["period"] == "projection", month=frame["month"].astype(str).str[:7]
        )
    elif run.has("baseline_months"):
        frame = run.table("baseline_months", (*columns, "projected"))
    else:
        return {}
    found = {
        name: _course(name, frame[frame["measure"] == name]) for name in (*SHOWN, "headcount", "ai_users")
    }
    return {name: course for name, course in found.items() if course is not None}


def _course(name: str, frame: pd.DataFrame) -> Course | None:
    if frame.empty:
        return None
    split = int((~frame["projected"].astype(bool)).sum())
    first = max(split - _history, 0)
    kept = frame.iloc[first:]
    return Course(
        name,
        str(frame["unit"].iloc[0]),
        tuple(kept["month"].astype(str)),
        split - first,
        {each: numbers(kept[each]) for each in QUANTILES},
    )


def source_of(run: Run, table: str) -> str:
    """Which file of which run a number comes from."""
    return _text("source", file=f"{run.folder.name}/{table}.parquet")


def source_of_summary(run: Run) -> str:
    """That a number comes from a run's summary."""
    return _text("source", file=f"{run.folder.name}/summary.json")


def ai_part(run: Run, measure: str) -> Mapping[str, Any] | None:
    """AI's part of a measure at the end; None where the run does not know it."""
    part = run.summary.get("ai_part")
    entry = None if part is None else part["measures"].get(measure)
    if entry is None or number(entry["still"]["p50"]) is None:
        return None
    found: Mapping[str, Any] = entry["still"]
    return found


def sets_of(run: Run) -> int:
    """Parameter sets of a run: how many of its runs are independent."""
    return int(run.summary.get("parameter_sets") or 1)
