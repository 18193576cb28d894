"""The prices of levers in the organisation's currency: shares of its mean pay become money here."""

from __future__ import annotations

from tandem.experiments.settings.schema import CostChoices
from tandem.model.errors import InputError
from tandem.model.organisation.profile import Profile
from tandem.model.outcomes.sums import MONTHS_A_YEAR
from tandem.model.policy.lever import Cost


def cost_of(cost: CostChoices, profile: Profile, key: str) -> Cost:
    """The prices of a lever in the organisation's currency; shares of pay become money here.

    A price in money takes the place of a share of pay, so that it can be put on top of a ready policy.

    Raises
    ------
    InputError
        If they are in another currency: nothing is converted.
    """
    if cost.currency not in (None, profile.currency):
        raise InputError(
            f"{key}.currency: found {cost.currency!r}; the organisation's is {profile.currency}, and nothing "
            f"is converted. Give prices in {profile.currency}, or as shares of pay; example: "
            f"{key}.per_head_month_of_pay=0.002"
        )
    pay = mean_monthly_pay(profile)
    return Cost(
        cost.fixed or cost.fixed_of_pay * pay,
        cost.per_head_month or cost.per_head_month_of_pay * pay,
        cost.hours_per_week,
    )


def mean_monthly_pay(profile: Profile) -> float:
    """Mean salary of employees and executives ÷ 12; of everybody, where all are freelancers."""
    paid = [group for group in profile.groups if group.contract != "freelancer"] or list(profile.groups)
    heads = sum(group.headcount for group in paid)
    return sum(group.headcount * group.mean_salary for group in paid) / heads / MONTHS_A_YEAR
