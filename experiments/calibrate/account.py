"""Words of the calibration's figures and tables: numbers, names, captions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tandem.experiments.drawing.numerals import NO_BREAK
from tandem.experiments.drawing.words import count as count
from tandem.experiments.drawing.words import source
from tandem.model.parameters import register

Account = Mapping[str, Any]
# Changes of contraction below this are what the chains' own noise makes: its standard deviation is about 0.05
# (2,000 draws of a refit), and the largest of some 400 cells is looked at.
MOST_LIKELY_NOISE = 0.17
_readings = {
    "level": "88\u00a0% of those who gain most from AI report burnout",
    "ratio": "those who gain most from AI are 88\u00a0% more likely to report burnout",
    "both": "the 88\u00a0% of those who gain most from AI taken as a level and as a ratio",
}
NOTHING = "–"  # where there is no number
MET, NEAR, MISSED = "met", "near", "missed"


def share(value: float | None, decimals: int = 0) -> str:
    """`88 %` of 0.88."""
    return NOTHING if value is None or math.isnan(value) else f"{_number(100 * value, decimals)}{NO_BREAK}%"


def plain(value: float | None, decimals: int = 2) -> str:
    """`1.88`."""
    return NOTHING if value is None or math.isnan(value) else _number(value, decimals)


def interval(low: float | None, high: float | None, as_share: bool) -> str:
    """`82–92 %` or `1.55–2.03`."""
    if low is None or high is None:
        return NOTHING
    if as_share:
        return f"{_number(100 * low, 0)} to {_number(100 * high, 0)}{NO_BREAK}%"
    return f"{plain(low)} to {plain(high)}"


def is_ratio(row: Mapping[str, Any]) -> bool:
    """Whether a row of the fit table compares two groups (which is why it has two n)."""
    return len(row["n"]) > 1


def is_share(unit: str) -> bool:
    """Whether a held-out fact reads best in per cent."""
    return unit.startswith("share") or unit == "relative change"


def meaning(parameter: str) -> str:
    """What a parameter is, from the register; nothing where the register no longer has it."""
    entry = register().get(parameter)
    return entry.meaning if entry is not None else ""


def reading_of(account: Account) -> str:
    """How the 88 % is read, in words; nothing for another survey."""
    if account["targets"] != "upwork_2025":
        return f"Targets: {account['targets']}."
    return f"Targets: upwork_2025; reading {account['reading']} ({_readings[account['reading']]})."


def reading_in_words(reading: str) -> str:
    """How the 88 % is read, in words."""
    return _readings[reading]


def effort(account: Account) -> str:
    """What the posterior was had from."""
    settings, convergence = account["settings"], account["convergence"]
    return (
        f"{settings['first_wave']:,} + {settings['second_wave']:,} simulations of {settings['people']:,} "
        "people; "
        f"4 chains of {settings['draws']:,} draws (R-hat {convergence['rhat']:.3f}, smallest effective "
        "sample "
        f"size {convergence['effective_sample_size']:,.0f}); seed {settings['seed']}."
    )


def caption(name: str, account: Account, *sentences: str) -> str:
    """What a chart's reader must know: how to read it, posterior, targets, reading, effort, source."""
    told = [*sentences, f"Posterior {name}.", reading_of(account), effort(account), f"Source: {source()}."]
    return " ".join(sentence for sentence in told if sentence)


def _number(value: float, decimals: int) -> str:
    return f"{round(value, decimals) + 0.0:.{decimals}f}".replace("-", "−")


ENOUGH = 100  # data sets from which the check is one


# what the readings are compared in → whether it reads best in per cent
COMPARED = {
    "causal_share": False, "association": False, "burnout_top": True, "burnout_rest": True,
    "burnout_ratio": False,
}  # fmt: skip


def prior_mean(described: str) -> float:
    """Mean of a Beta distribution named in words, as in `undecided, Beta(1, 1)`."""
    first, second = described.rpartition("Beta(")[2].rstrip(")").split(",")
    return float(first) / (float(first) + float(second))


@dataclass(frozen=True)
class Row:
    """Cells of a row and how it came out: `met`, `near`, `missed`, or nothing."""

    cells: tuple[str, ...]
    verdict: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a title, a note below it, and a heading for each column."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
