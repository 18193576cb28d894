"""A hiring plan: seats by department and month, and which of them open during a projection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tandem.experiments.settings.limits import nearest
from tandem.model.calendar import month_index, month_label
from tandem.model.errors import InputError
from tandem.model.organisation.profile import LARGEST_HEADCOUNT, Profile

Seats = Mapping[str, Mapping[str, int]]  # by department and month (YYYY-MM)
NO_PLAN = "none"


def checked_plan(given: Mapping[Any, Any], profile: Profile) -> Seats:
    """The plan of a configuration; `InputError` for a department, month or number that is none."""
    for name, months in given.items():
        key = f"organisation.plan.{name}"
        if name not in profile.departments:
            raise InputError(
                f"{key}: there is no such department.{nearest(str(name), profile.departments)} Allowed: "
                f"{', '.join(profile.departments)}"
            )
        if not isinstance(months, Mapping):
            raise InputError(f"{key}: found {months!r}; allowed: seats by month; example: {{2026-06: 45}}")
        for month, seats in months.items():
            month_index(str(month), key)
            if isinstance(seats, bool) or not isinstance(seats, int) or not 0 <= seats <= LARGEST_HEADCOUNT:
                raise InputError(
                    f"{key}.{month}: found {seats!r}; allowed: a whole number of seats; example: 45"
                )
    return {name: {str(month): seats for month, seats in months.items()} for name, months in given.items()}


def openings_of(
    plan: Seats, profile: Profile, start: int, months: int, say: Callable[[str], None]
) -> dict[str, dict[int, int]]:
    """Seats that open, by department and month since November 2022.

    The plan's seats stand beside the people of today: what a month has beyond the highest figure so far
    opens in it, at the start what falls before it. What comes after the projection is left out. A plan that
    closes seats is told: closing is what policies do.
    """
    people = {
        name: sum(group.headcount for group in profile.groups if group.department == name) for name in plan
    }
    openings: dict[str, dict[int, int]] = {}
    early, closing = 0, []
    for name, its in plan.items():
        reached = lowest = people[name]
        for label in sorted(its):
            month = month_index(label, f"organisation.plan.{name}")
            if month >= start + months:
                break
            lowest = min(lowest, its[label])
            more = its[label] - reached
            if more > 0:
                early += more if month < start else 0
                opens = openings.setdefault(name, {})
                opens[max(month, start)] = opens.get(max(month, start), 0) + more
                reached = its[label]
            elif its[label] < reached:
                closing.append(name)
    count = sum(sum(its.values()) for its in openings.values())
    if count:
        say(
            f"  hiring plan: {count:,} seats open from {month_label(start)} to "
            f"{month_label(start + months - 1)} (organisation.plan=none: none)"
        )
    if early:
        say(
            f"  hiring plan: {early:,} of them before the projection's start; they open with it "
            "(start=YYYY-MM moves it)"
        )
    if closing:
        names = ", ".join(dict.fromkeys(closing))
        say(
            f"  hiring plan: it closes seats in {names}; that is not projected, as closing seats "
            "is a policy (no_backfill, layoffs)"
        )
    return openings
