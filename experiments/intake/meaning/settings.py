"""What an import can be told about an extract: settings of a mapping file, or `--set key=value`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

import yaml

from tandem.experiments.intake.meaning.vocabulary import currencies
from tandem.model.errors import InputError

DATE_ORDERS = ("day_first", "month_first", "year_first")
PAY_PERIODS = ("year", "month", "half_month", "two_weeks", "week", "day", "hour")
_longest_window = 600  # months
#: Keys of a mapping file that the command line may have, too, beside the settings.
_mapping_keys = (
    "columns",
    "leavers_columns",
    "history_columns",
    "pay_columns",
    "not_read",
    "values",
    "levels",
)
_month = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Settings:
    """Answers to what extracts leave open; None where the extract itself says it.

    Attributes
    ----------
    date_order : {"day_first", "month_first", "year_first"} or None
        How dates such as 03/04/2024 are meant.
    decimal : {"point", "comma"} or None
        The sign before decimals in pay.
    snapshot : date or None
        The day on which the list of staff was true.
    history_from : str or None
        First month (YYYY-MM) from which on every leaver is in the extract.
    history_to : str or None
        Last month (YYYY-MM) up to which every hire and every leaver is in the extract.
    window_months : int, "tenure" or None
        Over how many months the leavers of an extract without dates left; or that everybody's whole time in
        the organisation counts.
    missing_pay : {"similar"} or None
        What people without pay count with, where they are many: the mean of similar people.
    pay_period, pay_currency : str or None
    pay_basis : {"full_time", "actual"}
        Whether part-timers' pay is stated as for full time, or as paid.
    hours_per_week : float or None
        Of full time; needed with hourly pay.
    assumed_pay : float or None
        Mean pay a year of everybody, where the extract has no pay.
    exchange_rates : mapping
        Units of `pay_currency` for one unit of another currency.
    fte_unit : {"share", "percent"} or None
    assumed_reason : {"voluntary", "involuntary", "unknown"} or None
        Of leavers for whom the extract gives no reason. None is unknown, and asks if they are many.
    delimiter, header_row, sheet
        Where a file is not read as it should be.
    executive_levels : tuple of str or None
        Levels whose people are on executive contracts; None: those called so.
    confirmed : tuple of str
        Headings that do not say so, and hold levels all the same.
    """

    date_order: str | None = None
    decimal: str | None = None
    snapshot: date | None = None
    history_from: str | None = None
    history_to: str | None = None
    window_months: int | str | None = None
    missing_pay: str | None = None
    pay_period: str | None = None
    pay_currency: str | None = None
    pay_basis: str = "full_time"
    hours_per_week: float | None = None
    assumed_pay: float | None = None
    exchange_rates: Mapping[str, float] = field(default_factory=dict)
    fte_unit: str | None = None
    assumed_reason: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    executive_levels: tuple[str, ...] | None = None
    confirmed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_choice("date_order", self.date_order, (None, *DATE_ORDERS))
        _check_choice("decimal", self.decimal, (None, "point", "comma"))
        _check_choice("pay_period", self.pay_period, (None, *PAY_PERIODS))
        _check_choice("pay_basis", self.pay_basis, ("full_time", "actual"))
        _check_choice("fte_unit", self.fte_unit, (None, "share", "percent"))
        _check_choice("assumed_reason", self.assumed_reason, (None, "voluntary", "involuntary", "unknown"))
        _check_choice("delimiter", self.delimiter, (None, ",", ";", "\t", "|"))
        _check_choice("pay_currency", self.pay_currency, (None, *sorted(currencies())))
        if self.snapshot is not None and not isinstance(self.snapshot, date):
            _refuse("snapshot", self.snapshot, "a day as YYYY-MM-DD", "2025-06-30")
        if self.history_from is not None and not _month.fullmatch(str(self.history_from)):
            _refuse("history_from", self.history_from, "a month as YYYY-MM", "2022-01")
        if self.history_to is not None and not _month.fullmatch(str(self.history_to)):
            _refuse("history_to", self.history_to, "a month as YYYY-MM", "2025-06")
        _check_choice("missing_pay", self.missing_pay, (None, "similar"))
        if self.window_months not in (None, "tenure") and not (
            isinstance(self.window_months, int)
            and not isinstance(self.window_months, bool)
            and 1 <= self.window_months <= _longest_window
        ):
            _refuse(
                "window_months",
                self.window_months,
                f"months from 1 to {_longest_window}, or tenure",
                "12",
            )
        _check_number("hours_per_week", self.hours_per_week, 1, 80, "40")
        _check_number("assumed_pay", self.assumed_pay, 1, 1e8, "60000")
        if self.header_row is not None and (
            not isinstance(self.header_row, int)
            or isinstance(self.header_row, bool)
            or not 1 <= self.header_row <= 30
        ):
            _refuse("header_row", self.header_row, "a row's number from 1 to 30", "1")
        if not isinstance(self.exchange_rates, Mapping):
            _refuse("exchange_rates", self.exchange_rates, "a rate for each currency", "{GBP: 1.17}")
        for code, rate in self.exchange_rates.items():
            _check_choice("exchange_rates", code, tuple(sorted(currencies())))
            _check_number(f"exchange_rates.{code}", rate, 1e-6, 1e6, "1.17")


def settings_from(content: Mapping[str, Any], base: Settings | None = None) -> Settings:
    """Settings with those of a mapping file or of `--set` put over `base`.

    Raises
    ------
    InputError
        If a key is unknown or a value not allowed.
    """
    known = {entry.name for entry in fields(Settings)}
    for key in content:
        if key not in known:
            raise InputError(
                f"settings.{key}: there is no such setting; allowed: {', '.join(sorted(known))}."
            )
    values = dict(content)
    if isinstance(values.get("executive_levels"), list):
        values["executive_levels"] = tuple(map(str, values["executive_levels"]))
    if "confirmed" in values:
        if not isinstance(values["confirmed"], list | tuple):
            _refuse("confirmed", values["confirmed"], "a list of headings", "[Rung]")
        values["confirmed"] = tuple(map(str, values["confirmed"]))
    for key in ("hours_per_week", "assumed_pay"):
        if isinstance(values.get(key), int) and not isinstance(values[key], bool):
            values[key] = float(values[key])
    return replace(base or Settings(), **values)


def read_assignment(text: str) -> dict[str, Any]:
    """`key=value` of the command line; the value is read as YAML, so 40 is a number and [a, b] a list."""
    key, equals, value = text.partition("=")
    if not equals:
        raise InputError(f"--set {text}: allowed: key=value; example: --set date_order=day_first")
    try:
        return {key.strip(): yaml.safe_load(value)}
    except (yaml.YAMLError, ValueError):
        raise InputError(
            f"--set {key}: the value cannot be read; example: --set snapshot=2025-06-30"
        ) from None


def read_answers(assignments: Sequence[str]) -> dict[str, Any]:
    """The `key=value` of the command line as keys of a mapping file; what is no key of one is a setting."""
    answers: dict[str, Any] = {"settings": {}}
    for assignment in assignments:
        for key, value in read_assignment(assignment).items():
            if key not in _mapping_keys:
                answers["settings"][key] = value
            elif isinstance(value, dict) and isinstance(answers.get(key), dict):
                answers[key] = _over(answers[key], value)
            else:
                answers[key] = value
    return answers


def _over(before: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """One mapping over another, level by level."""
    both = {
        key: _over(before[key], entry)
        if isinstance(entry, dict) and isinstance(before.get(key), dict)
        else entry
        for key, entry in value.items()
    }
    return {**before, **both}


def _check_choice(key: str, value: object, allowed: tuple[str | None, ...]) -> None:
    if value not in allowed:
        _refuse(key, value, ", ".join(repr(choice) for choice in allowed if choice), str(allowed[-1]))


def _check_number(key: str, value: object, low: float, high: float, example: str) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        _refuse(key, value, f"a number from {low:g} to {high:g}", example)


def _refuse(key: str, value: object, allowed: str, example: str) -> None:
    raise InputError(
        f"settings.{key}: found {str(value)[:40]!r}; allowed: {allowed}; example: --set {key}={example}"
    )
