"""The order of an extract's levels, from junior to senior."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from tandem.model.errors import InputError
from tandem.model.organisation.levels import STANDARD_LEVELS


def ordered_levels(spells: pd.DataFrame, stated: Sequence[str] | None) -> tuple[tuple[str, ...], str]:
    """All levels from junior to senior, and how the order was found.

    Stated levels come first; names that Tandem knows have its order; others are put in order of the median
    pay of those present; without pay, in alphabetical order.

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
    if pay.notna().any():
        order = sorted(names, key=lambda name: (np.nan_to_num(pay.get(name, np.nan), nan=-1.0), name))
        return tuple(order), "by median pay"
    return tuple(
        sorted(names)
    ), "by the alphabet, as nothing else says it; state `levels` in the mapping file"
