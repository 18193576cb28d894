"""What a mix does in every draw, against the status quo on the same luck and parameters.

Leavers are counted by each person's chance to quit, summed: the same mean as quits, without the luck of who
happens to go (a conditional expectation, so that fewer draws tell mixes apart).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tandem.experiments.optimise.mixes import Design, MixSpace
from tandem.experiments.simulation.runs import Run
from tandem.experiments.simulation.session import Session
from tandem.experiments.simulation.setting import Setting
from tandem.experiments.simulation.starts import Start
from tandem.model.engine.population import Population
from tandem.model.organisation.suppression import published_cells
from tandem.model.outcomes import tally
from tandem.model.outcomes.sums import MONTHS_A_YEAR, cell_sums
from tandem.model.policy.catalogue import LEVERS
from tandem.model.policy.cost import programme_costs

Floats = npt.NDArray[np.float64]


class Draws(NamedTuple):
    """What is measured of a mix in every draw, totals over the projection.

    Attributes
    ----------
    leavers : (draws,), expected quits of employees and executives
    output : (draws,), worker-months
    turnover : (draws,), expected voluntary turnover of the last twelve months, per cent a year
    departments : (draws, departments, 2): expected quits per person-month, share of people burned out
    cost : mean over the draws, currency (exact: costs are linear in the sums of people and pay)
    """

    leavers: Floats
    output: Floats
    turnover: Floats
    departments: Floats
    cost: float


SAMPLING_ERRORS = 1.645  # standard errors: one-sided 95 %
SCORES = (
    "cost",
    "leavers_mean",
    "leavers_tail",
    "output_mean",
    "output_tail",
    "turnover",
    "worst_department",
)


@dataclass(frozen=True)
class Evaluator:
    """Simulates mixes.

    Attributes
    ----------
    setting : without levers
    space : what a design means
    session : the runs, each at the projection's start
    min_cell : departments of fewer people are not held against a mix
    tail : share of the parameter sets that are the bad cases
    worse_off : rise of a department's leavers, as a share, and of its share of people burned out that counts
        as worse off
    """

    setting: Setting
    space: MixSpace
    session: Session
    min_cell: int
    tail: float
    worse_off: tuple[float, float]

    def scores(self, design: Design) -> Floats:
        """SCORES of a mix against the status quo, shape (SCORES,)."""
        mix, base = self.draws(design), self.status_quo
        avoided = self._by_set(base.leavers - mix.leavers)
        gained = self._by_set(mix.output - base.output)
        return np.array(
            [
                mix.cost,
                avoided.mean(),
                tail_mean(avoided, self.tail),
                gained.mean(),
                tail_mean(gained, self.tail),
                mix.turnover.mean(),
                self._worst_department(mix.departments - base.departments),
            ]
        )

    @cached_property
    def status_quo(self) -> Draws:
        """What happens without any lever."""
        return self.draws(self.space.status_quo)

    def draws(self, design: Design) -> Draws:
        """Simulate a mix in all draws."""
        levers = self.space.levers(design)
        rows: list[tuple[float, float, float, Floats]] = []
        total = np.zeros((self.setting.months, len(self.setting.profile.groups), tally.TALLIES))
        without = {lever.kind: np.zeros(total.shape[:2]) for lever in levers if LEVERS[lever.kind].programme}

        def take(_place: int, run: Run, start: Start, sums: Floats, _people: Population) -> None:
            rows.append(self._measured(sums, start.history))
            total[:] += sums
            for kind, people in without.items():
                people += sums[..., tally.PRESENT] * LEVERS[kind].share_without(run.values)

        self.session.simulate([levers], take, threads=1)  # in the order of the draws
        leavers, output, turnover, departments = (np.array(column) for column in zip(*rows, strict=True))
        present = np.maximum(total[..., tally.PRESENT], 1)
        in_place = {
            f"in_place_{LEVERS[kind].programme}": 1 - people / present for kind, people in without.items()
        }
        cost = programme_costs(
            levers,
            total / len(self.session.runs),
            self.setting.start,
            self.setting.stated,
            self.setting.seats,
            {"severance": 0.0, **in_place},
        ).sum()
        return Draws(leavers, output, turnover, departments, float(cost))

    def cheapest(self) -> float:
        """What the cheapest lever alone costs at its least, by the head counts and pay of the status quo."""
        return min(self.draws(design).cost for design in self.space.least())

    def _measured(self, sums: Floats, history: Floats) -> tuple[float, float, float, Floats]:
        year = np.concatenate([history, sums])[-MONTHS_A_YEAR:]
        turnover = cell_sums(year, self._contracts, 0.0).turnover(tally.EXPECTED_QUITS)[-1]
        by_group = sums.sum(axis=0)
        shown = self._departments @ by_group
        present = np.maximum(shown[:, tally.PRESENT], 1)
        rates = np.stack([shown[:, tally.EXPECTED_QUITS], shown[:, tally.BURNED_OUT]], axis=1)
        leavers, output = by_group[:, tally.EXPECTED_QUITS].sum(), by_group[:, tally.OUTPUT_SUM].sum()
        return float(leavers), float(output), float(turnover), rates / present[:, np.newaxis]

    @cached_property
    def _contracts(self) -> tuple[str, ...]:
        return tuple(group.contract for group in self.setting.profile.groups)

    @cached_property
    def _departments(self) -> Floats:
        """Which groups make up each department that may be shown, (departments, groups)."""
        cells = published_cells(self.setting.stated, self.min_cell)
        members = np.zeros((0, len(self.setting.profile.groups)))
        for cell in cells:
            if cell.kind == "department":
                members = np.vstack([members, np.zeros(members.shape[1])])
                members[-1, list(cell.groups)] = 1
        return members

    def _by_set(self, values: Floats) -> Floats:
        """Means over the runs of each parameter set."""
        sets = np.array([run.parameter_set for run in self.session.runs])
        _, place, count = np.unique(sets, return_inverse=True, return_counts=True)
        means: Floats = np.bincount(place, weights=values) / count
        return means

    def _worst_department(self, changes: Floats) -> float:
        """How badly off the worst department is: above 1 it counts as worse off.

        Of each department and rate the lower bound of the mean change (mean − 1.645 standard errors over the
        draws, one-sided 95 %) is held against what counts as worse off.

        Parameters
        ----------
        changes : (draws, departments, 2), higher is worse
        """
        if changes.shape[1] == 0:
            return 0.0
        error = changes.std(axis=0, ddof=1) / len(self.session.runs) ** 0.5
        surely = changes.mean(axis=0) - SAMPLING_ERRORS * error
        leavers, burnout = self.worse_off
        matters = np.full(surely.shape, burnout)
        matters[:, 0] = leavers * self.status_quo.departments[..., 0].mean(axis=0)
        return float((surely / matters).max())


def tail_mean(values: Floats, tail: float) -> float:
    """Mean of the lowest share `tail` of values: conditional value at risk (Rockafellar & Uryasev 2000).

    A value that is only in part within the share counts in part.
    """
    ordered = np.sort(values)
    inside = np.clip(tail * values.size - np.arange(values.size), 0, 1)
    return float((ordered * inside).sum() / inside.sum())


def evaluator_of(
    setting: Setting,
    space: MixSpace,
    runs: Sequence[Run],
    min_cell: int,
    tail: float,
    worse_off: tuple[float, float],
    threads: int,
    done: Callable[[], None],
) -> Evaluator:
    """Simulate every run's history once; `done` is called after each."""
    session = Session(setting, runs, threads)
    session.prepare(done)
    return Evaluator(setting, space, session, min_cell, tail, worse_off)
