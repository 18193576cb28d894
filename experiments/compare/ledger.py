"""The ledger: what each policy is worth before its price and what it is paid for, run by run.

Everything about money that is asked afterwards (break-even, rankings at other prices and values of output)
follows from it by arithmetic; nothing is simulated again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.compare.effects import Comparison
from tandem.experiments.compare.prices import Price
from tandem.experiments.compare.spending import spent_and_done
from tandem.experiments.measures.discounting import discount_factors
from tandem.experiments.measures.net_value import worth_of_output
from tandem.experiments.simulation.paired import Paid
from tandem.experiments.simulation.projection import Projection
from tandem.model.policy.cost import FIXED, HEAD_MONTHS, OUTPUT_PER_HOUR

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Ledger:
    """One policy against the baseline over the projection, in every run.

    Attributes
    ----------
    policy : str
    prices : of its levers
    output : (draws,), worker-months of output gained, if the levers took no hours
    saved : (draws,), currency: payroll, replacement, licences, raises and severance saved (and what the
        baseline's own levers cost)
    units : (draws, levers, UNITS), what the levers are paid for (`model.policy.cost.units_paid`)
    pay : (draws,), what a fully loaded worker-month costs before the start, currency
    output_value : (draws,), value of a worker-month of output ÷ `pay`
    """

    policy: str
    prices: tuple[Price, ...]
    output: Floats
    saved: Floats
    units: Floats
    pay: Floats
    output_value: Floats

    def before_price(self, output_value: float | None = None) -> Floats:
        """Value before price, (draws,), currency; at another value of output, if one is given."""
        return self._worth(output_value) * self.output + self.saved

    def bills(self, output_value: float | None = None) -> Floats:
        """What each lever costs by unit at its stated price, (draws, levers, UNITS), currency."""
        bills = self.units.copy()
        for place, price in enumerate(self.prices):
            bills[:, place, HEAD_MONTHS] *= price.cost.per_head_month
            bills[:, place, FIXED] *= price.cost.fixed
            bills[:, place, OUTPUT_PER_HOUR] *= price.cost.hours_per_week * self._worth(output_value)
        return bills

    def price(self, level: str = "stated", output_value: float | None = None) -> Floats:
        """What the policy costs at its `low`, `stated` or `high` prices, (draws,), currency."""
        factors = {
            "low": [price.low for price in self.prices],
            "stated": [1.0] * len(self.prices),
            "high": [price.high for price in self.prices],
        }[level]
        bills: Floats = self.bills(output_value).sum(axis=2)
        return bills @ np.array(factors, float) if factors else np.zeros(len(self.pay))

    def net_value(self, level: str = "stated", output_value: float | None = None) -> Floats:
        """Value less price, (draws,), currency."""
        return self.before_price(output_value) - self.price(level, output_value)

    def range_of_price(self) -> tuple[float, float]:
        """Between which multiples of the price a head the true one lies, all levers taken together."""
        heads = self.bills()[:, :, HEAD_MONTHS].mean(axis=0)
        if not heads.sum() > 0:
            return 1.0, 1.0
        ends = np.array([(price.low, price.high) for price in self.prices])
        low, high = (heads @ ends / heads.sum()).tolist()
        return low, high

    def _worth(self, output_value: float | None) -> Floats:
        return self.pay * (self.output_value if output_value is None else output_value)


def ledgers_of(
    comparison: Comparison, prices: Sequence[tuple[Price, ...]], discount_rate: float | None = None
) -> tuple[Ledger, ...]:
    """The ledger of every policy but the baseline.

    Parameters
    ----------
    prices : of the levers of every policy, the baseline's first
    discount_rate : a year; then worker-months and people and months are discounted with the money
    """
    baseline = comparison.baseline
    discount = discount_factors(baseline.months, discount_rate)
    output_value = np.array([values["output_value"] for values in baseline.values])
    pay = worth_of_output(baseline) / output_value
    base_output, base_spent, own = _account(baseline, comparison.paid[0], discount)
    found = []
    for name, projection, paid, priced in zip(
        comparison.names[1:], comparison.projections[1:], comparison.paid[1:], prices[1:], strict=True
    ):
        units: Floats = paid.units @ discount
        output, spent, _ = _account(projection, paid, discount)
        hours = np.array([price.cost.hours_per_week for price in priced])
        lost = units[:, :, OUTPUT_PER_HOUR] @ hours if len(priced) else np.zeros(len(pay))
        saved = base_spent + own - spent
        found.append(Ledger(name, priced, output - base_output + lost, saved, units, pay, output_value))
    return tuple(found)


def pooled(books: Sequence[Sequence[Ledger]]) -> tuple[Ledger, ...]:
    """The ledgers of the same policies over the runs of several comparisons, one after the other."""
    return tuple(
        replace(
            same[0],
            **{
                name: np.concatenate([getattr(each, name) for each in same])
                for name in ("output", "saved", "units", "pay", "output_value")
            },
        )
        for same in zip(*books, strict=True)
    )


def ledger_table(comparison: Comparison, ledgers: Sequence[Ledger]) -> pd.DataFrame:
    """One row a policy and run: value before price, and price at its range."""
    base = comparison.baseline
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "policy": each.policy,
                    "draw": np.arange(base.draws),
                    "parameter_set": base.parameter_sets,
                    "reading": base.readings,
                    "structure": base.structure,
                    "output_before_hours": each.output,
                    "pay_per_worker_month": each.pay,
                    "output_value": each.output_value,
                    "saved": each.saved,
                    "value_before_price": each.before_price(),
                    "price_low": each.price("low"),
                    "price": each.price(),
                    "price_high": each.price("high"),
                    "net_value": each.net_value(),
                }
            )
            for each in ledgers
        ],
        ignore_index=True,
    )


def units_table(ledgers: Sequence[Ledger]) -> pd.DataFrame:
    """One row a policy, lever and run: what is paid for, and at which price."""
    parts = [
        pd.DataFrame(
            {
                "policy": each.policy,
                "lever": price.lever,
                "kind": price.kind,
                "draw": np.arange(len(each.pay)),
                "head_months": each.units[:, place, HEAD_MONTHS],
                "fixed": each.units[:, place, FIXED],
                "output_per_hour": each.units[:, place, OUTPUT_PER_HOUR],
                "price_per_head_month": price.cost.per_head_month,
                "price_fixed": price.cost.fixed,
                "hours_per_week": price.cost.hours_per_week,
                "price_low": price.low,
                "price_high": price.high,
                "price_basis": price.basis,
                "price_year": pd.array([price.year] * len(each.pay), "Int64"),
            }
        )
        for each in ledgers
        for place, price in enumerate(each.prices)
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _account(projection: Projection, paid: Paid, discount: Floats) -> tuple[Floats, Floats, Floats]:
    """Worker-months of output, what is spent without prices of programmes, and these, (draws,) each."""
    spent, output = spent_and_done(projection, paid)
    other = spent["payroll"] + spent["replacement"] + spent["licences"] + spent["raises"] + spent["severance"]
    return output @ discount, other @ discount, spent["programmes"] @ discount
