"""Promotion: which share of a group's vacancies is kept for people of the team, by stated rates.

Somebody moves up when a seat above is vacant. A stated rate of promotion is therefore a share of the
vacancies of the level above, in the same department, and cannot be more than all of them. Near that limit
fewer move up than stated, because not every team has somebody who is ready.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from tandem.model.organisation.profile import Group, Profile
from tandem.model.organisation.table.columns import PROMOTIONS
from tandem.model.organisation.table.problems import Problem
from tandem.model.parameters import central_values

Floats = npt.NDArray[np.float64]
_months = 12


def promotion_weights(profile: Profile, values: Mapping[str, float]) -> Floats:
    """Share of each group's vacancies that is kept for the team ÷ `promotion_share`, (groups,).

    1 where nothing is stated of the level below, 0 at the organisation's lowest level.
    """
    flows = _Flows(profile, values)
    entry, usual = profile.levels[0], values["promotion_share"]
    weights = np.array([0.0 if group.level == entry else 1.0 for group in profile.groups])
    for index, group in enumerate(profile.groups):
        stated = flows.stated_below(group.department, group.level)
        if stated is not None and weights[index]:
            weights[index] = (
                min(stated / max(flows.vacancies(group.department, group.level), 1e-12), 1) / usual
            )
    return weights


def promotion_problems(profile: Profile, rows: Sequence[int]) -> list[Problem]:
    """Stated rates that would need more vacancies above than there are; `rows` are those of the groups."""
    flows = _Flows(profile, central_values())
    problems = []
    for group, row in zip(profile.groups, rows, strict=True):
        if group.annual_promotions is not None and group.contract == "freelancer":
            problems.append(
                Problem(
                    row, PROMOTIONS.name, f"{100 * group.annual_promotions:g}",
                    "nothing: freelancers are not promoted", "a blank cell",
                )
            )  # fmt: skip
            continue
        if not group.annual_promotions:
            continue
        above = flows.level_above(group.department, group.level)
        vacancies = 0.0 if above is None else flows.vacancies(group.department, above)
        asked = flows.stated(group.department, group.level) or 0.0
        if asked > vacancies:
            most = np.floor(1000 * group.annual_promotions * vacancies / asked) / 10
            there = "no level is above it in its department"
            if above is not None:
                there = f"of level {above!r} above it about {vacancies:.1f} seats fall vacant in a year"
            problems.append(
                Problem(
                    row, PROMOTIONS.name, f"{100 * group.annual_promotions:g}",
                    f"at most {most:g}: people move up to vacant seats, and {there}", f"{most:g}",
                )
            )  # fmt: skip
    return problems


class _Flows:
    """Exits and promotions a year by department and level, from the top down."""

    def __init__(self, profile: Profile, values: Mapping[str, float]) -> None:
        self._values = values
        self._groups: dict[tuple[str, str], list[Group]] = {}
        for group in profile.groups:
            if group.contract != "freelancer":
                self._groups.setdefault((group.department, group.level), []).append(group)
        self._levels = {
            department: [level for level in profile.levels if (department, level) in self._groups]
            for department in profile.departments
        }
        self._entry = profile.levels[0]

    def level_above(self, department: str, level: str) -> str | None:
        """The next level up that the department has, if any."""
        own = self._levels[department]
        place = own.index(level) + 1 if level in own else len(own)
        return own[place] if place < len(own) else None

    def stated(self, department: str, level: str) -> float | None:
        """People of the level promoted in a year, as far as it is stated."""
        rates = [(group.annual_promotions, group.headcount) for group in self._groups[department, level]]
        known = [rate * people for rate, people in rates if rate is not None]
        return sum(known) if known else None

    def stated_below(self, department: str, level: str) -> float | None:
        """The same of the next level down."""
        own = self._levels[department]
        place = own.index(level) if level in own else 0
        return self.stated(department, own[place - 1]) if place > 0 else None

    def vacancies(self, department: str, level: str) -> float:
        """Seats that fall vacant in a year: by leavers, and by people who move up."""
        left = sum(group.headcount * self._exits(group) for group in self._groups[department, level])
        above = self.level_above(department, level)
        if above is None:
            return left
        stated = self.stated(department, level)
        usual = self._values["promotion_share"] * self.vacancies(department, above)
        return left + (usual if stated is None else stated)

    def _exits(self, group: Group) -> float:
        """Quits and dismissals a year, of one person."""
        usual = "executive_quit_rate" if group.contract == "executive" else "employee_quit_rate"
        quits = _months * self._values[usual] * group.quit_ratio
        if group.annual_voluntary_quits is not None:
            quits = group.annual_voluntary_quits
        return quits + _months * self._values["dismissal_rate"]
