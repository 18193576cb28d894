"""Own levels: how far an organisation's departments lie from the model's usual levels of three scores.

They hold in every month, before and during the projection, and add to what policies do.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from model.rules.environment import MODIFIER_COLUMNS, MODIFY_BURNOUT, MODIFY_CLARITY, MODIFY_INTENTION

#: Score → the modifier that shifts it by so many SD at equilibrium.
SCORES = {"clarity": MODIFY_CLARITY, "burnout": MODIFY_BURNOUT, "intention": MODIFY_INTENTION}


def own_levels(shifts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Modifiers of own levels, shape (departments, MODIFIER_COLUMNS).

    Parameters
    ----------
    shifts : (departments, len(SCORES)), in SD, in the order of `SCORES`
    """
    modifiers = np.zeros((len(shifts), MODIFIER_COLUMNS))
    modifiers[:, list(SCORES.values())] = shifts
    return modifiers
