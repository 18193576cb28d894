"""A history of leavers, laid out for the regression: counts and exposure by group and by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.model.engine.formulas import LONGEST_TENURE, tenure_log_multiplier
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS, TENURE_BANDS, UNKNOWN_TENURE
from tandem.model.organisation.profile import Profile
from tandem.model.parameters import central_values

FloatArray = npt.NDArray[np.float64]
Key = tuple[str, str, str]  # department, level, contract

_last_band_ends = 361  # months: half a working life stands for all that is longer (assumption)
_year = 12


@dataclass(frozen=True)
class History:
    """What the regression sees.

    Attributes
    ----------
    keys : the groups (department, level, contract), those asked for first
    asked : how many of `keys` are asked for; the others only lend their evidence
    person_months, at_risk : (groups,) time observed, plain and weighted with the tenure multiplier
    voluntary, involuntary, unknown : (groups,) exits
    month_headcount, month_leavers : (months,) mean headcount and voluntary leavers of the organisation; empty
        where there are no dates
    """

    keys: tuple[Key, ...]
    asked: int
    person_months: FloatArray
    at_risk: FloatArray
    voluntary: FloatArray
    involuntary: FloatArray
    unknown: FloatArray
    month_headcount: FloatArray
    month_leavers: FloatArray

    @property
    def last_year(self) -> FloatArray:
        """(months,) 1 for the last twelve months with people, 0 for the others."""
        chosen = np.zeros(self.month_headcount.size)
        chosen[np.flatnonzero(self.month_headcount > 0)[-_year:]] = 1
        return chosen


def history_of(profile: Profile, exposure: pd.DataFrame, monthly: pd.DataFrame | None) -> History:
    """The history of a profile (tables as in `model.organisation.folder.tables`).

    A freelancer's exit of any kind is the end of a contract, as in the model, and counts as voluntary here.
    """
    keys = [(group.department, group.level, group.contract) for group in profile.groups]
    table = exposure.assign(at_risk=exposure["person_months"] * _multipliers(exposure["tenure_band"]))
    freelance = table["contract"] == "freelancer"
    ended = table[["voluntary", "involuntary", "unknown"]].sum(axis=1)
    table = table.assign(
        voluntary=table["voluntary"].where(~freelance, ended),
        involuntary=table["involuntary"].where(~freelance, 0),
        unknown=table["unknown"].where(~freelance, 0),
    )
    columns = ["person_months", "at_risk", "voluntary", "involuntary", "unknown"]
    sums = table.groupby(["department", "level", "contract"])[columns].sum()
    seen = [(str(a), str(b), str(c)) for a, b, c in sums.index]
    every = [*keys, *(key for key in seen if key not in set(keys))]
    found = sums.reindex(pd.MultiIndex.from_tuples(every)).fillna(0.0)
    totals = {name: found[name].to_numpy(np.float64) for name in columns}
    headcount, leavers = month_counts(monthly, ALL_DEPARTMENTS)
    return History(tuple(every), len(keys), **totals, month_headcount=headcount, month_leavers=leavers)


def history_by_department(monthly: pd.DataFrame, departments: Sequence[str], before: str) -> History:
    """The history by department alone, from the months of a monthly table before `before` (YYYY-MM).

    Tenure is not known there, so everybody weighs the same. The months keep their number, so that one
    compiled regression serves every `before`; the later ones are empty.
    """
    months = monthly["month"].nunique()
    seen = monthly[monthly["month"] < before]
    every = [month_counts(seen, name, spread_unknown=False) for name in departments]
    exposed = np.array([people.sum() for people, _ in every])
    exits = {
        kind: np.array([float(_of(seen, name)[kind].sum()) for name in departments])
        for kind in ("involuntary", "unknown")
    }
    headcount, leavers = (_padded(counts, months) for counts in month_counts(seen, ALL_DEPARTMENTS))
    return History(
        tuple((name, "all", "employee") for name in departments),
        len(departments),
        person_months=exposed,
        at_risk=exposed,
        voluntary=np.array([left.sum() for _, left in every]),
        **exits,
        month_headcount=headcount,
        month_leavers=leavers,
    )


def _padded(counts: FloatArray, months: int) -> FloatArray:
    return np.concatenate([counts, np.zeros(months - counts.size)])


def month_counts(
    monthly: pd.DataFrame | None, department: str, spread_unknown: bool = True
) -> tuple[FloatArray, FloatArray]:
    """Mean headcount and voluntary leavers of each month; empty arrays where there are no dates.

    Exits of unknown reason are split as the known ones of the whole table are, unless `spread_unknown` is
    False.
    """
    if monthly is None:
        return np.zeros(0), np.zeros(0)
    rows = _of(monthly, department)
    headcount = (rows["opening_headcount"] + rows["closing_headcount"]).to_numpy(np.float64) / 2
    leavers = rows["voluntary"].to_numpy(np.float64)
    if spread_unknown:
        leavers = leavers + voluntary_share(monthly) * rows["unknown"].to_numpy(np.float64)
    return headcount, leavers


def voluntary_share(monthly: pd.DataFrame) -> float:
    """Share of exits with a known reason that are voluntary, in the organisation (1 if none is known)."""
    rows = _of(monthly, ALL_DEPARTMENTS)
    voluntary, involuntary = float(rows["voluntary"].sum()), float(rows["involuntary"].sum())
    return voluntary / (voluntary + involuntary) if voluntary + involuntary else 1.0


def _of(monthly: pd.DataFrame, department: str) -> pd.DataFrame:
    return monthly[monthly["department"] == department].sort_values("month")


def _multipliers(bands: pd.Series) -> FloatArray:
    """Mean quit multiplier of the model's tenure curve over the months of each tenure band."""
    curve = np.exp(tenure_log_multiplier(central_values(), np.float64))
    starts = [*TENURE_BANDS, min(_last_band_ends, LONGEST_TENURE)]
    means = {
        label: float(curve[start:end].mean())
        for label, start, end in zip(TENURE_BANDS.values(), starts[:-1], starts[1:], strict=True)
    }
    return np.array([{**means, UNKNOWN_TENURE: 1.0}[str(band)] for band in bands])
