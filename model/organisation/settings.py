"""How single seats are drawn from a profile: the choices under `organisation.seats` in the configuration."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from tandem.model.errors import InputError
from tandem.model.organisation.profile import LONGEST_TENURE_YEARS


@dataclass(frozen=True)
class SeatSettings:
    """Team sizes and the spread of pay and tenure within groups.

    The values and their sources stand in `configs/organisation/*.yaml`; there are none here.

    Attributes
    ----------
    team_size : float
        Mean number of seats in a team, between the smallest and the largest team.
    smallest_team, largest_team : int
        Bounds of a team's size, 1 to 100. A department smaller than `smallest_team` is one team.
    salary_variation : float
        Standard deviation ÷ mean of salaries within a group, 0 to 1.
    median_tenure_years : float, optional
        Median tenure where a group's tenure is not given, 1.1 to 25 years; None: what the rates of leaving
        lead to in a steady organisation (`model/engine/steady_state.py`).
    first_year_tenure_share : float, optional
        Share of people with at most 12 months of tenure, 0.01 to 0.49; stands with the median.
    freelancer_mean_tenure_years : float, optional
        Mean tenure of freelancers where it is not given, 0.05 to 25 years; None as above.

    Raises
    ------
    InputError
        If a value is outside its range; the message names the key of the configuration.
    """

    team_size: float
    smallest_team: int
    largest_team: int
    salary_variation: float
    median_tenure_years: float | None
    first_year_tenure_share: float | None
    freelancer_mean_tenure_years: float | None

    def __post_init__(self) -> None:
        half = LONGEST_TENURE_YEARS / 2
        _check("smallest_team", self.smallest_team, 1, 100, "4", whole=True)
        _check("largest_team", self.largest_team, self.smallest_team, 100, "12", whole=True)
        _check("team_size", self.team_size, self.smallest_team, self.largest_team, "8")
        _check("salary_variation", self.salary_variation, 0, 1, "0.2")
        if (self.median_tenure_years is None) != (self.first_year_tenure_share is None):
            raise InputError(
                "organisation.seats: median_tenure_years and first_year_tenure_share stand together; give "
                "both, for example 3.9 and 0.22, or null for both."
            )
        for key, value, low, high, example in (
            ("median_tenure_years", self.median_tenure_years, 1.1, half, "3.9"),
            ("first_year_tenure_share", self.first_year_tenure_share, 0.01, 0.49, "0.22"),
            ("freelancer_mean_tenure_years", self.freelancer_mean_tenure_years, 0.05, half, "1.0"),
        ):
            if value is not None:
                _check(key, value, low, high, example)


def settings_from_config(config: Mapping[str, Any]) -> SeatSettings:
    """Read the settings from `organisation.seats`.

    Raises
    ------
    InputError
        If a key is missing or unknown, or a value is outside its range.
    """
    known = {field.name for field in fields(SeatSettings)}
    for wrong, problem in ((known - set(config), "is missing"), (set(config) - known, "is not a setting")):
        if wrong:
            raise InputError(
                f"organisation.seats.{sorted(map(str, wrong))[0]} {problem}; the settings are "
                f"{', '.join(field.name for field in fields(SeatSettings))}."
            )
    return SeatSettings(**config)


def _check(key: str, value: object, low: float, high: float, example: str, whole: bool = False) -> None:
    """Raise `InputError` unless `value` is a number (a whole one if asked) in `low` to `high`."""
    kinds = (int,) if whole else (int, float)
    if (
        isinstance(value, bool)
        or not isinstance(value, kinds)
        or not math.isfinite(value)
        or not low <= value <= high
    ):
        raise InputError(
            f"organisation.seats.{key}: found {value!r}; allowed: "
            f"{'a whole number' if whole else 'a number'} "
            f"from {low:g} to {high:g}; example: {example}."
        )
