"""What part-timers get done: sums of output, worked out as for full time, by what each group works of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tandem.model.outcomes import tally


def by_full_time(sums: npt.NDArray[np.float64], share: Sequence[float]) -> npt.NDArray[np.float64]:
    """Sums (…, groups, TALLIES) with each group's output × its share of full time, changed in place."""
    if any(each != 1 for each in share):
        sums[..., tally.OUTPUT_SUM] *= np.array(share)
    return sums
