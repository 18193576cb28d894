"""A calibration from start to end: waves of simulations, emulator, posterior, and its draws.

1. First wave: a Sobol design over the priors, emulated; a first posterior.
2. Second wave: simulations where that posterior is, emulated afresh; the posterior.
Finished simulations are kept, so an interrupted calibration goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from scipy.special import ndtr

from tandem.calibration.fit.emulator import (
    Emulator,
    FloatArray,
    fit_emulator,
    inputs_of,
    statistics_behind,
)
from tandem.calibration.fit.sampling import (
    TARGET_ACCEPT,
    Sample,
    Sampler,
    compile_sampler,
    require_convergence,
)
from tandem.calibration.fit.waves import Kept, around, prior_scores, simulate
from tandem.calibration.survey.targets import Target
from tandem.model.parameters import Values, register, sample_prior
from tandem.model.structures import BALANCED, STRUCTURES


@dataclass(frozen=True)
class FitSettings:
    """How much work a calibration does.

    Attributes
    ----------
    first_wave, second_wave : simulations of each wave
    first_people : workers of the simulated market in the first wave, which only finds the place
    people : the same, in the second wave and in what is simulated afterwards
    widening : spread of the second wave against the first posterior
    draws, tune : of each of four chains
    target_accept : mean acceptance that the step sizes of the chains are tuned to
    kept : draws saved with the posterior
    seed, threads : luck of the design and the chains; threads of the simulations
    structure : by which ways AI may move people, a name of `model.structures`
    """

    first_wave: int = 4096
    second_wave: int = 3072
    first_people: int = 10_000
    people: int = 20_000
    widening: float = 1.3
    draws: int = 1500
    tune: int = 700
    target_accept: float = TARGET_ACCEPT
    kept: int = 1000
    seed: int = 1
    threads: int = 2
    structure: str = BALANCED


@dataclass(frozen=True)
class Fit:
    """What a calibration gives.

    Attributes
    ----------
    targets : all targets of the reading, fitted and checked
    others : targets that only other readings fit; compiled with the fitted ones, and left out
    emulator : of the second wave
    sampler : the compiled model, ready to be refitted to other data
    sample : draws of the scores with their convergence
    draws : values of every parameter for the kept draws
    """

    targets: tuple[Target, ...]
    emulator: Emulator
    sampler: Sampler
    sample: Sample
    draws: tuple[Values, ...]
    others: tuple[Target, ...] = ()

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the fitted parameters."""
        return self.emulator.inputs

    @property
    def fitted(self) -> tuple[Target, ...]:
        """The targets that entered the likelihood."""
        return fitted(self.targets)


Stage = Callable[[str, int], Callable[[int], None]]  # (what, of how many) → progress of it


def fitted(targets: Sequence[Target]) -> tuple[Target, ...]:
    """The targets of role `fit`."""
    return tuple(target for target in targets if target.role == "fit")


def calibrate(
    targets: tuple[Target, ...],
    settings: FitSettings,
    work: Kept | None,
    stage: Stage,
    others: tuple[Target, ...] = (),
) -> Fit:
    """Fit the model to `targets` (those of one reading).

    Parameters
    ----------
    work : where finished simulations are kept, or None; those found there are not made again
    stage : called as each stage begins; gives the function that is told of progress
    others : targets of other readings, emulated and left out of the fit

    Raises
    ------
    NotConvergedError
        If the chains disagree.
    """
    compared = [target for target in targets if target.role != "context"]
    statistics = statistics_behind([*compared, *others])
    structure, inputs = settings.structure, inputs_of(settings.structure)
    first_scores = prior_scores(settings.first_wave, settings.seed, structure)
    first = simulate(
        statistics, first_scores, settings.first_people, 0, settings.threads,
        stage("first wave of simulations", settings.first_wave), work, structure,
    )  # fmt: skip
    first_emulator = fit_emulator(statistics, first_scores, first, inputs)
    done = stage("first posterior", 1)
    compiled = compile_sampler(fitted(targets), first_emulator, others)
    rough = compiled.sample(settings.seed, 500, settings.tune)
    done(1)
    second_scores = around(rough.scores, settings.second_wave, settings.widening, settings.seed + 1)
    second = simulate(
        statistics, second_scores, settings.people, settings.first_wave, settings.threads,
        stage("second wave of simulations", settings.second_wave), work, structure,
    )  # fmt: skip
    emulator = fit_emulator(statistics, second_scores, second, inputs)
    done = stage("posterior", 1)
    sampler = compiled.with_emulator(emulator)
    sample = sampler.sample(
        settings.seed, settings.draws, settings.tune, target_accept=settings.target_accept
    )
    done(1)
    require_convergence(sample)
    return Fit(targets, emulator, sampler, sample, values_of_sample(sample.scores, settings), others)


def values_of_sample(scores: FloatArray, settings: FitSettings) -> tuple[Values, ...]:
    """Values of every parameter for evenly spaced draws; not emulated ones come from their priors."""
    rows = np.linspace(0, len(scores) - 1, settings.kept).astype(int)
    prior = sample_prior(settings.seed, settings.kept, STRUCTURES[settings.structure].fixed)
    columns = {
        name: register()[name].quantile(ndtr(scores[rows, place]))
        for place, name in enumerate(inputs_of(settings.structure))
    }
    return tuple(
        values | {name: float(column[row]) for name, column in columns.items()}
        for row, values in enumerate(prior)
    )


def settings_account(settings: FitSettings) -> dict[str, float | str]:
    """The settings, for the account of the fit."""
    return asdict(settings)
