"""The search of `tandem optimise`: from settings to the front that is worth showing, resumable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tandem.experiments.optimise.evaluation import Evaluator
from tandem.experiments.optimise.known import KnownScores
from tandem.experiments.optimise.mixes import Design, doses
from tandem.experiments.optimise.objectives import Wanted, score
from tandem.experiments.optimise.pareto_front import front, knee_and_runner_up, thinned
from tandem.experiments.optimise.pareto_search import Effort, Floats, Found, search
from tandem.experiments.optimise.tables import Picked
from tandem.experiments.simulation.runs import in_threads
from tandem.experiments.wording.money import money
from tandem.experiments.wording.numerals import per_cent, plain
from tandem.model.errors import InputError


@dataclass
class MixSearch:
    """A search in progress.

    Attributes
    ----------
    evaluator, known, wanted : how mixes are scored, remembered and held against what is wanted
    threads : that share out the mixes of a generation
    done : called after each mix, in the calling thread
    """

    evaluator: Evaluator
    known: KnownScores
    wanted: Wanted
    threads: int
    done: Callable[[], None] = field(default=lambda: None)

    def scores(self, designs: Design) -> Floats:
        """SCORES of mixes, (n, SCORES), of which some may be known."""
        unknown = [design for design in np.unique(designs, axis=0) if self.known.get(design) is None]
        for _ in range(len(designs) - len(unknown)):
            self.done()
        if unknown:
            _ = self.evaluator.status_quo  # once, before threads ask for it

        def work(design: Design) -> None:
            self.known.add(design, self.evaluator.scores(design))

        in_threads(work, unknown, self.threads, self.done)
        known = [self.known.get(design) for design in designs]
        return np.stack([row for row in known if row is not None])

    def run(self, effort: Effort) -> Found:
        """Search; what is finished is kept whatever happens."""
        space = self.evaluator.space

        def evaluate(designs: Design) -> tuple[Floats, Floats]:
            scores = self.scores(designs)
            return self.wanted.objectives(scores), self.wanted.constraints(scores)

        try:
            return search(evaluate, space.sizes, effort, space.canonical, space.alone())
        finally:
            self.known.write()


def check_budget(evaluator: Evaluator, budget: float, currency: str) -> None:
    """Raise `InputError` if even the cheapest lever at its least costs more than the budget."""
    cheapest = evaluator.cheapest()
    if cheapest > budget:
        raise InputError(
            f"budget: found {plain(budget)}; no mix can meet it: the cheapest lever, at its lowest intensity "
            f"and coverage and as late as it may start, costs {money(cheapest, currency)}. Raise the budget, "
            f"or lower a lever's range or cost; example: budget={10 ** np.ceil(np.log10(cheapest)):.0f}"
        )


def pick(found: Found, search_: MixSearch, most: int) -> Picked:
    """The front of everything that was evaluated, thinned to at most `most` mixes.

    Raises
    ------
    InputError
        If no mix meets the constraints.
    """
    space = search_.evaluator.space
    active = found.designs.any(axis=1)
    met = found.feasible
    if not (met & active).any():
        raise InputError(_unmet(found, search_, active))
    designs, objectives = found.designs[met], found.objectives[met]
    best = front(objectives)
    best = best[designs[best].any(axis=1)]  # the status quo is told of anyway
    designs, objectives = designs[best], objectives[best]
    knee, runner_up = knee_and_runner_up(objectives, doses(space, designs))
    kept = thinned(objectives, most, [knee] if runner_up is None else [knee, runner_up]).tolist()
    designs = designs[kept]
    scores = np.stack([row for design in designs if (row := search_.known.get(design)) is not None])
    return Picked(
        designs, scores, kept.index(knee), None if runner_up is None else kept.index(runner_up), len(best)
    )


def _unmet(found: Found, search_: MixSearch, active: np.ndarray[Any, np.dtype[np.bool_]]) -> str:
    """What the mixes that were tried come nearest to."""
    wanted = search_.wanted
    scores = np.stack([row for design in found.designs if (row := search_.known.get(design)) is not None])
    within = active & (score(scores, "cost") <= wanted.budget)
    text = f"budget and constraints: none of {int(active.sum()):,} mixes tried meets them all."
    if not within.any():
        return f"{text} None costs {plain(wanted.budget)} or less; raise budget, or evaluations=…"
    if wanted.turnover_below is not None:
        lowest = float(score(scores, "turnover")[within].min())
        text += (
            f" Within the budget, turnover in the last twelve months comes down to {per_cent(lowest, 2)} a "
            f"year, and turnover_below is {wanted.turnover_below:g}. Raise one of them; example: "
            f"turnover_below={np.ceil(lowest * 10) / 10:g}"
        )
    elif wanted.no_department_worse_off:
        text += " Each leaves a department worse off. Example: no_department_worse_off=false"
    return text
