"""A whole calibration: the fit, its diagnostics, and the account that is saved beside the draws."""

from __future__ import annotations

import importlib.metadata
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from tandem.calibration.checks.contrasts import contrast_rows
from tandem.calibration.checks.held_out.scoreboard import scoreboard
from tandem.calibration.checks.identifiability import contraction_table, leave_one_out, strongest_dependence
from tandem.calibration.checks.predictive import fit_table, predict
from tandem.calibration.checks.replays.check import replay_rows
from tandem.calibration.checks.sensitivity import SELECTION, by_reading, reweighted
from tandem.calibration.checks.simulation_based import rank_statistics, verdicts
from tandem.calibration.fit.behaviour import behaviour
from tandem.calibration.fit.calibrate import Fit, FitSettings, Stage, calibrate, settings_account
from tandem.calibration.fit.waves import Kept
from tandem.calibration.survey.contradictions import contradictions, in_words
from tandem.calibration.survey.targets import Target
from tandem.model.parameters import Values, sample_prior
from tandem.model.structures import STRUCTURES

LIBRARIES = ("arviz", "numba", "numpy", "nutpie", "pymc", "scipy")


@dataclass(frozen=True)
class StudySettings:
    """What is diagnosed beyond the fit.

    Attributes
    ----------
    predictive_draws : posterior draws that are re-simulated
    fact_draws : posterior draws that held-out facts and replays are simulated under
    refits : simulated data sets of simulation-based calibration (0: left out)
    """

    predictive_draws: int = 300
    fact_draws: int = 300
    refits: int = 0


@dataclass(frozen=True)
class Study:
    """The fit, the draws to keep, and the account."""

    fit: Fit
    draws: tuple[Values, ...]
    account: dict[str, Any]


def run_study(
    targets: tuple[Target, ...],
    reading: str,
    source: str,
    command: str,
    settings: FitSettings,
    diagnostics: StudySettings,
    work: Kept | None,
    stage: Stage,
    readings: Mapping[str, tuple[Target, ...]],
) -> Study:
    """Fit and diagnose.

    Parameters
    ----------
    targets : of the reading
    source : where the targets come from, for the account
    command : what rebuilds the posterior
    work : where finished simulations are kept, or None
    stage : called as each stage begins; gives the function that is told of progress
    readings : the targets of every reading, where the survey can be read in several ways; otherwise none

    Raises
    ------
    NotConvergedError
        If the chains disagree; nothing is saved then.
    """
    begin, processor_begin = time.perf_counter(), time.process_time()
    compared = tuple(target for target in targets if target.role != "context")
    fit = calibrate(compared, settings, work, stage, _of_other_readings(compared, readings))
    fitted_in, processor = time.perf_counter() - begin, time.process_time() - processor_begin
    rows = np.linspace(0, len(fit.draws) - 1, diagnostics.predictive_draws).astype(int)
    chosen = [fit.draws[row] for row in rows]
    population, survey = predict(
        chosen, compared, settings.people, settings.threads, stage("predictive check", len(chosen))
    )
    held = STRUCTURES[settings.structure].fixed
    before = sample_prior(settings.seed, diagnostics.predictive_draws, held)
    prior, _ = predict(
        before, compared, settings.people, settings.threads, stage("priors alone", len(before)), 20_000
    )
    left_out, informs = leave_one_out(fit, settings.seed, stage("leaving targets out", len(fit.fitted)))
    followed = chosen[:: max(1, len(chosen) // diagnostics.fact_draws)]
    judged = judged_anew(followed, settings.people, settings.threads, stage)
    account = {
        "reading": reading,
        "structure": settings.structure,
        "targets": source,
        "command": command,
        "behaviour": behaviour(),
        "seconds_to_fit": round(fitted_in, 1),
        "processor_seconds_to_fit": round(processor, 1),
        "settings": settings_account(settings) | asdict(diagnostics),
        "convergence": {
            "rhat": fit.sample.rhat,
            "effective_sample_size": fit.sample.ess,
            "divergences": fit.sample.divergences,
        },
        "emulator": _emulator_account(fit),
        "reach": {
            "simulations": fit.emulator.reach.furthest,
            "draws": float(fit.emulator.reach.distance(fit.sample.scores).max()),
        },
        "contradictions": [in_words(each) for each in contradictions(compared)],
        "fit": fit_table(compared, population, survey, prior),
        "contrasts": contrast_rows(
            followed, settings.people, settings.threads, stage("top quartile against the rest", len(followed))
        ),
        "contraction": contraction_table(fit.inputs, fit.sample.scores),
        "dependence": strongest_dependence(fit.inputs, fit.sample.scores),
        "left_out": left_out,
        "informs": _informs(fit, informs),
        "selection": reweighted(
            np.array([draw[SELECTION] for draw in chosen]), population, [each.name for each in compared]
        ),
        **judged,
        "versions": {name: importlib.metadata.version(name) for name in LIBRARIES}
        | {"python": platform.python_version(), "tandem": importlib.metadata.version("tandem-workforce")},
    }
    if readings:
        progress = stage("other readings of the survey", len(readings))
        account["readings"] = by_reading(fit, reading, readings, settings.seed, progress)
    if diagnostics.refits:
        account["simulation_based"] = simulation_based(fit, diagnostics.refits, settings.seed, stage)
    draws = tuple({name: draw[name] for name in fit.inputs} for draw in fit.draws)
    return Study(fit, draws, account)


def judged_anew(draws: Sequence[Values], people: int, threads: int, stage: Stage) -> dict[str, Any]:
    """Parts of an account that need draws and no fit: held-out facts, and replays of trials behind priors."""
    return {
        "facts": scoreboard(draws, people, threads, stage("held-out facts", len(draws))),
        "replays": replay_rows(draws, threads, stage("replays of trials behind priors", len(draws))),
    }


def simulation_based(fit: Fit, refits: int, seed: int, stage: Stage) -> dict[str, Any]:
    """Simulation-based calibration with refits: ranks' verdicts by parameter."""
    progress: Callable[[int], None] = stage("simulation-based calibration", refits)
    ranks = rank_statistics(fit, refits, seed, progress)
    return {"datasets": refits, "parameters": verdicts(fit.inputs, ranks), "ranks": ranks.tolist()}


def _of_other_readings(
    targets: tuple[Target, ...], readings: Mapping[str, tuple[Target, ...]]
) -> tuple[Target, ...]:
    """What only other readings fit, each once."""
    here = {target.name for target in targets if target.role == "fit"}
    found = {
        target.name: target
        for others in readings.values()
        for target in others
        if target.role == "fit" and target.name not in here
    }
    return tuple(found.values())


def _emulator_account(fit: Fit) -> list[dict[str, Any]]:
    errors = np.sqrt(np.diag(fit.emulator.error))
    return [
        {
            "month": statistic.month,
            "statistic": statistic.quantity,
            "explained": float(fit.emulator.explained[place]),
            "error": float(errors[place]),
            "scale": "logit" if statistic.is_share else "as it is",
        }
        for place, statistic in enumerate(fit.emulator.statistics)
    ]


def _informs(fit: Fit, informs: Any) -> list[dict[str, Any]]:
    """For each target, the contraction of every parameter that is lost without it, the most first."""
    rows = []
    for place, target in enumerate(fit.fitted):
        order = np.argsort(-informs[place])
        rows.append(
            {
                "target": target.name,
                "parameters": {fit.inputs[each]: float(informs[place, each]) for each in order},
            }
        )
    return rows
