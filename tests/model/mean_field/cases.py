"""Workforces of equals, for which the mean field must agree with the agents."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tandem.model.engine.formulas import LONGEST_TENURE
from tandem.model.scenario import Scenario

# Differences between people and shocks; who never adopts stays, as a share
ALIKE_INTENTION = {"intention_trait_sd": 0, "intention_shock_sd": 0}
ALIKE_GAIN = {
    "gain_novice": 1,
    "gain_expert": 1,
    "rework_novice": 0.25,
    "rework_expert": 0.25,
    "time_spread": 0,
    "time_centre": 0,
    "optimism_common": 0,
    "optimism_own": 0,
    "clarity_spread": 0,
    "performance_sd": 0,
}
ALIKE_BURNOUT = {"burnout_trait_sd": 0, "burnout_shock_sd": 0}
# Affinity without role pressure: who stays would else be less ready than who is hired to use AI at all
ALIKE_ADOPTION = {"adoption_affinity": 0, "adoption_centre": 0, "role_to_affinity": 0, "own_to_affinity": 1}
# Effort in proportion to the gap and no slack: users who took AI up at other times have other gaps, and the
# mean of a concave answer is not the answer to the mean
PROPORTIONATE_EFFORT = {"effort_ceiling": 1_000, "effort_of_gap": 0.35 / 1_000, "slack_taken": 0}
NO_CONTAGION = {"contagion_per_leaver": 0, "contagion_involuntary": 0}
# What only single people have: places in a team, offers to performers, niches found
NOBODY_SPECIAL = {
    "promotion_share": 0, "manager_on_quits": 0, "manager_on_connection": 0, "offers_to_quit": 0,
    "skill_to_performance": 0, "own_to_performance": 1, "niche_rate": 0,
}  # fmt: skip
NO_IMITATION = {"adoption_imitation": 0}
NO_SPREAD = (
    ALIKE_INTENTION | ALIKE_GAIN | ALIKE_BURNOUT | ALIKE_ADOPTION | NOBODY_SPECIAL | {"mood_centre": 0}
)


def with_coefficients(scenario: Scenario, changed: Mapping[str, float]) -> Scenario:
    """The scenario with some coefficients set, for agents and mean field alike (in place)."""
    c = scenario.coefficients
    exact = {name: type(c.month_share)(value) for name, value in changed.items()}
    vars(scenario)["coefficients"] = c._replace(**exact)
    return scenario


def without_tenure(scenario: Scenario) -> Scenario:
    """The scenario with the same hazard at every tenure (in place)."""
    vars(scenario)["tenure_table"] = np.zeros(LONGEST_TENURE + 1, scenario.real)
    return scenario


def agents_mean(scenario: Scenario, seeds: int, threads: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Sums of the agents over all groups, mean over seeds, and its standard error; (months, TALLIES) each."""
    runs = np.array(
        [
            scenario.run(
                scenario.population(seed), scenario.environment_of(seed), scenario.months, threads=threads
            ).sum(axis=1)
            for seed in range(1, seeds + 1)
        ]
    )
    return runs.mean(axis=0), runs.std(axis=0, ddof=1) / np.sqrt(seeds)
