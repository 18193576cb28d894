"""Whom a lever covers in an organisation: names and words of a policy, as the levels that there are."""

from __future__ import annotations

from collections.abc import Mapping

from tandem.experiments.settings.schema import SENIOR_STAFF, STAFF, LeverChoices
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError
from tandem.model.organisation.profile import Profile
from tandem.model.policy.catalogue import LEVERS
from tandem.model.policy.lever import Coverage

_text = texts("run.coverage")

_managers = ("manager", "executive")  # levels of the default organisation that lead
_most_managers = 0.15  # of all people: about one for a team of eight, and those above them · assumption


def staff_levels(profile: Profile) -> tuple[str, ...]:
    """The levels below the managers'.

    Managers are the levels `manager` and `executive`, where there are any of these names. Elsewhere they are
    taken to be the highest levels, from the top down, that hold 15 % of the people or less together; the
    lowest level never is.
    """
    named = [level for level in profile.levels if level.casefold() in _managers]
    if named:
        found = tuple(level for level in profile.levels if level not in named)
        return found or profile.levels[:1]
    heads = dict.fromkeys(profile.levels, 0)
    for group in profile.groups:
        heads[group.level] += group.headcount
    most, above, staff = _most_managers * sum(heads.values()), 0, len(profile.levels)
    while staff > 1 and above + heads[profile.levels[staff - 1]] <= most:
        staff -= 1
        above += heads[profile.levels[staff]]
    return profile.levels[:staff]


def levels_named(levels: list[str] | str | None, profile: Profile) -> tuple[str, ...] | None:
    """Levels as a policy names them, by name or by a word that stands for some; None: all."""
    if levels is None:
        return None
    if levels == STAFF:
        return staff_levels(profile)
    if levels == SENIOR_STAFF:
        return staff_levels(profile)[-1:]
    return tuple(levels)


def is_left_out(lever: LeverChoices, profile: Profile) -> bool:
    """Whether a lever that is for where it is possible covers nobody here."""
    if not lever.if_possible:
        return False
    levels = levels_named(lever.levels, profile) or profile.levels
    contracts = ("freelancer",) if lever.kind == "freelance_mix" else lever.contracts
    if lever.kind in LEVERS and LEVERS[lever.kind].entry_level:
        if len(profile.levels) < 2:
            return True
        levels, contracts = profile.levels[:1], contracts or ("employee",)
    return not any(
        (lever.departments is None or group.department in lever.departments)
        and group.level in levels
        and (contracts is None or group.contract in contracts)
        for group in profile.groups
    )


def notes_on(levers: Mapping[str, LeverChoices], profile: Profile) -> list[str]:
    """What is to be said of whom a policy's levers cover: levers left out, and words that were understood."""
    told = []
    for label, lever in levers.items():
        if is_left_out(lever, profile):
            told.append(_text("left_out", lever=label))
        elif isinstance(lever.levels, str):
            if any(level.casefold() in _managers for level in profile.levels):
                continue
            if lever.levels == STAFF and staff_levels(profile) == profile.levels:
                told.append(_text("covers_all", lever=label))
            else:
                found = levels_named(lever.levels, profile) or ()
                told.append(_text("covers", lever=label, levels=", ".join(found)))
    return told


def coverage_of(lever: LeverChoices, profile: Profile, key: str) -> Coverage:
    """Whom a lever covers; those that are of the entry level know by themselves.

    Raises
    ------
    InputError
        If it is of the entry level, and that does not suit the organisation.
    """

    def names(found: list[str] | None) -> tuple[str, ...] | None:
        return None if found is None else tuple(found)

    levels, contracts = levels_named(lever.levels, profile), names(lever.contracts)
    if lever.kind in LEVERS and LEVERS[lever.kind].entry_level:
        if levels is not None:
            raise InputError(
                f"{key}.levels: found {list(levels)}; {lever.kind} covers the lowest level by itself. Leave "
                "`levels` out, or use kind=no_backfill."
            )
        if len(profile.levels) < 2:
            raise InputError(
                f"{key}.kind: {lever.kind} needs two levels or more, and the organisation has "
                f"{len(profile.levels)}. Use kind=no_backfill."
            )
        levels, contracts = profile.levels[:1], contracts or ("employee",)
        if not any(group.level in levels and group.contract in contracts for group in profile.groups):
            raise InputError(
                f"{key}.kind: {lever.kind} covers nobody: at the lowest level, {levels[0]!r}, nobody is on a "
                f"contract as {' or '.join(contracts)}. Name other `contracts`, or leave the lever out."
            )
    low, high = lever.share if isinstance(lever.share, list) else (0, lever.share)
    return Coverage(names(lever.departments), levels, contracts, (float(low), float(high)))
