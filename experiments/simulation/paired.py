"""Policies on the same luck: every run's history is simulated once, and each policy goes on from there."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tandem.experiments.simulation.parts import add_up, membership, parts_of
from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.simulation.runs import Run
from tandem.experiments.simulation.same_persons import BaselinePeople
from tandem.experiments.simulation.session import Levers, Session, Sums
from tandem.experiments.simulation.setting import Setting
from tandem.experiments.simulation.starts import Start
from tandem.model.engine.population import Population
from tandem.model.outcomes.tally import TALLIES
from tandem.model.policy.cost import UNITS, costs_borne, units_paid


@dataclass(frozen=True)
class Paid:
    """What the levers of one policy are paid for in all runs, over the whole organisation.

    Attributes
    ----------
    units : (runs, levers, UNITS, months), see `model.policy.cost.units_paid`
    raises, severance : (runs, months), currency
    """

    units: Sums
    raises: Sums
    severance: Sums


@dataclass(frozen=True)
class PartSums:
    """The sums of one policy in all runs, by department and kind of contract.

    Attributes
    ----------
    parts : the part of each group
    tallies : (runs, HISTORY_MONTHS + months, parts, TALLIES), or the projection's months alone
    programmes : (runs, the same months, parts), what the levers cost; None for no lever
    same_persons : (runs,), mean change of burnout from the baseline, SD, of those in post under both in the
        last month; NaN where it is not known, as for the baseline itself
    paid : what the levers are paid for, in the projection's months
    """

    parts: tuple[int, ...]
    tallies: Sums
    programmes: Sums | None
    same_persons: Sums
    paid: Paid


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

    def take(place: int, run: Run, start: Start, sums: Sums, _people: Population) -> None:
        tallies[place][run.draw, :HISTORY_MONTHS] = start.history
        tallies[place][run.draw, HISTORY_MONTHS:] = sums

    Session(setting, runs, threads, kept_bytes=0).simulate(policies, take, done)
    return tallies


def simulate_parts(
    session: Session,
    policies: Sequence[Levers],
    done: Callable[[], None] = lambda: None,
    draws: int | None = None,
    histories: int | None = None,
    baseline: BaselinePeople | None = None,
) -> list[PartSums]:
    """Simulate all policies in all runs of a session; keep the sums by part, with the levers' costs.

    Parameters
    ----------
    draws : only the first so many runs
    histories : how many policies, the first ones, come with the history, which all share; None: all
    baseline : people at the baseline's end, whom the policies are held against. What it does not know yet
        of a draw it takes from the first policy. None: the first policy is the baseline, nothing is kept.
    """
    setting, runs = session.setting, session.runs[:draws]
    parts = parts_of(setting.profile)
    columns = max(parts) + 1
    come_with = len(policies) if histories is None else histories
    before = [HISTORY_MONTHS if place < come_with else 0 for place in range(len(policies))]
    tallies = [np.empty((len(runs), first + setting.months, columns, TALLIES)) for first in before]
    costs = [
        np.zeros((len(runs), first + setting.months, columns)) if levers else None
        for first, levers in zip(before, policies, strict=True)
    ]

    paid = [
        Paid(
            np.zeros((len(runs), len(levers), len(UNITS), setting.months)),
            np.zeros((len(runs), setting.months)),
            np.zeros((len(runs), setting.months)),
        )
        for levers in policies
    ]
    members, part_of_group = membership(parts), np.array(parts, np.int64)
    known = BaselinePeople(math.inf) if baseline is None else baseline
    changes = np.full((len(policies), len(runs)), np.nan)

    def hold_against_baseline(place: int, draw: int, people: Population) -> None:
        if place == 0 and not known.knows(draw):
            known.keep(draw, people)
        else:
            changes[place, draw] = known.change(draw, people)
        if baseline is None and place == len(policies) - 1:
            known.forget(draw)

    def take(place: int, run: Run, start: Start, sums: Sums, people: Population) -> None:
        hold_against_baseline(place, run.draw, people)
        here, first = tallies[place][run.draw], before[place]
        if place == 0 and come_with:
            add_up(start.history, part_of_group, here[:first])
        elif place:  # the policies of a run come one after another
            here[:first] = tallies[0][run.draw, :first]
        add_up(sums, part_of_group, here[first:])
        cost = costs[place]
        if cost is not None:
            levers = policies[place]
            borne = costs_borne(levers, sums, setting.start, setting.stated, setting.seats, run.values)
            np.matmul(borne.total, members.T, out=cost[run.draw, first:])
            bill = paid[place]
            bill.units[run.draw] = units_paid(levers, sums, setting.start, setting.seats, run.values)
            bill.raises[run.draw] = borne.raises.sum(axis=-1)
            bill.severance[run.draw] = borne.severance.sum(axis=-1)

    session.simulate(policies, take, done, draws)
    return [PartSums(parts, *each) for each in zip(tallies, costs, changes, paid, strict=True)]
