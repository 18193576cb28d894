"""Back-test a profile: forecasts made as if at earlier dates, and what happened.

Heavy libraries are imported where they are used, so that wrong input is answered at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tandem.experiments.backtest.schema import BacktestChoices
from tandem.experiments.run.folder import WITHOUT_EFFECT
from tandem.experiments.settings.schema import PolicyChoices, ProjectChoices
from tandem.experiments.simulation.parameter_sets import check_parameters, parameter_sets
from tandem.experiments.simulation.posteriors import posterior_hash
from tandem.experiments.simulation.preparation import threads_of
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("backtest.experiment")

if TYPE_CHECKING:
    from tandem.experiments.backtest.plan import FloatArray, Plan
    from tandem.experiments.run.store import Store
    from tandem.model.organisation.folder.imported import ImportedProfile

SCORE_LIBRARIES = ("scoringrules", "statsmodels")
#: What else than the model decides a forecast.
CODE = (
    "calibration", "experiments/simulation", "experiments/settings/schema.py",
    "experiments/backtest/forecasts.py", "experiments/backtest/plan.py",
)  # fmt: skip
NAIVE_DRAWS = 2000  # of the naive forecasts, which cost nothing (a choice about computing)


@dataclass(frozen=True)
class Backtested:
    """What a back-test found.

    Attributes
    ----------
    choices : the settings
    name : what the report calls the organisation
    imported : the profile
    plan : months, origins and what happened
    forecasts : by name, one array (draws, horizon, departments + 1) an origin
    work : finished origins
    """

    choices: BacktestChoices
    name: str
    imported: ImportedProfile
    plan: Plan
    forecasts: dict[str, list[FloatArray]]
    work: Store


def backtest(choices: BacktestChoices, progress: Progress) -> Backtested:
    """Forecast from every origin, with Tandem and with the naive forecasts.

    Raises
    ------
    InputError
        If a setting or the profile is not usable.
    """
    imported, where = profile_of(choices)
    settings = project_choices(choices)
    from tandem.calibration.base_rates.fit import FIT_LIBRARIES, require_libraries
    from tandem.calibration.base_rates.rates import source_hash
    from tandem.experiments.backtest.plan import plan_of

    check_parameters(settings)
    plan = plan_of(imported, choices.history, choices.horizon, choices.every, str(where))
    require_libraries("there is no back-test without them", (*FIT_LIBRARIES, *SCORE_LIBRARIES))
    work = _store_of(choices, settings, source_hash(where), progress)
    with progress.stage("forecasts"):
        forecasts = _forecasts(plan, imported, choices, settings, work, progress)
    return Backtested(choices, name_of(choices), imported, plan, forecasts, work)


def name_of(choices: BacktestChoices) -> str:
    """What the report calls the organisation: the name given, or that of the profile."""
    return str(choices.name or choices.organisation.get("name") or profile_of(choices)[0].profile.name)


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
        structure=choices.structure,
        precision=choices.precision,
        threads=choices.threads,
    )


def profile_of(choices: BacktestChoices) -> tuple[ImportedProfile, Path]:
    """The imported profile and its folder; `InputError` for another kind of organisation."""
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


def _store_of(choices: BacktestChoices, settings: ProjectChoices, source: str, progress: Progress) -> Store:
    """Finished origins of a back-test; `source` is the hash of the profile's tables."""
    from tandem.experiments.run.store import code_hash, open_store

    depends = {
        "settings": {name: value for name, value in asdict(choices).items() if name not in WITHOUT_EFFECT},
        "profile": source,
        "posterior": posterior_hash(settings),
        "code": code_hash(*CODE),
    }
    return open_store("backtest", depends, progress)


def _forecasts(
    plan: Plan,
    imported: ImportedProfile,
    choices: BacktestChoices,
    settings: ProjectChoices,
    work: Store,
    progress: Progress,
) -> dict[str, list[FloatArray]]:
    """All forecasts by name, one (draws, horizon, departments + 1) an origin."""
    import numpy as np

    from tandem.experiments.backtest.naive import LAST_YEAR, SMOOTHING, exponential_smoothing, last_years_rate
    from tandem.experiments.backtest.verdict import TANDEM

    forecasts: dict[str, list[FloatArray]] = {TANDEM: [], LAST_YEAR: [], SMOOTHING: []}
    make: Callable[[int], FloatArray] | None = None
    with progress.bar(_text("bar_forecasting"), len(plan.origins)) as done:
        for origin in plan.origins:
            month = plan.months[origin]
            kept = work.get(month)
            if kept is None:
                make = make or _maker(plan, imported, choices, settings, progress)
                kept = {"leavers": make(origin)}
                work.keep(month, kept)
            forecasts[TANDEM].append(kept["leavers"])
            for name, naive in ((LAST_YEAR, last_years_rate), (SMOOTHING, exponential_smoothing)):
                luck = np.random.default_rng([choices.seed, origin, len(name)])
                forecasts[name].append(naive(plan, origin, NAIVE_DRAWS, luck))
            done()
    return forecasts


def _maker(
    plan: Plan,
    imported: ImportedProfile,
    choices: BacktestChoices,
    settings: ProjectChoices,
    progress: Progress,
) -> Callable[[int], FloatArray]:
    """What makes Tandem's forecast at an origin; model and regression are compiled for all of them."""
    import numpy as np

    from tandem.calibration.base_rates.regression import compile_regression
    from tandem.calibration.fit.sampling import NotConvergedError
    from tandem.experiments.backtest.forecasts import forecast, known_at, setting_at
    from tandem.experiments.simulation.compilation import compile_model
    from tandem.model.organisation.configuration import organisation_from_config

    real = np.float64 if choices.precision == "float64" else np.float32
    threads = threads_of(choices.threads)
    _, seats = organisation_from_config(choices.organisation)
    compile_model(real, progress)
    with progress.wait(_text("preparing")):
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
