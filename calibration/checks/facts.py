"""Held-out stylised facts: what the fitted model implies where nothing was fitted, against the evidence.

Two cohorts of a simulated organisation are followed: everybody in post at month 36 for two years, and all
who were hired in months 36 to 47 for their first year.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from tandem.calibration.survey.instrument import market
from tandem.model.engine.columns import HIRED, QUIT
from tandem.model.engine.population import Population
from tandem.model.parameters import Values

START, YEARS = 36, 2
STATISTICS = (
    "intenders_leave",
    "burned_out_leave",
    "burned_out_leave_odds",
    "first_year_leavers",
    "tenure_curve",
    "users_burned_out",
    "burned_out_seek",
    "hours_saved",
    "new_hires_stay",
)
_early, _settled = (0, 24), (72, 120)  # months of tenure that the tenure curve compares
Mask = npt.NDArray[np.bool_]


def held_out_facts(
    draws: Sequence[Values], people: int, threads: int, progress: Callable[[int], None]
) -> list[dict[str, Any]]:
    """One row a fact: evidence with range, the model's p5/p50/p95 over `draws`, and the verdict.

    The verdict is `met` when the model's median lies in the evidence's range, `near` when the model's 90 %
    range overlaps it, otherwise `missed`.
    """
    market(people)

    def one(place: int) -> list[float]:
        found = follow_cohorts(draws[place], people, 20_000 + place)
        progress(1)
        return [found[name] for name in STATISTICS]

    with ThreadPoolExecutor(threads) as pool:
        results = np.array(list(pool.map(one, range(len(draws)))))
    evidence = _evidence()
    text = resources.files("tandem.calibration").joinpath("facts.yaml").read_text(encoding="utf-8")
    return [_judge(name, entry, evidence, results) for name, entry in yaml.safe_load(text).items()]


def follow_cohorts(values: Values, people: int, seed: int) -> dict[str, float]:
    """The statistics of `STATISTICS` in one simulated organisation."""
    months = START + 12 * YEARS
    scenario = market(people).scenario(values, months)
    environment = scenario.environment_of(seed)
    population = scenario.population(seed)
    scenario.run(population, environment, START, recorded=0)
    present = _staff(population)
    person = population.incarnation.copy()
    burned = population.column("burnout") > scenario.coefficients.threshold_very_often
    intends = population.column("intention") > scenario.coefficients.threshold_considering
    user = population.column("uses_ai") == 1
    gain = population.column("true_gain").copy()
    curve = _TenureCurve()
    newcomers = _Newcomers(population.structure.seats)
    gone = ~present
    for month in range(12 * YEARS):
        tenure = population.column("tenure").copy()
        staff = _staff(population)
        scenario.run(population, environment, 1, recorded=0)
        gone |= (population.incarnation != person) | (population.column("employed") == 0)
        curve.add(tenure, staff, population.event == QUIT)
        newcomers.add(population, month)
    left = gone & present

    def risk(members: Mask, event: Mask) -> float:
        watched = members & present
        return float(event[watched].mean()) if watched.any() else math.nan

    burned_odds = _ratio(risk(burned, left), 1 - risk(burned, left))
    other_odds = _ratio(risk(~burned, left), 1 - risk(~burned, left))
    return {
        "intenders_leave": _ratio(risk(intends, left), risk(~intends, left)),
        "burned_out_leave": _ratio(risk(burned, left), risk(~burned, left)),
        "burned_out_leave_odds": _ratio(burned_odds, other_odds),
        "first_year_leavers": newcomers.share_left(),
        "tenure_curve": curve.ratio(),
        "users_burned_out": _ratio(risk(user, burned), risk(~user, burned)),
        "burned_out_seek": _ratio(risk(burned, intends), risk(~burned, intends)),
        "hours_saved": float(gain[present & user].mean()),
        "new_hires_stay": newcomers.change_with_ai(),
    }


class _TenureCurve:
    """Quits and exposure of early and settled tenure."""

    def __init__(self) -> None:
        self.quits = np.zeros(2)
        self.exposure = np.zeros(2)

    def add(self, tenure: npt.NDArray[Any], staff: Mask, quit_now: Mask) -> None:
        for place, (low, high) in enumerate((_early, _settled)):
            members = staff & (tenure >= low) & (tenure < high)
            self.exposure[place] += members.sum()
            self.quits[place] += (quit_now & members).sum()

    def ratio(self) -> float:
        rates = self.quits / np.maximum(self.exposure, 1)
        return float(rates[0] / rates[1]) if rates[1] > 0 else float("nan")


class _Newcomers:
    """People hired in the first twelve months and whether they left within a year."""

    def __init__(self, seats: int) -> None:
        self.hired_in = np.full(seats, -1)
        self.person = np.zeros(seats, np.uint32)
        self.with_ai = np.zeros(seats, int)
        self.hired, self.left = np.zeros(2), np.zeros(2)

    def add(self, population: Population, month: int) -> None:
        watched = self.hired_in >= 0
        left = watched & ((population.incarnation != self.person) | (population.column("employed") == 0))
        late = watched & (month - self.hired_in > 12)
        for place in (0, 1):
            self.left[place] += (left & ~late & (self.with_ai == place)).sum()
        self.hired_in[left | late] = -1
        new = (population.event == HIRED) & (population.column("freelancer") == 0) & (month < 12)
        self.hired_in[new], self.person[new] = month, population.incarnation[new]
        self.with_ai[new] = population.column("uses_ai")[new].astype(int)
        for place in (0, 1):
            self.hired[place] += (new & (self.with_ai == place)).sum()

    def share_left(self) -> float:
        return float(self.left.sum() / max(self.hired.sum(), 1))

    def change_with_ai(self) -> float:
        shares = self.left / np.maximum(self.hired, 1)
        return float(shares[1] / shares[0] - 1) if shares[0] > 0 else float("nan")


def _ratio(left: float, right: float) -> float:
    """`left` ÷ `right`, not a number where there is nothing to divide by."""
    return left / right if right > 0 else math.nan


def _staff(population: Population) -> Mask:
    """Employees in post."""
    staff: Mask = (
        (population.column("employed") == 1)
        & (population.column("freelancer") == 0)
        & (population.column("executive") == 0)
    )
    return staff


def _evidence() -> dict[str, dict[str, str]]:
    text = resources.files("tandem.calibration").joinpath("evidence.csv").read_text(encoding="utf-8")
    return {row["key"]: row for row in csv.DictReader(text.splitlines())}


def _judge(
    name: str, entry: dict[str, Any], evidence: dict[str, dict[str, str]], results: npt.NDArray[np.float64]
) -> dict[str, Any]:
    source = evidence[entry["evidence"]]
    value = float(entry.get("value", source["value"]))
    low, high = entry["range"] if "range" in entry else (float(source["low"]), float(source["high"]))
    simulated = results[:, STATISTICS.index(entry["statistic"])]
    p5, p50, p95 = (float(q) for q in np.nanquantile(simulated, [0.05, 0.5, 0.95]))
    verdict = "met" if low <= p50 <= high else "near" if p5 <= high and p95 >= low else "missed"
    return {
        "name": name,
        "fact": entry["fact"],
        "unit": entry["unit"],
        "evidence": entry["evidence"],
        "source": source["source"],
        "observed": value,
        "range": [low, high],
        "model": {"p5": p5, "p50": p50, "p95": p95},
        "verdict": verdict,
        "why": entry["why"] if verdict != "met" else "",
    }
