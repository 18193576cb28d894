"""The front of a search: what is not dominated, its knee, the runner-up, and an even choice of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tandem.experiments.wording.catalogue import texts

_text = texts("optimise.pareto_front")

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

ANOTHER_MIX = 0.25  # of some lever's fullest


def knee_definition() -> str:
    """What the knee is, and the runner-up."""
    return _text("knee_definition")


def front(objectives: Floats) -> Places:
    """Places of the rows that no other row dominates, in the order of the first objective.

    Parameters
    ----------
    objectives : float64 array (n, M), less is better; of equal rows the first is kept
    """
    from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting

    if len(objectives) == 0:
        return np.zeros(0, np.int64)
    _, once = np.unique(objectives, axis=0, return_index=True)
    once = np.sort(once)
    first = NonDominatedSorting().do(objectives[once], only_non_dominated_front=True)
    places = once[np.sort(first)]
    return np.asarray(places[np.lexsort(objectives[places].T[::-1])], np.int64)


def scaled(objectives: Floats) -> Floats:
    """Every objective from 0 (best of the rows) to 1 (worst); 0 where all are equal."""
    low = objectives.min(axis=0)
    span = objectives.max(axis=0) - low
    found: Floats = (objectives - low) / np.where(span > 0, span, 1)
    return found


def bulge(objectives: Floats) -> Floats:
    """How far each row of a front lies below the plane through its best values, (n,); the knee has most.

    In scaled objectives that plane is Σ = 1 (Das 1999, Structural Optimization 18: 107–115).
    """
    places: Floats = (1 - scaled(objectives).sum(axis=1)) / objectives.shape[1] ** 0.5
    return places


def knee_and_runner_up(objectives: Floats, doses: Floats) -> tuple[int, int | None]:
    """Places of the knee, and of the next row that is another mix (or, failing that, the next).

    Parameters
    ----------
    objectives : float64 array (n, M) of a front, less is better
    doses : float64 array (n, levers), how much of its fullest each lever gives, 0 to 1
    """
    order = np.argsort(-bulge(objectives), kind="stable")
    knee = int(order[0])
    others = [int(place) for place in order[1:]]
    different = [place for place in others if abs(doses[place] - doses[knee]).max() >= ANOTHER_MIX]
    return knee, next(iter(different or others), None)


def thinned(objectives: Floats, most: int, keep: Sequence[int]) -> Places:
    """Rows of a front: those to keep, the best in each objective, and as many as `most` in all far apart.

    The rest is taken greedily, each the farthest from those taken (Gonzalez 1985), in scaled objectives.
    """
    if len(objectives) <= most:
        return np.arange(len(objectives))
    points = scaled(objectives)
    taken = list(dict.fromkeys([*keep, *(int(place) for place in objectives.argmin(axis=0))]))
    distance = np.min([np.linalg.norm(points - points[place], axis=1) for place in taken], axis=0)
    while len(taken) < most:
        farthest = int(distance.argmax())
        taken.append(farthest)
        distance = np.minimum(distance, np.linalg.norm(points - points[farthest], axis=1))
    return np.sort(np.array(taken, np.int64))
