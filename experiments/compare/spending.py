"""What a policy spends month by month, by what it goes to, and the work that is done."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tandem.experiments.simulation.paired import Paid
from tandem.experiments.simulation.projection import Projection
from tandem.model.outcomes import tally

Floats = npt.NDArray[np.float64]

SPENT = ("payroll", "raises", "replacement", "licences", "programmes", "severance")


def spent_and_done(projection: Projection, paid: Paid) -> tuple[dict[str, Floats], Floats]:
    """Money of each of SPENT, and worker-months of output: (draws, months of the projection) each.

    `programmes` are the prices of levers, without raises and severance.
    """
    whole = projection.tallies[:, projection.start :].sum(axis=2)
    programmes = np.zeros(paid.raises.shape)
    if projection.programmes is not None:
        programmes = projection.programmes[:, projection.start :].sum(axis=2) - paid.raises - paid.severance
    spent = {
        "payroll": whole[..., tally.PAYROLL],
        "raises": paid.raises,
        "replacement": whole[..., tally.REPLACEMENT],
        "licences": whole[..., tally.AI_USERS] * projection.licence_prices[:, np.newaxis],
        "programmes": programmes,
        "severance": paid.severance,
    }
    return spent, whole[..., tally.OUTPUT_SUM]
