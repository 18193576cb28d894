"""What a projection is: the sums of every run by month and group, and what each run was made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tandem.experiments.simulation.past import Past
from tandem.model.calendar import month_label
from tandem.model.organisation.profile import Profile
from tandem.model.outcomes.tally import TALLIES
from tandem.model.structures import BALANCED

#: Months before the projection's start that come with it, so that figures of twelve months have a start.
HISTORY_MONTHS = 24


@dataclass(frozen=True)
class Projection:
    """Runs of one scenario: each run ("draw") is one parameter set under one seed.

    Attributes
    ----------
    profile : Profile
        The organisation; a group's place in it is its index in the sums.
    first_month : int
        Month of `tallies[:, 0]` (see `model.calendar`).
    history : int
        How many of the first months lie before the projection's start; they come from the same runs.
    tallies : float64 array (draws, months, groups, TALLIES)
        Sums, see `model.outcomes.tally`.
    programmes : float64 array (draws, months, groups), optional
        What the policy's levers cost, see `model.policy.cost`; None: nothing.
    values : tuple of mapping
        The parameter values of each draw.
    seeds : tuple of int
        The seed of each draw's luck.
    parameter_sets : tuple of int
        Index of the parameter set of each draw; draws with the same index differ in luck only.
    reading : str
        Reading of the survey: `level`, `ratio` or `both`; `mixed` where the parameter sets are of several.
    readings : tuple of str, optional
        The reading of each draw; empty: `reading`, in all of them.
    weights : mapping, optional
        Of a mixture: the share of the parameter sets under each reading.
    posterior : str
        Where the parameter sets come from; `prior` when they are not calibrated yet.
    parts : tuple of int, optional
        For each group the place of its sums in `tallies` and `programmes`, where the sums of some groups
        were added up to save memory; None: every group has its own.
    structure : str
        By which ways AI may move people, a name of `model.structures`.
    own_data : mapping
        What is to be said about the organisation's own base rates and pulse survey; empty: nothing.
    past : Past, optional
        The organisation's own record of the months before the start.
    licence_rate : float
        Units of the organisation's currency for one of the register's price of an AI licence.

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """

    profile: Profile
    first_month: int
    history: int
    tallies: npt.NDArray[np.float64]
    values: tuple[Mapping[str, float], ...]
    seeds: tuple[int, ...]
    parameter_sets: tuple[int, ...]
    reading: str
    posterior: str
    programmes: npt.NDArray[np.float64] | None = None
    parts: tuple[int, ...] | None = None
    structure: str = BALANCED
    own_data: Mapping[str, Any] = field(default_factory=dict)
    readings: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    past: Past | None = None
    licence_rate: float = 1.0

    def __post_init__(self) -> None:
        shape = self.tallies.shape
        columns = len(self.profile.groups) if self.parts is None else max(self.parts) + 1
        if len(shape) != 4 or shape[2:] != (columns, TALLIES):
            raise ValueError(f"tallies have shape {shape}; expected (draws, months, groups, {TALLIES})")
        if not shape[0] == len(self.values) == len(self.seeds) == len(self.parameter_sets) > 0:
            raise ValueError("tallies, values, seeds and parameter_sets must have one entry for each draw")
        if not self.readings:
            object.__setattr__(self, "readings", (self.reading,) * shape[0])
        if len(self.readings) != shape[0]:
            raise ValueError("readings must have one entry for each draw")
        if self.programmes is not None and self.programmes.shape != shape[:3]:
            raise ValueError(f"programmes have shape {self.programmes.shape}; expected {shape[:3]}")
        if not 0 <= self.history < shape[1]:
            raise ValueError(f"history is {self.history}; expected 0 to {shape[1] - 1}")

    @property
    def draws(self) -> int:
        """Number of runs."""
        return int(self.tallies.shape[0])

    @property
    def start(self) -> int:
        """Index of the projection's first month in `tallies`."""
        return self.history

    @property
    def months(self) -> int:
        """Months of the projection, without its history."""
        return int(self.tallies.shape[1]) - self.history

    @property
    def month_labels(self) -> tuple[str, ...]:
        """`YYYY-MM` of every month in `tallies`, history included."""
        return tuple(month_label(self.first_month + month) for month in range(self.tallies.shape[1]))

    @property
    def departments(self) -> tuple[str, ...]:
        """Departments in the profile's order."""
        return self.profile.departments

    @property
    def contracts(self) -> tuple[str, ...]:
        """The contract of every group."""
        return tuple(group.contract for group in self.profile.groups)

    @property
    def full_time(self) -> npt.NDArray[np.float64]:
        """Full-time equivalents ÷ people in each column of `tallies`, shape (columns,)."""
        columns = self.tallies.shape[2]
        place = np.arange(columns) if self.parts is None else np.array(self.parts)
        people = np.array([group.headcount for group in self.profile.groups], np.float64)
        share = np.array([group.full_time for group in self.profile.groups])
        return np.bincount(place, people * share, columns) / np.bincount(place, people, columns)

    @property
    def licence_prices(self) -> npt.NDArray[np.float64]:
        """Price of an AI licence in each draw, currency/user/month, shape (draws,)."""
        return self.licence_rate * np.array([values["ai_licence"] for values in self.values])
