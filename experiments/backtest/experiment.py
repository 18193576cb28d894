"""`tandem backtest`: from a profile with a past to a report on how good forecasts would have been.

Heavy libraries are imported where they are used, so that wrong input is answered at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hydra.core.hydra_config import HydraConfig
from hydra.types import RunMode

from tandem.experiments.backtest.schema import BacktestChoices, register_schema
from tandem.experiments.run.folder import new_run_folder, target_folder
from tandem.experiments.run.progress import explained_wait, progress_bar, say
from tandem.experiments.settings.hydra_app import run_app
from tandem.experiments.settings.limits import build, check_limits
from tandem.experiments.settings.schema import PolicyChoices, ProjectChoices
from tandem.experiments.simulation.parameter_sets import check_posterior, parameter_sets
from tandem.model.errors import InputError

if TYPE_CHECKING:
    from tandem.experiments.backtest.plan import FloatArray, Plan
    from tandem.model.organisation.folder.imported import ImportedProfile

INTERRUPTED = 130  # exit code
COMPILING = "Compiling the model for this machine, once; this takes about a minute ..."
SCORE_LIBRARIES = ("scoringrules", "statsmodels")
NAIVE_DRAWS = 2000  # of the naive forecasts, which cost nothing (a choice about computing)


def main(arguments: Sequence[str]) -> int:
    """Run `tandem backtest` with these arguments; returns the exit code."""
    register_schema()
    try:
        return run_app("backtest", BacktestChoices, _task, arguments)
    except KeyboardInterrupt:
        say("\nInterrupted: no report was written; finished origins are kept, the same command goes on.")
        return INTERRUPTED


def _task(config: Mapping[str, Any]) -> None:
    """One job of Hydra's: one back-test."""
    hydra = HydraConfig.get()
    job = int(hydra.job.num) if hydra.mode == RunMode.MULTIRUN else None
    print(backtest(config, list(hydra.overrides.task), job))


def backtest(config: Mapping[str, Any], overrides: Sequence[str] = (), job: int | None = None) -> str:
    """Back-test a profile and write the report folder.

    Parameters
    ----------
    config : the composed configuration in plain containers (see `experiments.backtest.schema`)
    overrides : what the user changed, for the manifest
    job : number of the job if there are several; each gets a folder of its own

    Returns
    -------
    The finding, the forecast that won in its first line, and the folder's path.

    Raises
    ------
    InputError
        If a setting, the profile or the output folder is not usable; nothing is left behind.
    """
    now = datetime.now()
    check_limits(BacktestChoices, config)
    choices = build(BacktestChoices, config)
    imported, where = _profile(choices)
    name = choices.name or choices.organisation.get("name") or imported.profile.name
    folder = target_folder(config, choices.output, f"backtest {name}", now, job)
    settings = project_choices(choices)
    from tandem.calibration.base_rates.fit import FIT_LIBRARIES, require_libraries
    from tandem.calibration.base_rates.rates import source_hash
    from tandem.experiments.backtest.plan import plan_of
    from tandem.experiments.backtest.work import discard, work_folder
    from tandem.model.parameters import check_fixed

    check_fixed(choices.parameters)
    check_posterior(settings)
    plan = plan_of(imported, choices.history, choices.horizon, choices.every, str(where))
    require_libraries("there is no back-test without them", (*FIT_LIBRARIES, *SCORE_LIBRARIES))
    work = work_folder(config, source_hash(where))
    forecasts = _forecasts(plan, imported, choices, settings, work)
    from tandem.experiments.backtest.report import write_report
    from tandem.experiments.run.user_data import log_use

    log_use("backtest", replace(imported.profile, name=str(name)), folder)

    with new_run_folder(folder) as part:
        text = write_report(part, plan, forecasts, imported, str(name), config, overrides, now)
    discard(work)
    return f"{text}\n{folder}"


def project_choices(choices: BacktestChoices) -> ProjectChoices:
    """The settings of a projection that a back-test's parameters are drawn with."""
    return ProjectChoices(
        organisation=choices.organisation,
        environment=choices.environment,
        policy=PolicyChoices("status quo", {}),
        posterior=choices.posterior,
        parameters=choices.parameters,
        months=choices.horizon,
        draws=choices.draws,
        runs_per_parameter_set=1,
        seed=choices.seed,
        reading=choices.reading,
        precision=choices.precision,
        threads=choices.threads,
    )


def _profile(choices: BacktestChoices) -> tuple[ImportedProfile, Path]:
    from tandem.model.organisation.configuration import organisation_from_config
    from tandem.model.organisation.folder.imported import read_profile

    if choices.organisation.get("kind") != "profile":
        raise InputError(
            "organisation: only an imported profile has a past to test against; example: "
            "organisation=profile organisation.path=my_profile"
        )
    organisation_from_config(choices.organisation)  # checks the keys
    if choices.organisation.get("pulse_survey") is not None:
        raise InputError(
            "organisation.pulse_survey: a back-test does not use it, as it was not known at the earlier "
            "dates; leave it out"
        )
    where = Path(str(choices.organisation["path"]))
    return read_profile(where), where


def _forecasts(
    plan: Plan, imported: ImportedProfile, choices: BacktestChoices, settings: ProjectChoices, work: Path
) -> dict[str, list[FloatArray]]:
    """All forecasts by name, one (draws, horizon, departments + 1) an origin."""
    import numpy as np

    from tandem.experiments.backtest.naive import LAST_YEAR, SMOOTHING, exponential_smoothing, last_years_rate
    from tandem.experiments.backtest.verdict import TANDEM
    from tandem.experiments.backtest.work import keep_forecast, kept_forecast

    forecasts: dict[str, list[FloatArray]] = {TANDEM: [], LAST_YEAR: [], SMOOTHING: []}
    make: Callable[[int], FloatArray] | None = None
    with progress_bar("Forecasting from earlier dates", len(plan.origins)) as done:
        for origin in plan.origins:
            month = plan.months[origin]
            leavers = kept_forecast(work, month)
            if leavers is None:
                make = make or _maker(plan, imported, choices, settings)
                leavers = make(origin)
                keep_forecast(work, month, leavers)
            forecasts[TANDEM].append(leavers)
            for name, naive in ((LAST_YEAR, last_years_rate), (SMOOTHING, exponential_smoothing)):
                luck = np.random.default_rng([choices.seed, origin, len(name)])
                forecasts[name].append(naive(plan, origin, NAIVE_DRAWS, luck))
            done()
    return forecasts


def _maker(
    plan: Plan, imported: ImportedProfile, choices: BacktestChoices, settings: ProjectChoices
) -> Callable[[int], FloatArray]:
    """What makes Tandem's forecast at an origin; model and regression are compiled for all of them."""
    import numpy as np

    from tandem.calibration.base_rates.regression import compile_regression
    from tandem.calibration.fit.sampling import NotConvergedError
    from tandem.experiments.backtest.forecasts import forecast, known_at, setting_at
    from tandem.experiments.simulation.runs import warm_up
    from tandem.model.organisation.configuration import organisation_from_config

    real = np.float64 if choices.precision == "float64" else np.float32
    threads = choices.threads or len(os.sched_getaffinity(0))
    _, seats = organisation_from_config(choices.organisation)
    with explained_wait(COMPILING):
        warm_up(real)
        regression = compile_regression(known_at(plan, plan.origins[-1]))
        parameters = parameter_sets(settings)

    def make(origin: int) -> FloatArray:
        try:
            setting = setting_at(
                plan,
                origin,
                imported.profile,
                seats,
                choices.environment,
                regression,
                choices.seed,
                real,
            )
        except NotConvergedError as error:
            raise InputError(f"the origin {plan.months[origin]}: {error} Try a longer history.") from error
        return forecast(plan, setting, parameters, threads, lambda: None)

    return make
