"""Seats that open later: closed and empty until their month, then vacancies that hiring fills.

They stand in teams of their own, so until then nobody works beside them and their work presses on nobody.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tandem.model.engine.columns import EMPLOYED, IS_OPEN
from tandem.model.engine.population import Population


def close_until_opened(population: Population, opens: npt.NDArray[np.int64]) -> None:
    """Close, in place, the seats that open later (`opens` ≥ 0); their teams remember nobody."""
    later = opens >= 0
    population.values[EMPLOYED, later] = population.values[IS_OPEN, later] = 0
    population.recent[:, np.unique(population.structure.team[later])] = 0


def open_seats(population: Population, opens: npt.NDArray[np.int64]) -> None:
    """Open, in place, the seats of the month that comes next."""
    population.values[IS_OPEN, opens == population.month] = 1


def stretch_ends(opens: npt.NDArray[np.int64] | None, begin: int, end: int) -> list[int]:
    """Months at which the months from `begin` to `end` are parted, as seats open then; `end` last."""
    later = [] if opens is None else np.unique(opens).tolist()
    return [*(month for month in later if begin < month < end), end]
