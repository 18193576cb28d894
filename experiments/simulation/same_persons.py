"""Burnout of the same persons under a policy and under the baseline, in the projection's last month.

An average over whoever is there moves when other people leave, even if it does nobody any good or harm. So
people who sit on the same seat under both, and are the same person, are held against themselves. Of the
baseline only this month's people are kept, eight bytes a seat and draw.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tandem.model.engine.population import Population

KEPT_BYTES = 200_000_000  # of a baseline's people, over all draws (a choice about computing)


@dataclass(frozen=True)
class People:
    """Who is in post, and how burned out.

    Attributes
    ----------
    trait : float32 (seats,), stable part of burnout: alike for one person, and for no two
    burnout : float32 (seats,), SD; not a number where nobody does
    """

    trait: npt.NDArray[np.float32]
    burnout: npt.NDArray[np.float32]

    @property
    def bytes(self) -> int:
        """Memory that they take."""
        return self.trait.nbytes + self.burnout.nbytes


def people_of(population: Population) -> People:
    """Everybody in post now."""
    burnout = population.column("burnout").astype(np.float32)
    burnout[population.column("employed") == 0] = np.nan
    return People(population.column("burnout_trait").astype(np.float32), burnout)


def mean_change(people: People, baseline: People) -> float:
    """Mean change of burnout from the baseline, SD, over those who are in post under both; NaN for nobody."""
    same = people.trait == baseline.trait
    change = (people.burnout[same] - baseline.burnout[same]).astype(np.float64)
    known = change[~np.isnan(change)]
    return float(known.mean()) if known.size else float("nan")


class BaselinePeople:
    """The people at the baseline's end in the first draws: as many as the memory allowed holds.

    Parameters
    ----------
    kept_bytes : how much memory they may take
    """

    def __init__(self, kept_bytes: float = KEPT_BYTES) -> None:
        self._kept_bytes = kept_bytes
        self._people: dict[int, People] = {}

    def keep(self, draw: int, population: Population) -> None:
        """Remember a draw's people, if all draws up to it have room (so that threads change nothing)."""
        people = people_of(population)
        if (draw + 1) * people.bytes <= self._kept_bytes:
            self._people[draw] = people

    def forget(self, draw: int) -> None:
        """Drop a draw's people."""
        self._people.pop(draw, None)

    def change(self, draw: int, population: Population) -> float:
        """Mean change of burnout of the same persons from the baseline, SD; NaN where it is not known."""
        baseline = self._people.get(draw)
        return float("nan") if baseline is None else mean_change(people_of(population), baseline)

    def knows(self, draw: int) -> bool:
        """Whether a draw is kept."""
        return draw in self._people
