"""Mixes of levers as points of a grid: for each lever an intensity (0: off), a coverage and a first month.

A design is a row of integers, three for each lever: the step of its intensity (0: off, then from the lowest
up), of its coverage and of its first month. Whole numbers keep mixes readable and let equal ones be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from tandem.experiments.optimise.schema import LeverRangeChoices, OptimiseChoices
from tandem.experiments.settings.limits import nearest
from tandem.experiments.settings.schema import LeverChoices
from tandem.experiments.simulation.coverage import coverage_of, is_left_out, notes_on
from tandem.experiments.simulation.prices import cost_of
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError
from tandem.model.organisation.profile import Profile
from tandem.model.policy.catalogue import LEVERS
from tandem.model.policy.in_force import check_freelance_mix, check_levers
from tandem.model.policy.lever import Coverage, Lever

_text = texts("optimise.mixes")

Design = npt.NDArray[np.int64]
PER_LEVER = 3  # intensity, coverage, first month
EVERY_LEVER = "all"  # among the names of `allow`
NOT_SEARCHED = ("layoff",)  # no programme: who would be chosen is nothing to be optimised


@dataclass(frozen=True)
class LeverRange:
    """What one lever may be in a mix.

    Attributes
    ----------
    label, kind : what the policy calls it, and its kind
    intensities, coverages : values to choose from beside off
    starts : months of the projection (1 = the first)
    lasts : months in force; None: to the end of the projection
    template : the lever with everything that is not searched
    """

    label: str
    kind: str
    intensities: tuple[float, ...]
    coverages: tuple[float, ...]
    starts: tuple[int, ...]
    lasts: int | None
    template: Lever

    @property
    def title(self) -> str:
        """Its name in figures and text."""
        return LEVERS[self.kind].title

    def at(self, intensity: float, coverage: float, first: int) -> Lever:
        """The lever with an intensity, a coverage and its first month since November 2022."""
        named = self.template.coverage
        covered = Coverage(named.departments, named.levels, named.contracts, (0.0, coverage))
        last = None if self.lasts is None else first + self.lasts - 1
        return replace(self.template, start=first, end=last, coverage=covered, intensity=intensity)


@dataclass(frozen=True)
class Chosen:
    """A lever that is on in a mix; `start` is a month of the projection (1 = the first)."""

    place: int
    intensity: float
    coverage: float
    start: int


@dataclass(frozen=True)
class MixSpace:
    """All mixes: the ranges of the levers, and the projection's first month since November 2022."""

    ranges: tuple[LeverRange, ...]
    first_month: int

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Number of values of each column of a design."""
        return tuple(
            size
            for lever in self.ranges
            for size in (len(lever.intensities) + 1, len(lever.coverages), len(lever.starts))
        )

    @property
    def status_quo(self) -> Design:
        """The design with every lever off."""
        return np.zeros(len(self.sizes), np.int64)

    def alone(self) -> list[Design]:
        """Every lever alone at its fullest, and all together."""
        full = np.array(self.sizes) - 1
        full[2::PER_LEVER] = 0
        return [*self._one_by_one(full), full]

    def least(self) -> list[Design]:
        """Every lever alone at its lowest intensity and coverage, as late as it may start."""
        low = np.ones(len(self.sizes), np.int64)
        low[1::PER_LEVER] = 0
        low[2::PER_LEVER] = np.array(self.sizes[2::PER_LEVER]) - 1
        return self._one_by_one(low)

    def _one_by_one(self, design: Design) -> list[Design]:
        """Every lever of a design alone."""
        lever = np.arange(design.size) // PER_LEVER
        return [np.where(lever == place, design, 0) for place in range(len(self.ranges))]

    def canonical(self, designs: Design) -> Design:
        """The same mixes, with nought as coverage and month of levers that are off; (..., columns)."""
        off = np.repeat(designs[..., ::PER_LEVER] == 0, PER_LEVER, axis=-1)
        return np.where(off, 0, designs)

    def chosen(self, design: Design) -> list[Chosen]:
        """The levers that are on."""
        found = []
        for place, lever in enumerate(self.ranges):
            intensity, coverage, start = (int(step) for step in design[PER_LEVER * place :][:PER_LEVER])
            if intensity:
                found.append(
                    Chosen(
                        place,
                        lever.intensities[intensity - 1],
                        lever.coverages[coverage],
                        lever.starts[start],
                    )
                )
        return found

    def levers(self, design: Design) -> tuple[Lever, ...]:
        """The policy of a design."""
        return tuple(
            self.ranges[each.place].at(each.intensity, each.coverage, self.first_month + each.start - 1)
            for each in self.chosen(design)
        )

    def settings(self, design: Design, name: str) -> dict[str, Any]:
        """The policy as `configs/policy` has them, for `tandem project policy=…`."""
        levers: dict[str, Any] = {}
        for each in self.chosen(design):
            lever = self.ranges[each.place]
            cost, covered = lever.template.cost, lever.template.coverage
            entry: dict[str, Any] = {"kind": lever.kind, "intensity": each.intensity, "start": each.start}
            entry |= {
                key: list(found)
                for key in ("departments", "levels", "contracts")
                if (found := getattr(covered, key)) is not None
                and not (key == "levels" and LEVERS[lever.kind].entry_level)  # which it knows by itself
            }
            if lever.lasts is not None:
                entry["end"] = each.start + lever.lasts - 1
            entry["share"] = each.coverage
            entry["cost"] = asdict(cost)
            levers[lever.label] = entry
        return {"name": name, "levers": levers}

    def describe(self, design: Design) -> str:
        """`Workload guardrails (intensity 0.5, 75 % of those covered, from month 5)`, …; `status quo`."""
        return ", ".join(map(self.describe_lever, self.chosen(design))) or _text("status_quo")

    def describe_lever(self, each: Chosen) -> str:
        """One lever of a mix in words."""
        lever = self.ranges[each.place]
        title, intensity = lever.title, f"{each.intensity:g}"
        coverage, start = f"{100 * each.coverage:.0f}", each.start
        if each.coverage == 1 and start == 1:
            return _text("lever", lever=title, intensity=intensity)
        if each.coverage == 1:
            return _text("lever_later", lever=title, intensity=intensity, start=start)
        if start == 1:
            return _text("lever_for_some", lever=title, intensity=intensity, coverage=coverage)
        return _text("lever_for_some_later", lever=title, intensity=intensity, coverage=coverage, start=start)


def mix_space(choices: OptimiseChoices, first_month: int, profile: Profile) -> MixSpace:
    """The mixes that the settings allow.

    Raises
    ------
    InputError
        If there is no lever, one is unknown or not to be searched, or a range lies outside what is possible.
    """
    space = MixSpace(
        tuple(
            _range_of(label, lever, choices.steps, choices.months, profile)
            for label, lever in _allowed(choices, profile).items()
        ),
        first_month,
    )
    highest = np.array(space.sizes) - 1
    for design in (highest, np.where(np.arange(highest.size) % PER_LEVER == 0, 1, 0)):
        levers = space.levers(design)
        check_levers(levers, profile.departments, profile.levels, "")
        check_freelance_mix(levers, profile, "")
    return space


def left_out(choices: OptimiseChoices, profile: Profile) -> list[str]:
    """What is to be said of levers: further ones that can cover nobody here, and what words stand for."""
    named = {**(choices.further if EVERY_LEVER in (choices.allow or ()) else {}), **choices.levers}
    return notes_on({label: _as_lever(lever) for label, lever in named.items()}, profile)


def _possible(further: Mapping[str, LeverRangeChoices], profile: Profile) -> dict[str, LeverRangeChoices]:
    return {label: lever for label, lever in further.items() if not is_left_out(_as_lever(lever), profile)}


def _allowed(choices: OptimiseChoices, profile: Profile) -> dict[str, LeverRangeChoices]:
    """The levers to choose from, and those of the further ones that are allowed."""
    further: dict[str, LeverRangeChoices] = {}
    for name in choices.allow or []:
        if name not in choices.further and name != EVERY_LEVER:
            raise InputError(
                f"allow: there is no further lever '{name}'.{nearest(name, choices.further)} "
                f"Allowed: {', '.join(choices.further)}, {EVERY_LEVER}; example: allow=[{EVERY_LEVER}]"
            )
        every = name == EVERY_LEVER
        further |= _possible(choices.further, profile) if every else {name: choices.further[name]}
    allowed = {**further, **choices.levers}
    if not allowed:
        raise InputError(
            "levers: found none; name one lever or more to choose from, as in configs/optimise.yaml."
        )
    return allowed


def _range_of(label: str, lever: LeverRangeChoices, steps: int, months: int, profile: Profile) -> LeverRange:
    key = f"levers.{label}"
    if lever.kind not in LEVERS or lever.kind in NOT_SEARCHED:
        allowed = [kind for kind in LEVERS if kind not in NOT_SEARCHED]
        raise InputError(
            f"{key}.kind: there is no lever '{lever.kind}' to choose from.{nearest(lever.kind, allowed)} "
            f"Allowed: {', '.join(allowed)}."
        )
    intensities = _values(lever.intensity, steps)
    if intensities[0] <= 0:
        raise InputError(
            f"{key}.intensity: found {lever.intensity!r}; allowed: above 0, as off is always a choice; "
            f"example: {key}.intensity=[0.25, 1]"
        )
    starts = tuple(dict.fromkeys(round(value) for value in _values(lever.start, steps)))
    if starts[-1] > months:
        raise InputError(
            f"{key}.start: found {lever.start!r}; allowed: months of the projection, 1 to {months}; "
            f"example: {key}.start=1"
        )
    template = Lever(
        lever.kind,
        0,
        coverage=coverage_of(_as_lever(lever), profile, key),
        cost=cost_of(lever.cost, profile, f"{key}.cost"),
        label=label,
    )
    coverages = _values(lever.coverage, steps)
    return LeverRange(label, lever.kind, intensities, coverages, starts, lever.lasts, template)


def _values(ends: list[float] | float, steps: int) -> tuple[float, ...]:
    """`steps` values from end to end, to four digits; one if the ends are one."""
    low, high = ends if isinstance(ends, list) else (ends, ends)
    if low == high:
        return (float(low),)
    return tuple(float(f"{value:.4g}") for value in np.linspace(low, high, steps))


def _as_lever(lever: LeverRangeChoices) -> LeverChoices:
    """The lever as a policy would state it, as far as whom it covers goes."""
    return LeverChoices(
        kind=lever.kind, departments=lever.departments, levels=lever.levels, contracts=lever.contracts,
        share=1.0, if_possible=True,
    )  # fmt: skip


def dose(space: MixSpace, design: Design) -> Mapping[int, float]:
    """How much of its fullest each lever that is on gives: intensity ÷ highest × coverage, 0 to 1."""
    return {
        each.place: each.intensity / space.ranges[each.place].intensities[-1] * each.coverage
        for each in space.chosen(design)
    }


def doses(space: MixSpace, designs: Design) -> npt.NDArray[np.float64]:
    """The dose of every lever, (designs, levers); 0 where it is off."""
    found = np.zeros((len(designs), len(space.ranges)))
    for row, design in enumerate(designs):
        for place, share in dose(space, design).items():
            found[row, place] = share
    return found
