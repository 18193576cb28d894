"""Policies: dated levers that modify named rates of the people they cover.

The order of levers does not matter: effects on rates are log ratios, effects on scores are in SD, and shares
combine as logs of what is left. Levers for the same people therefore combine by multiplying rates, adding
scores and leaving the product of what each leaves; those that aim at the same outcome overlap (`overlap.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tandem.model.errors import InputError
from tandem.model.organisation.profile import CONTRACTS, Profile
from tandem.model.organisation.seats import Seats
from tandem.model.policy.catalogue import LEVERS
from tandem.model.policy.coverage import coverage_classes
from tandem.model.policy.lever import Coverage, Effect, Lever, in_force, log_share_left
from tandem.model.policy.overlap import joint_effect
from tandem.model.rules.environment import (
    MODIFIER_COLUMNS,
    MODIFY_BURNOUT,
    MODIFY_CLARITY,
    MODIFY_INTENTION,
    MODIFY_WORK,
)

Modifiers = npt.NDArray[np.float64]


class PolicyInForce(NamedTuple):
    """Modifiers (months, classes, MODIFIER_COLUMNS), class of each seat, department of each class.

    Without classes of seats (None) a class is a department.
    """

    modifiers: Modifiers
    seat_class: npt.NDArray[np.int32] | None
    class_department: npt.NDArray[np.int64]

    def on_top_of(self, own_levels: Modifiers | None) -> PolicyInForce:
        """The same on top of departments' own levels, (departments, MODIFIER_COLUMNS), if there are any."""
        if own_levels is None:
            return self
        return self._replace(modifiers=self.modifiers + own_levels[self.class_department])


class _Meeting(NamedTuple):
    """Classes under the same levers: which classes, and which levers cover them or somebody nearby."""

    classes: npt.NDArray[np.bool_]
    covering: tuple[int, ...]
    nearby: tuple[int, ...]


class _Coverage(NamedTuple):
    """Who meets which levers; see `PolicyInForce`."""

    seat_class: npt.NDArray[np.int32] | None
    class_department: npt.NDArray[np.int64]
    meetings: tuple[_Meeting, ...]


def policy_in_force(
    levers: Sequence[Lever], values: Mapping[str, float], seats: Seats, months: int
) -> PolicyInForce:
    """What the levers do to whom in each month since November 2022; zeros for no lever."""
    dated = phased(levers, seats.departments)
    who = _coverage(tuple(lever.coverage for lever in dated), seats)
    total = np.zeros((months, who.class_department.size, MODIFIER_COLUMNS))
    effects = [_effect(lever, values, months) for lever in dated]
    for meeting in who.meetings:
        acting = [effects[place].covered for place in meeting.covering]
        around = [effects[place].department for place in meeting.nearby]
        known = [effect for effect in around if effect is not None]
        if acting:
            joint = joint_effect(np.stack(acting), values["overlap"])
            total[:, meeting.classes] = joint[:, np.newaxis]
        if known:  # what happened nearby: the strongest of it counts
            total[:, meeting.classes] += np.max(known, axis=0)[:, np.newaxis]
    return PolicyInForce(total, who.seat_class, who.class_department)


@lru_cache(maxsize=64)
def _coverage(coverages: tuple[Coverage, ...], seats: Seats) -> _Coverage:
    """Who meets which levers, by what they cover; parameters play no part, so that draws share it."""
    if all(coverage.whole_departments for coverage in coverages):
        names = [coverage.departments for coverage in coverages]
        covers = np.array(
            [[chosen is None or name in chosen for name in seats.departments] for chosen in names]
        )
        departments = np.arange(len(seats.departments))
        return _Coverage(None, departments, _meetings(covers, departments))
    seat_class, covers = coverage_classes(coverages, seats)
    class_department = np.zeros(covers.shape[1], dtype=np.int64)
    class_department[seat_class] = seats.department
    return _Coverage(seat_class, class_department, _meetings(covers, class_department))


def _meetings(covers: npt.NDArray[np.bool_], class_department: npt.NDArray[np.int64]) -> tuple[_Meeting, ...]:
    """Classes under the same levers share what those do; `covers` is (levers, classes)."""
    if len(covers) == 0:
        return ()
    nearby = [np.isin(class_department, class_department[covered]) for covered in covers]
    met = np.stack((covers, nearby), axis=1).reshape(2 * len(covers), -1)
    found = []
    for pattern in np.unique(met, axis=1).T:
        alike = (met == pattern[:, np.newaxis]).all(axis=0)
        covering, near = (tuple(np.flatnonzero(flags).tolist()) for flags in pattern.reshape(-1, 2).T)
        found.append(_Meeting(alike, covering, near))
    return tuple(found)


def _effect(lever: Lever, values: Mapping[str, float], months: int) -> Effect:
    """What a lever does, with the hours that its programme diverts from work."""
    kind = LEVERS[lever.kind]
    effect = kind.effect(lever, values, months)
    weekly = lever.intensity * lever.cost.hours_per_week * kind.share_without(values)
    hours = np.where(in_force(lever, months), weekly, 0.0)
    effect.covered[:, MODIFY_WORK] += log_share_left(hours / values["working_week"])
    return effect


def phased(levers: Sequence[Lever], departments: tuple[str, ...]) -> tuple[Lever, ...]:
    """Levers with phases as one lever a department, each that many months after the one before."""
    dated: list[Lever] = []
    for lever in levers:
        if lever.phase_months == 0:
            dated.append(lever)
            continue
        for place, name in enumerate(lever.coverage.departments or departments):
            dated.append(
                replace(
                    lever,
                    start=lever.start + place * lever.phase_months,
                    coverage=replace(lever.coverage, departments=(name,)),
                    cost=lever.cost if place == 0 else replace(lever.cost, fixed=0.0),
                    phase_months=0,
                )
            )
    return tuple(dated)


def check_levers(
    levers: Sequence[Lever],
    departments: tuple[str, ...],
    levels: tuple[str, ...],
    where: str = "policy",
    merged: tuple[str, ...] = (),
) -> None:
    """Raise `InputError` for a lever that is unknown, covers what does not exist or is out of range.

    `merged` are departments and levels too small to be shown: what a lever does to them would tell of them.
    """
    for lever in levers:
        key = f"{where}.levers.{lever.label or lever.kind}"
        if lever.kind not in LEVERS:
            raise InputError(f"{key}.kind: there is no lever '{lever.kind}'. Allowed: {', '.join(LEVERS)}.")
        _check_shown(f"{key}.departments", lever.coverage.departments, departments, merged)
        _check_shown(f"{key}.levels", lever.coverage.levels, levels, merged)
        _check_names(f"{key}.departments", lever.coverage.departments, departments, "department")
        _check_names(f"{key}.levels", lever.coverage.levels, levels, "level")
        _check_names(f"{key}.contracts", lever.coverage.contracts, CONTRACTS, "contract")
        low, high = lever.coverage.share
        if not 0 <= low < high <= 1:
            raise InputError(
                f"{key}.share: found {low:g} to {high:g}; allowed: a share above 0 up to 1, or [from, to] "
                "within 0 to 1; example: 0.5"
            )
        kind = LEVERS[lever.kind]
        if not 0 <= lever.intensity <= kind.highest:
            raise InputError(
                f"{key}.intensity: found {lever.intensity:g}; allowed: 0 to {kind.highest:g} "
                f"({kind.intensity}); example: intensity={min(1.0, kind.highest) / 2:g}"
            )
        if lever.end is not None and lever.end < lever.start:
            raise InputError(f"{key}.end: it lies before the start. Give a later month, or null for no end.")
        if lever.phase_months and len(lever.coverage.departments or departments) < 2:
            raise InputError(
                f"{key}.phase_months: found {lever.phase_months}; a phased lever needs two departments or "
                "more. Leave phase_months at 0, or name more departments."
            )


def check_freelance_mix(levers: Sequence[Lever], profile: Profile, where: str = "policy") -> None:
    """Raise `InputError` where freelancers are to be hired but no covered seat has a group of theirs."""
    freelancers = [group for group in profile.groups if group.contract == "freelancer"]
    for lever in levers:
        if lever.kind != "freelance_mix":
            continue
        departments = lever.coverage.departments or profile.departments
        levels = lever.coverage.levels or profile.levels
        if not any(group.department in departments and group.level in levels for group in freelancers):
            raise InputError(
                f"{where}.levers.{lever.label}: the organisation has no freelancers in what it covers, so "
                "no group to hire them into. Add rows of freelancers for those departments and levels to the "
                "organisation's table, or cover others."
            )


def _check_shown(
    key: str, names: tuple[str, ...] | None, known: tuple[str, ...], merged: tuple[str, ...]
) -> None:
    for name in names or ():
        if name in merged and name not in known:
            raise InputError(
                f"{key}: '{name}' has too few people (min_cell) and is counted with others: what a lever "
                "does to "
                f"so few would give their number and pay away. Allowed: {', '.join(known)}."
            )


def _check_names(key: str, found: tuple[str, ...] | None, known: tuple[str, ...], what: str) -> None:
    for name in found or ():
        if name not in known:
            raise InputError(
                f"{key}: there is no {what} '{name}' in this organisation. It has: {', '.join(known)}."
            )


#: Score → the modifier that shifts it by so many SD at equilibrium.
SCORES = {"clarity": MODIFY_CLARITY, "burnout": MODIFY_BURNOUT, "intention": MODIFY_INTENTION}


def own_levels(shifts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Modifiers of own levels, shape (departments, MODIFIER_COLUMNS).

    Parameters
    ----------
    shifts : (departments, len(SCORES)), in SD, in the order of `SCORES`
    """
    modifiers = np.zeros((len(shifts), MODIFIER_COLUMNS))
    modifiers[:, list(SCORES.values())] = shifts
    return modifiers
