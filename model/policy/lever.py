"""A lever in force: what it is, whom it covers, how its strength rises and fades, and what it costs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tandem.model.rules.environment import MODIFIER_COLUMNS

Floats = npt.NDArray[np.float64]
Values = Mapping[str, float]

NOTHING_LEFT = -80.0  # log of a share that is nought for every purpose, and still a float32


@dataclass(frozen=True)
class Cost:
    """What a lever costs at intensity 1, in the organisation's currency.

    Attributes
    ----------
    fixed : once, in the first month in force (whatever the intensity, unless it is 0)
    per_head_month : for each person covered and month in force, times the intensity
    hours_per_week : working time diverted from work to the programme, of each person covered, times the
        intensity; it lowers output and not what is asked of people
    """

    fixed: float = 0.0
    per_head_month: float = 0.0
    hours_per_week: float = 0.0


@dataclass(frozen=True)
class Coverage:
    """Whom a lever covers; None: everybody.

    Attributes
    ----------
    departments, levels, contracts : names
    share : which part of the seats covered by name, from and to, 0 to 1. Seats are ranked evenly over the
        organisation once and for all, so (0, 0.5) and (0.5, 1) are two halves without overlap
    """

    departments: tuple[str, ...] | None = None
    levels: tuple[str, ...] | None = None
    contracts: tuple[str, ...] | None = None
    share: tuple[float, float] = (0.0, 1.0)

    @property
    def whole_departments(self) -> bool:
        """Whether it treats everybody in a department alike."""
        return self.levels is None and self.contracts is None and self.share == (0.0, 1.0)


@dataclass(frozen=True)
class Lever:
    """One lever in force.

    Attributes
    ----------
    kind : name of the lever, a key of `model.policy.catalogue.LEVERS`
    start : first month in force (months since November 2022)
    end : last month in force, or None; the effect of a programme fades after it, that of a rule ends
    coverage : whom it covers
    intensity : strength; what 1 means is said in the catalogue
    cost : what it costs
    ramp_up : time constant of the rise, months; None: that of its kind
    half_life : half-life of the effect after the end, months; None: that of its kind
    phase_months : months between the starts in one department and the next (a phased rollout)
    label : what the policy calls it
    """

    kind: str
    start: int
    end: int | None = None
    coverage: Coverage = field(default_factory=Coverage)
    intensity: float = 1.0
    cost: Cost = field(default_factory=Cost)
    ramp_up: float | None = None
    half_life: float | None = None
    phase_months: int = 0
    label: str = ""


class Effect(NamedTuple):
    """Modifiers of the covered people, and of all in their departments; (months, columns) each."""

    covered: Floats
    department: Floats | None = None


def in_force(lever: Lever, months: int) -> npt.NDArray[np.bool_]:
    """Whether the lever is in force in each month since November 2022, shape (months,)."""
    month = np.arange(months)
    return (month >= lever.start) & (month <= (math.inf if lever.end is None else lever.end))


def strength(lever: Lever, months: int, ramp_up: float, half_life: float) -> Floats:
    """Share of the full effect in each month, shape (months,): it rises, lasts, and fades after the end.

    Parameters
    ----------
    ramp_up : time constant of the exponential rise, months; 0: at once. The lever's own comes first.
    half_life : half-life of the effect after the lever has ended, months; 0: it ends at once. Likewise.
    """
    rise_time = ramp_up if lever.ramp_up is None else lever.ramp_up
    fade_time = half_life if lever.half_life is None else lever.half_life
    month = np.arange(months)
    last = months if lever.end is None else lever.end
    since = np.clip(np.minimum(month, last) - lever.start + 1.0, 0, None)
    rise = 1 - np.exp(-since / rise_time) if rise_time > 0 else (since > 0).astype(np.float64)
    after = np.maximum(month - last, 0)
    left = 0.5 ** (after / fade_time) if fade_time > 0 else (after == 0).astype(np.float64)
    return np.asarray(rise * left, dtype=np.float64)


def effective_intensity(lever: Lever, values: Values) -> float:
    """Intensity as far as it adds: beyond the strength studied, more of the same overlaps with itself."""
    beyond = max(lever.intensity - 1, 0.0)
    return min(lever.intensity, 1.0) + (1 - values["overlap"]) * beyond


def transported(values: Values, site: str) -> float:
    """What is left here of a published effect: the average elsewhere, and how this site differs.

    Assumptions about any site (what training or an hour's experimenting teaches) are not published effects.
    Effects vary between sites by more than chance, and can turn round (parameters `transport`,
    `transport_spread` and `site_…`).
    """
    return values["transport"] + values["transport_spread"] * values[f"site_{site}"]


def share_without(values: Mapping[str, Any], programme: str) -> Any:
    """Share of the people who do not have a programme yet: a lever adds, and costs, only for them."""
    return 1 - values[f"in_place_{programme}"]


def reach(lever: Lever, values: Values, programme: str) -> float:
    """What a lever does here for each unit of the published effect of its programme."""
    here: float = transported(values, programme) * share_without(values, programme)
    return effective_intensity(lever, values) * here


def organisational(lever: Lever, values: Values, months: int) -> Floats:
    """Strength of a programme directed at the organisation (Awa, Plaumann & Walter 2010)."""
    return strength(lever, months, values["lever_ramp_up"], values["organisational_half_life"])


def individual(lever: Lever, values: Values, months: int) -> Floats:
    """Strength of a programme directed at single people (Awa, Plaumann & Walter 2010)."""
    return strength(lever, months, values["lever_ramp_up"], values["individual_half_life"])


def lasting(lever: Lever, months: int) -> Floats:
    """Strength of a rule: in force at once, and gone when it ends."""
    return strength(lever, months, 0.0, 0.0)


def no_effect(months: int) -> Floats:
    """Neutral modifiers, shape (months, MODIFIER_COLUMNS)."""
    return np.zeros((months, MODIFIER_COLUMNS))


def log_share_left(taken: Floats) -> Floats:
    """Log of what is left when the share `taken` (0 to 1) goes: adding such logs combines shares."""
    return np.log(np.maximum(1 - taken, math.exp(NOTHING_LEFT)))
