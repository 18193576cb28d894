"""What the levers of a policy cost in each month and group, and the units that they are paid for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tandem.model.organisation.profile import Profile
from tandem.model.organisation.seats import Seats
from tandem.model.outcomes import tally
from tandem.model.policy.catalogue import LEVERS
from tandem.model.policy.coverage import covered_share
from tandem.model.policy.in_force import phased
from tandem.model.policy.lever import Floats, Lever, in_force

#: What a lever is paid for: people covered and month, once, and an hour a week of the people covered.
UNITS = ("head_months", "fixed", "output_per_hour")
HEAD_MONTHS, FIXED, OUTPUT_PER_HOUR = range(len(UNITS))

_least_left = 1e-6  # of the working time, so that nothing is divided by nought


class Borne(NamedTuple):
    """What levers cost by what it is paid for: currency, (..., months, groups) each.

    Attributes
    ----------
    programmes : fixed prices and prices a head
    raises : raises and bonuses
    severance : for the people laid off
    """

    programmes: Floats
    raises: Floats
    severance: Floats

    @property
    def total(self) -> Floats:
        """All of it."""
        return self.programmes + self.raises + self.severance


def programme_costs(
    levers: Sequence[Lever],
    tallies: npt.NDArray[np.float64],
    first_month: int,
    profile: Profile,
    seats: Seats,
    values: Mapping[str, float | Floats],
) -> Floats:
    """Cost of the levers in all, (..., months, groups); see `costs_borne`."""
    return costs_borne(levers, tallies, first_month, profile, seats, values).total


def costs_borne(
    levers: Sequence[Lever],
    tallies: npt.NDArray[np.float64],
    first_month: int,
    profile: Profile,
    seats: Seats,
    values: Mapping[str, float | Floats],
) -> Borne:
    """Cost of the levers, currency of the profile.

    A cost per head is borne for the people present on the covered seats of a group who do not have the
    programme already, raises and bonuses by their payroll, severance by employees and executives laid off; a
    fixed cost is shared by headcount. Hours taken from work cost output, not money, and are no part of it.

    Parameters
    ----------
    tallies : float64 array (..., months, groups, TALLIES)
        Sums (`model.outcomes.tally`) of one run, or of many.
    first_month : int
        First month of `tallies`, since November 2022.
    values : parameter values of the run, or arrays that broadcast against (..., months, groups)
    """
    months = tallies.shape[-3]
    present, payroll = tallies[..., tally.PRESENT], tallies[..., tally.PAYROLL]
    programmes, raises = np.zeros(tallies.shape[:-1]), np.zeros(tallies.shape[:-1])
    horizon = first_month + months
    for lever in phased(levers, seats.departments):
        if lever.intensity == 0:
            continue
        covered = covered_share(lever.coverage, seats, len(profile.groups))
        active = in_force(lever, horizon)[first_month:, np.newaxis]
        heads = present * covered * LEVERS[lever.kind].share_without(values)
        programmes += lever.intensity * lever.cost.per_head_month * heads * active
        programmes += _fixed(lever, present * covered, first_month)
        extra = LEVERS[lever.kind].payroll_share
        if extra is not None:
            raises += extra(lever, horizon)[first_month:, np.newaxis] * payroll * covered
    salaries = np.array([group.mean_salary for group in profile.groups])
    employed = np.array([group.contract != "freelancer" for group in profile.groups])
    severance: Floats = values["severance"] * tallies[..., tally.LAYOFFS] * salaries * employed
    return Borne(programmes, raises, severance)


def units_paid(
    levers: Sequence[Lever],
    tallies: npt.NDArray[np.float64],
    first_month: int,
    seats: Seats,
    values: Mapping[str, float],
) -> Floats:
    """What each lever is paid for in one run, (levers, UNITS, months), over all groups.

    - `head_months`: people covered who do not have the programme already × intensity. Times the price a head
      and month it is that part of the cost.
    - `fixed`: 1 in the first month in force, if anybody is covered.
    - `output_per_hour`: worker-months of output that one hour a week taken for the lever costs. Hours take
      their share of the working week from output and from nothing else (`MODIFY_WORK`), so that output
      without them follows, and with it what any other hours would cost. Several levers with hours share
      what they cost together by what each takes.

    Parameters
    ----------
    tallies : float64 array (months, groups, TALLIES)
    first_month : first month of `tallies`, since November 2022
    values : parameter values of the run
    """
    months, groups, _ = tallies.shape
    present, output = tallies[..., tally.PRESENT], tallies[..., tally.OUTPUT_SUM]
    units = np.zeros((len(levers), len(UNITS), months))
    reach = [
        lever.intensity * LEVERS[lever.kind].share_without(values) / values["working_week"]
        for lever in levers
    ]
    left = _time_left(levers, reach, first_month, months, groups, seats)
    whole = output if left is None else output / left
    taken = np.zeros(months)
    for place, lever in enumerate(levers):
        covered = _covered(lever, first_month, months, groups, seats)
        share = reach[place] * values["working_week"]
        units[place, HEAD_MONTHS] = share * np.einsum("mg,mg->m", present, covered)
        first = lever.start - first_month
        if lever.intensity and 0 <= first < months and covered[first].any():
            units[place, FIXED, first] = 1
        units[place, OUTPUT_PER_HOUR] = reach[place] * np.einsum("mg,mg->m", whole, covered)
        taken += lever.cost.hours_per_week * units[place, OUTPUT_PER_HOUR]
    if left is not None:  # what the hours of all levers cost together, by what each takes
        lost = (whole - output).sum(axis=1)
        ratio = np.divide(lost, taken, out=np.ones(months), where=taken > 0)
        for place, lever in enumerate(levers):
            if lever.cost.hours_per_week:
                units[place, OUTPUT_PER_HOUR] *= ratio
    return units


def _time_left(
    levers: Sequence[Lever], reach: Sequence[float], first_month: int, months: int, groups: int, seats: Seats
) -> Floats | None:
    """Share of the working time that the levers' hours leave, (months, groups); None: none takes any."""
    left: Floats | None = None
    for lever, part in zip(levers, reach, strict=True):
        hours = lever.cost.hours_per_week
        if not hours or not part:
            continue
        here = np.maximum(1 - part * hours * _covered(lever, first_month, months, groups, seats), _least_left)
        left = here if left is None else left * here
    return left


@lru_cache(maxsize=256)
def _covered(lever: Lever, first_month: int, months: int, groups: int, seats: Seats) -> Floats:
    """Share of each group that a lever covers while in force, (months, groups); phases counted."""
    found = np.zeros((months, groups))
    for each in phased((lever,), seats.departments):
        active = in_force(each, first_month + months)[first_month:, np.newaxis]
        found += active * covered_share(each.coverage, seats, groups)
    found.flags.writeable = False
    return found


def _fixed(lever: Lever, heads: Floats, first_month: int) -> Floats:
    """The fixed cost in the first month in force, shared out by the covered headcount."""
    cost = np.zeros(heads.shape)
    place = lever.start - first_month
    if 0 <= place < heads.shape[-2]:
        here = heads[..., place, :]
        cost[..., place, :] = lever.cost.fixed * here / np.maximum(here.sum(axis=-1, keepdims=True), 1)
    return cost
