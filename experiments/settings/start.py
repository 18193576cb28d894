"""The first month of a projection where nobody names one: the month after today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any


def today() -> date:
    """The day on this machine's clock."""
    return date.today()


def month_after(day: date) -> str:
    """`YYYY-MM` of the month that follows a day's."""
    year, month = divmod(12 * day.year + day.month, 12)
    return f"{year:04d}-{month + 1:02d}"


def usual_start() -> str:
    """`YYYY-MM` of the month after today."""
    return month_after(today())


def with_start(config: Mapping[str, Any]) -> dict[str, Any]:
    """A configuration with its start fixed, so that whoever repeats it later gets the same months.

    One without the setting (a calibration's) stays as it is.
    """
    if "start" not in config or config["start"] is not None:
        return dict(config)
    return {**config, "start": usual_start()}
