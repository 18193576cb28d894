"""An organisation of people there are, in groups large enough to be simulated, with its plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tandem.experiments.intake.groups.small import SMALL_ORGANISATION
from tandem.experiments.wording.catalogue import texts
from tandem.model.organisation.coarsening import Coarse, coarsened
from tandem.model.organisation.profile import Profile
from tandem.model.organisation.suppression import check_large_enough, smallest_cell

Seats = Mapping[str, Mapping[str, int]]  # by department and month (YYYY-MM)

_text = texts("run.groups_of_people")


@dataclass(frozen=True)
class GroupsOfPeople:
    """The organisation as it is simulated.

    Attributes
    ----------
    profile : its groups, none below the minimum if it describes people
    plan : seats to come, by the departments of `profile`
    members : the described groups behind each of the profile's; None where they are the same
    """

    profile: Profile
    plan: Seats
    members: tuple[tuple[int, ...], ...] | None = None


def groups_of_people(
    described: Profile, plan: Seats, min_cell: int, say: Callable[[str], None]
) -> GroupsOfPeople:
    """What may be simulated of an organisation; one that is made up is left as it is.

    A table is coarsened as an import is; an imported profile, which has been, only where a larger minimum
    is asked for. `say` is told what was counted together and what cannot be said of a small organisation.

    Raises
    ------
    InputError
        If the minimum is out of range or the organisation is smaller.
    """
    if not described.of_people:
        return GroupsOfPeople(described, plan)
    check_large_enough(described, min_cell)
    fewest = smallest_cell(described, min_cell)
    if described.headcount < SMALL_ORGANISATION:
        say(_text("small", people=described.headcount, fewest=fewest))
    if described.imported and min(group.headcount for group in described.groups) >= fewest:
        return GroupsOfPeople(described, plan)
    coarse = coarsened(described, fewest)
    if coarse.merged:
        before, after = len(described.groups), len(coarse.profile.groups)
        say(
            _text(
                "merged", before=before, after=after, fewest=fewest, change=_change(described, coarse.profile)
            )
        )
    return GroupsOfPeople(coarse.profile, _merged_plan(plan, described, coarse), coarse.members)


def _change(described: Profile, coarse: Profile) -> str:
    """By how much payroll differs, in per cent with its sign."""
    before, after = (
        sum(group.headcount * group.mean_salary for group in profile.groups)
        for profile in (described, coarse)
    )
    return f"{100 * (after / before - 1):+.1f}"


def _merged_plan(plan: Seats, described: Profile, coarse: Coarse) -> Seats:
    """The plan by the departments that show the planned ones; who has no plan keeps their people."""
    people = dict.fromkeys(described.departments, 0)
    for group in described.groups:
        people[group.department] += group.headcount
    merged: dict[str, dict[str, int]] = {}
    for shown in dict.fromkeys(coarse.department_of[name] for name in plan):
        parts = [name for name in described.departments if coarse.department_of[name] == shown]
        months = sorted({month for name in parts for month in plan.get(name, {})})
        merged[shown] = {
            month: sum(_seats_in(plan.get(name, {}), month, people[name]) for name in parts)
            for month in months
        }
    return merged


def _seats_in(months: Mapping[str, int], month: str, people: int) -> int:
    """Seats of a department in a month: as last planned, before any plan its people."""
    known = [label for label in months if label <= month]
    return months[max(known)] if known else people
