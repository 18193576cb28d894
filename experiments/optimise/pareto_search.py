"""Multi-objective search over a grid with NSGA-II (Deb, Pratap, Agarwal & Meyarivan 2002), by pymoo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Design = npt.NDArray[np.int64]
Evaluate = Callable[[Design], tuple[Floats, Floats]]
Repair = Callable[[Design], Design]

_near = 0.5  # share of mutations that move one step; the others go anywhere
_off = 0.5  # chance that a column of a random first design is at its lowest: half of the levers are off


@dataclass(frozen=True)
class Effort:
    """How many designs are evaluated, in generations of how many, under which seed."""

    evaluations: int
    population: int
    seed: int


@dataclass(frozen=True)
class Found:
    """Every design that was evaluated, once, in the order of evaluation.

    Attributes
    ----------
    designs : int64 array (n, columns)
    objectives : float64 array (n, objectives), less is better
    constraints : float64 array (n, constraints), met where not above 0
    """

    designs: Design
    objectives: Floats
    constraints: Floats

    @property
    def feasible(self) -> npt.NDArray[np.bool_]:
        """Which designs meet all constraints, (n,)."""
        met: npt.NDArray[np.bool_] = (self.constraints <= 0).all(axis=1)
        return met


def search(
    evaluate: Evaluate, sizes: Sequence[int], effort: Effort, repair: Repair, begin: Sequence[Design] = ()
) -> Found:
    """Search a grid of whole numbers.

    Parameters
    ----------
    evaluate : from designs (n, columns) to objectives (n, M), less is better, and constraints (n, C), which
        are met where not above 0
    sizes : number of values of each column: 0 to size − 1
    repair : maps a design to the one that stands for all designs equal to it
    begin : designs of the first generation; the rest of it is random

    Returns
    -------
    All designs evaluated. Fewer than `effort.evaluations` where the grid has no more.
    """
    from pymoo.algorithms.moo.nsga2 import NSGA2
    from pymoo.core.mutation import Mutation
    from pymoo.core.problem import Problem
    from pymoo.core.repair import Repair as PymooRepair
    from pymoo.operators.crossover.pntx import TwoPointCrossover
    from pymoo.optimize import minimize

    highest = np.array(sizes) - 1
    seen: list[tuple[Design, Floats, Floats]] = []
    probe = repair(np.zeros((1, highest.size), np.int64))
    first_objectives, first_constraints = evaluate(probe)
    seen.append((probe, first_objectives, first_constraints))

    class Grid(Problem):
        def __init__(self) -> None:
            super().__init__(
                n_var=highest.size,
                n_obj=first_objectives.shape[1],
                n_ieq_constr=first_constraints.shape[1],
                xl=np.zeros(highest.size),
                xu=highest,
                vtype=int,
            )

        def _evaluate(self, x: Any, out: dict[str, Any], *_: Any, **__: Any) -> None:
            designs = np.asarray(x, np.int64)
            out["F"], out["G"] = evaluate(designs)
            seen.append((designs, out["F"], out["G"]))

    class Step(Mutation):
        """Every column, once in a design on average, moves one step or to any value."""

        def _do(self, _problem: Any, x: Any, *_: Any, random_state: Any = None, **__: Any) -> Any:
            rng = np.random.default_rng(random_state)
            changed = rng.random(x.shape) < 1 / x.shape[1]
            near = np.clip(x + rng.choice([-1, 1], size=x.shape), 0, highest)
            anywhere = rng.integers(0, highest + 1, size=x.shape)
            moved = np.where(rng.random(x.shape) < _near, near, anywhere)
            return np.where(changed, moved, x)

    class OnGrid(PymooRepair):
        def _do(self, _problem: Any, x: Any, **_: Any) -> Any:
            return repair(np.clip(np.rint(x), 0, highest).astype(np.int64))

    algorithm = NSGA2(
        pop_size=effort.population,
        sampling=_first_generation(highest, effort, repair, begin),
        crossover=TwoPointCrossover(prob=0.9),  # columns of one lever mostly stay together
        mutation=Step(),
        repair=OnGrid(),
        eliminate_duplicates=True,
    )
    minimize(Grid(), algorithm, ("n_eval", effort.evaluations), seed=effort.seed % 2**32, verbose=False)
    designs, objectives, constraints = (np.concatenate(parts) for parts in zip(*seen, strict=True))
    _, once = np.unique(designs, axis=0, return_index=True)
    once.sort()
    return Found(designs[once], objectives[once], constraints[once])


def _first_generation(highest: Design, effort: Effort, repair: Repair, begin: Sequence[Design]) -> Design:
    rng = np.random.default_rng(effort.seed)
    random = rng.integers(0, highest + 1, size=(effort.population, highest.size))
    random[rng.random(random.shape) < _off] = 0
    designs = repair(np.concatenate([np.reshape(begin, (-1, highest.size)).astype(np.int64), random]))
    _, once = np.unique(designs, axis=0, return_index=True)
    return designs[np.sort(once)][: effort.population]
