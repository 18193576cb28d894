"""Fronts drawn at random: tables and figures must not need a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from tandem.experiments.measures.value_of_information import Entry
from tandem.experiments.optimise.evaluation import SCORES
from tandem.experiments.optimise.judgement import Judged
from tandem.experiments.optimise.mixes import Design, LeverRange, MixSpace
from tandem.experiments.optimise.pareto_front import knee_definition
from tandem.experiments.optimise.tables import Picked, front_table
from tandem.model.policy.lever import Lever
from tests.experiments.drawing.made_up import made_up_entries

KINDS = (
    "workload_guardrails", "ai_training", "human_connection", "strategy_alignment", "manager_support",
    "wellness", "flexible_work", "relative_raise",
)  # fmt: skip


@dataclass(frozen=True)
class MadeUp:
    """A front with all that its figures are drawn from."""

    table: pd.DataFrame
    space: MixSpace
    designs: Design
    entries: list[Entry]
    about: dict[str, Any]


def made_up_front(
    mixes: int = 12,
    levers: int = 8,
    draws: int = 30,
    cost: float = 40_000.0,
    leavers: float = 20.0,
    output: float = 60.0,
    currency: str = "USD",
    runner_up: bool = True,
    organisation: str = "Northwind",
    seed: int = 4,
) -> MadeUp:
    """A front of mixes from cheap to dear, the dearer ones better.

    Parameters
    ----------
    cost : of the cheapest mix, currency; the second's is twice that, and so on
    leavers : avoided by the dearest
    output : spread of the mean change in output, worker-months
    """
    random = np.random.default_rng(seed)
    space = MixSpace(tuple(_range(kind) for kind in KINDS[:levers]), 38)
    designs = space.canonical(np.stack([random.integers(0, space.sizes) for _ in range(mixes)]))
    designs[~designs.any(axis=1), 0] = 1
    order = np.arange(mixes + 1)[:, np.newaxis]
    luck = random.standard_normal((mixes + 1, draws)) * (order > 0)
    levels = {
        "cost": cost * order + 0.0 * luck,
        "leavers": 90 - leavers * order / mixes + 0.2 * leavers * luck,
        "output": 900 + output * (order % 3 - 0.5) * (order > 0) + 0.3 * output * luck,
        "net_value": 1e6 - 0.2 * cost * order + 2 * cost * luck,
        "turnover": 14 - order / mixes + 0.1 * luck,
    }
    judged = Judged(
        np.concatenate([space.status_quo[np.newaxis], designs]), tuple(range(draws)), ({},) * draws, levels
    )
    scores = random.uniform(0, 10, (mixes, len(SCORES)))
    other = (mixes - 1 if mixes > 1 else None) if runner_up else None
    picked = Picked(designs, scores, mixes // 2 if mixes > 1 else 0, other, mixes)
    about = {
        "organisation": organisation, "headcount": 500, "currency": currency, "first_month": "2026-01",
        "last_month": "2028-12", "budget": cost * mixes, "evaluations": 2_000, "front": mixes,
        "search_draws": 32,
        "fresh_draws": draws, "fresh_sets": draws, "seed": 1, "reading": "level", "posterior": "prior",
        "calibration": "not yet calibrated: parameters drawn from their priors", "knee": knee_definition(),
        "output_of_status_quo": 900.0,
    }  # fmt: skip
    return MadeUp(front_table(space, picked, judged, 0.25), space, designs, made_up_entries(cost), about)


def _range(kind: str) -> LeverRange:
    return LeverRange(kind, kind, (0.25, 0.5, 1.0), (0.5, 1.0), (1, 13), None, Lever(kind, 0, label=kind))
