"""Words of the calibration's figures and tables: numbers, names, captions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from tandem.experiments.wording.numerals import Tell, count, plain, share
from tandem.experiments.wording.provenance import reading_in_words, source
from tandem.model.parameters import register

Account = Mapping[str, Any]
# Changes of contraction below this are what the chains' own noise makes: its standard deviation is about 0.05
# (2,000 draws of a refit), and the largest of some 400 cells is looked at.
MOST_LIKELY_NOISE = 0.17
NOTHING = "–"  # where a number would say nothing
MET, NEAR, MISSED = "met", "near", "missed"


def is_ratio(row: Mapping[str, Any]) -> bool:
    """Whether a row of the fit table compares two groups (which is why it has two n)."""
    return len(row["n"]) > 1


def tell_of(as_share: bool) -> Tell:
    """How a value is told: `88 %` or `1.88`."""
    return share if as_share else partial(plain, decimals=2)


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
    return f"Targets: upwork_2025; reading {account['reading']} ({reading_in_words(account['reading'])})."


def effort(account: Account) -> str:
    """What the posterior was had from."""
    settings, convergence = account["settings"], account["convergence"]
    return (
        f"{settings['first_wave']:,} + {settings['second_wave']:,} simulations of {settings['people']:,} "
        "people; "
        f"4 chains of {count(settings['draws'], 'draw')} (R-hat {plain(convergence['rhat'], 3)}, smallest "
        f"effective sample size {plain(convergence['effective_sample_size'])}); seed {settings['seed']}."
    )


def caption(name: str, account: Account, *sentences: str) -> str:
    """What a chart's reader must know: how to read it, posterior, targets, reading, effort, source."""
    told = [*sentences, f"Posterior {name}.", reading_of(account), effort(account), f"Source: {source()}."]
    return " ".join(sentence for sentence in told if sentence)


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
