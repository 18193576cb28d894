"""What was recorded from November 2022 to the end of 2025: labour market, AI use, burnout and quits.

Everything stands in `calibration/records/`; sources are rows of `calibration/evidence.csv`.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from tandem.calibration.survey.evidence import evidence
from tandem.calibration.survey.targets import upwork_2025
from tandem.model.calendar import month_index, month_label
from tandem.model.errors import InputError
from tandem.model.parameters import register

MONTHS = month_index("2025-12", "end") + 1  # of the back-cast, from November 2022 on
HEADER = ("month", "quits_rate")
_highest = 100.0  # per cent a month


@dataclass(frozen=True)
class Point:
    """A recorded figure.

    Attributes
    ----------
    quantity : of `calibration.checks.backcast.QUANTITIES`
    first, last : months that it is of, since November 2022; both are included
    value, low, high : a share, or per cent a month (quits); the ends are NaN where the source gives none
    alike : whether those asked do knowledge work, as the model's people do
    floor : not alike, and a value that people who do knowledge work cannot lie below
    label, asked : what it is called, and the question with those asked
    evidence : key in `calibration/evidence.csv`
    use : what the model already has from this source: `fitted`, `prior of …`, or nothing
    """

    quantity: str
    first: int
    last: int
    value: float
    low: float
    high: float
    alike: bool
    floor: bool
    label: str
    asked: str
    evidence: str
    use: str


def recorded_points() -> tuple[Point, ...]:
    """Every figure that the model is held against, in the order of `records.yaml`."""
    return tuple(_point(entry) for entry in _records()["points"])


def recorded_quits(months: int = MONTHS) -> npt.NDArray[np.float64]:
    """Quits of the whole economy from November 2022 on, per cent a month, shape (months,).

    Monthly while the file lasts, then what the evidence cites for the year, then the long-run mean.
    """
    market = _records()["market"]
    with resources.as_file(_folder().joinpath(market["file"])) as path:
        monthly = read_monthly(path)
    later = {month: float(each["value"]) for each in market["later"] for month in _months(each["months"])}
    mean = float(market["long_run_mean"])
    labels = [month_label(month) for month in range(months)]
    return np.array([monthly.get(label, later.get(place, mean)) for place, label in enumerate(labels)])


def recorded_market(months: int = MONTHS) -> npt.NDArray[np.float64]:
    """The labour market as recorded: log ratio of quits to their long-run mean, shape (months,)."""
    ratio: npt.NDArray[np.float64] = np.log(recorded_quits(months) / _records()["market"]["long_run_mean"])
    return ratio


def read_monthly(path: Path) -> dict[str, float]:
    """A monthly series: rate (per cent a month) by month (`YYYY-MM`), no month left out.

    Raises
    ------
    InputError
        Naming file and row, if a month is missing, out of order or none, or a rate is no rate.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    if not rows or tuple(rows[0]) != HEADER:
        raise InputError(
            f"{path}, row 1: the headings are not {','.join(HEADER)}. Example: {','.join(HEADER)}"
        )
    found: dict[str, float] = {}
    due = None
    for place, row in enumerate(rows[1:], start=2):
        label, rate = _month_and_rate(path, place, row)
        number = int(label[:4]) * 12 + int(label[5:]) - 1
        if due is not None and number != due:
            missing = f"{due // 12:04d}-{due % 12 + 1:02d}"
            raise InputError(
                f"{path}, row {place}: found {label} where {missing} is due; no month may be missing. "
                f"Example: {missing},2.1"
            )
        found[label], due = rate, number + 1
    return found


def _month_and_rate(path: Path, place: int, row: Sequence[str]) -> tuple[str, float]:
    example = "Example: 2024-07,2.1"
    if len(row) != len(HEADER):
        raise InputError(f"{path}, row {place}: {len(row)} cells instead of a month and a rate. {example}")
    label, text = row[0].strip(), row[1].strip()
    year, _, month = label.partition("-")
    if not (len(year) == 4 and len(month) == 2 and (year + month).isdecimal() and 1 <= int(month) <= 12):
        raise InputError(f"{path}, row {place}: '{label}' is not a month (YYYY-MM). {example}")
    try:
        rate = float(text)
    except ValueError:
        rate = math.nan
    if not 0 < rate < _highest:
        raise InputError(f"{path}, row {place}: '{text}' is not a rate in per cent a month. {example}")
    return label, rate


def _point(entry: Mapping[str, Any]) -> Point:
    source = evidence()[entry["evidence"]]
    if "value" in entry:
        value, error = float(entry["value"]), float(entry.get("error", math.nan))
        low, high = value - error, value + error
    else:
        value, low, high = (float(source[key]) for key in ("value", "low", "high"))
    months = _months(entry["months"])
    return Point(
        entry["quantity"], months[0], months[-1], value, low, high, entry["alike"],
        entry.get("floor", False), entry["label"], entry["asked"], entry["evidence"],
        use_of_evidence(entry["evidence"]),
    )  # fmt: skip


def use_of_evidence(key: str) -> str:
    """What the model has from a source already: `fitted`, `prior of …`, or nothing."""
    if any(target.evidence == key and target.role == "fit" for target in upwork_2025()):
        return "fitted"
    behind = [name for name, entry in register().items() if key in entry.evidence]
    return f"prior of {', '.join(behind)}" if behind else ""


def _months(span: Sequence[str]) -> range:
    """Months since November 2022, from the first of `span` to its last."""
    first, last = (month_index(str(each), "months") for each in span)
    return range(first, last + 1)


def _folder() -> Any:
    return resources.files("tandem.calibration").joinpath("records")


@cache
def _records() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(_folder().joinpath("records.yaml").read_text(encoding="utf-8"))
    return content
