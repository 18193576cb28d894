"""Cash and capacity, apart: what is spent and what work that buys, by quarter and fiscal year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.compare.effects import Comparison
from tandem.experiments.compare.spending import SPENT, spent_and_done
from tandem.experiments.measures.discounting import discount_factors
from tandem.experiments.measures.net_value import worth_of_output
from tandem.experiments.simulation.paired import Paid
from tandem.experiments.simulation.projection import Projection
from tandem.model.outcomes.sums import MONTHS_A_YEAR

Floats = npt.NDArray[np.float64]

QUARTER_MONTHS = 3
CASH, CAPACITY, CAPACITY_VALUE, NET = "cash", "capacity", "capacity_value", "net"
ITEMS = (*SPENT, CASH, CAPACITY, CAPACITY_VALUE, NET)
LEVEL, CHANGE = "level", "change"
QUARTER, FISCAL_YEAR, PROJECTION, RUN_RATE = "quarter", "fiscal year", "projection", "run-rate a year"
_percentiles = {"p5": 5, "p50": 50, "p95": 95}


@dataclass(frozen=True)
class Period:
    """Months of the projection that are added up.

    Attributes
    ----------
    kind : `quarter`, `fiscal year`, `projection` or `run-rate a year`
    label : `FY2026 Q1`
    months : places of its months, from 0
    times : what the sum is multiplied by: more than 1 makes a year of it
    """

    kind: str
    label: str
    months: tuple[int, ...]
    times: float = 1.0


def periods_of(month_labels: Sequence[str], fiscal_year_start: int) -> list[Period]:
    """Quarters and fiscal years (named after the year they end in), the whole, and the run-rate at its end.

    The run-rate is the last three months × 4.

    Parameters
    ----------
    month_labels : `YYYY-MM` of the projection's months
    fiscal_year_start : month of the year in which the fiscal year starts, 1 to 12
    """
    quarters: dict[str, list[int]] = {}
    years: dict[str, list[int]] = {}
    for place, label in enumerate(month_labels):
        year, month = int(label[:4]), int(label[5:])
        since = (month - fiscal_year_start) % MONTHS_A_YEAR
        ends = year + (month >= fiscal_year_start > 1)
        years.setdefault(f"FY{ends}", []).append(place)
        quarters.setdefault(f"FY{ends} Q{since // QUARTER_MONTHS + 1}", []).append(place)
    every = tuple(range(len(month_labels)))
    last = every[-QUARTER_MONTHS:]
    return [
        *(Period(QUARTER, label, tuple(places)) for label, places in quarters.items()),
        *(Period(FISCAL_YEAR, label, tuple(places)) for label, places in years.items()),
        Period(PROJECTION, f"{month_labels[0]} to {month_labels[-1]}", every),
        Period(RUN_RATE, f"{month_labels[last[0]]} to {month_labels[-1]}", last, MONTHS_A_YEAR / len(last)),
    ]


def cash_table(
    comparison: Comparison, fiscal_year_start: int, discount_rate: float | None = None
) -> pd.DataFrame:
    """Cash, capacity and net of every policy by period: as they are, and against the baseline run by run.

    Returns
    -------
    DataFrame with columns policy, quantity (`level`; `change` but for the baseline), kind, period, months,
    item, unit, mean, p5, p50, p95. Means add up over items and periods, percentiles do not.
    """
    base = comparison.baseline
    worth, currency = worth_of_output(base), base.profile.currency
    periods = periods_of(base.month_labels[base.start :], fiscal_year_start)
    discount = discount_factors(base.months, discount_rate)
    rows: list[pd.DataFrame] = []
    baseline: Floats | None = None
    for name, projection, paid in zip(comparison.names, comparison.projections, comparison.paid, strict=True):
        monthly = monthly_items(projection, paid, worth)
        found = np.stack([_added(monthly, period, discount) for period in periods])
        rows.append(_rows(name, LEVEL, periods, found, currency))
        if baseline is None:
            baseline = found
        else:
            rows.append(_rows(name, CHANGE, periods, found - baseline, currency))
    return pd.concat(rows, ignore_index=True)


def monthly_items(projection: Projection, paid: Paid, worth: Floats) -> Floats:
    """Every item by month, (ITEMS, draws, months); `worth` is the value of a worker-month, (draws,)."""
    by_item, capacity = spent_and_done(projection, paid)
    spent = np.stack([by_item[item] for item in SPENT])
    cash = spent.sum(axis=0)
    value = capacity * worth[:, np.newaxis]
    return np.concatenate((spent, np.stack([cash, capacity, value, value - cash])))


def changes_of(table: pd.DataFrame, kind: str, statistic: str = "mean") -> pd.DataFrame:
    """One statistic of the changes, a row a policy and period, a column an item."""
    chosen = table[(table["quantity"] == CHANGE) & (table["kind"] == kind)]
    wide = chosen.pivot_table(index=["policy", "period"], columns="item", values=statistic, sort=False)
    return wide[list(ITEMS)]


def _added(monthly: Floats, period: Period, discount: Floats) -> Floats:
    """The items of a period, (draws, ITEMS); a run-rate is not discounted, nor are worker-months."""
    places = list(period.months)
    chosen = monthly[..., places]
    weights = np.ones(len(places)) if period.kind == RUN_RATE else discount[places]
    added: Floats = period.times * (chosen @ weights)
    added[ITEMS.index(CAPACITY)] = period.times * chosen[ITEMS.index(CAPACITY)].sum(axis=-1)
    return added.T


def _rows(
    policy: str, quantity: str, periods: Sequence[Period], found: Floats, currency: str
) -> pd.DataFrame:
    """The rows of a policy; `found` is (periods, draws, ITEMS)."""
    quantiles = np.percentile(found, list(_percentiles.values()), axis=1)
    return pd.DataFrame(
        {
            "policy": policy,
            "quantity": quantity,
            "kind": np.repeat([period.kind for period in periods], len(ITEMS)),
            "period": np.repeat([period.label for period in periods], len(ITEMS)),
            "months": np.repeat([len(period.months) for period in periods], len(ITEMS)),
            "item": np.tile(ITEMS, len(periods)),
            "unit": np.tile(
                ["worker-months" if item == CAPACITY else currency for item in ITEMS], len(periods)
            ),
            "mean": found.mean(axis=1).reshape(-1),
            **{name: each.reshape(-1) for name, each in zip(_percentiles, quantiles, strict=True)},
        }
    )
