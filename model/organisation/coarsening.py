"""A user's table, coarsened as an import is before it is simulated: no small group, no person's pay.

What is simulated from a group of one is that one person: payroll falls by their pay when they leave, a
programme costs what it costs for them. Results can therefore hold no more than the groups that they are made
from, and hiding small cells in the tables afterwards is not enough.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tandem.model.errors import InputError
from tandem.model.organisation.families.assign import known_family
from tandem.model.organisation.families.scores import PLUS
from tandem.model.organisation.folder.tables import OTHER
from tandem.model.organisation.merging import large_and_pooled, merge_contracts, merge_levels
from tandem.model.organisation.profile import CONTRACTS, Group, Profile
from tandem.model.organisation.promotions import promotion_problems
from tandem.model.organisation.rounding import mean_pay

MINIMUM_CELL = 10  # people; the default
_key = tuple[str, str, str]


@dataclass(frozen=True)
class Coarse:
    """An organisation whose groups all have enough people.

    Attributes
    ----------
    profile : Profile
    members : tuple of tuple of int
        Of each group the places of those it was made from.
    department_of : dict
        The department that shows each of the original ones.
    """

    profile: Profile
    members: tuple[tuple[int, ...], ...]
    department_of: dict[str, str]

    @property
    def merged(self) -> bool:
        """Whether any groups were put together."""
        return any(len(places) > 1 for places in self.members)


def coarsened(profile: Profile, fewest: int) -> Coarse:
    """The organisation with groups of fewer than `fewest` people counted with others, pay capped and rounded.

    Small departments become `Other`; in a department, a contract that few have is counted with the usual one
    and a small level with the next one. The organisation must have `fewest` people
    (`suppression.check_large_enough`).
    """
    names, department_of = _departments(profile, fewest)
    department = np.array([names.index(department_of[group.department]) for group in profile.groups])
    level = np.array([profile.levels.index(group.level) for group in profile.groups])
    contract = np.array([CONTRACTS.index(group.contract) for group in profile.groups])
    now = np.array([group.headcount for group in profile.groups])
    for place in range(len(names)):
        inside = department == place
        merge_contracts(contract, inside, now, fewest)
        for kind in np.unique(contract[inside]):
            merge_levels(level, inside & (contract == kind), now, fewest)
    members: dict[_key, list[int]] = {}
    for place in range(now.size):
        key = (names[department[place]], profile.levels[level[place]], CONTRACTS[contract[place]])
        members.setdefault(key, []).append(place)
    groups = [_joined(key, [profile.groups[place] for place in places]) for key, places in members.items()]
    levels = tuple(name for name in profile.levels if any(group.level == name for group in groups))
    shown = {*names, *levels}
    lost = (*profile.departments, *profile.levels)
    coarse = replace(
        profile,
        groups=tuple(groups),
        levels=levels,
        data_hash="",
        minimum_cell=fewest,
        merged=tuple(dict.fromkeys(name for name in lost if name not in shown)),
        merged_departments=tuple(name for name in profile.departments if name not in names),
    )
    return Coarse(_with_possible_promotions(coarse), tuple(map(tuple, members.values())), department_of)


def check_coarse(profile: Profile) -> None:
    """Raise `InputError` where people would be simulated one by one from groups that are too small."""
    if not profile.of_people:
        return
    fewest = profile.minimum_cell or MINIMUM_CELL
    if min(group.headcount for group in profile.groups) < fewest:
        raise InputError(
            f"{profile.source}: it has a group of fewer than {fewest} people, and workers drawn from it "
            "would "
            "carry the pay of persons. Have small groups counted together first: "
            "tandem.model.organisation.coarsening.coarsened(profile, 10).profile, or "
            "tandem.Workforce(organisation=...), which does so."
        )


def _departments(profile: Profile, fewest: int) -> tuple[list[str], dict[str, str]]:
    """Departments in order of appearance, Other last; and the one that shows each of the original ones."""
    departments = profile.departments
    people = dict.fromkeys(departments, 0)
    for group in profile.groups:
        people[group.department] += group.headcount
    now = np.array([people[name] for name in departments])
    kept, pooled, _ = large_and_pooled(now, now, fewest)
    called = {
        departments[place]: (
            f"{OTHER} (so called)" if pooled and departments[place] == OTHER else departments[place]
        )
        for place in sorted(kept)
    }
    names = [*called.values(), *([OTHER] if pooled else [])]
    return names, {**called, **{departments[place]: OTHER for place in pooled}}


def _joined(key: _key, members: Sequence[Group]) -> Group:
    """One group of several: their means, weighted by people."""
    people = np.array([group.headcount for group in members])

    def mean(values: Sequence[float | None]) -> float | None:
        known = [place for place, value in enumerate(values) if value is not None]
        if len(members) == 1 or not known:
            return values[0]
        return float(np.average([float(values[place] or 0) for place in known], weights=people[known]))

    family, exposure = _work(members, mean)
    return Group(
        *key,
        headcount=int(people.sum()),
        mean_salary=mean_pay(np.array([group.mean_salary for group in members]), people),
        mean_tenure_years=mean([group.mean_tenure_years for group in members]),
        ai_users=mean([group.ai_users for group in members]),
        annual_voluntary_quits=mean([group.annual_voluntary_quits for group in members]),
        family=family,
        exposure=exposure,
        full_time=float(np.average([group.full_time for group in members], weights=people)),
        quit_ratio=float(np.average([group.quit_ratio for group in members], weights=people)),
        annual_promotions=mean([group.annual_promotions for group in members])
        if key[2] != "freelancer"
        else None,
    )


def _work(
    members: Sequence[Group], mean: Callable[[Sequence[float | None]], float | None]
) -> tuple[str | None, float | None]:
    """Family and exposure: as stated where all state the same, else of all families together."""
    stated = {(group.department, group.family, group.exposure) for group in members}
    said = (members[0].family, members[0].exposure)
    if len({own[1:] for own in stated}) == 1 and (len(stated) == 1 or said != (None, None)):
        return said
    exposures = [group.exposure for group in members]
    if None not in exposures:
        return None, mean(exposures)
    families = [family for group in members if (family := known_family(group)) is not None]
    parts = dict.fromkeys(part for family in families for part in family.split(PLUS))
    return PLUS.join(parts) or None, None


def _with_possible_promotions(profile: Profile) -> Profile:
    """Without stated promotions where the levels put together leave no room for them."""
    impossible = {problem.row for problem in promotion_problems(profile, range(len(profile.groups)))}
    if not impossible:
        return profile
    groups = tuple(
        replace(group, annual_promotions=None) if place in impossible else group
        for place, group in enumerate(profile.groups)
    )
    return replace(profile, groups=groups, data_hash="")
