"""What the levers of a policy cost in each month and group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from tandem.model.organisation.profile import Profile
from tandem.model.organisation.seats import Seats
from tandem.model.outcomes import tally
from tandem.model.policy.catalogue import LEVERS
from tandem.model.policy.coverage import covered_share
from tandem.model.policy.in_force import phased
from tandem.model.policy.lever import Floats, Lever, in_force


def programme_costs(
    levers: Sequence[Lever],
    tallies: npt.NDArray[np.float64],
    first_month: int,
    profile: Profile,
    seats: Seats,
    values: Mapping[str, float | Floats],
) -> Floats:
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

    Returns
    -------
    float64 array (..., months, groups)
    """
    months = tallies.shape[-3]
    present, payroll = tallies[..., tally.PRESENT], tallies[..., tally.PAYROLL]
    cost = np.zeros(tallies.shape[:-1])
    horizon = first_month + months
    for lever in phased(levers, seats.departments):
        if lever.intensity == 0:
            continue
        covered = covered_share(lever.coverage, seats, len(profile.groups))
        active = in_force(lever, horizon)[first_month:, np.newaxis]
        heads = present * covered * LEVERS[lever.kind].share_without(values)
        cost += lever.intensity * lever.cost.per_head_month * heads * active
        cost += _fixed(lever, present * covered, first_month)
        extra = LEVERS[lever.kind].payroll_share
        if extra is not None:
            cost += extra(lever, horizon)[first_month:, np.newaxis] * payroll * covered
    salaries = np.array([group.mean_salary for group in profile.groups])
    employed = np.array([group.contract != "freelancer" for group in profile.groups])
    severance: Floats = values["severance"] * tallies[..., tally.LAYOFFS] * salaries * employed
    return cost + severance


def _fixed(lever: Lever, heads: Floats, first_month: int) -> Floats:
    """The fixed cost in the first month in force, shared out by the covered headcount."""
    cost = np.zeros(heads.shape)
    place = lever.start - first_month
    if 0 <= place < heads.shape[-2]:
        here = heads[..., place, :]
        cost[..., place, :] = lever.cost.fixed * here / np.maximum(here.sum(axis=-1, keepdims=True), 1)
    return cost
