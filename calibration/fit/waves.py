"""Waves of simulations for the emulator: the prior first, then where the posterior is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri
from scipy.stats import qmc

from tandem.calibration.fit.emulator import FloatArray, Statistic, inputs_of, transformed, values_of
from tandem.calibration.survey.instrument import market, population_statistics
from tandem.model.parameters import Values
from tandem.model.structures import BALANCED

Progress = Callable[[int], None]
ROWS_A_PIECE = 64  # simulations that are kept together
_widest = 0.995  # share of the prior that the first wave spans


class Kept(Protocol):
    """Where finished pieces are kept. Where that is, is not calibration's to know: it is handed in."""

    def get(self, name: str) -> Mapping[str, npt.NDArray[Any]] | None:
        """The arrays of a piece, or None if it is not there and whole."""

    def keep(self, name: str, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        """Keep a piece."""


def prior_scores(count: int, seed: int, structure: str = BALANCED) -> FloatArray:
    """A scrambled Sobol design over the priors, as normal scores, shape (count, D)."""
    points = qmc.Sobol(len(inputs_of(structure)), scramble=True, rng=np.random.default_rng(seed)).random(
        count
    )
    scores: FloatArray = ndtri(0.5 + (points - 0.5) * _widest)
    return scores


def around(posterior: FloatArray, count: int, widening: float, seed: int) -> FloatArray:
    """`count` scores near posterior draws (n, D): their normal approximation, widened."""
    rng = np.random.default_rng(seed)
    centre = posterior.mean(axis=0)
    spread = np.cov(posterior.T) * widening**2
    draws: FloatArray = rng.multivariate_normal(centre, spread, size=count)
    return draws


def simulate(
    statistics: tuple[Statistic, ...],
    scores: FloatArray,
    people: int,
    first_seed: int,
    threads: int,
    progress: Progress,
    kept: Kept | None = None,
    structure: str = BALANCED,
) -> FloatArray:
    """Simulate the statistics at each row of `scores` (of a structure's inputs); result (n, K) as emulated.

    Every simulation has luck of its own (`first_seed` + row), so the surfaces average it out. Finished rows
    are kept, `ROWS_A_PIECE` at a time, and an interrupted wave goes on where it stopped.
    """
    values = values_of(scores, structure)
    observed = np.full((len(scores), len(statistics)), np.nan)
    wave = _name_of(statistics, scores, people, first_seed, structure)
    pieces = {
        f"{wave}-{start:06d}": range(start, min(start + ROWS_A_PIECE, len(scores)))
        for start in range(0, len(scores), ROWS_A_PIECE)
    }
    missing = []
    for name, rows in pieces.items():
        found = None if kept is None else kept.get(name)
        if found is None:
            missing.append((name, rows))
        else:
            observed[rows] = found["observed"]
            progress(len(rows))
    market(people)

    def one(row: int) -> list[float]:
        return _simulate_one(statistics, values[row], people, first_seed + row)

    with ThreadPoolExecutor(threads) as pool:
        for first in range(0, len(missing), threads):  # a piece a thread at a time
            together = missing[first : first + threads]
            rows_of_all = [row for _, rows in together for row in rows]
            observed[rows_of_all] = list(pool.map(one, rows_of_all))
            for name, rows in together:
                if kept is not None:
                    kept.keep(name, {"observed": observed[rows]})
                progress(len(rows))
    return observed


def _name_of(
    statistics: tuple[Statistic, ...], scores: FloatArray, people: int, first_seed: int, structure: str
) -> str:
    """Twelve hexadecimal digits for what a wave is made of."""
    digest = hashlib.sha256(np.ascontiguousarray(scores).tobytes())
    digest.update(repr((statistics, people, first_seed, structure)).encode())
    return digest.hexdigest()[:12]


def _simulate_one(statistics: tuple[Statistic, ...], values: Values, people: int, seed: int) -> list[float]:
    found = population_statistics(values, [(each.month, each.quantity) for each in statistics], people, seed)
    return [transformed(each, found[each.month][each.quantity]) for each in statistics]
