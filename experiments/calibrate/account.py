"""Words of the calibration's figures and tables: numbers, names, captions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import Tell, plain, share
from tandem.experiments.wording.provenance import reading_in_words, source
from tandem.model.parameters import register
from tandem.model.structures import BALANCED, STRUCTURES

_text = texts("calibrate.account")

Account = Mapping[str, Any]
# Changes of contraction below this are what the chains' own noise makes: its standard deviation is about 0.05
# (2,000 draws of a refit), and the largest of some 400 cells is looked at.
MOST_LIKELY_NOISE = 0.17
NOTHING = "–"  # where a number would say nothing
MET, MISSED = "met", "missed"


def is_ratio(row: Mapping[str, Any]) -> bool:
    """Whether a row of the fit table compares two groups (which is why it has two n)."""
    return len(row["n"]) > 1


def tell_of(as_share: bool) -> Tell:
    """How a value is told: `88 %` or `1.88`."""
    return share if as_share else partial(plain, decimals=2)


def meaning(parameter: str) -> str:
    """What a parameter is, from the register; nothing where the register no longer has it."""
    entry = register().get(parameter)
    return entry.meaning if entry is not None else ""


def reading_of(account: Account) -> str:
    """How the 88 % is read, in words; nothing for another survey."""
    if account["targets"] != "upwork_2025":
        return _text("targets", targets=account["targets"])
    reading = reading_in_words(account["reading"])
    told = _text("targets_and_reading", reading=account["reading"], meaning=reading)
    structure = account.get("structure", BALANCED)
    return told if structure == BALANCED else f"{told} {_text('under', title=STRUCTURES[structure].title)}"


def structure_in_words(account: Account) -> str:
    """`, structure relief`, of another causal structure than the balanced one; otherwise nothing."""
    structure = account.get("structure", BALANCED)
    return "" if structure == BALANCED else _text("structure", structure=structure)


def effort(account: Account) -> str:
    """What the posterior was had from."""
    settings, convergence = account["settings"], account["convergence"]
    return _text(
        "effort",
        first_wave=plain(settings["first_wave"]),
        second_wave=plain(settings["second_wave"]),
        people=plain(settings["people"]),
        chains=_text("draws", count=settings["draws"]),
        rhat=plain(convergence["rhat"], 3),
        size=plain(convergence["effective_sample_size"]),
        seed=settings["seed"],
    )


def caption(name: str, account: Account, *sentences: str) -> str:
    """What a chart's reader must know: how to read it, posterior, targets, reading, effort, source."""
    told = [
        *sentences,
        _text("posterior", name=name),
        reading_of(account),
        effort(account),
        _text("source", source=source()),
    ]
    return " ".join(sentence for sentence in told if sentence)


ENOUGH = 100  # data sets from which the check is one


SELECTION = "burnout_role_loading"  # the parameter that carries selection (calibration/checks/sensitivity.py)
# what the readings are compared in → whether it reads best in per cent
COMPARED = {
    SELECTION: False, "burnout_top": True, "burnout_rest": True,
    "burnout_ratio": False,
}  # fmt: skip


def use_in_words(use: str) -> str:
    """What a finding was used for."""
    return _text({"fitted": "fitted", "implied": "implied", "held out": "held_out"}[use])


@dataclass(frozen=True)
class Row:
    """Cells of a row and how it came out: `met`, `missed`, or nothing."""

    cells: tuple[str, ...]
    verdict: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a title, a note below it, and a heading for each column."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
