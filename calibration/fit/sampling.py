"""Sampling the posterior with NUTS, and the convergence checks without which nothing is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tandem.calibration.fit.emulator import Emulator, FloatArray
from tandem.calibration.fit.likelihood import build_model, surfaces
from tandem.calibration.survey.targets import Target

HIGHEST_RHAT = 1.01
LOWEST_ESS = 400.0
# The posterior has narrow places (thresholds and the noise of answers trade off): at the usual 0.8 a few of
# 6,000 transitions diverge there and a sound fit would be refused.
TARGET_ACCEPT = 0.95


class NotConvergedError(RuntimeError):
    """The chains do not agree or are too short; the fit is refused.

    Attributes
    ----------
    advice : settings of the sampler that help when they are larger
    """

    def __init__(self, message: str, advice: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.advice = advice


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
    """A compiled model that can be refitted to other data at the cost of sampling alone.

    Attributes
    ----------
    compiled : nutpie's model of the fitted targets, followed by others
    fitted, others : how many of each; the others are left out unless they are asked for
    """

    compiled: Any
    fitted: int
    others: int = 0

    def with_emulator(self, emulator: Emulator) -> Sampler:
        """The same model on other surfaces of the same statistics, without compiling anew."""
        return replace(self, compiled=self.compiled.with_data(**surfaces(emulator)))

    def sample(
        self,
        seed: int,
        draws: int = 1000,
        tune: int = 500,
        chains: int = 4,
        observed: FloatArray | None = None,
        included: FloatArray | None = None,
        target_accept: float = TARGET_ACCEPT,
    ) -> Sample:
        """Draw from the posterior given `observed` (default: the targets' own values).

        Parameters
        ----------
        observed : (fitted targets,) what is fitted in place of the targets' own values
        included : (fitted targets,) or (all compiled targets,), 0 or 1: leaves targets out
        target_accept : mean acceptance that step sizes are tuned to; higher for fewer divergences
        """
        import arviz
        import nutpie

        changed = {}
        if observed is not None:
            changed["observed"] = np.concatenate([observed, np.ones(self.others)])
        if included is not None:
            changed["included"] = included
            if self.others and included.size == self.fitted:
                changed["included"] = np.concatenate([included, np.zeros(self.others)])
        model = self.compiled.with_data(**changed) if changed else self.compiled
        trace = nutpie.sample(
            model, draws=draws, tune=tune, chains=chains, seed=seed, progress_bar=False, cores=2,
            target_accept=target_accept,
        )  # fmt: skip
        summary = arviz.summary(trace, var_names=["z"], kind="diagnostics", round_to="none")
        scores = trace.posterior["z"].to_numpy()
        return Sample(
            scores.reshape(-1, scores.shape[-1]),
            float(summary["r_hat"].max()),
            float(summary[["ess_bulk", "ess_tail"]].min().min()),
            int(np.sum(trace.sample_stats["diverging"].to_numpy())),
        )


def compile_sampler(targets: Sequence[Target], emulator: Emulator, others: Sequence[Target] = ()) -> Sampler:
    """Compile the model of `targets` once (about twenty seconds).

    `others` are compiled, too, and left out: targets of another reading, or another year.
    """
    import nutpie

    model = build_model([*targets, *others], emulator, len(others))
    return Sampler(nutpie.compile_pymc_model(model), len(targets), len(others))


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
            "allowed 0). Nothing was saved.",
            _advice(sample),
        )


def _advice(sample: Sample) -> tuple[str, ...]:
    """What helps: smaller steps where some diverged, longer chains where they are too short to agree."""
    short = not (sample.rhat <= HIGHEST_RHAT and sample.ess >= LOWEST_ESS)
    return (*(["target_accept"] if sample.divergences else []), *(["draws"] if short else []))
