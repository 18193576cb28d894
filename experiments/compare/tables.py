"""The tables of a comparison: paired effects with their ranges, one row a policy × people × runs × effect."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.compare.effects import EFFECTS, SAME_HEADCOUNT, Comparison, PairedEffects
from tandem.experiments.measures.spread import QUANTILES, quantiles, standard_errors
from tandem.experiments.settings.schema import MIXED, READINGS

Floats = npt.NDArray[np.float64]

ALL_RUNS = "all"
LOW_CAUSAL, HIGH_CAUSAL = "AI part low", "AI part high"
WHOLE = "all departments"

# What follows from several effects of a run; infinite where it does not happen.
DERIVED = {
    "cost_per_leaver_avoided": (
        "Cost per leaver avoided", "{currency}",
        "Cost of programmes ÷ leavers avoided at the same headcount in the same run; no value where a run "
        "avoids none.",
    ),
    "payback_month": (
        "Pay-back", "months",
        "First month from which on the cumulative net value stays at nought or above; no value where a run "
        "never gets there.",
    ),
}  # fmt: skip


# What is measured on persons and not on sums of groups: for the organisation alone.
SAME_PERSONS = "burnout_same_persons"
ON_PERSONS = {
    SAME_PERSONS: (
        "Burnout of the same persons", "SD",
        "Mean change of the burnout score in the last month of those in post under policy and baseline; "
        "who left or came under one of them plays no part.",
    ),
}  # fmt: skip


def runs_by_part_of_ai(
    parameter_sets: Sequence[int], part: Floats | None
) -> dict[str, npt.NDArray[np.bool_]]:
    """All runs, and the thirds in which AI adds least and most to burnout.

    Parameters
    ----------
    parameter_sets : number of the parameter set of each run
    part : (sets,), AI's part of the contrast of burnout in each parameter set; None: it is not known
    """
    everything = np.ones(len(parameter_sets), dtype=bool)
    if part is None:
        return {ALL_RUNS: everything}
    of_run = part[np.unique(parameter_sets, return_inverse=True)[1]]
    low, high = np.quantile(of_run, [1 / 3, 2 / 3])
    if low == high:  # AI adds nothing in any run
        return {ALL_RUNS: everything}
    return {ALL_RUNS: everything, LOW_CAUSAL: of_run <= low, HIGH_CAUSAL: of_run >= high}


def effects_table(
    comparison: Comparison, effects: PairedEffects, reading: str, part_of_ai: Floats | None = None
) -> pd.DataFrame:
    """Every paired effect of every policy; where the runs are of several readings, by reading besides.

    Parameters
    ----------
    part_of_ai : (sets,), what AI itself adds to burnout in each parameter set
        (`experiments.measures.causal_share`); None: the runs are not told apart by it

    Returns
    -------
    DataFrame with columns policy, reading, department, runs, effect, unit, p5, p25, p50, p75, p95, mean,
    standard_error (of the mean, over parameter sets), better (share of runs in which the policy is better
    than the baseline; missing where neither direction is), n (runs). Missing where there is no value.
    """
    baseline = comparison.baseline
    rows = list(_rows(comparison, effects, reading, runs_by_part_of_ai(baseline.parameter_sets, part_of_ai)))
    if baseline.reading == MIXED:
        labels = np.array(baseline.readings)
        for each in READINGS:
            if (labels == each).any():
                rows += _rows(comparison, effects, each, {ALL_RUNS: labels == each})
    return pd.DataFrame(rows)


def _rows(
    comparison: Comparison,
    effects: PairedEffects,
    reading: str,
    subsets: Mapping[str, npt.NDArray[np.bool_]],
) -> Iterator[dict[str, Any]]:
    """The rows of some runs; the departments' are of all of them (`ALL_RUNS`)."""
    baseline = comparison.baseline
    sets = np.asarray(baseline.parameter_sets)
    currency = baseline.profile.currency
    for policy, name in enumerate(comparison.names[1:]):
        measured = {
            subset: _measured_of(effects, policy, chosen, sets, cells=None if subset == ALL_RUNS else 1)
            for subset, chosen in subsets.items()
        }
        for place, cell in enumerate(effects.cells):
            department = WHOLE if cell.kind == "organisation" else cell.department
            for subset, chosen in subsets.items() if place == 0 else [(ALL_RUNS, subsets[ALL_RUNS])]:
                labels = {"policy": name, "reading": reading, "department": department, "runs": subset}
                for key, effect in EFFECTS.items():
                    unit = effect.unit.format(currency=currency)
                    yield {**labels, "effect": key, "unit": unit, **measured[subset][key, place]}
                if place == 0 and comparison.same_persons is not None:
                    changes, here = comparison.same_persons[policy], chosen.copy()
                    here &= ~np.isnan(changes)
                    yield {
                        **labels,
                        "effect": SAME_PERSONS,
                        "unit": ON_PERSONS[SAME_PERSONS][1],
                        **_measured(changes[np.newaxis, here], sets[here], np.array([-1]))[0],
                    }
                if place == 0:
                    for key, values in derived(effects, policy, chosen).items():
                        yield {
                            **labels,
                            "effect": key,
                            "unit": DERIVED[key][1].format(currency=currency),
                            **_spread(values),
                            "mean": math.nan,
                            "standard_error": math.nan,
                            "better": float(np.isfinite(values).mean()),
                            "n": int(chosen.sum()),
                        }


def _measured_of(
    effects: PairedEffects,
    policy: int,
    chosen: npt.NDArray[np.bool_],
    sets: npt.NDArray[np.integer],
    cells: int | None,
) -> dict[tuple[str, int], dict[str, float]]:
    """Every effect of a policy in the first `cells` cells (None: all), by effect and place of the cell."""
    values = np.stack([effects.values[key][policy, chosen, :cells].T for key in EFFECTS])
    _, places, runs = values.shape
    good = np.repeat([effect.good for effect in EFFECTS.values()], places)
    rows = _measured(values.reshape(good.size, runs), sets[chosen], good)
    return dict(zip(product(EFFECTS, range(places)), rows, strict=True))


def _measured(
    values: Floats, sets: npt.NDArray[np.integer], good: npt.NDArray[np.integer]
) -> list[dict[str, float]]:
    """Quantiles, mean, its standard error, share of runs that are better, and the number of runs.

    Parameters
    ----------
    values : (rows, runs)
    good : (rows,), 1 or −1 for the direction that is better, 0 where neither is
    """
    rows, runs = values.shape
    if runs == 0:
        nothing = dict.fromkeys((*QUANTILES, "mean", "standard_error", "better"), math.nan)
        return [{**nothing, "n": 0} for _ in range(rows)]
    spread = np.quantile(values, list(QUANTILES.values()), axis=1)
    spread[~np.isfinite(spread)] = math.nan
    better = np.where(good, (good[:, np.newaxis] * values > 0).mean(axis=1), math.nan)
    columns = [*spread, values.mean(axis=1), standard_errors(values, sets), better]
    names = (*QUANTILES, "mean", "standard_error", "better")
    return [
        {**dict(zip(names, row, strict=True)), "n": runs}
        for row in zip(*(column.tolist() for column in columns), strict=True)
    ]


def derived(effects: PairedEffects, policy: int, chosen: npt.NDArray[np.bool_]) -> dict[str, Floats]:
    """Cost per leaver avoided and pay-back month of each run; infinite where there is none."""
    avoided = effects.values[SAME_HEADCOUNT][policy, chosen, 0]
    cost = effects.values["programme_cost"][policy, chosen, 0]
    each = np.full(avoided.size, math.inf)
    np.divide(cost, avoided, out=each, where=avoided > 0)
    return {
        "cost_per_leaver_avoided": each,
        "payback_month": payback_month(effects.cumulative[policy, chosen]),
    }


def payback_month(cumulative: Floats) -> Floats:
    """First month (1 = the first) from which on a cumulative value stays at nought or above; else infinite.

    Parameters
    ----------
    cumulative : float64 array (draws, months)

    Returns
    -------
    float64 array (draws,)
    """
    months = cumulative.shape[1]
    negative = cumulative < 0
    last = np.where(negative.any(axis=1), months - np.argmax(negative[:, ::-1], axis=1), 0)
    return np.where(last < months, last + 1.0, math.inf)


def _spread(values: Floats) -> dict[str, float]:
    """Quantiles of the runs; runs without a value (infinite) count as the highest, and show as missing."""
    if values.size == 0:
        return dict.fromkeys(QUANTILES, math.nan)
    found = (
        np.quantile(values, list(QUANTILES.values()), method="inverted_cdf")
        if np.isinf(values).any()
        else np.quantile(values, list(QUANTILES.values()))
    )
    return {
        name: float(value) if math.isfinite(value) else math.nan
        for name, value in zip(QUANTILES, found, strict=True)
    }


def cumulative_table(comparison: Comparison, effects: PairedEffects) -> pd.DataFrame:
    """Cumulative net value of each policy by month: columns policy, month, p5 … p95."""
    labels = comparison.baseline.month_labels[comparison.baseline.start :]
    rows = []
    for policy, name in enumerate(comparison.names[1:]):
        bands = np.quantile(effects.cumulative[policy], list(QUANTILES.values()), axis=0)
        rows += [
            {"policy": name, "month": label, **dict(zip(QUANTILES, map(float, column), strict=True))}
            for label, column in zip(labels, bands.T, strict=True)
        ]
    return pd.DataFrame(rows)


def definitions(currency: str) -> Mapping[str, dict[str, str]]:
    """Label, unit and definition of every effect."""
    stated = {name: (effect.label, effect.unit, effect.definition) for name, effect in EFFECTS.items()}
    return {
        name: {"label": label, "unit": unit.format(currency=currency), "definition": told}
        for name, (label, unit, told) in {**stated, **ON_PERSONS, **DERIVED}.items()
    }


def same_persons_summary(comparison: Comparison) -> Mapping[str, Any] | None:
    """Burnout of the same persons under each policy: quantiles, mean and runs; None where it is not known."""
    if comparison.same_persons is None:
        return None
    known = (row[~np.isnan(row)] for row in comparison.same_persons)
    return {
        name: {**quantiles(row), "mean": float(row.mean()) if row.size else None, "runs": row.size}
        for name, row in zip(comparison.names[1:], known, strict=True)
    }


def row_of(table: pd.DataFrame, policy: str, effect: str, **labels: str) -> dict[str, float]:
    """The row of one policy and effect for the whole organisation and all runs, unless `labels` say else."""
    wanted = {"department": WHOLE, "runs": ALL_RUNS, **labels}
    chosen = (table["policy"] == policy) & (table["effect"] == effect)
    for column, value in wanted.items():
        chosen &= table[column] == value
    found: dict[str, Any] = dict(table[chosen].iloc[0])
    return found
