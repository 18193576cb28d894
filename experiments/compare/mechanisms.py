"""Through which mechanism a policy works: its effect with each mechanism held fixed, against that in full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from tandem.experiments.measures.spread import standard_error
from tandem.experiments.simulation.paired import simulate_policies
from tandem.experiments.simulation.policies import Policy
from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.simulation.runs import Run
from tandem.experiments.simulation.setting import Setting
from tandem.model.outcomes import tally
from tandem.model.policy.mechanisms import MECHANISMS

_effects = {"leavers_avoided": (tally.EXPECTED_QUITS, -1), "output": (tally.OUTPUT_SUM, 1)}


def simulations(runs: int) -> int:
    """How many times `done` is called by `mechanism_effects`."""
    return runs * (len(MECHANISMS) + 1)


def mechanism_effects(
    setting: Setting, policies: Sequence[Policy], runs: Sequence[Run], threads: int, done: Callable[[], None]
) -> pd.DataFrame:
    """Effects with every mechanism held fixed in turn, under policy and baseline alike.

    Leavers avoided are expected quits here (each person's chance to quit, summed): the luck of who goes would
    drown small parts.

    Returns
    -------
    DataFrame with columns policy, mechanism, title, effect, held (mean effect with the mechanism held fixed),
    full (mean effect of the same runs in full), through (full − held: what the policy does through it), and
    standard_error of `through`, over parameter sets
    """
    full = _effects_of(setting, policies, runs, threads, done)
    sets = np.array([run.parameter_set for run in runs])
    rows = []
    for name, mechanism in MECHANISMS.items():
        held = _effects_of(replace(setting, held=(name,)), policies, runs, threads, done)
        for effect in _effects:
            for place, policy in enumerate(policies[1:]):
                through = full[effect][place] - held[effect][place]
                rows.append(
                    {
                        "policy": policy.name,
                        "mechanism": name,
                        "title": mechanism.title,
                        "effect": effect,
                        "held": float(held[effect][place].mean()),
                        "full": float(full[effect][place].mean()),
                        "through": float(through.mean()),
                        "standard_error": standard_error(through, sets),
                    }
                )
    return pd.DataFrame(rows)


def _effects_of(
    setting: Setting, policies: Sequence[Policy], runs: Sequence[Run], threads: int, done: Callable[[], None]
) -> dict[str, list[np.ndarray]]:
    """Effect → for each policy but the first its paired differences, (runs,)."""
    tallies = simulate_policies(setting, [policy.levers for policy in policies], runs, threads, done)
    totals = {
        effect: [sums[:, HISTORY_MONTHS:, :, index].sum(axis=(1, 2)) for sums in tallies]
        for effect, (index, _) in _effects.items()
    }
    return {
        effect: [sign * (total - totals[effect][0]) for total in totals[effect][1:]]
        for effect, (_, sign) in _effects.items()
    }
