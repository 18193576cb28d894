"""What a decision rests on: ledger, break-even, cash and ranking of one comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from tandem.experiments.compare.break_even import Verdict, break_even_table, verdict_of
from tandem.experiments.compare.cash import cash_table
from tandem.experiments.compare.effects import Comparison, PairedEffects
from tandem.experiments.compare.ledger import Ledger, ledger_table, ledgers_of, pooled, units_table
from tandem.experiments.compare.prices import Price
from tandem.experiments.compare.ranking import (
    Booked,
    drawn_with,
    labels_of,
    ranking_table,
    robustness_table,
)
from tandem.experiments.compare.tables import payback_month
from tandem.experiments.simulation.policies import Policy


@dataclass(frozen=True)
class Decision:
    """The ledgers of a comparison and what follows from them.

    Attributes
    ----------
    ledgers : one a policy but the baseline
    verdicts : by policy, whether it pays over the range of its prices
    break_even, cash, ranking, robustness : tables, see `docs/compare.md`
    """

    ledgers: tuple[Ledger, ...]
    verdicts: dict[str, Verdict]
    break_even: pd.DataFrame
    cash: pd.DataFrame
    ranking: pd.DataFrame
    robustness: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables that are written for reading, by name; empty ones are left out."""
        found = {
            "break_even": self.break_even,
            "cash": self.cash,
            "robustness": self.robustness,
        }
        return {name: table for name, table in found.items() if not table.empty}

    def rows(self, comparison: Comparison) -> dict[str, pd.DataFrame]:
        """The tables that other work rests on, by name: run by run, or case by case."""
        found = {
            "ledger": ledger_table(comparison, self.ledgers),
            "ledger_units": units_table(self.ledgers),
            "ranking": self.ranking,
        }
        return {name: table for name, table in found.items() if not table.empty}


def decision_of(
    comparison: Comparison,
    prices: Sequence[tuple[Price, ...]],
    durations: Sequence[int],
    effects: PairedEffects,
    fiscal_year_start: int,
    discount_rate: float | None,
    rivals: Sequence[Booked] = (),
) -> Decision:
    """The ledgers of a comparison, and the tables that follow from them.

    Parameters
    ----------
    prices : of the levers of every policy, the baseline's first
    durations : months in force of every policy, the baseline's first
    rivals : the same policies under other structures, as far as the ranking needs them
    """
    ledgers = ledgers_of(comparison, prices, discount_rate)
    months = [payback_month(each) for each in effects.cumulative]
    every = [Booked(ledgers, drawn_with(comparison)), *rivals]
    ranking = ranking_table(pooled([each.ledgers for each in every]), labels_of(every), comparison.names[0])
    return Decision(
        ledgers,
        {each.policy: verdict_of(each) for each in ledgers},
        break_even_table(ledgers, months, durations[1:]),
        cash_table(comparison, fiscal_year_start, discount_rate),
        ranking,
        robustness_table(ranking, dict(zip(comparison.names, durations, strict=True))),
    )


def months_in_force(policy: Policy, start: int, months: int) -> int:
    """Months of the projection from the first in which a lever of the policy is in force to the last.

    Parameters
    ----------
    start : first month of the projection, since November 2022
    months : of the projection
    """
    if not policy.levers:
        return 0
    horizon = start + months - 1
    first = min(lever.start for lever in policy.levers)
    last = max(horizon if lever.end is None else min(lever.end, horizon) for lever in policy.levers)
    return last - first + 1
