"""The sums of one cell's groups, and how they combine: counts, shares, means and rates of turnover."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tandem.model.outcomes import tally

Array = npt.NDArray[np.float64]

MONTHS_A_YEAR = 12
EXITS = (tally.QUITS, tally.CONTRACT_ENDS, tally.DISMISSALS, tally.LAYOFFS)


class CellSums:
    """Sums of the groups of one cell, month by month.

    Parameters
    ----------
    everybody : float64 array (TALLIES, ..., months)
        Sums over all groups of the cell.
    staff : float64 array (TALLIES, ..., months)
        Sums over its groups of employees and executives.
    licence_price : float64 array that broadcasts against (..., months)
        Price of an AI licence, currency/user/month.
    programmes : float64 array (..., months)
        What the policy's levers cost in the cell; None: no policy that costs anything.
    full_time : float64 array (..., months)
        Full-time equivalents at the end of the month; None: everybody works full time.
    """

    def __init__(
        self,
        everybody: Array,
        staff: Array,
        licence_price: Array,
        programmes: Array | None = None,
        full_time: Array | None = None,
    ) -> None:
        self.everybody = everybody
        self.staff = staff
        self.licence_price = licence_price
        self.programmes = np.zeros(everybody.shape[1:]) if programmes is None else programmes
        self.full_time = closing(everybody) if full_time is None else full_time

    def of(self, *indexes: int) -> Array:
        """The sum of some tallies over everybody, shape (..., months)."""
        return _added(self.everybody, indexes)

    def first_cell(self) -> CellSums:
        """The sums of the first of several cells, (TALLIES, draws, 1, months)."""
        return CellSums(
            self.everybody[..., :1, :],
            self.staff[..., :1, :],
            self.licence_price,
            self.programmes[..., :1, :],
            self.full_time[..., :1, :],
        )

    def months(self, some: slice) -> CellSums:
        """The sums of some months."""
        return CellSums(
            self.everybody[..., some],
            self.staff[..., some],
            self.licence_price,
            self.programmes[..., some],
            self.full_time[..., some],
        )

    def after(self, before: CellSums) -> CellSums:
        """These months after those of `before`; of its draws the first that are here, too."""
        draws = self.everybody.shape[1]
        return CellSums(
            np.concatenate([before.everybody[:, :draws], self.everybody], axis=-1),
            np.concatenate([before.staff[:, :draws], self.staff], axis=-1),
            self.licence_price,
            np.concatenate([before.programmes[:draws], self.programmes], axis=-1),
            np.concatenate([before.full_time[:draws], self.full_time], axis=-1),
        )

    def closing_headcount(self) -> Array:
        """People at the end of the month."""
        return closing(self.everybody)

    def share(self, index: int) -> Array:
        """A tally as per cent of the people present in the month."""
        return 100 * ratio(self.of(index), self.of(tally.PRESENT))

    def mean_of_users(self, index: int) -> Array:
        """A tally, in shares, as the mean among AI users in per cent."""
        return 100 * ratio(self.of(index), self.of(tally.AI_USERS))

    def turnover(self, *indexes: int) -> Array:
        """Leavers among employees and executives in twelve months ÷ their average headcount, per cent."""
        average = (self.staff[tally.PRESENT] + closing(self.staff)) / 2
        leavers = trailing_sum(_added(self.staff, indexes))
        return 100 * ratio(leavers, trailing_sum(average) / MONTHS_A_YEAR)


def cell_sums(
    tallies: npt.NDArray[Any], contracts: Sequence[str], licence_price: float | npt.ArrayLike
) -> CellSums:
    """The sums that all measures of a cell follow from; arguments as in `measures.measure_values`."""
    if tallies.shape[-1] != tally.TALLIES or tallies.shape[-2] != len(contracts):
        raise ValueError(
            f"tallies have shape {tallies.shape}; expected (..., months, {len(contracts)}, {tally.TALLIES})"
        )
    is_staff = np.array([contract != "freelancer" for contract in contracts], dtype=bool)
    everybody = np.moveaxis(tallies.sum(axis=-2, dtype=np.float64), -1, 0)
    staff = np.moveaxis(tallies[..., is_staff, :].sum(axis=-2, dtype=np.float64), -1, 0)
    return CellSums(everybody, staff, np.asarray(licence_price, dtype=np.float64)[..., np.newaxis])


def ratio(numerator: Array, denominator: Array) -> Array:
    """The quotient, NaN where the denominator is nought."""
    missing = np.full(np.broadcast_shapes(numerator.shape, denominator.shape), np.nan)
    np.divide(numerator, denominator, out=missing, where=denominator > 0)
    return missing


def trailing_sum(monthly: Array) -> Array:
    """The sum of each month and the eleven before it; NaN for the first eleven months."""
    months = monthly.shape[-1]
    sums = np.full(monthly.shape, np.nan)
    if months >= MONTHS_A_YEAR:
        windows = np.lib.stride_tricks.sliding_window_view(monthly, MONTHS_A_YEAR, axis=-1)
        sums[..., MONTHS_A_YEAR - 1 :] = windows.sum(axis=-1)
    return sums


def _added(sums: Array, indexes: Sequence[int]) -> Array:
    added: Array = sums[indexes[0]]
    for index in indexes[1:]:
        added = added + sums[index]
    return added


def closing(sums: Array) -> Array:
    """People at the end of each month, from sums (TALLIES, ..., months)."""
    moved = sums[tally.PROMOTED] - sums[tally.PROMOTED_AWAY]
    people: Array = sums[tally.PRESENT] - _added(sums, EXITS) + sums[tally.HIRES] + moved
    return people
