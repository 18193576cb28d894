"""A layoff: people go in one month; survivors' quits rise, then calm down."""

from __future__ import annotations

import math

import numpy as np

from tandem.model.policy.lever import Effect, Lever, Values, no_effect, transported
from tandem.model.rules.environment import MODIFY_LAYOFF, MODIFY_QUITS


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Intensity: share of the people covered who are laid off.

    Survivors are all who stay in the departments concerned, whatever the size from
    that studied on (Trevor & Nyberg 2008); of several layoffs the one that they mind most counts. The
    work of the seats that are closed is left behind (`model/rules/team.py`).
    """
    moved, survivors = no_effect(months), no_effect(months)
    if lever.intensity == 0:
        return Effect(moved)
    if lever.start < months:
        moved[lever.start, MODIFY_LAYOFF] = -math.log1p(-lever.intensity)
    since = np.arange(months) - lever.start
    calming = 0.5 ** (np.maximum(since - 1, 0) / values["layoff_survivor_half_life"])
    low, high = lever.coverage.share
    size = min(lever.intensity * (high - low) / values["layoff_studied_size"], 1.0)
    reaction = size * values["layoff_survivor_effect"] * transported(values, "layoff")
    survivors[:, MODIFY_QUITS] = np.where(since > 0, reaction * calming, 0.0)
    return Effect(moved, survivors)
