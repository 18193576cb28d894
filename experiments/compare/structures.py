"""What each causal structure says of every policy, and how far the structures agree.

The survey cannot choose between the structures, so their weights are judgement: they are counted, and never
averaged.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from tandem.experiments.compare.effects import Comparison, differences, levels_of, shown_cells
from tandem.experiments.compare.tables import ALL_RUNS, WHOLE, effects_table
from tandem.experiments.measures.net_value import worth_of_output
from tandem.model.structures import STRUCTURES

#: The effects that the structures are asked about.
STATED = ("leavers_avoided", "burnout", "output", "net_value")
HALF = 0.5  # share of the runs from which on a policy is said to pay


@dataclass(frozen=True)
class Agreement:
    """What the structures say of a policy.

    Attributes
    ----------
    pays : structure → share of its runs in which the policy pays
    signs : effect → structure → sign of the median effect
    """

    pays: Mapping[str, float]
    signs: Mapping[str, Mapping[str, int]]

    @property
    def pays_in(self) -> int:
        """In how many structures half of the runs or more pay."""
        return sum(share >= HALF for share in self.pays.values())

    @property
    def same_signs(self) -> int:
        """The largest number of structures in which all effects have the same signs."""
        told = Counter(tuple(by[structure] for by in self.signs.values()) for structure in self.pays)
        return max(told.values())

    def sign_agrees(self, effect: str) -> int:
        """The largest number of structures in which one effect has the same sign."""
        return max(Counter(self.signs[effect].values()).values())


def said_by(comparison: Comparison, min_cell: int) -> pd.DataFrame:
    """The stated effects on the organisation under the comparison's structure, as `effects_table` has them.

    Returns
    -------
    DataFrame with columns structure, policy, effect, unit, p5 … p95, mean, standard_error, better, n.
    """
    whole = shown_cells(comparison, min_cell)[:1]
    worth = worth_of_output(comparison.baseline)
    found = differences(whole, [levels_of(each, whole, worth) for each in comparison.projections])
    reading = comparison.baseline.reading
    table = effects_table(comparison, found, reading)
    chosen = (table["reading"] == reading) & (table["department"] == WHOLE) & (table["runs"] == ALL_RUNS)
    stated = table[chosen & table["effect"].isin(STATED)].drop(columns=["reading", "department", "runs"])
    stated.insert(0, "structure", comparison.baseline.structure)
    return stated.reset_index(drop=True)


def structures_table(said: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """What all structures say, in their order, one row a structure × policy × effect."""
    places = {name: place for place, name in enumerate(STRUCTURES)}
    ordered = sorted(said, key=lambda table: places[str(table["structure"].iloc[0])])
    return pd.concat(ordered, ignore_index=True)


def agreements(table: pd.DataFrame) -> dict[str, Agreement]:
    """By policy, how far the structures agree; `table` is that of `structures_table`."""
    found = {}
    for policy, rows in table.groupby("policy", sort=False):
        by_effect = {str(effect): each.set_index("structure") for effect, each in rows.groupby("effect")}
        found[str(policy)] = Agreement(
            {str(name): float(share) for name, share in by_effect["net_value"]["better"].items()},
            {
                effect: {str(name): int(np.sign(median)) for name, median in by_effect[effect]["p50"].items()}
                for effect in STATED
            },
        )
    return found


def best_values(table: pd.DataFrame, baseline: str) -> dict[str, str]:
    """By structure, the policy of the highest median net value; the baseline where none is above nought."""
    values = table[table["effect"] == "net_value"]
    best = {}
    for structure, rows in values.groupby("structure", sort=False):
        highest = int(np.argmax(rows["p50"].to_numpy()))
        pays = rows["p50"].iloc[highest] > 0
        best[str(structure)] = str(rows["policy"].iloc[highest]) if pays else baseline
    return best


def chance_margin(parameter_sets: int) -> float:
    """How far from one half a share of runs may come by chance: two standard errors of a binomial share.

    The runs of a parameter set count as one, so it is rather too wide.
    """
    return 2 * math.sqrt(HALF * (1 - HALF) / parameter_sets)


def structures_summary(table: pd.DataFrame, baseline: str) -> dict[str, Any]:
    """What `summary.json` says of the structures."""
    best = best_values(table, baseline)
    return {
        "best_value": best,
        "same_best_value": len(set(best.values())) == 1,
        "policies": {
            name: {
                "pays": dict(each.pays),
                "pays_in": each.pays_in,
                "same_signs_in": each.same_signs,
                "same_sign_in": {effect: each.sign_agrees(effect) for effect in STATED},
            }
            for name, each in agreements(table).items()
        },
    }
