"""The seats of an organisation, drawn from its profile: team, department, level, contract, salary, tenure."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tandem.model.errors import InputError
from tandem.model.numerics.draws import Stream, normal_quantile, uniforms
from tandem.model.organisation.profile import CONTRACTS, LONGEST_TENURE_YEARS, Contract, Profile
from tandem.model.organisation.settings import SeatSettings
from tandem.model.organisation.teams import deal_ranks, team_sizes
from tandem.model.organisation.tenure import published_tenure, tenure_of_mean

_months_per_year = 12.0
_block = 1 << 20  # seats whose draws are held in memory at a time


@dataclass(frozen=True, eq=False)
class Seats:
    """Every seat of an organisation, one row a seat, sorted by (department, team), a team's leader first.

    Two are equal only if they are one: what follows from an organisation's seats can be kept.

    Attributes
    ----------
    seat_id : uint32 array of shape (seats,)
        0, 1, 2 …: the identity that keys a seat's random draws.
    department, team, group, level, contract : int32 arrays of shape (seats,)
        Places in `departments`, among the teams (0 to teams − 1, contiguous), in `profile.groups`, in
        `levels` and in `CONTRACTS` (codes of `Contract`).
    salary : float64 array of shape (seats,)
        Currency units a year.
    tenure : float64 array of shape (seats,)
        Months the holder has been with the organisation; not a number where nothing is stated: the steady
        state says it (`model/engine/steady_state.py`).
    departments, levels : tuple of str
        Names; levels from junior to senior.
    team_offsets : int64 array of shape (teams + 1,)
        Team t is the slice `team_offsets[t]:team_offsets[t + 1]`.
    opens : int64 array of shape (seats,), or None
        Month (since November 2022) in which a seat opens, −1 for one that stands from the start; None where
        all do. See `model.organisation.new_seats`.
    """

    seat_id: npt.NDArray[np.uint32]
    department: npt.NDArray[np.int32]
    team: npt.NDArray[np.int32]
    group: npt.NDArray[np.int32]
    level: npt.NDArray[np.int32]
    contract: npt.NDArray[np.int32]
    salary: npt.NDArray[np.float64]
    tenure: npt.NDArray[np.float64]
    departments: tuple[str, ...]
    levels: tuple[str, ...]
    team_offsets: npt.NDArray[np.int64]
    opens: npt.NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return self.seat_id.size


def build_seats(profile: Profile, seed: int, settings: SeatSettings) -> Seats:
    """Draw the seats of an organisation.

    Each group has exactly its headcount of seats. Departments keep their order in the profile and are cut
    into teams (`model.organisation.teams`), among which people are dealt by seniority: executives, then
    levels from the top, freelancers after employees. Salaries are lognormal around the group's mean, which
    the seats' mean equals; tenure is drawn around the group's mean or as the settings say
    (`model.organisation.tenure`), and otherwise left open. Both are functions of (seed, seat)
    alone, scaled to the group's mean.

    Parameters
    ----------
    profile : Profile
        The organisation.
    seed : int
        Seed of the draws, 0 to 2**64 − 1.
    settings : SeatSettings
        Team sizes and spreads.

    Returns
    -------
    Seats

    Raises
    ------
    InputError
        If the seed is out of range.
    """
    if not 0 <= seed < 2**64:
        raise InputError(f"seed: found {seed}; allowed: a whole number from 0 to 2**64 - 1; example: 1.")
    department_code = {name: code for code, name in enumerate(profile.departments)}
    level_code = {name: code for code, name in enumerate(profile.levels)}
    group_department = np.array([department_code[group.department] for group in profile.groups], np.int32)
    group_level = np.array([level_code[group.level] for group in profile.groups], np.int32)
    group_contract = np.array([CONTRACTS.index(group.contract) for group in profile.groups], np.int32)
    headcount = np.array([group.headcount for group in profile.groups], np.int64)

    by_seniority = _order_by_seniority(group_department, group_level, group_contract)
    department_sizes = np.bincount(group_department, weights=headcount).astype(np.int64)
    sizes, team_department = team_sizes(department_sizes, seed, settings)
    holders = np.repeat(by_seniority.astype(np.int32), headcount[by_seniority])
    group = holders[deal_ranks(sizes, team_department)]
    salary, tenure = _draw_salary_and_tenure(profile, group, group_contract, seed, settings)
    return Seats(
        seat_id=np.arange(group.size, dtype=np.uint32),
        department=group_department[group],
        team=np.repeat(np.arange(sizes.size, dtype=np.int32), sizes),
        group=group,
        level=group_level[group],
        contract=group_contract[group],
        salary=salary,
        tenure=tenure,
        departments=profile.departments,
        levels=profile.levels,
        team_offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
    )


def _order_by_seniority(
    department: npt.NDArray[np.int32], level: npt.NDArray[np.int32], contract: npt.NDArray[np.int32]
) -> npt.NDArray[np.int64]:
    """Groups by department, in it executives first, then by falling level, freelancers after employees."""
    not_executive = contract != Contract.EXECUTIVE
    return np.lexsort((contract, -level, not_executive, department)).astype(np.int64)


def _draw_salary_and_tenure(
    profile: Profile,
    group: npt.NDArray[np.int32],
    group_contract: npt.NDArray[np.int32],
    seed: int,
    settings: SeatSettings,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Salary (currency units a year) and tenure (months) of every seat."""
    mean_salary = np.array([entry.mean_salary for entry in profile.groups])
    mean_tenure = _group_mean_tenure(profile, group_contract, settings)
    spread = math.sqrt(math.log1p(settings.salary_variation**2))  # of the logarithm (lognormal)
    salary, tenure = np.empty(group.size), np.empty(group.size)
    for start in range(0, group.size, _block):
        rows = slice(start, min(start + _block, group.size))
        seats = np.arange(rows.start, rows.stop, dtype=np.uint32)
        draw = uniforms(seed, Stream.ORGANISATION, 0, seats, np.zeros(seats.size, np.uint32))
        salary[rows] = np.exp(spread * normal_quantile(draw[:, 0]))
        tenure[rows] = _draw_tenure(draw[:, 1], group[rows], mean_tenure, settings)
    _scale_to_group_mean(salary, group, mean_salary)
    _scale_to_group_mean(tenure, group, mean_tenure)
    np.minimum(tenure, LONGEST_TENURE_YEARS, out=tenure)
    tenure *= _months_per_year
    return salary, tenure


def _group_mean_tenure(
    profile: Profile, group_contract: npt.NDArray[np.int32], settings: SeatSettings
) -> npt.NDArray[np.float64]:
    """Mean tenure of each group, years; not a number where it is not given and the published one applies."""
    given = np.array(
        [np.nan if entry.mean_tenure_years is None else entry.mean_tenure_years for entry in profile.groups]
    )
    usual = settings.freelancer_mean_tenure_years
    freelancers = group_contract == Contract.FREELANCER
    return given if usual is None else np.where(np.isnan(given) & freelancers, usual, given)


def _draw_tenure(
    uniform: npt.NDArray[np.float64],
    group: npt.NDArray[np.int32],
    mean_years: npt.NDArray[np.float64],
    settings: SeatSettings,
) -> npt.NDArray[np.float64]:
    """Tenure in years: around the group's mean where it has one, elsewhere as published or not a number."""
    known = ~np.isnan(mean_years)[group]
    years = np.full(uniform.size, np.nan)
    years[known] = tenure_of_mean(uniform[known], mean_years, group[known])
    if settings.median_tenure_years is not None and settings.first_year_tenure_share is not None:
        years[~known] = published_tenure(
            uniform[~known], settings.median_tenure_years, settings.first_year_tenure_share
        )
    return years


def _scale_to_group_mean(
    values: npt.NDArray[np.float64], group: npt.NDArray[np.int32], mean: npt.NDArray[np.float64]
) -> None:
    """Multiply the values of each group, in place, so that their mean is `mean` (unless that is nan)."""
    seats = np.bincount(group, minlength=mean.size)
    total = np.bincount(group, weights=values, minlength=mean.size)
    factor = np.where(np.isnan(mean), 1.0, mean * seats / total)
    values *= factor[group]
