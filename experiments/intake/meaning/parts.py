"""A day whose year, month and day stand in three columns, as one column."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tandem.experiments.intake.meaning.coded import Coded


def joined_parts(year: Coded, month: Coded, day: Coded) -> Coded:
    """The three as texts of days; a row in which all are blank is blank, others are judged as days."""
    parts = (year, month, day)
    codes = np.stack([part.codes for part in parts], axis=1)
    different, places = np.unique(codes, axis=0, return_inverse=True)
    texts = tuple(
        _text(*(_cell(part, code) for part, code in zip(parts, row, strict=True))) for row in different
    )
    heading = ", ".join(part.heading for part in parts)
    whole = replace(year, heading=heading, codes=places.reshape(-1).astype(np.int32), texts=texts)
    return whole.without(lambda text: not text)


def _cell(part: Coded, code: int) -> str:
    return part.texts[code].removesuffix(".0") if code >= 0 else ""


def _text(year: str, month: str, day: str) -> str:
    if not (year or month or day):
        return ""
    if any(map(str.isalpha, month)):
        return f"{day} {month} {year}"
    return f"{year}-{month}-{day}"
