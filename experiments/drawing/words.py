"""Small words that every figure uses."""

from __future__ import annotations

from functools import cache
from importlib import metadata

NOT_CALIBRATED = "Not yet calibrated: parameters drawn from their priors."


_distribution = "tandem-workforce"


@cache
def source() -> str:
    """`Tandem` with its version."""
    try:
        return f"Tandem {metadata.version(_distribution)}"
    except metadata.PackageNotFoundError:
        return "Tandem (not installed)"


def sentence(text: str) -> str:
    """`text` with a capital at the beginning."""
    return text[:1].upper() + text[1:]


def count(number: int, noun: str) -> str:
    """`1 fact`, `2 facts`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
