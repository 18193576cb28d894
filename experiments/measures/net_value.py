"""Money: what a policy's output is worth, less what its people and programmes cost."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tandem.experiments.simulation.projection import Projection
from tandem.model.outcomes import tally
from tandem.model.outcomes.sums import CellSums

Floats = npt.NDArray[np.float64]

DEFINITION = (
    "Value of output (worker-months × what a fully loaded worker-month costs on average at the start × "
    "parameter output_value) − payroll − replacement cost − AI licences − programmes. Work left undone on "
    "empty seats shows in output and is not counted twice."
)


def worth_of_output(projection: Projection) -> Floats:
    """Value of a worker-month of output in each run, currency; shape (draws,).

    The organisation's fully loaded payroll per full-time equivalent in the month before the projection,
    times `output_value`.
    """
    before = projection.tallies[:, max(projection.start - 1, 0)]
    full_time = before[..., tally.PRESENT] @ projection.full_time
    per_head = before[..., tally.PAYROLL].sum(axis=1) / np.maximum(full_time, 1)
    ratio = np.array([values["output_value"] for values in projection.values])
    worth: Floats = per_head * ratio
    return worth


def net_value_of(sums: CellSums, worth: Floats) -> Floats:
    """Net value of each month.

    Parameters
    ----------
    sums : sums of cells, shape (TALLIES, draws, ..., months)
    worth : value of a worker-month of output, shape (draws,), or (draws, months) where it is discounted

    Returns
    -------
    float64 array (draws, ..., months), currency
    """
    output = sums.of(tally.OUTPUT_SUM)
    between = [1] * (output.ndim - worth.ndim)
    value = output * worth.reshape(worth.shape[:1] + tuple(between) + worth.shape[1:])
    licences = sums.of(tally.AI_USERS) * sums.licence_price
    return value - sums.of(tally.PAYROLL, tally.REPLACEMENT) - licences - sums.programmes
