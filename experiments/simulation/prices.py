"""The prices of levers in the organisation's currency: shares of its mean pay become money here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from tandem.experiments.settings.schema import CostChoices
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError
from tandem.model.organisation.configuration import default_organisation
from tandem.model.organisation.currencies import CURRENCIES
from tandem.model.organisation.profile import Profile
from tandem.model.outcomes.sums import MONTHS_A_YEAR
from tandem.model.policy.lever import Cost

OWN_PRICES, LICENCE = "USD", "ai_licence"  # the currency of the register's prices, and the price in it
LOWEST_RATE, HIGHEST_RATE = 1e-6, 1e6

_text = texts("run.prices")


def cost_of(cost: CostChoices, profile: Profile, key: str) -> Cost:
    """The prices of a lever in the organisation's currency; shares of pay become money here.

    A price in money takes the place of a share of pay, so that it can be put on top of a ready policy.

    Raises
    ------
    InputError
        If they are in another currency for which the organisation has no rate.
    """
    rates = dict(profile.exchange_rates)
    if cost.currency not in (None, profile.currency, *rates):
        raise InputError(
            f"{key}.currency: found {cost.currency!r}; the organisation's is {profile.currency}, and no "
            "rate is "
            f"given between them. Give prices in {profile.currency} or as shares of pay, or say what one "
            f"{cost.currency} is worth; example: 'organisation.exchange_rates={{{cost.currency}: 1.1}}'"
        )
    rate = 1.0 if cost.currency in (None, profile.currency) else rates[cost.currency]
    pay = mean_monthly_pay(profile)
    return Cost(
        cost.fixed * rate or cost.fixed_of_pay * pay,
        cost.per_head_month * rate or cost.per_head_month_of_pay * pay,
        cost.hours_per_week,
    )


def checked_rates(given: object) -> tuple[tuple[str, float], ...]:
    """The exchange rates of a configuration; `InputError` for a currency or rate that is none."""
    key = "organisation.exchange_rates"
    if given is None:
        return ()
    if not isinstance(given, Mapping):
        raise InputError(
            f"{key}: found {given!r}; allowed: a rate for each currency; example: {key}={{USD: 0.92}}"
        )
    for code, rate in given.items():
        if code not in CURRENCIES:
            raise InputError(
                f"{key}: there is no currency {str(code)!r}; allowed: a code of ISO 4217; example: "
                f"{key}={{USD: 0.92}}"
            )
        number = isinstance(rate, int | float) and not isinstance(rate, bool)
        if not number or not LOWEST_RATE <= rate <= HIGHEST_RATE:
            raise InputError(
                f"{key}.{code}: found {rate!r}; allowed: units of the organisation's currency for one "
                f"{code}, "
                f"from {LOWEST_RATE:g} to {HIGHEST_RATE:g}; example: {key}={{{code}: 0.92}}"
            )
    return tuple((str(code), float(rate)) for code, rate in given.items())


def licence_rate(
    profile: Profile, held: Collection[str], say: Callable[[str], None] = lambda _: None
) -> float:
    """What Tandem's own prices, which are in USD, are multiplied with for this organisation.

    A price that the user holds (`parameters.ai_licence`) is in the organisation's currency. Without a rate,
    the
    price is the same share of mean pay as in the default organisation, and `say` is told so.
    """
    if profile.currency == OWN_PRICES or LICENCE in held:
        return 1.0
    rates = dict(profile.exchange_rates)
    if OWN_PRICES in rates:
        return rates[OWN_PRICES]
    if profile.of_people:
        say(_text("no_rate", own=OWN_PRICES, currency=profile.currency))
    return mean_monthly_pay(profile) / mean_monthly_pay(default_organisation()[0])


def mean_monthly_pay(profile: Profile) -> float:
    """Mean salary of employees and executives ÷ 12; of everybody, where all are freelancers."""
    paid = [group for group in profile.groups if group.contract != "freelancer"] or list(profile.groups)
    heads = sum(group.headcount for group in paid)
    return sum(group.headcount * group.mean_salary for group in paid) / heads / MONTHS_A_YEAR
