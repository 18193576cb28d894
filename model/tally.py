"""Sums that the engine keeps for every month and group, exact and therefore independent of order.

Each contribution is first rounded to a fixed grid (2⁻²⁰ of the unit; for money 2⁻⁶ of the currency), so
that float64 sums of up to 2³³ units (2⁴⁷ of the currency) are exact: adding up in any order, in tiles of
any size and on any number of threads gives the same bits.
"""

from __future__ import annotations

from typing import Any

from model.compiled import rule

PRESENT = 0  # people on a seat during the month
VACANT = 1  # open seats without a person during the month
QUITS = 2
CONTRACT_ENDS = 3
DISMISSALS = 4
LAYOFFS = 5
REGRETTED = 6  # quits of top performers
HIRES = 7
EXPECTED_QUITS = 8  # sum of quit probabilities of people present (not freelancers)
AI_USERS = 9
BURNED_OUT = 10
VERY_OFTEN = 11
CONSIDERING = 12
UNCLEAR = 13
BURNOUT_SUM = 14
INTENTION_SUM = 15
PERCEIVED_SUM = 16
TRUE_SUM = 17
OUTPUT_SUM = 18
DEMANDS_SUM = 19
CONNECTION_SUM = 20
PAYROLL = 21
REPLACEMENT = 22
VACANCY_COST = 23
TALLIES = 24

TALLY_NAMES = (
    "present",
    "vacant",
    "quits",
    "contract_ends",
    "dismissals",
    "layoffs",
    "regretted_quits",
    "hires",
    "expected_quits",
    "ai_users",
    "burned_out",
    "very_often",
    "considering",
    "unclear",
    "burnout_sum",
    "intention_sum",
    "perceived_sum",
    "true_sum",
    "output",
    "demands_sum",
    "connection_sum",
    "payroll",
    "replacement_cost",
    "vacancy_cost",
)

# Adding and taking away 1.5 · 2^(52 − k) rounds a float64 to multiples of 2^−k.
_unit_magic = 1.5 * 2.0**32
_money_magic = 1.5 * 2.0**46


@rule
def on_unit_grid(number: Any) -> Any:
    """`number` as float64, rounded to multiples of 2⁻²⁰."""
    return (number + _unit_magic) - _unit_magic


@rule
def on_money_grid(amount: Any) -> Any:
    """`amount` as float64, rounded to multiples of 2⁻⁶."""
    return (amount + _money_magic) - _money_magic
