"""The regret of a choice: what it gives away against the best choice, had one known the parameters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from experiments.measures.value_of_information import averaged

Floats = npt.NDArray[np.float64]

DEFINITION = (
    "Regret of a mix in a parameter set: net value of the best mix of the front (or the status quo) in that "
    "parameter set − net value of this mix, luck averaged. Its mean over the parameter sets is the expected "
    "opportunity loss; that of the mix with the highest mean is the value of perfect information."
)


def regret(net_value: Floats, parameter_sets: Sequence[int]) -> Floats:
    """Regret of every choice in every parameter set.

    Parameters
    ----------
    net_value : float64 array (choices, draws), on the same luck

    Returns
    -------
    float64 array (choices, sets), 0 where the choice is the best
    """
    by_set, _ = averaged(net_value, parameter_sets)
    lost: Floats = by_set.max(axis=0) - by_set
    return lost
