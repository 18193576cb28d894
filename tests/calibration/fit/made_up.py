"""Targets, emulators and fits that the tests of the calibration make up."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from importlib.resources import files

import numpy as np

from tandem.calibration.fit.emulator import INPUTS, Emulator, Reach, Statistic
from tandem.calibration.survey.targets import Target, upwork_2025

LATE, EARLY = 29, 18  # months of the 2025 and of the 2024 study


@cache
def evidence() -> dict[str, dict[str, str]]:
    """The rows of the project's evidence by key."""
    text = files("tandem.calibration").joinpath("evidence.csv").read_text(encoding="utf-8")
    return {row["key"]: row for row in csv.DictReader(text.splitlines())}


def shipped(name: str) -> Target:
    """A target of the shipped file."""
    return next(target for target in upwork_2025() if target.name == name)


def target(
    quantity: str = "burnout_top", value: float = 0.6, n: tuple[int, ...] = (150,), **others
) -> Target:
    """A target with what the test does not care about filled in."""
    plain = Target(
        quantity, "", "", n, value, 0.0, 0.0, quantity, LATE, "fit", ("level", "ratio", "both"), ""
    )
    return replace(plain, **others)


def emulator(statistics: tuple[Statistic, ...], seed: int = 0, size: float = 0.05) -> Emulator:
    """A made-up quadratic emulator of `statistics` with correlated errors."""
    rng = np.random.default_rng(seed)
    count, inputs = len(statistics), len(INPUTS)
    bends = rng.normal(0, size / 4, (count, inputs, inputs))
    root = rng.normal(0, size, (count, count))
    return Emulator(
        statistics,
        rng.normal(0, 0.5, count),
        rng.normal(0, size, (count, inputs)),
        (bends + bends.transpose(0, 2, 1)) / 2,
        root @ root.T + np.eye(count) * size**2,
        np.ones(count),
        Reach(np.zeros(inputs), np.eye(inputs), 100.0),
    )


def statistics(*quantities: str, month: int = LATE) -> tuple[Statistic, ...]:
    """Statistics of one month."""
    return tuple(Statistic(month, quantity) for quantity in quantities)


class Memory(dict):
    """Keeps pieces as a store does."""

    def keep(self, name, arrays):
        self[name] = {key: np.array(array) for key, array in arrays.items()}
