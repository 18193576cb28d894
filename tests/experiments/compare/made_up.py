"""Comparisons drawn at random: tables and figures must not need the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from tandem.experiments.compare.baselines import COMPARED, METHODS
from tandem.experiments.compare.decision import Decision, decision_of
from tandem.experiments.compare.effects import Comparison, PairedEffects, paired_effects
from tandem.experiments.compare.prices import Basis, Price
from tandem.experiments.compare.tables import effects_table
from tandem.experiments.measures.value_of_information import Entry
from tandem.experiments.simulation.paired import Paid
from tandem.experiments.simulation.projection import Projection
from tandem.model.outcomes import tally
from tandem.model.policy.cost import FIXED, HEAD_MONTHS, OUTPUT_PER_HOUR, UNITS
from tandem.model.policy.lever import Cost
from tandem.model.policy.mechanisms import MECHANISMS
from tests.experiments.drawing.made_up import made_up_entries
from tests.experiments.project.figures.conftest import synthetic_projection

POLICIES = ("status quo", "workload guardrails", "AI training", "the survey's recommendations")


@dataclass(frozen=True)
class MadeUp:
    """A comparison with all that its figures are drawn from."""

    comparison: Comparison
    effects: PairedEffects
    table: pd.DataFrame
    parts: dict[str, pd.DataFrame]
    information: list[Entry]
    decision: Decision


def made_up_comparison(
    policies: Sequence[str] = POLICIES,
    headcounts: Sequence[int] = (300, 120, 60),
    names: Sequence[str] = (),
    draws: int = 40,
    months: int = 24,
    pay: float = 6_000.0,
    cost: float = 3_000.0,
    fall: float = 0.1,
    currency: str = "USD",
    organisation: str = "Northwind",
    seed: int = 3,
    missing: bool = False,
) -> MadeUp:
    """Policies whose quits fall (or, with a negative `fall`, rise) by more from one to the next.

    Parameters
    ----------
    pay : of everybody, currency a month
    cost : of the first policy's programmes, currency a month and group; the second's is twice that, and so on
    missing : whether nobody gave a price of the levers
    """
    base = synthetic_projection(
        headcounts, names, draws=draws, months=months, organisation=organisation, runs_per_set=2
    )
    fixed = {"ai_licence": 30.0, "output_value": 1.2}
    values = tuple(fixed for _ in range(draws))
    tallies = base.tallies.copy()
    tallies[..., tally.PAYROLL] = pay * tallies[..., tally.PRESENT]
    tallies[..., tally.REPLACEMENT] = 5 * pay * tallies[..., tally.QUITS]
    profile = replace(base.profile, currency=currency)
    base = replace(base, profile=profile, values=values, tallies=tallies)
    random = np.random.default_rng(seed)
    others = [_under(base, number, cost, fall, random) for number in range(1, len(policies))]
    changes = 0.05 * random.standard_normal((len(others), draws))
    billed = [_bill(base, number, cost, missing) for number in range(len(policies))]
    paid, prices = tuple(one for one, _ in billed), [one for _, one in billed]
    comparison = Comparison(tuple(policies), (base, *others), changes, paid)
    effects = paired_effects(comparison, 10)
    durations = [0, *(months for _ in others)]
    decision = decision_of(comparison, prices, durations, effects, 4, None)
    table = effects_table(comparison, effects, "level", np.arange(draws // 2) % 9 / 10)
    parts = {"mechanisms": _mechanisms(policies[1:], random), "baselines": _baselines(policies[1:], random)}
    return MadeUp(comparison, effects, table, parts, made_up_entries(30 * cost), decision)


def _under(
    base: Projection, number: int, cost: float, fall: float, random: np.random.Generator
) -> Projection:
    """The base projection under a policy: fewer quits and some more output from the start on."""
    tallies = base.tallies.copy()
    ahead = tallies[:, base.start :]
    ahead[..., tally.QUITS] = random.binomial(
        ahead[..., tally.QUITS].astype(int), np.clip(1 - fall * number, 0, 1)
    ) + random.binomial(ahead[..., tally.PRESENT].astype(int), max(-0.01 * fall * number, 0.0))
    ahead[..., tally.BURNED_OUT] *= 1 - 0.02 * number
    ahead[..., tally.OUTPUT_SUM] *= 1 + 0.004 * number * random.standard_normal((base.draws, 1, 1))
    programmes = np.zeros(tallies.shape[:3])
    programmes[:, base.start :] = cost * number
    programmes[:, base.start] *= 6  # so that it pays back later, if at all
    return replace(base, tallies=tallies, programmes=programmes)


def _bill(base: Projection, number: int, cost: float, missing: bool) -> tuple[Paid, tuple[Price, ...]]:
    """What the programmes of `_under` are paid for: a price for each of 100 heads, and a fixed one."""
    nothing = np.zeros((base.draws, base.months))
    units = np.zeros((base.draws, min(number, 1), len(UNITS), base.months))
    monthly = cost * number * base.tallies.shape[2]
    price = Cost(5 * monthly, monthly / 100, 0.0)
    if number:
        units[:, 0, HEAD_MONTHS] = 100
        units[:, 0, FIXED, 0] = 1
        units[:, 0, OUTPUT_PER_HOUR] = 0.02 * base.tallies[:, base.start :, :, tally.OUTPUT_SUM].sum(axis=2)
    basis: Basis = "none" if missing else "share of pay"
    prices = (Price("programme", "recognition", price, 0.5, 1.5, basis),) if number else ()
    return Paid(units, nothing, nothing), prices


def _mechanisms(policies: Sequence[str], random: np.random.Generator) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "policy": policy,
            "mechanism": name,
            "title": mechanism.title,
            "effect": effect,
            "held": 5.0,
            "full": 10.0,
            "through": float(random.normal(2, 4)),
            "standard_error": 0.5,
        }
        for name, mechanism in MECHANISMS.items()
        for effect in ("leavers_avoided", "output")
        for policy in policies
    )


def _baselines(policies: Sequence[str], random: np.random.Generator) -> pd.DataFrame:
    rows = []
    for policy in policies:
        for measure in COMPARED:
            for method in METHODS:
                low, mean, high = np.sort(random.normal(-20, 15, 3)).tolist()
                numbers = {"mean": mean, "p5": low, "p95": high}
                labels = {"policy": policy, "measure": measure, "quantity": "effect", "method": method}
                rows.append(labels | numbers)
    return pd.DataFrame(rows)
