"""Months: history starts in November 2022, the public arrival of generative AI (month 0)."""

from __future__ import annotations

import re

from tandem.model.errors import InputError

FIRST_YEAR, FIRST_MONTH = 2022, 11
SURVEY_MONTH = 29  # April 2025: the survey was fielded from 25 March to 9 April 2025
LAST_MONTH = 12 * 40  # far enough for any projection


def month_index(label: str, key: str) -> int:
    """Months since November 2022 of a `YYYY-MM` label; `key` names the setting in the error message.

    Raises
    ------
    InputError
        If the label is not a month, or lies before history starts or forty years after.
    """
    match = re.fullmatch(r"(\d{4})-(\d{2})", str(label))
    index = (int(match[1]) - FIRST_YEAR) * 12 + int(match[2]) - FIRST_MONTH if match else -1
    if match is None or not 1 <= int(match[2]) <= 12 or not 0 <= index <= LAST_MONTH:
        raise InputError(
            f"{key}: '{label}' is not a month from {month_label(0)} to {month_label(LAST_MONTH)}. "
            f"Write it as YYYY-MM. Example: {key}=2026-01"
        )
    return index


def month_label(index: int) -> str:
    """`YYYY-MM` of a month index."""
    year, month = divmod(FIRST_YEAR * 12 + FIRST_MONTH - 1 + index, 12)
    return f"{year:04d}-{month + 1:02d}"
