"""The organisation of a projection: a table of groups as people have it, or whatever else `model` reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tandem.experiments.simulation.hiring_plan import NO_PLAN, checked_plan
from tandem.model.errors import InputError
from tandem.model.organisation.configuration import (
    EXAMPLES,
    default_organisation,
    organisation_from_config,
)
from tandem.model.organisation.families.own import read_titles
from tandem.model.organisation.profile import LARGEST_SALARY, Profile
from tandem.model.organisation.settings import SeatSettings, settings_from_config

Seats = Mapping[str, Mapping[str, int]]  # by department and month (YYYY-MM)

_month = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Organisation:
    """An organisation as described.

    Attributes
    ----------
    profile, seats : its groups, and how seats are drawn from them
    told : what was taken for granted in reading it, a line each
    plan : seats to come
    """

    profile: Profile
    seats: SeatSettings
    told: tuple[str, ...] = ()
    plan: Seats = field(default_factory=dict)


def organisation_of(
    config: Mapping[str, Any], start: str, say: Callable[[str], None] = lambda _: None
) -> Organisation:
    """Read the organisation of a composed `organisation` group; `say` is told what was taken for granted.

    Raises
    ------
    InputError
        If a key or the organisation is not usable; a `QuestionError` where something has to be decided.
    """
    path = config.get("path")
    if config.get("kind") != "table" or not isinstance(path, str | Path) or str(path).strip() in ("", "???"):
        if config.get("plan") is not None and config.get("kind") == "description":
            raise InputError(
                "organisation.plan: a hiring plan needs a table or a profile; example: tandem "
                "project plan.csv"
            )
        profile, seats = organisation_from_config({**config, "plan": None})
        return Organisation(profile, seats, (), _planned(config, profile, start, {}))
    if str(path) in EXAMPLES:
        profile, seats = organisation_from_config({**config, "plan": None})
        return Organisation(profile, seats, (), _planned(config, profile, start, {}))
    return _of_table(config, Path(path), start, say)


def _of_table(config: Mapping[str, Any], path: Path, start: str, say: Callable[[str], None]) -> Organisation:
    from tandem.experiments.intake.tables.answers import checked_answers
    from tandem.experiments.intake.tables.order import level_order
    from tandem.experiments.intake.tables.reading import read_table_of_groups
    from tandem.model.organisation.table.read import profile_of_rows

    levels = config.get("levels")
    if levels is not None and (isinstance(levels, str) or not isinstance(levels, list)):
        raise InputError(f"organisation.levels: found {levels!r}; example: [junior, senior].")
    answers = checked_answers(config.get("answers"))
    if config.get("mean_salary") is not None:
        answers["mean_salary_of_all"] = _checked_pay(config["mean_salary"])
    sheet = config.get("sheet")
    read = read_table_of_groups(
        path,
        sheet=None if sheet is None else str(sheet),
        answers=answers,
        month=_checked_month(config.get("month"), "organisation.month"),
        start=start,
        typical_pay=typical_pay() if str(config.get("currency", "USD")) == "USD" else None,
    )
    if not read.rows:
        why = "".join(f"\n  {line}" for line in read.told)
        raise InputError(
            f"{read.where}: the table has a header and no rows with people; example: "
            f"Sales,senior,employee,25,64000{why}"
        )
    name = config.get("name")
    profile = profile_of_rows(
        iter(read.rows),
        list(read.header),
        read.where,
        read.currency or str(config.get("currency") or "USD"),
        levels=None if levels is None else [str(level) for level in levels],
        name=str(name) if name is not None else path.stem,
        titles=read_titles(config.get("families")),
        headings=read.headings,
        order=level_order,
    )
    seats = settings_from_config(config["seats"]) if isinstance(config.get("seats"), Mapping) else None
    if seats is None:
        raise InputError("organisation.seats: give the settings of configs/organisation/default.yaml.")
    told = read.told
    if told:
        departments = len(profile.departments)
        equivalents = profile.full_time_equivalents
        part_time = (
            "" if equivalents == profile.headcount else f" ({equivalents:,.1f} in full-time equivalents)"
        )
        groups = f"{len(profile.groups)} groups, {departments} departments"
        people = f"{profile.headcount:,} people{part_time}, {groups}"
        say(f"{read.where}: read as {people}, pay in {profile.currency}.")
        for line in told:
            say(f"  {line}")
    return Organisation(profile, seats, told, _planned(config, profile, start, read.plan))


def _planned(config: Mapping[str, Any], profile: Profile, start: str, own: Seats) -> Seats:
    """The hiring plan: the table's own, or that of `organisation.plan` (seats, a file, or none)."""
    given = config.get("plan")
    if given is None:
        return own
    if isinstance(given, Mapping):
        return checked_plan(given, profile)
    if str(given) == NO_PLAN:
        return {}
    from tandem.experiments.intake.tables.reading import read_table_of_groups

    read = read_table_of_groups(Path(str(given)), start=start, typical_pay=typical_pay())
    if not read.plan:
        raise InputError(
            f"{read.where}: organisation.plan: no later months with other seats were found; "
            "example: a plan of months by departments"
        )
    return checked_plan(read.plan, profile)


def _checked_pay(value: object) -> str:
    try:
        pay = float(str(value))
    except ValueError:
        pay = 0.0
    if not 0 < pay < LARGEST_SALARY:
        raise InputError(
            f"organisation.mean_salary: found {value!r}; allowed: a number above 0 and below "
            f"{LARGEST_SALARY:,.0f}, "
            "pay a year; example: organisation.mean_salary=60000"
        )
    return str(pay)


def _checked_month(value: object, key: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _month.fullmatch(value):
        raise InputError(f"{key}: found {value!r}; allowed: a month as YYYY-MM; example: {key}=2025-12")
    return value


@cache
def typical_pay() -> float:
    """Mean pay a year in the default organisation, which stands where a table has none; rounded, USD."""
    groups = default_organisation()[0].groups
    pay = sum(group.headcount * group.mean_salary for group in groups) / sum(
        group.headcount for group in groups
    )
    return float(round(pay, -3))
