"""The mixes of a front judged on fresh draws: other parameter sets and other luck than they were picked on.

What is picked as best of many on some draws looks better on these than it is (the optimiser's curse, Smith &
Winkler 2006, Management Science 52: 311–322). So everything that is told about a mix comes from draws that
played no part in its choice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tandem.experiments.measures.net_value import net_value_of
from tandem.experiments.optimise.mixes import Design, MixSpace
from tandem.experiments.simulation.runs import Run
from tandem.experiments.simulation.session import Session
from tandem.experiments.simulation.setting import Setting
from tandem.experiments.simulation.starts import Start
from tandem.model.engine.population import Population
from tandem.model.outcomes import tally
from tandem.model.outcomes.sums import MONTHS_A_YEAR, CellSums, cell_sums
from tandem.model.policy.cost import programme_costs
from tandem.model.policy.lever import Lever

Floats = npt.NDArray[np.float64]

MEASURED = ("cost", "leavers", "output", "net_value", "turnover")


@dataclass(frozen=True)
class Judged:
    """The status quo and the mixes of a front, in fresh draws.

    Attributes
    ----------
    designs : int64 array (1 + mixes, columns), the status quo first
    parameter_sets, values : of each draw
    levels : what is measured → float64 array (1 + mixes, draws): totals over the projection, turnover of its
        last twelve months
    """

    designs: Design
    parameter_sets: tuple[int, ...]
    values: tuple[Mapping[str, float], ...]
    levels: Mapping[str, Floats]

    @property
    def leavers_avoided(self) -> Floats:
        """Expected leavers less than under the status quo, (1 + mixes, draws)."""
        found: Floats = self.levels["leavers"][0] - self.levels["leavers"]
        return found

    def gained(self, name: str) -> Floats:
        """Change against the status quo of the same draw, (1 + mixes, draws)."""
        found: Floats = self.levels[name] - self.levels[name][0]
        return found


def judge(
    setting: Setting,
    space: MixSpace,
    designs: Design,
    runs: Sequence[Run],
    threads: int,
    done: Callable[[], None],
) -> Judged:
    """Simulate the status quo and the mixes in all runs, all on the same luck.

    Parameters
    ----------
    setting : without levers
    designs : of the mixes, (mixes, columns)
    runs : numbered from 0 in order
    done : called after each run, in the calling thread
    """
    all_designs = np.concatenate([space.status_quo[np.newaxis], designs])
    policies = [space.levers(design) for design in all_designs]
    levels = np.zeros((len(MEASURED), len(policies), len(runs)))

    def take(mix: int, run: Run, start: Start, sums: Floats, _people: Population) -> None:
        levels[:, mix, run.draw] = _measured(setting, policies[mix], sums, start, run.values)

    Session(setting, runs, threads, kept_bytes=0).simulate(policies, take, done)
    return Judged(
        all_designs,
        tuple(run.parameter_set for run in runs),
        tuple(run.values for run in runs),
        dict(zip(MEASURED, levels, strict=True)),
    )


def _measured(
    setting: Setting, levers: Sequence[Lever], sums: Floats, start: Start, values: Mapping[str, float]
) -> tuple[float, ...]:
    """MEASURED of one mix in one run."""
    contracts = [group.contract for group in setting.profile.groups]
    costs = programme_costs(levers, sums, setting.start, setting.stated, setting.seats, values).sum(axis=1)
    everybody = cell_sums(sums, contracts, setting.licence_rate * values["ai_licence"])
    cell = CellSums(everybody.everybody, everybody.staff, everybody.licence_price, costs)
    before = start.history[-1].sum(axis=0)
    share = np.array([group.full_time for group in setting.stated.groups])
    full_time = max(float(start.history[-1][:, tally.PRESENT] @ share), 1.0)
    worth = before[tally.PAYROLL] / full_time * values["output_value"]
    year = np.concatenate([start.history, sums])[-MONTHS_A_YEAR:]
    return (
        float(costs.sum()),
        float(cell.of(tally.EXPECTED_QUITS).sum()),
        float(cell.of(tally.OUTPUT_SUM).sum()),
        float(_net_value(cell, float(worth))),
        float(cell_sums(year, contracts, 0.0).turnover(tally.EXPECTED_QUITS)[-1]),
    )


def _net_value(cell: CellSums, worth: float) -> float:
    one = CellSums(
        cell.everybody[:, np.newaxis],
        cell.staff[:, np.newaxis],
        cell.licence_price,
        cell.programmes[np.newaxis],
    )
    return float(net_value_of(one, np.array([worth])).sum())
