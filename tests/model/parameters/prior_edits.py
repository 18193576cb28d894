"""Which priors were edited since version 0.1: today's register against 0.1's, frozen beside this file.

`python -m tests.model.parameters.prior_edits` prints the numbers of every edit as rows of
docs/priors-moved.md, without the reasons, which are written by hand there. `… prior_edits freeze COMMIT`
writes the frozen copy from a commit.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from tandem.model.parameters import register
from tests.places import REPOSITORY

FROZEN = Path(__file__).parent / "priors_of_version_0_1.csv"
HEADER = ("name", "central", "low", "high", "prior", "meaning")


@dataclass(frozen=True)
class Prior:
    """What a parameter's draws come from, and what it stands for."""

    central: float
    low: float
    high: float
    prior: str
    meaning: str

    @property
    def numbers(self) -> str:
        """`0.36 (0.15 to 0.55), pert`."""
        return f"{self.central:g} ({self.low:g} to {self.high:g}), {self.prior}"


def priors_then() -> dict[str, Prior]:
    """Of version 0.1."""
    with FROZEN.open(encoding="utf-8", newline="") as file:
        return {
            row["name"]: Prior(
                float(row["central"]), float(row["low"]), float(row["high"]), row["prior"], row["meaning"]
            )
            for row in csv.DictReader(file)
        }


def priors_now() -> dict[str, Prior]:
    """Of the register as it is."""
    return {
        name: Prior(entry.central, entry.low, entry.high, entry.prior, entry.meaning)
        for name, entry in register().items()
    }


def moved(then: Mapping[str, Prior], now: Mapping[str, Prior]) -> dict[str, tuple[str, str]]:
    """Old and new numbers of every parameter that has both and changed."""
    return {
        name: (then[name].numbers, now[name].numbers)
        for name in then
        if name in now and then[name].numbers != now[name].numbers
    }


def reworded(then: Mapping[str, Prior], now: Mapping[str, Prior]) -> list[str]:
    """Parameters whose numbers stayed while what they mean was worded anew."""
    return [
        name
        for name in then
        if name in now and then[name].numbers == now[name].numbers and then[name].meaning != now[name].meaning
    ]


def retired(then: Mapping[str, Prior], now: Mapping[str, Prior]) -> dict[str, str]:
    """Numbers of those that have gone."""
    return {name: prior.numbers for name, prior in then.items() if name not in now}


def new(then: Mapping[str, Prior], now: Mapping[str, Prior]) -> dict[str, str]:
    """Numbers of those that came."""
    return {name: prior.numbers for name, prior in now.items() if name not in then}


def freeze(commit: str) -> None:
    """Write the frozen copy from the register of a commit."""
    shown = subprocess.run(
        ["git", "show", f"{commit}:model/parameters.yaml"],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    )  # fmt: skip
    with FROZEN.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for name, entry in yaml.safe_load(shown.stdout).items():
            writer.writerow([name, entry["central"], *entry["range"], entry["prior"], entry["meaning"]])


def rows() -> list[str]:
    """Every edit as a row of Markdown, the reason left open."""
    then, now = priors_then(), priors_now()
    return [
        *(f"| `{name}` | {old} | {late} | |" for name, (old, late) in moved(then, now).items()),
        *(f"| `{name}` | {old} | gone | |" for name, old in retired(then, now).items()),
        *(f"| `{name}` | {late} |" for name, late in new(then, now).items()),
        *(f"reworded: `{name}`" for name in reworded(then, now)),
    ]


if __name__ == "__main__":
    if sys.argv[1:2] == ["freeze"]:
        freeze(sys.argv[2])
    print("\n".join(rows()))
