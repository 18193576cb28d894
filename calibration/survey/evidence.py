"""The register of evidence, `calibration/evidence.csv`: every figure that a number of Tandem rests on."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def evidence() -> dict[str, dict[str, str]]:
    """Its rows by key: quantity, value, low, high, unit, population, design, source, url_or_doi and more."""
    file = resources.files("tandem.calibration").joinpath("evidence.csv")
    text = file.read_text(encoding="utf-8")
    return {row["key"]: row for row in csv.DictReader(text.splitlines())}
