"""What part-timers get done: sums of output, worked out as for full time, by what each group works of it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tandem.model.organisation.profile import Profile
from tandem.model.outcomes import tally


def by_full_time(sums: npt.NDArray[np.float64], profile: Profile) -> npt.NDArray[np.float64]:
    """Sums (…, groups, TALLIES) with each group's output × its share of full time, changed in place."""
    share = np.array([group.full_time for group in profile.groups])
    if (share != 1).any():
        sums[..., tally.OUTPUT_SUM] *= share
    return sums
