"""Sampling the posterior with NUTS, and the convergence checks without which nothing is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from calibration.emulator import INPUTS, Emulator, FloatArray
from calibration.likelihood import build_model
from calibration.targets import Target

HIGHEST_RHAT = 1.01
LOWEST_ESS = 400.0


class NotConvergedError(RuntimeError):
    """The chains do not agree or are too short; the fit is refused."""


@dataclass(frozen=True)
class Sample:
    """Posterior draws of the scores and how well they were sampled.

    Attributes
    ----------
    scores : (n, D)
    rhat : largest split R-hat over scores (Vehtari et al. 2021)
    ess : smallest bulk or tail effective sample size
    divergences : divergent transitions after tuning
    """

    scores: FloatArray
    rhat: float
    ess: float
    divergences: int


@dataclass(frozen=True)
class Sampler:
    """A compiled model that can be refitted to other data at the cost of sampling alone."""

    compiled: Any

    def sample(
        self,
        seed: int,
        draws: int = 1000,
        tune: int = 500,
        chains: int = 4,
        observed: FloatArray | None = None,
        included: FloatArray | None = None,
    ) -> Sample:
        """Draw from the posterior given `observed` (default: the targets' own values).

        `included` (0 or 1 for each target) leaves targets out.
        """
        import arviz
        import nutpie

        data = {"observed": observed, "included": included}
        changed = {name: value for name, value in data.items() if value is not None}
        model = self.compiled.with_data(**changed) if changed else self.compiled
        trace = nutpie.sample(
            model, draws=draws, tune=tune, chains=chains, seed=seed, progress_bar=False, cores=2
        )
        summary = arviz.summary(trace, var_names=["z"], kind="diagnostics", round_to="none")
        scores = trace.posterior["z"].to_numpy().reshape(-1, len(INPUTS))
        return Sample(
            scores,
            float(summary["r_hat"].max()),
            float(summary[["ess_bulk", "ess_tail"]].min().min()),
            int(np.sum(trace.sample_stats["diverging"].to_numpy())),
        )


def compile_sampler(targets: Sequence[Target], emulator: Emulator) -> Sampler:
    """Compile the model of `targets` once (about twenty seconds)."""
    import nutpie

    return Sampler(nutpie.compile_pymc_model(build_model(targets, emulator)))


def require_convergence(sample: Sample) -> None:
    """Refuse a sample whose chains disagree.

    Raises
    ------
    NotConvergedError
        If R-hat exceeds 1.01, an effective sample size is below 400, or a transition diverged.
    """
    # Written so that a number that is unknown (NaN) is refused, too.
    if not (sample.rhat <= HIGHEST_RHAT and sample.ess >= LOWEST_ESS) or sample.divergences:
        raise NotConvergedError(
            f"the fit did not converge (R-hat {sample.rhat:.3f}, allowed {HIGHEST_RHAT}; effective sample "
            f"size {sample.ess:.0f}, needed {LOWEST_ESS:.0f}; {sample.divergences} divergent transitions, "
            "allowed 0). "
            "Nothing was saved. Try more tuning: calibration.tune=1500"
        )
