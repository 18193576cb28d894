"""Pay a year, full-time equivalent, in one currency: from pay with its period, currency and basis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tandem.experiments.intake.meaning.coded import Coded
from tandem.experiments.intake.meaning.numbers import read_numbers
from tandem.experiments.intake.meaning.problems import RowProblem, problems_of
from tandem.experiments.intake.meaning.questions import Questions, ask
from tandem.experiments.intake.meaning.settings import PAY_PERIODS, Settings
from tandem.experiments.intake.meaning.vocabulary import (
    currencies,
    currency_in,
    meaning_of,
    normal,
    period_in,
)

Floats = npt.NDArray[np.float64]

WEEKS, _working_days = 52.0, 260.0  # a year; five days a week
_rule = "a number above 0 is allowed, without a formula, as 65000"


@dataclass(frozen=True)
class Pay:
    """Pay of each row.

    Attributes
    ----------
    per_year : float64 array of shape (rows,)
        Currency units a year for full time; NaN where there is none.
    currency : str
    period : str
        The period in which the extract states it, or `several`.
    """

    per_year: Floats
    currency: str
    period: str


def read_pay(
    pay: Coded,
    period: Coded | None,
    currency: Coded | None,
    fte: Floats | None,
    settings: Settings,
    words: dict[str, str],
    problems: list[RowProblem],
    questions: Questions,
) -> Pay:
    """Read the pay of a file; `words` are a mapping's own meanings of pay periods.

    `questions` gets what is asked besides the one that is raised.

    Raises
    ------
    QuestionError
        If the period, the currency, an exchange rate or the hours of a week are not known.
    """
    values, wrong, sign = read_numbers(pay, settings.decimal)
    row_values = pay.spread(values, np.nan)
    problems += problems_of(pay, wrong, _rule)
    nothing: tuple[Floats | float, str] = (np.nan, "year")
    factor, name = questions.settled(lambda: _periods(pay, period, settings, words), nothing)
    rate, code = _currencies(pay, currency, sign, settings)
    per_year = row_values * factor * rate
    if settings.pay_basis == "actual":
        if fte is None:
            ask(
                pay.file,
                "pay_basis is actual, but no column says how much of full time people work; map one to fte",
                ("pay_basis=full_time",),
            )
        with np.errstate(divide="ignore", invalid="ignore"):
            per_year = np.where(fte > 0, per_year / fte, np.nan)
    return Pay(per_year, code, name)


def _periods(
    pay: Coded, period: Coded | None, settings: Settings, words: dict[str, str]
) -> tuple[Floats | float, str]:
    """What pay is multiplied with to be of a year, by row or for all, and the period's name."""
    where = f"{pay.file}, column {pay.heading}"
    if settings.pay_period is not None:
        return _factor(settings.pay_period, settings, where), settings.pay_period
    if period is None or not period.texts:
        named = period_in(pay.heading)
        if named is None:
            ask(
                where,
                "for what period is pay stated?",
                [f"pay_period={name}" for name in PAY_PERIODS],
            )
        return _factor(named, settings, where), named
    own = {normal(word): meaning for word, meaning in words.items()}
    meanings = [own.get(normal(text)) or meaning_of("pay_period", text) for text in period.texts]
    if None in meanings:
        row = period.row_of(meanings.index(None))
        ask(
            f"{period.file}, row {row}, column {period.heading}",
            "what period is this word? Write it under values.pay_period in the mapping file, or state one "
            "period for all",
            ("pay_period=year",),
        )
    blank = (period.codes < 0) & (pay.codes >= 0)
    if blank.any():
        row = period.first_row + int(np.argmax(blank))
        ask(f"{period.file}, row {row}", "for what period is pay stated here?", ("pay_period=year",))
    factors = np.array([_factor(str(meaning), settings, where) for meaning in meanings])
    names = sorted({str(meaning) for meaning in meanings})
    return period.spread(factors, np.nan), names[0] if len(names) == 1 else "several"


def _factor(period: str, settings: Settings, where: str) -> float:
    if period == "hour":
        if settings.hours_per_week is None:
            ask(where, "pay is by the hour; how many hours a week is full time?", ("hours_per_week=40",))
        return settings.hours_per_week * WEEKS
    return {
        "year": 1.0,
        "month": 12.0,
        "half_month": 24.0,
        "two_weeks": WEEKS / 2,
        "week": WEEKS,
        "day": _working_days,
    }[period]


def _currencies(
    pay: Coded, currency: Coded | None, sign: str | None, settings: Settings
) -> tuple[Floats | float, str]:
    """Exchange rates by row or for all, and the currency that comes out."""
    target = settings.pay_currency
    where = f"{pay.file}, column {pay.heading}"
    if currency is None or not currency.texts:
        code = target or currency_in(pay.heading) or (sign if sign in currencies() else None)
        if code is None:
            ask(where, "in what currency is pay stated?", ("pay_currency=EUR", "pay_currency=USD"))
        return 1.0, code
    codes = [text.strip().upper() for text in currency.texts]
    unknown = next((place for place, code in enumerate(codes) if code not in currencies()), None)
    if unknown is not None:
        ask(
            f"{currency.file}, row {currency.row_of(unknown)}, column {currency.heading}",
            "this is no currency code (ISO 4217); mend it, or state one currency for all and take the column "
            "out of the mapping",
            ("pay_currency=EUR",),
        )
    different = sorted(set(codes))
    target = target or (different[0] if len(different) == 1 else None)
    lacking = [code for code in different if code != target and code not in settings.exchange_rates]
    if target is None or lacking:
        example = ", ".join(f"{code}: 1.0" for code in lacking[:3] or different[1:])
        ask(
            where,
            f"pay is in {', '.join(different)}; into which currency is it to be converted, at what rates?",
            (f"pay_currency={target or different[0]} --set 'exchange_rates={{{example}}}'",),
            "write the rates you want; none is looked up",
        )
    rates = np.array([1.0 if code == target else settings.exchange_rates[code] for code in codes])
    return currency.spread(rates, 1.0), target
