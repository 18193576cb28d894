"""Stays in one department: a move ends one and begins the next, and is neither a hire nor a leaving."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tandem.experiments.intake.spells.chains import gapless

NOWHERE = -1  # a stretch that begins with a hire, or ends with a leaving or not at all


def stretches_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Stays by department from spells that are not yet put together.

    Returns
    -------
    DataFrame
        `department` (category), `hire`, `exit`, `came_from` and `goes_to` (codes of departments, `NOWHERE`),
        `goes_on` (day on which the next one begins, NaT: none).
    """
    before, after = gapless(frame)
    department = frame["department"].cat.codes.to_numpy().astype(np.int64)
    came_from, goes_to = np.full((2, len(frame)), NOWHERE, np.int64)
    goes_on = np.full(len(frame), "NaT", "datetime64[D]")
    came_from[after], goes_to[before] = department[before], department[after]
    goes_on[before] = frame["hire"].to_numpy().astype("datetime64[D]")[after]
    return pd.DataFrame(
        {
            "department": frame["department"].to_numpy(),
            "hire": frame["hire"].to_numpy(),
            "exit": frame["exit"].to_numpy(),
            "came_from": came_from,
            "goes_to": goes_to,
            "goes_on": goes_on,
        }
    ).astype({"department": frame["department"].dtype})
