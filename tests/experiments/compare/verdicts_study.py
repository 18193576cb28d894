"""How often each ready-made policy pays, over structures, prices, sites and what output is worth.

The table of docs/expectations.md is made by

    python -m tests.experiments.compare.verdicts_study 100
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import numpy as np
import pandas as pd
import yaml

import tandem
from tandem.model.structures import STRUCTURES
from tests.places import REPOSITORY

PRICES = (0.5, 1.0, 1.5)
SHOWN = ("net_value", "burnout_same_persons", "leavers_avoided", "output")


def ready_policies() -> dict[str, dict[str, Any]]:
    """The policies that ship, but for the status quo, by name of their file."""
    folder = REPOSITORY / "configs" / "policy"
    found = {
        file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.yaml"))
    }
    return {name: policy for name, policy in found.items() if policy["levers"]}


def at_price(policy: Mapping[str, Any], factor: float) -> dict[str, Any]:
    """The policy with every price, and every hour that its programme takes, times `factor`."""
    priced = deepcopy(dict(policy))
    for lever in priced["levers"].values():
        lever["cost"] = {name: factor * amount for name, amount in lever.get("cost", {}).items()}
    return priced


def of_the_whole(found: Any) -> Any:
    """The effects on the organisation, which comes first in the table of effects, by effect."""
    return found[found["department"] == found["department"].iloc[0]].set_index("effect")


def effects(draws: int) -> pd.DataFrame:
    """Mean effects, and the share of runs in which the policy is better, by structure, policy and price."""
    rows = []
    for structure in STRUCTURES:
        session = tandem.Session(draws=draws, posterior="prior", structure=structure)
        for name, policy in ready_policies().items():
            for factor in PRICES:
                whole = of_the_whole(session.answer(at_price(policy, factor)).effects)
                means = {effect: float(whole.loc[effect, "mean"]) for effect in SHOWN}
                pays = float(whole.loc["net_value", "better"])
                rows.append({"policy": name, "structure": structure, "price": factor, "pays": pays, **means})
    return pd.DataFrame(rows)


def main(draws: int) -> None:
    """Print a line a policy."""
    found = effects(draws)
    for name, rows in found.groupby("policy"):
        by_structure = rows.groupby("structure")["pays"].mean()
        by_price = rows.groupby("price")["pays"].mean()
        plain = rows[(rows["structure"] == "balanced") & (rows["price"] == 1.0)].iloc[0]
        print(
            f"{name}: pays {rows['pays'].mean():.0%};",
            ", ".join(f"{structure} {by_structure[structure]:.0%}" for structure in STRUCTURES) + ";",
            "price " + ", ".join(f"{by_price[factor]:.0%}" for factor in PRICES) + ";",
            f"net {plain['net_value'] / 1e6:+.1f} million,",
            f"burnout of the same persons {plain['burnout_same_persons']:+.3f} SD,",
            f"leavers avoided {plain['leavers_avoided']:+.0f}, output {plain['output']:+.0f}",
        )
    print("all:", np.round(found["pays"].mean(), 2))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
