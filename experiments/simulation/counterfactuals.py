"""The same runs in other worlds: without AI's part in what comes, and with the luck of another run.

A counterfactual of a run shares its parameters, its people, their luck month by month and the luck of the
labour market, so that the difference between the two is what was changed and nothing else.

- `still`: from the start on AI stands still. Nobody takes it up, drops it or gets better at it, tools stay
  as they are, and so does outside demand for AI skills.
- `flat_demand`: outside demand for AI skills stays as at the start; use goes on.
- `no_ai`: there never was any AI, from November 2022 on.
- `closed:WAY` and `closed_still:WAY`: the run, and the run with AI standing still, with one of AI's ways
  held fixed from the start on (`WAYS`). How much smaller AI's part is between these two is what goes
  through that way.
- `other_people`: the labour market's luck is that of this run, people's luck that of the set's second run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from tandem.experiments.simulation.parts import add_up
from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.simulation.runs import Run
from tandem.experiments.simulation.setting import Setting
from tandem.experiments.simulation.starts import (
    Start,
    Sums,
    start_of_run,
    start_without_ai,
    unsurveyed,
    whole_run,
)
from tandem.model.environment import with_ai_standing_still, with_flat_demand
from tandem.model.organisation.suppression import part_of
from tandem.model.outcomes.tally import TALLIES

STILL, FLAT_DEMAND, NO_AI, OTHER_PEOPLE = "still", "flat_demand", "no_ai", "other_people"
#: AI's ways to quits and burnout: the mechanisms (`model.policy.mechanisms`) that close each of them.
WAYS: Mapping[str, tuple[str, ...]] = {
    "relief": ("relief",),
    "targets": ("expectation_ratchet",),
    "effort": ("effort",),
    "ties": ("isolation", "asking_ai_first"),
    "clarity": ("lost_clarity",),
    "outside_demand": ("outside_demand",),
    "outside_offers": ("outside_offers",),
}

# How many parameter sets have counterfactuals, and how many of these each way closed (choices about
# computing): enough for a range, and few enough to take less than 0.6 of a projection's own time. Of a large
# organisation, whose people's luck averages out, fewer sets tell as much, and a run is most of the time.
SETS, SETS_BY_WAY = 50, 20
SETS_OF_LARGE, SETS_BY_WAY_OF_LARGE, _large = 20, 8, 20_000  # seats


@dataclass(frozen=True)
class Counterfactuals:
    """Sums of the counterfactuals by part of the workforce: 0 employees and executives, 1 freelancers.

    Attributes
    ----------
    parts : the part of each group
    draws : by counterfactual, the draws that have it, in rising order
    sums : by counterfactual, (draws, HISTORY_MONTHS + months, parts, TALLIES); one part without freelancers
    """

    parts: tuple[int, ...]
    draws: Mapping[str, tuple[int, ...]]
    sums: Mapping[str, Sums]


def closed(way: str) -> str:
    """The counterfactual in which a way is closed."""
    return f"closed:{way}"


def closed_still(way: str) -> str:
    """The counterfactual in which a way is closed and AI stands still."""
    return f"closed_still:{way}"


def planned(setting: Setting, runs: Sequence[Run]) -> Counterfactuals:
    """Room for the counterfactuals of the first run of the first parameter sets."""
    large = len(setting.seats) > _large
    firsts = list({run.parameter_set: run.draw for run in reversed(runs)}.values())[::-1]
    some = tuple(firsts[: SETS_OF_LARGE if large else SETS])
    few = some[: SETS_BY_WAY_OF_LARGE if large else SETS_BY_WAY]
    draws = dict.fromkeys((STILL, FLAT_DEMAND, NO_AI), some)
    draws |= dict.fromkeys((name for way in WAYS for name in (closed(way), closed_still(way))), few)
    if len(runs) > len(firsts):
        draws[OTHER_PEOPLE] = some
    months = HISTORY_MONTHS + setting.months
    parts = _parts_of(setting)
    shape = (months, max(parts) + 1, TALLIES)
    sums = {name: np.zeros((len(these), *shape)) for name, these in draws.items()}
    return Counterfactuals(parts, draws, sums)


def simulating(
    setting: Setting, runs: Sequence[Run], found: Counterfactuals
) -> Callable[[Run, Start, int], None]:
    """What `runs.simulate` is to do besides: fill in the counterfactuals of each run that has them."""
    second = {run.parameter_set: run for run in runs}  # the last run of each set has another luck
    parts = np.array(found.parts, np.int64)

    def work(run: Run, start: Start, threads: int) -> None:
        if run.draw not in found.draws[STILL]:
            return
        place = found.draws[STILL].index(run.draw)
        for name, begin in _worlds(setting, run, start, second[run.parameter_set].seed, threads).items():
            if place < len(found.draws.get(name, ())):
                other = begin()
                sums = whole_run(other, other.scenario, setting.months, threads)
                add_up(sums, parts, found.sums[name][place])

    return work


def _worlds(
    setting: Setting, run: Run, start: Start, other_luck: int, threads: int
) -> dict[str, Callable[[], Start]]:
    """How each counterfactual of a run begins."""
    scenario, month = start.scenario, setting.start

    def still(*mechanisms: str) -> Start:
        return replace(
            start,
            scenario=scenario.with_use_as_in(start.population).holding(mechanisms),
            environment=with_ai_standing_still(start.environment, month),
        )

    worlds: dict[str, Callable[[], Start]] = {
        STILL: still,
        FLAT_DEMAND: lambda: replace(start, environment=with_flat_demand(start.environment, month)),
        NO_AI: lambda: start_without_ai(setting, start, run.seed, threads, run.parameter_set),
        OTHER_PEOPLE: lambda: start_of_run(
            setting,
            unsurveyed(setting, scenario, run.parameter_set),
            other_luck,
            threads,
            run.parameter_set,
            market_seed=run.seed,
        ),
    }
    for way, mechanisms in WAYS.items():
        worlds[closed(way)] = partial(replace, start, scenario=scenario.holding(mechanisms))
        worlds[closed_still(way)] = partial(still, *mechanisms)
    return worlds


def _parts_of(setting: Setting) -> tuple[int, ...]:
    return tuple(int(part_of(group) == "freelancers") for group in setting.profile.groups)
