"""Policies on the same luck: every run's history is simulated once, and each policy goes on from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tandem.experiments.simulation.parts import added, parts_of
from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.simulation.runs import Run, Start
from tandem.experiments.simulation.session import Levers, Session, Sums
from tandem.experiments.simulation.setting import Setting
from tandem.model.outcomes.tally import TALLIES
from tandem.model.policy.cost import programme_costs


@dataclass(frozen=True)
class PartSums:
    """The sums of one policy in all runs, by department and kind of contract.

    Attributes
    ----------
    parts : the part of each group
    tallies : (runs, HISTORY_MONTHS + months, parts, TALLIES)
    programmes : (runs, HISTORY_MONTHS + months, parts), what the levers cost; None for no lever
    """

    parts: tuple[int, ...]
    tallies: Sums
    programmes: Sums | None


def simulate_policies(
    setting: Setting,
    policies: Sequence[Levers],
    runs: Sequence[Run],
    threads: int,
    done: Callable[[], None],
) -> list[Sums]:
    """Simulate all policies in all runs, and keep every sum.

    Parameters
    ----------
    setting : what all share; its own levers play no part
    policies : levers of each policy
    threads : how many threads share the work: over runs, or within each run if there are few
    done : called after each run, in the calling thread

    Returns
    -------
    list of float64 arrays (runs, HISTORY_MONTHS + months, groups, TALLIES), one a policy
    """
    shape = (len(runs), HISTORY_MONTHS + setting.months, len(setting.profile.groups), TALLIES)
    tallies = [np.zeros(shape) for _ in policies]

    def take(place: int, run: Run, start: Start, sums: Sums) -> None:
        tallies[place][run.draw, :HISTORY_MONTHS] = start.history
        tallies[place][run.draw, HISTORY_MONTHS:] = sums

    Session(setting, runs, threads, kept_bytes=0).simulate(policies, take, done)
    return tallies


def simulate_parts(
    session: Session,
    policies: Sequence[Levers],
    done: Callable[[], None] = lambda: None,
    draws: int | None = None,
) -> list[PartSums]:
    """Simulate all policies in all runs of a session; keep the sums by part, with the levers' costs.

    `draws`: only the first so many runs.
    """
    setting, runs = session.setting, session.runs[:draws]
    parts = parts_of(setting.profile)
    months, columns = HISTORY_MONTHS + setting.months, max(parts) + 1
    tallies = [np.zeros((len(runs), months, columns, TALLIES)) for _ in policies]
    costs = [np.zeros((len(runs), months, columns)) if levers else None for levers in policies]

    def take(place: int, run: Run, start: Start, sums: Sums) -> None:
        tallies[place][run.draw, :HISTORY_MONTHS] = added(start.history, parts, 1)
        tallies[place][run.draw, HISTORY_MONTHS:] = added(sums, parts, 1)
        cost = costs[place]
        if cost is not None:
            borne = programme_costs(
                policies[place], sums, setting.start, setting.stated, setting.seats, run.values
            )
            cost[run.draw, HISTORY_MONTHS:] = added(borne, parts, 1)

    session.simulate(policies, take, done, draws)
    return [PartSums(parts, *each) for each in zip(tallies, costs, strict=True)]
