"""The prices of a policy's levers: what they are, what they rest on, and how far they may be off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tandem.experiments.settings.limits import build
from tandem.experiments.settings.schema import CostChoices, PolicyChoices
from tandem.experiments.simulation.policies import Policy
from tandem.model.policy.catalogue import LEVERS
from tandem.model.policy.lever import Cost

Basis = Literal["share of pay", "stated", "by itself", "none"]


@dataclass(frozen=True)
class Price:
    """The price of one lever.

    Attributes
    ----------
    lever, kind : what the policy calls it, and its kind
    cost : in the organisation's currency, at intensity 1
    low, high : between which multiples of it the true price lies
    basis : `share of pay` (an assumption), `stated` in money or hours, `by itself` (what it costs is in the
        model: pay, fees, work of seats) or `none`: nobody gave a price
    year : of the prices, where it is stated
    """

    lever: str
    kind: str
    cost: Cost
    low: float
    high: float
    basis: Basis
    year: int | None = None

    @property
    def missing(self) -> bool:
        """Whether somebody would have to state a price, and nobody has."""
        return self.basis == "none"


def prices_of(policy: Policy) -> tuple[Price, ...]:
    """The price of every lever of a policy, in their order."""
    stated = build(PolicyChoices, policy.settings).levers
    return tuple(
        Price(
            lever.label,
            lever.kind,
            lever.cost,
            *_range_of(stated[lever.label].cost),
            _basis_of(lever.kind, stated[lever.label].cost),
            stated[lever.label].cost.price_year,
        )
        for lever in policy.levers
    )


def missing_prices(prices: Sequence[Price]) -> list[str]:
    """Levers that nobody gave a price."""
    return [price.lever for price in prices if price.missing]


def years_of(prices: Sequence[Price]) -> tuple[int, ...]:
    """The years that prices are said to be of, in order."""
    return tuple(sorted({price.year for price in prices if price.year is not None}))


def _range_of(cost: CostChoices) -> tuple[float, float]:
    low, high = cost.range if isinstance(cost.range, list) else (cost.range, cost.range)
    return float(low), float(high)


def _basis_of(kind: str, cost: CostChoices) -> Basis:
    if (cost.fixed_of_pay and not cost.fixed) or (cost.per_head_month_of_pay and not cost.per_head_month):
        return "share of pay"
    if cost.fixed or cost.per_head_month or cost.hours_per_week:
        return "stated"
    return "by itself" if LEVERS[kind].pays_by_itself else "none"
