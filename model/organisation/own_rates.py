"""Annual voluntary quits of an imported profile's groups, from the history in its exposure table."""

from __future__ import annotations

from dataclasses import replace

from model.organisation.imported import ImportedProfile
from model.organisation.profile import LARGEST_QUITS, Group, Profile

#: Person-months a group needs before its own rate is used: ten people over five years (assumption).
FEWEST_PERSON_MONTHS = 600.0


def with_own_quits(imported: ImportedProfile) -> Profile:
    """The profile with each group's voluntary quits a year ÷ headcount, where the history is long enough.

    A group with fewer than 600 person-months keeps the model's own evidence (None), and so does every group
    where the reasons of leaving are not known.
    """
    exposure = imported.exposure
    if exposure is None or exposure["voluntary"].sum() == 0:
        return imported.profile
    grouped = exposure.groupby(["department", "level", "contract"])
    months = grouped["person_months"].sum().to_dict()
    quits = grouped["voluntary"].sum().to_dict()

    def own(group: Group) -> Group:
        key = (group.department, group.level, group.contract)
        if months.get(key, 0.0) < FEWEST_PERSON_MONTHS:
            return group
        rate = 12 * quits[key] / months[key]
        return replace(group, annual_voluntary_quits=min(rate, LARGEST_QUITS))

    return replace(imported.profile, groups=tuple(map(own, imported.profile.groups)), data_hash="")
