"""From the parameter register to the numbers the rules use, in the precision of the columns.

A coefficient (`model/rules/coefficients.py` names them) is a parameter as it stands, or follows from
parameters by a formula (`formulas.py`). Nothing else enters the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import numpy as np

from tandem.model.engine.formulas import numbers_of
from tandem.model.engine.steady_state import SteadyState, steady_state
from tandem.model.rules.coefficients import Coefficients


def coefficients_of(
    values: Mapping[str, float],
    real: type[np.floating[Any]] = np.float32,
    steady: SteadyState | None = None,
) -> Coefficients:
    """The coefficients that follow from parameter `values`, in precision `real` (float32 or float64).

    `steady` is the steady state of these values, if it is known already.
    """
    numbers = numbers_of(values)
    stayers = steady or steady_state(values)
    # Surveys ask people who stayed: a bar stated for people as hired lies as far above the mean of these.
    numbers["threshold_burned_out"] += stayers.burnout
    numbers["threshold_very_often"] += stayers.burnout
    numbers["threshold_considering"] += stayers.intention
    numbers["threshold_clarity"] += stayers.clarity
    numbers["freelancer_worn"] = stayers.worn  # who freelances has stayed in freelancing, as employees have
    # Published quits are those of people who stayed, too: among them, the avoidable share is avoidable.
    numbers["mood_centre"] = stayers.mood_centre
    return Coefficients(**{name: cast(float, real(numbers[name])) for name in Coefficients._fields})
