"""Reasons of leaving that may be kept: of the whole organisation by year, where many left, and with noise.

That somebody left is known to every colleague; whether it was their own wish is not. A reason therefore
enters one figure at most: the share of its year's leavers who left at their own wish. The count behind it has
normal noise added, so that whoever knows why all the others left, and how this works, still guesses the last
one's reason right hardly more often than from the base rate: of two reasons equally likely, by
erf(1 / (2 √2 σ)) / 2, which is 1.3 points for σ = 16 leavers (the total variation of two normal distributions
one leaver apart). A year enters once it is over and is then the same in every later profile, as the noise
hangs on a secret of this computer and on what was counted; a year with few leavers does not enter.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.groups.history import Window, month_of, month_text
from tandem.experiments.intake.groups.rounding import keyed_generator
from tandem.model.organisation.folder.reasons import NOTHING_KNOWN, REASONS_COLUMNS
from tandem.model.organisation.folder.tables import EXITS
from tandem.model.organisation.profile import CONTRACTS

Counts = npt.NDArray[np.int64]

NOISE = 16.0  # leavers: standard deviation of what is added to a count (assumption)
FEWEST_LEAVERS = 120  # of a period, below which nothing is said of reasons (assumption)
_most_unknown = 80  # per cent of unknown reason from which on nothing is said of the others (assumption)
_year = 12
_voluntary, _, _unknown = range(len(EXITS))


def reasons_table(spells: pd.DataFrame, window: Window | None, key: bytes) -> pd.DataFrame | None:
    """Shares of reasons among employees' and executives' leavers by period; None where none may be kept.

    Parameters
    ----------
    spells : as in `People`
    window : Window or None
        The months of the history; None where leavers have no dates, and all of them are one period.
    key : bytes
        Secret of this computer.
    """
    staff = spells["contract"].to_numpy() != CONTRACTS.index("freelancer")
    reason = np.where(staff, spells["reason"].to_numpy(), -1)
    if window is None:
        return _table([("", "", _counts(reason))], key)
    month = month_of(spells["exit"].to_numpy().astype("datetime64[D]"))
    years = _whole_years(window)
    periods = [years] if years else [[(window.first, window.last)]]
    if years and min(_counts(reason[_within(month, *year)]).sum() for year in years) < FEWEST_LEAVERS:
        periods.append([(years[0][0], years[-1][1])])  # several years together, where one has too few leavers
    for its in periods:
        named = [
            (month_text(first), month_text(last), _counts(reason[_within(month, first, last)]))
            for first, last in its
        ]
        found = _table(named, key)
        if found is not None:
            return found
    return None


def _whole_years(window: Window) -> list[tuple[int, int]]:
    """First and last month of the calendar years that are wholly within a window."""
    first = -(-window.first // _year) * _year  # months since January 1970
    return [(start, start + _year - 1) for start in range(first, window.last - _year + 2, _year)]


def _within(month: Counts, first: int, last: int) -> npt.NDArray[np.bool_]:
    return (month >= first) & (month <= last)


def _counts(reason: Counts) -> Counts:
    return np.bincount(reason[reason >= 0], minlength=len(EXITS))


def _table(periods: list[tuple[str, str, Counts]], key: bytes) -> pd.DataFrame | None:
    rows = [
        (first, last, *shares_with_noise(counts, (first, last), key))
        for first, last, counts in periods
        if counts.sum() >= FEWEST_LEAVERS
    ]
    return pd.DataFrame(rows, columns=list(REASONS_COLUMNS)) if rows else None


def shares_with_noise(counts: Counts, period: tuple[str, str], key: bytes) -> tuple[int, int, int]:
    """Leavers of a period, and per cent of them who left at their own wish, and for an unknown reason."""
    leavers = int(counts.sum())
    lot = keyed_generator(key, "reasons", period, counts.tolist())
    noisy = counts + lot.normal(0, NOISE, counts.size)
    unknown = _per_cent(noisy[_unknown], leavers) if counts[_unknown] else 0
    if unknown > _most_unknown:
        return leavers, *NOTHING_KNOWN
    voluntary = min(_per_cent(noisy[_voluntary], leavers), 100 - unknown)
    return leavers, voluntary, unknown


def _per_cent(count: float, leavers: int) -> int:
    return round(min(max(100 * count / leavers, 0.0), 100.0))
