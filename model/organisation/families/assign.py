"""Families of a profile's groups: what the user states of departments, and which departments nobody knows."""

from __future__ import annotations

from dataclasses import replace

from tandem.model.organisation.families.matching import family_of
from tandem.model.organisation.families.own import Titles
from tandem.model.organisation.profile import Group, Profile


def with_own_families(profile: Profile, titles: Titles) -> Profile:
    """The profile with the user's answers in the groups that state neither family nor exposure themselves.

    Where the user says nothing about a department the profile stays as it is, and so does its hash; the name
    then decides when exposure is asked for (`exposure.exposure_of_groups`).
    """
    groups = tuple(_answered(group, titles) for group in profile.groups)
    return profile if groups == profile.groups else replace(profile, groups=groups, data_hash="")


def _answered(group: Group, titles: Titles) -> Group:
    meaning = titles.stated(group.department)
    if meaning is None or group.family is not None or group.exposure is not None:
        return group
    return replace(group, family=meaning.family, exposure=meaning.exposure)


def known_family(group: Group) -> str | None:
    """A group's family or mixture: as stated, else as its department's name says; None: not known."""
    return family_of(group.department) if group.family is None else group.family


def unknown_families(profile: Profile) -> tuple[str, ...]:
    """Departments with people of whom neither family nor exposure is known, in the profile's order."""
    unknown = (
        group.department for group in profile.groups if group.exposure is None and known_family(group) is None
    )
    return tuple(dict.fromkeys(unknown))
