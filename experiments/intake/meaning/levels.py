"""The order of an extract's levels, from junior to senior."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from tandem.model.errors import InputError
from tandem.model.organisation.levels import STANDARD_LEVELS

_grade = re.compile(r"(\D{0,20}?)(\d{1,4}(?:[.,]\d+)?)(\D{0,20})")


def ordered_levels(spells: pd.DataFrame, stated: Sequence[str] | None) -> tuple[tuple[str, ...], str]:
    """All levels from junior to senior, and how the order was found.

    Stated levels come first; names that Tandem knows have its order; grades with a number are put in order of
    it, from the low one up unless pay falls with it; others in order of the median pay of those present;
    without pay, in alphabetical order.

    Raises
    ------
    InputError
        If stated levels lack one that the extract has.
    """
    names = [str(name) for name in spells["level"].cat.categories]
    if stated is not None:
        by_case = {name.casefold(): name for name in names}
        order = [by_case[level.casefold()] for level in stated if level.casefold() in by_case]
        lacking = len(names) - len(set(order))
        if lacking:
            raise InputError(
                f"levels: the mapping file's list lacks {lacking} of the extract's {len(names)} levels; list "
                "every one from junior to senior, or write `levels: null`."
            )
        return tuple(dict.fromkeys(order)), "as stated in the mapping file"
    if {name.casefold() for name in names} <= set(STANDARD_LEVELS):
        return tuple(sorted(names, key=lambda name: STANDARD_LEVELS.index(name.casefold()))), "by their names"
    staff = spells[spells["present"] & (spells["contract"] != 1)]
    pay = staff.groupby("level", observed=False)["pay"].median()
    if numbers := _numbers(names):
        return _by_number(numbers, pay)
    if pay.notna().any():
        order = sorted(names, key=lambda name: (np.nan_to_num(pay.get(name, np.nan), nan=-1.0), name))
        return tuple(order), "by median pay"
    return tuple(
        sorted(names)
    ), "by the alphabet, as nothing else says it; state `levels` in the mapping file"


def _numbers(names: Sequence[str]) -> dict[str, float] | None:
    """The number of each name, if all have one and share what stands around it (Grade 9, Grade 10)."""
    matches = {name: _grade.fullmatch(name) for name in names}
    if len(names) < 2 or not all(matches.values()):
        return None
    found = {name: match for name, match in matches.items() if match}
    around = {(match[1].casefold().strip(), match[3].casefold()) for match in found.values()}
    numbers = {name: float(match[2].replace(",", ".")) for name, match in found.items()}
    return numbers if len(around) == 1 and len(set(numbers.values())) == len(numbers) else None


def _by_number(numbers: dict[str, float], pay: pd.Series) -> tuple[tuple[str, ...], str]:
    """Levels in order of their numbers, in the direction in which pay rises."""
    order = sorted(numbers, key=lambda name: numbers[name])
    paid = pay.reindex(order).to_numpy(dtype=float)
    ranks = np.arange(len(order))[~np.isnan(paid)]
    known = paid[~np.isnan(paid)]
    if known.size > 1 and np.sum((ranks - ranks.mean()) * (known - known.mean())) < 0:
        return tuple(order[::-1]), "of their numbers, the high ones first, as pay says"
    return tuple(order), "of their numbers"
