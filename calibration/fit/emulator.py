"""An emulator of the population's statistics: quadratic in the parameters, on the logit scale.

A parameter is represented by its standard normal score under its prior, z = Φ⁻¹(F(θ)), so the prior of every
score is N(0, 1) and its bounds need no care. Statistics are emulated as logits of shares (the two risks of a
ratio separately) and as they are for means, by a full quadratic in the scores (a second-order response
surface; Box & Draper 1987) with a small ridge penalty. The covariance of the cross-validated residuals is
kept and enters the likelihood: emulator error is propagated, not ignored. A quadratic says nothing of what is
beyond its simulations, where it bends back; how far they reach is kept, too, and holds the chains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.special import logit, ndtr

from tandem.calibration.survey.targets import Target
from tandem.model.parameters import Values, central_values, register
from tandem.model.structures import BALANCED, STRUCTURES

FloatArray = npt.NDArray[np.float64]

# Parameters that move a fitted finding by more than its standard error between the 5th and 95th percentile of
# their priors. All others keep their priors, and are central in the simulations: the largest of them
# (time_affinity_loading 0.6, manager_on_quits 0.5 standard errors) hardly move any.
INPUTS: tuple[str, ...] = (
    "optimism_mean", "optimism_spread", "optimism_role_loading", "burnout_role_loading",
    "intention_role_loading", "use_role_loading", "relief_by_ai", "ai_share_of_work", "relief_full_use",
    "burnout_to_intention", "clarity_to_intention", "connection_to_intention", "gain_on_trust",
    "burnout_persistence", "intention_to_quit", "avoidable_share", "intention_trait_share",
    "demands_to_burnout", "workload_sd", "connection_to_burnout", "clarity_to_burnout", "gain_to_targets",
    "unmet_weight", "effort_share", "ratchet_up_time", "ai_on_connection", "ai_on_trust",
    "connection_on_trust", "connection_persistence", "gain_on_clarity", "clarity_spread", "true_gain",
    "exposure_second_score", "exposure_on_adoption", "adoption_executive_ratio", "proficiency_time",
    "adoption_innovation", "adoption_imitation", "adoption_ceiling", "adoption_affinity",
    "abandonment_rate", "reporting_noise", "dismissal_rate",
    "threshold_burned_out", "threshold_considering", "threshold_clarity", "threshold_trust",
    "threshold_relation", "threshold_workload_added", "threshold_gain_seen",
)  # fmt: skip
_folds = 5
_ridge = 1e-3
_share_floor = 1e-3


@dataclass(frozen=True)
class Statistic:
    """One emulated statistic: a quantity of the population in a month."""

    month: int
    quantity: str

    @property
    def is_share(self) -> bool:
        """Whether it is emulated on the logit scale."""
        return self.quantity != "mean_gain"


@dataclass(frozen=True)
class Reach:
    """How far the simulations of an emulator reach, in Mahalanobis distance from their middle.

    Attributes
    ----------
    middle : (D,), mean of the simulations' scores
    whitening : (D, D), scores less `middle` times its transpose have the identity as covariance
    furthest : distance of the simulation that lies furthest out
    """

    middle: FloatArray
    whitening: FloatArray
    furthest: float

    def distance(self, scores: FloatArray) -> FloatArray:
        """Distance of each row of `scores` (n, D) from the middle, shape (n,)."""
        return np.asarray(np.linalg.norm((scores - self.middle) @ self.whitening.T, axis=1))


@dataclass(frozen=True)
class Emulator:
    """Quadratic response surfaces y = a + B z + zᵀ Q z.

    Attributes
    ----------
    statistics : K statistics
    constant : (K,)
    linear : (K, D)
    quadratic : (K, D, D), symmetric
    error : (K, K), covariance of cross-validated residuals
    explained : (K,), cross-validated R²
    reach : of the simulations that it sums up
    inputs : names of the D parameters
    """

    statistics: tuple[Statistic, ...]
    constant: FloatArray
    linear: FloatArray
    quadratic: FloatArray
    error: FloatArray
    explained: FloatArray
    reach: Reach
    inputs: tuple[str, ...] = INPUTS

    def predict(self, scores: FloatArray) -> FloatArray:
        """Emulated statistics (logits of shares), shape (n, K), at `scores` (n, D)."""
        curved = np.einsum("nd,kde,ne->nk", scores, self.quadratic, scores, optimize=True)
        predicted: FloatArray = self.constant + scores @ self.linear.T + curved
        return predicted


def statistics_behind(targets: Sequence[Target]) -> tuple[Statistic, ...]:
    """The statistics to emulate for `targets`: both risks of a ratio, otherwise the quantity itself.

    In an order that does not hang on that of the targets: fits of several readings share simulations.
    """
    found: set[Statistic] = set()
    for target in targets:
        stem = target.quantity.removesuffix("_ratio")
        parts = (f"{stem}_top", f"{stem}_rest") if target.kind == "ratio" else (target.quantity,)
        found.update(Statistic(target.month, part) for part in parts)
    return tuple(sorted(found, key=lambda each: (each.month, each.quantity)))


def inputs_of(structure: str) -> tuple[str, ...]:
    """The parameters that are fitted under a causal structure: those of `INPUTS` that it does not hold."""
    return tuple(name for name in INPUTS if name not in STRUCTURES[structure].fixed)


def values_of(scores: FloatArray, structure: str = BALANCED) -> list[Values]:
    """Parameter values (all of the register) of each row of `scores` (n, D), as for `inputs_of(structure)`.

    What is not emulated is central, or as the structure holds it.
    """
    base = central_values(STRUCTURES[structure].fixed)
    columns = {
        name: register()[name].quantile(ndtr(scores[:, place]))
        for place, name in enumerate(inputs_of(structure))
    }
    return [
        base | {name: float(column[row]) for name, column in columns.items()} for row in range(len(scores))
    ]


def transformed(statistic: Statistic, value: float) -> float:
    """A statistic on the emulator's scale."""
    if not statistic.is_share:
        return value
    return float(logit(min(max(value, _share_floor), 1 - _share_floor)))


def fit_emulator(
    statistics: tuple[Statistic, ...],
    scores: FloatArray,
    observed: FloatArray,
    inputs: tuple[str, ...] = INPUTS,
) -> Emulator:
    """Fit the surfaces to simulations.

    Parameters
    ----------
    scores : (n, D)
    observed : (n, K), on the emulator's scale
    inputs : names of the D parameters
    """
    design, (rows, columns) = _design(scores)
    residuals = np.empty_like(observed)
    fold = np.arange(len(scores)) % _folds
    for held_out in range(_folds):
        train, test = fold != held_out, fold == held_out
        residuals[test] = observed[test] - design[test] @ _solve(design[train], observed[train])
    weights = _solve(design, observed)
    size = scores.shape[1]
    quadratic = np.zeros((observed.shape[1], size, size))
    curved = weights[1 + size :].T / 2
    quadratic[:, rows, columns] += curved
    quadratic[:, columns, rows] += curved
    return Emulator(
        statistics,
        weights[0],
        weights[1 : 1 + size].T,
        quadratic,
        np.atleast_2d(np.cov(residuals.T)),
        1 - residuals.var(axis=0) / observed.var(axis=0),
        reach_of(scores),
        inputs,
    )


def reach_of(scores: FloatArray) -> Reach:
    """The reach of simulations at `scores` (n, D); n must exceed D."""
    middle = scores.mean(axis=0)
    root = np.linalg.cholesky(np.atleast_2d(np.cov(scores.T)))
    reach = Reach(middle, np.linalg.inv(root), np.inf)
    return replace(reach, furthest=float(reach.distance(scores).max()))


def _design(scores: FloatArray) -> tuple[FloatArray, tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    rows, columns = np.triu_indices(scores.shape[1])
    products = scores[:, rows] * scores[:, columns]
    return np.hstack([np.ones((len(scores), 1)), scores, products]), (rows, columns)


def _solve(design: FloatArray, observed: FloatArray) -> FloatArray:
    penalty = _ridge * len(design) * np.eye(design.shape[1])
    penalty[0, 0] = 0
    solution: FloatArray = np.linalg.solve(design.T @ design + penalty, design.T @ observed)
    return solution
