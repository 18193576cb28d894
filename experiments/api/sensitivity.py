"""A sensitivity study from Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tandem.experiments.api.settings import composed
from tandem.experiments.api.sweeps import Configured, axes_of, composer
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.points.typed import checked_choices
from tandem.experiments.run.progress import TerminalProgress
from tandem.experiments.sensitivity.command import NAME
from tandem.experiments.sensitivity.experiment import Studied
from tandem.experiments.sensitivity.experiment import sensitivity as _sensitivity
from tandem.experiments.sensitivity.figures.tornado import draw_tornado
from tandem.experiments.sensitivity.finding import finding_of, title_of
from tandem.experiments.sensitivity.schema import SensitivityChoices, register_schema
from tandem.experiments.sensitivity.words import about_of
from tandem.experiments.simulation.progress import Progress


class Sensitivity:
    """What a study found.

    Attributes
    ----------
    table : a row a factor, the most telling first
    convergence : the same with a quarter, half and all of the samples
    """

    def __init__(self, studied: Studied) -> None:
        self._about = about_of(studied)
        self.table: pd.DataFrame = studied.indices.table
        self.convergence: pd.DataFrame = studied.indices.convergence

    @property
    def finding(self) -> str:
        """What was found, how sure that is and what to do next; at most sixty words."""
        return finding_of(self.table, self.convergence, self._about).text

    @property
    def figure(self) -> Picture:
        """The tornado; a notebook shows it."""
        return draw_tornado(self.table, self._about, title_of(self.table, self._about))

    def __repr__(self) -> str:
        return self.finding


def sensitivity(
    vary: Mapping[str, Any] | None = None, *, progress: bool = False, **settings: Any
) -> Sensitivity:
    """Which assumption decides: shares of a measure's spread, by Morris or Sobol'.

    Parameters
    ----------
    vary : settings with a pair (from, to) or a list of values, as in `tandem.sweep`; parameters over the
        middle of their priors are named in `factors=["true_gain"]`
    progress : whether bars and lines are shown on standard error
    settings : as in `configs/sensitivity.yaml`

    Raises
    ------
    InputError
        If a setting, a factor or the store is not usable, or there are too few samples.
    MachineError
        If the disk is full or workers die one after another; what was done stays.
    """
    command = Configured(NAME, register_schema)
    axes = axes_of(vary or {})
    choices = checked_choices(SensitivityChoices, composed(command, settings))
    shown = TerminalProgress() if progress else Progress()
    start_given = settings.get("start") is not None
    return Sensitivity(_sensitivity(choices, axes, composer(command, settings), start_given, shown))
