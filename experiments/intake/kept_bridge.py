"""The bridge of an extract's own departments for the screen, and of the large ones for the profile."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.groups.bridge import bridge_counts, bridge_table
from tandem.experiments.intake.groups.grouping import Grouping
from tandem.experiments.intake.groups.history import Window, shown_departments
from tandem.experiments.intake.people import People
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS, OTHER_DEPARTMENTS


def exact_bridge(people: People, window: Window) -> pd.DataFrame | None:
    """The bridge of the extract's own departments, for the screen alone."""
    if people.stretches is None:
        return None
    names = [str(name) for name in people.stretches["department"].cat.categories]
    return bridge_table(bridge_counts(people.stretches, people.snapshot, window), names, window)


def kept_bridge(
    people: People, grouping: Grouping, counts: npt.NDArray[np.int64], window: Window, fewest: int
) -> tuple[npt.NDArray[np.int64], pd.DataFrame | None]:
    """Which departments are shown by month, and the bridge that is kept of them.

    A department is shown if it is large enough by where its people are in the end, as in the monthly table,
    and by where they were in each month, as in the bridge; so the two can be laid beside each other.
    """
    names, stretches = grouping.departments, people.stretches
    if stretches is None:
        return shown_departments(counts, fewest), None
    shown_as = np.full(
        len(stretches["department"].cat.categories), len(names)
    )  # nobody's last: with the rest
    shown_as[people.spells["department"].cat.codes.to_numpy()] = grouping.department
    every = bridge_counts(stretches, people.snapshot, window, shown_as, len(names) + 1)
    rest = counts[:1] * 0
    both = np.concatenate([np.concatenate([counts, rest])[..., :2], every[..., [0, -1]]], axis=1)
    if not every[-1].any():
        both = both[:-1]
    rows = shown_departments(both, fewest)
    kept = [place for place in range(len(names)) if rows[place] >= 0]
    if not kept:
        whole = bridge_table(every.sum(axis=0, keepdims=True), [OTHER_DEPARTMENTS], window)
        return rows[: len(names)], whole[whole["department"] == ALL_DEPARTMENTS]
    place = np.full(len(names) + 1, len(kept))
    place[kept] = np.arange(len(kept))
    labels = [*(names[at] for at in kept), *([OTHER_DEPARTMENTS] if (rows < 0).any() else [])]
    shown = bridge_counts(stretches, people.snapshot, window, place[shown_as], len(kept) + 1)[: len(labels)]
    return rows[: len(names)], bridge_table(shown, labels, window)
