"""Policies: dated levers that modify named rates by department.

Modifiers add up, so the order of levers does not matter: effects on rates are log ratios, effects on
scores are in SD, and overlapping levers combine by adding on that scale.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from model.errors import InputError
from model.rules.environment import MODIFIER_COLUMNS, MODIFY_BURNOUT, MODIFY_LAYOFF, MODIFY_QUITS

Modifiers = npt.NDArray[np.float64]
LONGEST_LAYOFF_SHARE = 0.9
RISEN = 3  # time constants after which a rise is as good as done (95 %)


@dataclass(frozen=True)
class Lever:
    """One lever in force.

    Attributes
    ----------
    kind : name of the lever, a key of `LEVERS`
    start : first month in force (months since November 2022)
    end : last month in force, or None
    departments : names of the departments covered, or None for all
    intensity : strength; 1 is the strength of the evidence (for a layoff: the share of people laid off)
    """

    kind: str
    start: int
    end: int | None = None
    departments: tuple[str, ...] | None = None
    intensity: float = 1.0


def _strength(lever: Lever, months: int, ramp_up: float, half_life: float) -> npt.NDArray[np.float64]:
    """Share of the full effect in each month: an exponential rise, and a decay once the rise is done."""
    since = np.arange(months) - lever.start + 1.0
    rise = 1 - np.exp(-np.maximum(since, 0) / ramp_up)
    decay = 0.5 ** (np.maximum(since - RISEN * ramp_up, 0) / half_life)
    ends = math.inf if lever.end is None else lever.end
    return np.where((since > 0) & (np.arange(months) <= ends), rise * decay, 0.0)


def _workload_guardrails(lever: Lever, values: Mapping[str, float], months: int) -> Modifiers:
    """Limits on workload and working hours: burnout moves to a lower level (Panagioti et al. 2017)."""
    effect = np.zeros((months, MODIFIER_COLUMNS))
    strength = _strength(lever, months, values["lever_ramp_up"], values["organisational_half_life"])
    effect[:, MODIFY_BURNOUT] = lever.intensity * values["guardrails_on_burnout"] * strength
    return effect


def _layoff(lever: Lever, values: Mapping[str, float], months: int) -> Modifiers:
    """People laid off in one month; survivors' quits rise, then calm down (Trevor & Nyberg 2008)."""
    effect = np.zeros((months, MODIFIER_COLUMNS))
    if lever.intensity == 0:
        return effect
    if lever.start < months:
        effect[lever.start, MODIFY_LAYOFF] = -math.log1p(-lever.intensity)
    since = np.arange(months) - lever.start
    calming = 0.5 ** (np.maximum(since - 1, 0) / values["layoff_survivor_half_life"])
    effect[:, MODIFY_QUITS] = np.where(since > 0, values["layoff_survivor_effect"] * calming, 0.0)
    return effect


LEVERS: dict[str, Callable[[Lever, Mapping[str, float], int], Modifiers]] = {
    "workload_guardrails": _workload_guardrails,
    "layoff": _layoff,
}


def check_levers(levers: tuple[Lever, ...], departments: tuple[str, ...]) -> None:
    """Raise `InputError` for an unknown lever, department, intensity, or an end before the start."""
    for number, lever in enumerate(levers, start=1):
        where = f"policy.levers[{number}] ({lever.kind})"
        if lever.kind not in LEVERS:
            raise InputError(f"{where}: unknown lever. Allowed: {', '.join(LEVERS)}.")
        for name in lever.departments or ():
            if name not in departments:
                raise InputError(
                    f"{where}: no department '{name}' in this organisation. It has: {', '.join(departments)}."
                )
        highest = LONGEST_LAYOFF_SHARE if lever.kind == "layoff" else 2.0
        if not 0 <= lever.intensity <= highest:
            raise InputError(
                f"{where}: intensity {lever.intensity:g} is outside 0 to {highest:g}. Example: intensity: 0.1"
            )
        if lever.end is not None and lever.end < lever.start:
            raise InputError(f"{where}: it ends before it starts. Give an end after the start, or none.")


def modifiers_of(
    levers: tuple[Lever, ...], values: Mapping[str, float], departments: tuple[str, ...], months: int
) -> Modifiers:
    """Policy modifiers in force, shape (months, departments, MODIFIER_COLUMNS); zeros for no lever."""
    total = np.zeros((months, len(departments), MODIFIER_COLUMNS))
    for lever in levers:
        effect = LEVERS[lever.kind](lever, values, months)
        for place, name in enumerate(departments):
            if lever.departments is None or name in lever.departments:
                total[:, place] += effect
    return total
