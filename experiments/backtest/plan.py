"""What is back-tested: the origins, the departments, and the organisation as it was at each origin."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.model.calendar import FIRST_MONTH, FIRST_YEAR, month_label
from tandem.model.errors import InputError
from tandem.model.organisation.folder.imported import MONTHLY, ImportedProfile
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS, EXITS, OTHER_DEPARTMENTS
from tandem.model.organisation.profile import Profile

FloatArray = npt.NDArray[np.float64]

YEAR = 12  # months: the anchoring looks at the last year, which must be simulated


@dataclass(frozen=True)
class Plan:
    """A back-test.

    Attributes
    ----------
    months : YYYY-MM of every month of the history
    origins : places in `months` at which a forecast begins: all before is known, nothing after
    horizon : months of each forecast
    departments : as in the monthly table, without the sum of all
    leavers : (months, departments + 1) all leavers, whatever for, as reasons are not kept by month; the last
        column is the organisation
    headcount : (months, departments + 1) mean headcount of each month
    opening : (months, departments + 1) people at the beginning of each month
    monthly : the table itself
    """

    months: tuple[str, ...]
    origins: tuple[int, ...]
    horizon: int
    departments: tuple[str, ...]
    leavers: FloatArray
    headcount: FloatArray
    opening: FloatArray
    monthly: pd.DataFrame

    @property
    def columns(self) -> tuple[str, ...]:
        """The departments and the organisation, in the order of the arrays' columns."""
        return (*self.departments, ALL_DEPARTMENTS)

    def actual(self, origin: int) -> FloatArray:
        """(horizon, departments + 1) leavers that came after an origin."""
        return self.leavers[origin : origin + self.horizon]


def plan_of(imported: ImportedProfile, history: int, horizon: int, every: int, where: str) -> Plan:
    """Lay out the back-test of a profile.

    Parameters
    ----------
    history : fewest months that are known at the first origin
    horizon : months of each forecast
    every : months from one origin to the next
    where : the profile's folder, for messages

    Raises
    ------
    InputError
        If the profile has no monthly history, or it is too short.
    """
    monthly = imported.monthly
    if monthly is None:
        raise InputError(
            f"organisation.path: the profile '{where}' has no monthly history ({MONTHLY}), so there is "
            "nothing to test against; import an extract with hire and leaving dates: tandem import staff.csv "
            "--leavers left.csv"
        )
    monthly = monthly.assign(month=monthly["month"].astype(str), department=monthly["department"].astype(str))
    months = tuple(sorted(set(monthly["month"])))
    # The model's history starts in November 2022, and one year of it comes before every forecast.
    earliest = max(history, YEAR - _since_november_2022(months[0]))
    latest = len(months) - horizon
    if latest < earliest:
        lacking = earliest - latest
        raise InputError(
            f"organisation.path: the history of '{where}' ({months[0]} to {months[-1]}, {len(months)} "
            f"months) is too short: {history} months before the first forecast, which cannot begin before "
            f"{month_label(YEAR)}, and {horizon} after it need {lacking} more; import a longer history, or "
            f"shorten horizon or history; example: horizon={max(1, horizon - lacking)}"
        )
    # Counted from the end, so that the most recent year is always tested.
    origins = tuple(sorted(range(latest, earliest - 1, -every)))
    known = [str(name) for name in dict.fromkeys(monthly["department"])]
    departments = tuple(name for name in known if name != ALL_DEPARTMENTS)
    columns = (*departments, ALL_DEPARTMENTS)
    rows = [monthly[monthly["department"] == name].sort_values("month") for name in columns]
    opening, closing = (
        np.column_stack([its[name].to_numpy(np.float64) for its in rows])
        for name in ("opening_headcount", "closing_headcount")
    )
    leavers = [its[list(EXITS)].to_numpy(np.float64).sum(axis=1).round() for its in rows]
    return Plan(
        months,
        origins,
        horizon,
        departments,
        np.column_stack(leavers),
        (opening + closing) / 2,
        opening,
        monthly,
    )


def start_of(plan: Plan, origin: int) -> int:
    """Months since November 2022 of an origin."""
    return _since_november_2022(plan.months[origin])


def column_of(plan: Plan, department: str) -> int:
    """Column of a profile's department: its own, that of the small ones together, or the organisation's."""
    for name in (department, OTHER_DEPARTMENTS, ALL_DEPARTMENTS):
        if name in plan.columns:
            return plan.columns.index(name)
    raise AssertionError("a monthly table has rows for all departments")


def profile_at(plan: Plan, profile: Profile, origin: int) -> Profile:
    """The organisation at an origin: today's groups, scaled to their department's headcount then."""
    today = np.zeros(len(plan.columns))
    places = [column_of(plan, group.department) for group in profile.groups]
    np.add.at(today, places, [group.headcount for group in profile.groups])
    today[-1] = profile.headcount
    ratio = plan.opening[origin] / np.maximum(today, 1)
    groups = tuple(
        replace(group, headcount=max(1, round(group.headcount * float(ratio[place]))))
        for group, place in zip(profile.groups, places, strict=True)
        if plan.opening[origin, place] > 0
    )
    return replace(profile, groups=groups, data_hash="")


def _since_november_2022(month: str) -> int:
    return (int(month[:4]) - FIRST_YEAR) * 12 + int(month[5:]) - FIRST_MONTH
