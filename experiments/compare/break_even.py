"""Break-even: the highest price, the smallest effect and the first month at which a policy still pays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.compare.ledger import Ledger
from tandem.experiments.compare.prices import missing_prices, years_of
from tandem.model.policy.cost import FIXED, HEAD_MONTHS, OUTPUT_PER_HOUR

Floats = npt.NDArray[np.float64]

#: In how many of the runs a policy is to pay.
SHARES = (0.5, 0.9)
PARTS = {HEAD_MONTHS: "per_head_month", FIXED: "fixed", OUTPUT_PER_HOUR: "hours_per_week"}


@dataclass(frozen=True)
class BreakEven:
    """What a policy may cost at most so that it pays in a share of the runs, all else as stated.

    Attributes
    ----------
    per_head_month : price a head and month, currency; NaN: it pays at none
    hours_per_week : hours a week of each person covered; NaN likewise
    smallest_effect : share of its own effect (value before price) that is enough; NaN: no size is
    month : month from which it pays for good; NaN: none
    """

    per_head_month: float
    hours_per_week: float
    smallest_effect: float
    month: float


def break_even(ledger: Ledger, months: Floats, share: float) -> BreakEven:
    """The break-even of a policy.

    A price a head is paid for each person and month under whichever of its levers covers most people; so are
    hours. What its levers cost otherwise stays as stated.

    Parameters
    ----------
    months : (draws,), month from which each run's cumulative net value stays at nought or above; infinite:
        none
    share : in which share of the runs it is to pay
    """
    bills, value = ledger.bills(), ledger.before_price()
    paid = bills.sum(axis=(1, 2))
    worth = ledger.pay * ledger.output_value
    heads = most_covered(ledger.units[:, :, HEAD_MONTHS])
    hours = most_covered(ledger.units[:, :, OUTPUT_PER_HOUR]) * worth
    by_head = value - paid + bills[:, :, HEAD_MONTHS].sum(axis=1)
    by_hour = value - paid + bills[:, :, OUTPUT_PER_HOUR].sum(axis=1)
    effect = np.full(value.shape, math.inf)
    np.divide(paid, value, out=effect, where=value > 0)
    return BreakEven(
        _above_nought(_highest(_each(by_head, heads), share)),
        _above_nought(_highest(_each(by_hour, hours), share)),
        _lowest(effect, share),
        _lowest(months, share),
    )


def most_covered(units: Floats) -> Floats:
    """Units of the lever with most of them in each run, (draws,), of (draws, levers)."""
    return units.max(axis=1) if units.shape[1] else np.zeros(len(units))


def stated_price(ledger: Ledger, unit: int) -> float:
    """The policy's price in all a head and month (or its hours a week), as `break_even` counts them; mean."""
    units = most_covered(ledger.units[:, :, unit]).mean()
    worth = ledger.pay * ledger.output_value if unit == OUTPUT_PER_HOUR else np.ones(len(ledger.pay))
    bill = (ledger.bills()[:, :, unit].sum(axis=1) / worth).mean()
    return float(bill / units) if units > 0 else math.nan


def break_even_table(
    ledgers: Sequence[Ledger], months: Sequence[Floats], durations: Sequence[int]
) -> pd.DataFrame:
    """One row a policy and share of the runs; see `docs/compare.md` for the columns."""
    rows = []
    for ledger, month, duration in zip(ledgers, months, durations, strict=True):
        verdict = verdict_of(ledger)
        for share in SHARES:
            found = break_even(ledger, month, share)
            rows.append(
                {
                    "policy": ledger.policy,
                    "pays_in": share,
                    "months_in_force": duration,
                    "price_per_head_month": stated_price(ledger, HEAD_MONTHS),
                    "most_per_head_month": found.per_head_month,
                    "hours_per_week": stated_price(ledger, OUTPUT_PER_HOUR),
                    "most_hours_per_week": found.hours_per_week,
                    "smallest_effect": found.smallest_effect,
                    "from_month": found.month,
                    "pays_at_low_price": verdict.at_low,
                    "pays_at_stated_price": verdict.as_stated,
                    "pays_at_high_price": verdict.at_high,
                    "find_out_lever": verdict.find_out[0] if verdict.find_out else "",
                    "find_out_price": verdict.find_out[1] if verdict.find_out else "",
                    "no_price": ", ".join(verdict.missing),
                    "price_basis": ", ".join(dict.fromkeys(price.basis for price in ledger.prices)),
                    "price_year": ", ".join(map(str, years_of(ledger.prices))),
                }
            )
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class Verdict:
    """Whether a policy pays whatever its price is within its range.

    Attributes
    ----------
    at_low, as_stated, at_high : share of runs in which it pays
    missing : levers that nobody gave a price
    find_out : lever and part of its price (a name of `PARTS`) whose range weighs most; empty: none has one
    """

    at_low: float
    as_stated: float
    at_high: float
    missing: tuple[str, ...]
    find_out: tuple[str, ...]

    @property
    def hangs_on_price(self) -> bool:
        """Whether it pays in most runs at the low end of its prices, not at the high one; or has none."""
        return bool(self.missing) or self.at_low > 0.5 >= self.at_high


def verdict_of(ledger: Ledger) -> Verdict:
    """The verdict on a policy over the range of its prices."""
    at = {level: float((ledger.net_value(level) > 0).mean()) for level in ("low", "stated", "high")}
    return Verdict(
        at["low"], at["stated"], at["high"], tuple(missing_prices(ledger.prices)), _widest_price(ledger)
    )


def _widest_price(ledger: Ledger) -> tuple[str, ...]:
    """Lever and part of its price that make most of the difference between low and high."""
    spans = np.array([price.high - price.low for price in ledger.prices])
    if not spans.size:
        return ()
    weights = ledger.bills().mean(axis=0) * spans[:, np.newaxis]
    lever, part = np.unravel_index(int(weights.argmax()), weights.shape)
    return (ledger.prices[lever].lever, PARTS[int(part)]) if weights.max() > 0 else ()


def _each(value: Floats, units: Floats) -> Floats:
    """Value a unit; NaN where there is nothing to pay for in any run."""
    if not (units > 0).any():
        return np.full(value.shape, math.nan)
    found = np.where(value > 0, math.inf, -math.inf)
    np.divide(value, units, out=found, where=units > 0)
    return found


def _highest(values: Floats, share: float) -> float:
    """The highest number that at least a `share` of the values reach."""
    rank = math.ceil(round(share * values.size, 9))
    return float(np.sort(values)[::-1][rank - 1])


def _lowest(values: Floats, share: float) -> float:
    """The lowest number that at least a `share` of the values stay within; NaN if that is infinite."""
    rank = math.ceil(round(share * values.size, 9))
    found = float(np.sort(values)[rank - 1])
    return found if math.isfinite(found) else math.nan


def _above_nought(price: float) -> float:
    return price if math.isfinite(price) and price > 0 else math.nan
