"""How far the answer of a search is one: whether there was anything to choose, and whether it stands out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tandem.experiments.measures.value_of_information import averaged
from tandem.experiments.optimise.judgement import Judged
from tandem.experiments.optimise.mixes import PER_LEVER, Design, MixSpace
from tandem.experiments.optimise.tables import Picked

#: Share of the fresh parameter sets in which one mix must be worth more, to be told from another · assumption
TOLD_APART = 0.9


@dataclass(frozen=True)
class Answer:
    """What is to be said of the knee before anybody acts on it.

    Attributes
    ----------
    everything : whether it has every lever at its fullest, for everybody, at once: the budget then decides
        nothing, and the search found no more than that
    better : share of the fresh parameter sets in which its net value is above the runner-up's
    """

    everything: bool
    better: float | None

    @property
    def stands_out(self) -> bool:
        """Whether knee and runner-up can be told apart by net value, whichever of them is better."""
        return self.better is None or max(self.better, 1 - self.better) >= TOLD_APART


def answer_of(space: MixSpace, picked: Picked, judged: Judged) -> Answer:
    """The answer, from what was picked and how it was judged on fresh draws."""
    better = None
    if picked.runner_up is not None:
        value = judged.levels["net_value"]
        by_set, _ = averaged(value, judged.parameter_sets)
        better = float((by_set[1 + picked.knee] > by_set[1 + picked.runner_up]).mean())
    return Answer(is_everything(space, picked.designs[picked.knee]), better)


def is_everything(space: MixSpace, design: Design) -> bool:
    """Whether a mix has every lever at its highest intensity and coverage from the first month on."""
    fullest = np.array(space.sizes) - 1
    fullest[2::PER_LEVER] = 0
    return bool((design == fullest).all())
