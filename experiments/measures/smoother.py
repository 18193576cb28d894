"""Smooth curves through noisy points, many at once: penalised cubic splines, their smoothness by GCV.

The points' places are turned into normal scores first, so that a curve does not hang on the scale of what is
on its x-axis, and has as much freedom for one parameter as for another. Penalised B-splines after Eilers &
Marx (1996, Statistical Science 11: 89–121); generalised cross-validation with
the factor 1.4 of Kim & Gu (2004, J. R. Statist. Soc. B 66: 337–356), which guards against curves that follow
noise. The limit of strong smoothing is a straight line.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from tandem.experiments.measures.ranks import ranks

Floats = npt.NDArray[np.float64]

FEWEST_POINTS = 20  # below, a curve of this kind tells nothing
_functions, _degree = 9, 3
_caution = 1.4  # Kim & Gu 2004
_smoothness = np.concatenate([np.logspace(-3, 5, 33), [1e9]])  # the last is a straight line for all purposes
_ridge = 1e-7  # keeps a resample that misses a stretch of the x-axis solvable


class Smoother(NamedTuple):
    """Basis functions at the points (n, K), and what penalises their bends (K, K)."""

    basis: Floats
    penalty: Floats


def smoother(places: Floats) -> Smoother:
    """The smoother for points at `places`, shape (n,), n ≥ FEWEST_POINTS; ties share their mean rank.

    Raises
    ------
    ValueError
        If there are too few points, or all lie at one place.
    """
    if places.size < FEWEST_POINTS or np.ptp(places) == 0:
        raise ValueError(f"a smooth curve needs {FEWEST_POINTS} points or more, at several places")
    scores = ndtri(ranks(places) / (places.size + 1))
    low, high = scores.min(), scores.max()
    step = (high - low) / (_functions - _degree)
    knots = low + step * np.arange(-_degree, _functions + 1)
    inside = np.clip(scores, knots[_degree], knots[_functions] - 1e-9 * step)
    basis = _splines(inside, knots)
    bends = np.diff(np.eye(_functions), n=2, axis=0)
    return Smoother(basis, bends.T @ bends)


def _splines(points: Floats, knots: Floats) -> Floats:
    """The basis functions at the points, (n, K), by the recursion of de Boor (1972) and Cox.

    As SciPy's `BSpline.design_matrix`, whose import takes longer than all the smoothing.
    """
    interval = np.clip(np.searchsorted(knots, points, side="right") - 1, _degree, _functions - 1)
    values = np.zeros((_degree + 1, points.size))
    values[0] = 1
    for degree in range(1, _degree + 1):
        lower = values[:degree].copy()
        values[0] = 0
        for place in range(1, degree + 1):
            above, below = knots[interval + place], knots[interval + place - degree]
            weight = lower[place - 1] / (above - below)
            values[place - 1] += weight * (above - points)
            values[place] = weight * (points - below)
    basis = np.zeros((points.size, _functions))
    for place in range(_degree + 1):
        basis[np.arange(points.size), interval - _degree + place] = values[place]
    return basis


def smoothed(curve: Smoother, values: Floats, weights: Floats | None = None) -> Floats:
    """The curves at their points.

    Parameters
    ----------
    values : float64 array (n, P), one curve a column
    weights : float64 array (R, n), optional
        How often each point counts, in each of R resamples; sums to n. None: once.

    Returns
    -------
    float64 array (R, n, P); R is 1 without weights
    """
    count = values.shape[0]
    often = np.ones((1, count)) if weights is None else weights
    directions, bends = _orthogonal(curve, often)
    weighted = _weighted(curve.basis, values, often)
    parts = directions @ weighted  # (R, K, P): the values along each direction
    kept = 1 / (1 + _smoothness[:, np.newaxis] * bends[:, np.newaxis])  # (R, smoothness, K)
    squares = parts**2
    total = often @ values**2
    left = total[:, np.newaxis] - (2 * kept - kept**2) @ squares  # residual squares
    freedom = kept.sum(axis=-1)[..., np.newaxis]
    best = np.argmin(np.maximum(left, 0) / (count - _caution * freedom) ** 2, axis=1)  # (R, P)
    chosen = np.take_along_axis(kept, best[..., np.newaxis], axis=1)  # (R, P, K)
    coefficients = np.swapaxes(directions, 1, 2) @ (np.swapaxes(chosen, 1, 2) * parts)
    curves: Floats = curve.basis @ coefficients
    return curves


def _orthogonal(curve: Smoother, often: Floats) -> tuple[Floats, Floats]:
    """Combinations of the basis functions that are orthonormal on the points, and how much each bends.

    Returns (R, K, K), a combination a row, and (R, K).
    """
    count, functions = curve.basis.shape
    products = (curve.basis[:, :, np.newaxis] * curve.basis[:, np.newaxis]).reshape(count, -1)
    gram = (often @ products).reshape(-1, functions, functions)
    gram += _ridge * count * (np.eye(functions) + curve.penalty)
    inverse = np.linalg.inv(np.linalg.cholesky(gram))
    bends, turns = np.linalg.eigh(inverse @ curve.penalty @ np.swapaxes(inverse, 1, 2))
    return np.swapaxes(turns, 1, 2) @ inverse, np.maximum(bends, 0) * count


def _weighted(basis: Floats, values: Floats, often: Floats) -> Floats:
    """Sums over the points of basis function × value, (R, K, P)."""
    count = basis.shape[0]
    products = (basis[:, :, np.newaxis] * values[:, np.newaxis]).reshape(count, -1)
    sums: Floats = (often @ products).reshape(often.shape[0], basis.shape[1], -1)
    return sums
