"""A measured figure, its target, and the table of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Any

from rich.table import Table


@dataclass(frozen=True)
class Target:
    """What a figure should reach: `at_most` or `at_least` a number."""

    wanted: str
    at_most: float | None = None
    at_least: float | None = None

    def met_by(self, value: float) -> bool:
        """Whether `value` reaches the target."""
        return (self.at_most is None or value <= self.at_most) and (
            self.at_least is None or value >= self.at_least
        )


@dataclass(frozen=True)
class Figure:
    """One measured figure.

    Attributes
    ----------
    name, unit : what it is
    samples : a value for each repetition; none if it could not be measured
    how : how it was measured, or why it could not be
    target : what it should reach, if the project has set one
    """

    name: str
    unit: str
    samples: tuple[float, ...]
    how: str
    target: Target | None = None

    @property
    def median(self) -> float:
        """The middle of the samples, which is what is compared with the target."""
        return median(self.samples)

    @property
    def verdict(self) -> str:
        """Whether the target is met."""
        if not self.samples:
            return "not measured"
        if self.target is None:
            return ""
        return "met" if self.target.met_by(self.median) else "NOT MET"

    def as_json(self) -> dict[str, Any]:
        """The figure for `bench.json`."""
        spread = (min(self.samples), self.median, max(self.samples)) if self.samples else (None,) * 3
        return {
            "name": self.name,
            "unit": self.unit,
            "how_measured": self.how,
            "repetitions": len(self.samples),
            "min": spread[0],
            "median": spread[1],
            "max": spread[2],
            "target": self.target.wanted if self.target else None,
            "verdict": self.verdict or None,
        }


def shown(value: float) -> str:
    """Three significant digits, thousands in full."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table_of(figures: list[Figure]) -> Table:
    """All figures as a table for the terminal."""
    table = Table(title="Speed and memory (median of the repetitions; range in brackets)")
    table.add_column("figure", overflow="fold")
    table.add_column("measured", justify="right")
    table.add_column("range", justify="right")
    table.add_column("target")
    table.add_column("verdict")
    for figure in figures:
        measured = f"{shown(figure.median)} {figure.unit}" if figure.samples else "–"
        several = len(figure.samples) > 1
        spread = f"{shown(min(figure.samples))}–{shown(max(figure.samples))}" if several else ""
        wanted = figure.target.wanted if figure.target else ""
        colour = {"NOT MET": "bold red", "met": "green"}.get(figure.verdict, "default")
        table.add_row(figure.name, measured, spread, wanted, f"[{colour}]{figure.verdict}[/]")
    return table
