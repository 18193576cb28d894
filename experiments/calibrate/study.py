"""Run a calibration: fit and diagnose, with the slow checks that were asked for, into an account."""

from __future__ import annotations

import importlib.util
import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from tandem.calibration.checks.study import Study, StudySettings, judged_anew, run_study
from tandem.calibration.fit.calibrate import FitSettings
from tandem.calibration.fit.posterior import Posterior, sample_posterior
from tandem.calibration.fit.waves import Kept
from tandem.calibration.survey.targets import Target
from tandem.experiments.calibrate.schema import CalibrateChoices
from tandem.experiments.calibrate.stages import Stages
from tandem.experiments.calibrate.targets import Survey
from tandem.experiments.run.manifest import code_version
from tandem.experiments.run.store import Store, code_hash, open_store
from tandem.experiments.settings.leftovers import temporary_folder
from tandem.experiments.simulation.preparation import threads_of
from tandem.experiments.simulation.progress import Progress
from tandem.model.errors import TandemError

FITTING, CHECKING = ("pymc", "nutpie", "arviz"), ("pyabc",)
#: What else than the model decides a simulation.
CODE = ("calibration/survey", "calibration/fit", "configs/organisation/default.yaml")
_without_effect_on_waves = ("threads", "draws", "target_accept", "kept")
INSTALL = "pip install 'tandem-workforce[calibration]'"


class NoPosteriorError(TandemError):
    """There is no posterior: chains disagree, or a library is missing. Nothing is saved."""

    exit_code = 3
    heading = "no posterior."


def require_libraries(crosscheck: bool) -> None:
    """Raise `NoPosteriorError` unless the libraries are there."""
    needed = FITTING + (CHECKING if crosscheck else ())
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if missing:
        raise NoPosteriorError(
            f"{', '.join(missing)} not installed; calibration needs it. Install: {INSTALL}. "
            "Everything else of Tandem works without."
        )


def fit_settings(choices: CalibrateChoices, threads: int) -> FitSettings:
    """How much work the fit does."""
    return FitSettings(
        first_wave=choices.first_wave,
        second_wave=choices.second_wave,
        first_people=choices.first_people,
        people=choices.people,
        draws=choices.draws,
        tune=choices.tune,
        target_accept=choices.target_accept,
        seed=choices.seed,
        threads=threads,
        structure=choices.structure,
    )


def simulations_of(targets: Sequence[Target], settings: FitSettings, progress: Progress) -> Store:
    """Finished simulations of a survey's fits; others for whatever would make others of them.

    The first wave is over the priors, and so the same for every reading: it is not made again.
    """
    effort = {key: value for key, value in asdict(settings).items() if key not in _without_effect_on_waves}
    depends = {"targets": [asdict(target) for target in targets], "settings": effort}
    return open_store("calibrate", depends | {"code": code_hash(*CODE)}, progress)


def study(
    name: str, survey: Survey, choices: CalibrateChoices, settings: FitSettings, command: str, work: Kept
) -> Posterior:
    """Fit the survey under the reading chosen and make the account of it.

    Parameters
    ----------
    command : what rebuilds the posterior
    work : where finished simulations are kept

    Raises
    ------
    NotConvergedError
        If the chains disagree.
    """
    diagnostics = StudySettings(choices.predictive_draws, choices.fact_draws, choices.refits)
    targets = survey.under(choices.reading)
    with Stages() as stages, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="PyTensor could not link to a BLAS", category=UserWarning)
        warnings.filterwarnings("ignore", category=FutureWarning, module="arviz|pytensor|pymc|nutpie")
        done = run_study(
            targets,
            choices.reading,
            survey.source,
            command,
            settings,
            diagnostics,
            work,
            stages,
            survey.readings(),
        )
        account = done.account
        if "simulation_based" in account:
            account["simulation_based"] |= _bands(
                choices.refits, len(account["simulation_based"]["parameters"])
            )
        if choices.crosscheck:
            account["crosscheck"] = _crosscheck(done, choices, stages)
    account |= {
        "name": name,
        "created": datetime.now().astimezone().isoformat(timespec="seconds"),
        "code": code_version(),
        "set_aside": survey.set_aside(choices.reading),
        "not_fitted": _not_fitted(survey, targets),
        "context": [asdict(finding) for finding in survey.context],
        "seconds": stages.seconds,
    }
    return Posterior(name, done.draws, without_nan(account))


def judge_anew(posterior: Posterior, choices: CalibrateChoices) -> Posterior:
    """The posterior with its held-out facts and replays judged by the rules and facts of today."""
    draws = sample_posterior(posterior, choices.seed, choices.fact_draws)
    with Stages() as stages:
        judged = judged_anew(draws, choices.people, threads_of(choices.threads), stages)
    return replace(posterior, account={**posterior.account, **without_nan(judged)})


def _not_fitted(survey: Survey, targets: tuple[Target, ...]) -> list[str]:
    """Targets of the survey that do not apply under the reading."""
    return [target.name for target in survey.targets if target not in targets]


def _bands(datasets: int, parameters: int) -> dict[str, Any]:
    """The bands of the ranks, kept so that a report needs none of the fitting libraries."""
    from tandem.calibration.checks.simulation_based import RANKED_DRAWS, simultaneous_bands

    points, low, high = simultaneous_bands(datasets, 1 - 0.05 / parameters)
    bands = {"points": points.tolist(), "low": low.tolist(), "high": high.tolist()}
    return {"ranked_draws": RANKED_DRAWS, "bands": bands}


def _crosscheck(done: Study, choices: CalibrateChoices, stages: Stages) -> dict[str, Any]:
    from tandem.calibration.checks.crosscheck import approximate_posterior, comparison, expected_simulations

    informed = [row["parameter"] for row in done.account["contraction"] if row["informed"]]
    size, people = choices.crosscheck_size, choices.crosscheck_people
    progress = stages("cross-check with pyabc", expected_simulations(size))
    with temporary_folder() as folder:
        draws, weights = approximate_posterior(
            done.fit.fitted,
            informed,
            people,
            size,
            choices.seed,
            folder / "crosscheck.db",
            progress,
            choices.structure,
        )
    rows = comparison(done.fit.inputs, done.fit.sample.scores, draws, weights, informed)
    return {"size": size, "people": people, "parameters": rows}


def without_nan(content: Any) -> Any:
    """The account with null where there is no number, as strict JSON has no NaN."""
    if isinstance(content, Mapping):
        return {key: without_nan(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [without_nan(value) for value in content]
    return None if isinstance(content, float) and not math.isfinite(content) else content
