"""An organisation's own record of its past, as its profile keeps it: headcount, hires and leavers.

The record is what the profile's folder holds, small departments pooled and reasons veiled; nothing is read
off it that is not published there. Month by month where leavers have dates; else the window's totals, which
stand for every month of it alike, as their rate is all that is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv

from tandem.calibration.base_rates.history import voluntary_share
from tandem.model.calendar import FIRST_MONTH, FIRST_YEAR, month_label
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS

if TYPE_CHECKING:
    import pandas as pd

    from tandem.model.organisation.folder.imported import ImportedProfile

Floats = npt.NDArray[np.float64]

OPENING, HIRES, VOLUNTARY, OTHER_EXITS = range(4)  # rows of the flows
SHORTEST = 12  # months: turnover is a rate of twelve
PRIOR_LEAVERS = (
    2.0  # what the published rate of dismissals weighs against the organisation's own · assumption
)
_exits = ("voluntary", "involuntary", "unknown")


@dataclass(frozen=True)
class Past:
    """The record up to the projection's start.

    Attributes
    ----------
    first : its first month (months since November 2022; below nought before)
    flows : (4, months) opening headcount, hires, voluntary leavers and others, by department
        (`All departments` among them)
    monthly : whether it has months; else every month is the mean of the window
    reasons_known : whether it can be said who left at their own wish
    freelancers : whether freelancers are counted in it
    """

    first: int
    flows: Mapping[str, Floats]
    monthly: bool
    reasons_known: bool
    freelancers: bool

    @property
    def end(self) -> int:
        """The month after its last one."""
        return self.first + int(self.flows[ALL_DEPARTMENTS].shape[1])

    def account(self, used: bool) -> dict[str, Any]:
        """What is said about it in every output."""
        return {
            "first_month": month_label(self.first),
            "last_month": month_label(self.end - 1),
            "by_month": self.monthly,
            "freelancers_in_it": self.freelancers,
            "shown": used,
        }


def past_of(imported: ImportedProfile, start: int, minimum_cell: int) -> Past | None:
    """The record of a profile before a start; None where it has none, or it ends before the start's history.

    Departments that ever had fewer than `minimum_cell` people in it are left out.
    """
    found = _by_month(imported) if imported.monthly is not None else _of_window(imported)
    if found is None:
        return None
    months = min(start - found.first, found.flows[ALL_DEPARTMENTS].shape[1])
    if months < 1:
        return None
    flows = {
        name: rows[:, :months]
        for name, rows in found.flows.items()
        if name == ALL_DEPARTMENTS or _lowest(rows[:, :months]) >= minimum_cell
    }
    return Past(found.first, flows, found.monthly, found.reasons_known, found.freelancers)


def past_before(monthly: pd.DataFrame, month: str) -> Past:
    """The whole organisation's record before a month (YYYY-MM), of a monthly table that begins earlier."""
    rows = monthly[(monthly["department"] == ALL_DEPARTMENTS) & (monthly["month"] < month)].sort_values(
        "month"
    )
    flows = {ALL_DEPARTMENTS: _flows(rows, voluntary_share(rows))}
    return Past(_month(str(rows["month"].iloc[0])), flows, True, _known(rows), False)


def is_shown(past: Past | None, first_month: int) -> bool:
    """Whether a record is long and recent enough to stand before a projection.

    `first_month` is the first of the simulated history, which must go on where the record ends.
    """
    return past is not None and past.end >= first_month and past.end - past.first >= SHORTEST


def dismissal_rate(past: Past, prior: float, chance: float) -> float:
    """A draw of the monthly rate of leaving that is nobody's own wish, from the record's last twelve months.

    Leavers are Poisson; the gamma prior has the published rate as its mean and counts as `PRIOR_LEAVERS`.

    Parameters
    ----------
    prior : published monthly rate
    chance : where in the posterior the draw lies, 0 to 1
    """
    last = past.flows[ALL_DEPARTMENTS][:, -SHORTEST:]
    people = last[OPENING] + (last[HIRES] - last[VOLUNTARY] - last[OTHER_EXITS]) / 2
    leavers = PRIOR_LEAVERS + last[OTHER_EXITS].sum()
    return float(gammaincinv(leavers, chance) / (PRIOR_LEAVERS / prior + people.sum()))


def _lowest(rows: Floats) -> float:
    closing = rows[OPENING] + rows[HIRES] - rows[VOLUNTARY] - rows[OTHER_EXITS]
    return float(min(rows[OPENING].min(), closing.min()))


def _by_month(imported: ImportedProfile) -> Past:
    monthly = imported.monthly
    assert monthly is not None
    share = voluntary_share(monthly)
    flows = {
        str(name): _flows(rows.sort_values("month"), share)
        for name, rows in monthly.groupby("department", sort=False, observed=True)
    }
    whole = monthly[monthly["department"] == ALL_DEPARTMENTS]
    return Past(_month(str(monthly["month"].min())), flows, True, _known(whole), _has_freelancers(imported))


def _flows(rows: pd.DataFrame, share: float) -> Floats:
    """Leavers of unknown reason are split as those of known reason are, `share` of them voluntary."""
    voluntary, involuntary, unknown = (rows[kind].to_numpy(np.float64) for kind in _exits)
    opening, hires = (rows[name].to_numpy(np.float64) for name in ("opening_headcount", "hires"))
    return np.stack([opening, hires, voluntary + share * unknown, involuntary + (1 - share) * unknown])


def _of_window(imported: ImportedProfile) -> Past | None:
    """Every month alike: the window's person-months and leavers of employees and executives ÷ its months."""
    exposure, months = imported.exposure, imported.about["window_months"]
    snapshot = str(imported.about["snapshot"])
    if exposure is None or not months or len(snapshot) < 7 or not snapshot[:4].isdigit():
        return None
    staff = exposure[exposure["contract"] != "freelancer"]
    if staff.empty:
        return None
    known = float(staff[["voluntary", "involuntary"]].to_numpy().sum())
    share = float(staff["voluntary"].sum()) / known if known else 1.0
    sums = staff.groupby("department", observed=True)[["person_months", *_exits]].sum()
    sums.loc[ALL_DEPARTMENTS] = sums.sum()
    flows = {}
    for name, row in sums.iterrows():
        people, voluntary, involuntary, unknown = (float(value) / months for value in row)
        left = np.array([voluntary + share * unknown, involuntary + (1 - share) * unknown])
        # As many join as leave, so that the mean headcount is the window's.
        flows[str(name)] = np.repeat([[people], [left.sum()], *left[:, np.newaxis]], months, axis=1)
    end = _month(snapshot[:7]) + 1
    return Past(end - months, flows, False, _known(staff), False)


def _known(rows: pd.DataFrame) -> bool:
    left = rows[list(_exits)].to_numpy().sum()
    return bool(left == 0 or rows[["voluntary", "involuntary"]].to_numpy().sum() > 0)


def _has_freelancers(imported: ImportedProfile) -> bool:
    if imported.exposure is not None:
        of_them = imported.exposure[imported.exposure["contract"] == "freelancer"]
        return float(of_them["person_months"].sum()) > 0
    return any(group.contract == "freelancer" for group in imported.profile.groups)


def _month(label: str) -> int:
    """Months since November 2022 of `YYYY-MM`, below nought before."""
    return (int(label[:4]) - FIRST_YEAR) * 12 + int(label[5:7]) - FIRST_MONTH
