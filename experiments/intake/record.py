"""What an extract knows of months and of leavings: its window, months and entries."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.groups.exposure import (
    Entries,
    dated_entries,
    flag_window,
    flagged_entries,
)
from tandem.experiments.intake.groups.grouping import Grouping
from tandem.experiments.intake.groups.history import (
    Window,
    history_window,
    month_of,
    monthly_counts,
    monthly_table,
    shown_window,
)
from tandem.experiments.intake.kept_bridge import exact_bridge, kept_bridge
from tandem.experiments.intake.meaning.mapping import Mapping
from tandem.experiments.intake.people import People
from tandem.experiments.wording.catalogue import texts

_text = texts("import_profile.record")


@dataclass
class Record:
    """What an extract knows of months and of leavings."""

    entries: Entries | None = None
    window: Window | None = None
    window_months: int | None = None
    monthly: pd.DataFrame | None = None
    months: pd.DataFrame | None = None
    exact: pd.DataFrame | None = None
    bridge: pd.DataFrame | None = None
    notes: list[str] = field(default_factory=list)


def record_of(people: People, mapping: Mapping, grouping: Grouping, fewest: int) -> Record:
    """Months and additions to the exposure, by what kind of extract it is."""
    spells, told, where = people.spells, Record(), people.files[0].source.path.name
    if people.kind == "dated":
        _add_months(told, people, mapping, grouping, fewest)
    elif people.kind == "panel" and people.lists is not None:
        first, last = (int(month_of(np.array([day]))[0]) for day in people.lists)
        told.window_months = last - first
        told.entries = dated_entries(spells, grouping, Window(first + 1, last))
    elif people.kind == "flagged":
        window = flag_window(spells, mapping.settings.window_months, where)
        told.entries = flagged_entries(spells, grouping, window)
        if window is None:
            tenure = spells["tenure_months"].to_numpy()
            told.window_months = max(1, round(float(np.nanmax(tenure))))
            told.notes.append(_text("whole_tenure"))
        else:
            told.window_months = window
            told.notes.append(_text("flagged", months=window))
    return told


def _add_months(told: Record, people: People, mapping: Mapping, grouping: Grouping, fewest: int) -> None:
    """The window of an extract with dates, its months and entries."""
    spells, settings = people.spells, mapping.settings
    where, departments = people.files[-1].source.path.name, len(grouping.departments)
    window = history_window(spells, people.snapshot, settings.history_from, where, people.history_to)
    if window is not None:
        told.exact = exact_bridge(people, window)
        counts = monthly_counts(spells, grouping.department, departments, window)
        told.months = _months(counts, window)
        window = shown_window(counts, window, fewest)
    if window is not None:
        counts = monthly_counts(spells, grouping.department, departments, window)
        rows, told.bridge = kept_bridge(people, grouping, counts, window, fewest)
        told.monthly = monthly_table(counts, grouping.departments, window, rows)
        told.entries = dated_entries(spells, grouping, window)
        told.window, told.window_months = window, window.months


def _months(counts: npt.NDArray[np.int64], window: Window) -> pd.DataFrame:
    whole = counts.sum(axis=0)
    return pd.DataFrame(
        {
            "month": window.labels,
            "opening": whole[:, 0],
            "hires": whole[:, 2],
            "leavers": whole[:, 3:].sum(axis=1),
            "closing": whole[:, 1],
        }
    )
