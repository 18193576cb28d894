"""`tandem calibrate`: fit the model to a survey, or report on a fit.

Heavy libraries are imported where they are used, so that wrong input is answered at once.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from hydra.core.hydra_config import HydraConfig
from hydra.types import RunMode

from tandem.experiments.calibrate.schema import CalibrateChoices, register_schema
from tandem.experiments.run.folder import check_target, new_run_folder
from tandem.experiments.run.progress import explained_wait, say
from tandem.experiments.settings.hydra_app import run_app
from tandem.experiments.settings.limits import build, check_limits
from tandem.model.errors import InputError

if TYPE_CHECKING:
    from tandem.calibration.fit.posterior import Posterior
    from tandem.experiments.calibrate.targets import Survey

NO_POSTERIOR, INTERRUPTED = 3, 130  # exit codes
COMPILING = "Compiling the model for this machine, once; this takes about 20 seconds ..."
_not_in_command = ("output", "threads", "resume")  # without effect on the posterior


def main(arguments: Sequence[str]) -> int:
    """Run `tandem calibrate` with these arguments; returns the exit code."""
    register_schema()
    try:
        return run_app("calibrate", CalibrateChoices, _task, arguments)
    except KeyboardInterrupt:
        from tandem.experiments.calibrate.places import WORK

        kept = any(WORK.glob("*/*.npz"))
        say(
            "\nInterrupted: no posterior was saved."
            + (
                f" Finished simulations are kept in {WORK}/: the same command goes on from there."
                if kept
                else ""
            )
        )
        return INTERRUPTED


def _task(config: Mapping[str, Any]) -> None:
    """One job of Hydra's: one posterior."""
    hydra = HydraConfig.get()
    job = int(hydra.job.num) if hydra.mode == RunMode.MULTIRUN else None
    run = report if config["report"] else calibrate
    print(run(config, list(hydra.overrides.task), job))


def calibrate(config: Mapping[str, Any], overrides: Sequence[str] = (), job: int | None = None) -> str:
    """Fit a survey and write the posterior, its account, tables and figures into a folder.

    Parameters
    ----------
    config : the composed configuration in plain containers (see `experiments.calibrate.schema`)
    overrides : what the user changed, for the command in the account
    job : number of the job if there are several

    Returns
    -------
    How to use the posterior, and the folder's path, in a line each.

    Raises
    ------
    InputError
        If a setting or the targets are not usable.
    SystemExit
        With code 3 if the chains disagree or a library is missing, after a message; nothing is saved.
    """
    now, choices = datetime.now(), _checked(config)
    survey, name = _survey_and_name(choices)
    survey.under(choices.reading)
    from tandem.experiments.calibrate.places import SHIPPED_FOLDER, check_shipping

    if choices.ship:
        check_shipping(name, survey)
    folder = _target(config, choices, name, now, job)
    posterior = _fit(name, survey, choices, _command(choices, overrides))
    from tandem.calibration.fit.posterior import save_posterior
    from tandem.experiments.calibrate.report import print_report, write_report

    with new_run_folder(folder) as part:
        save_posterior(part, name, posterior.draws, posterior.account)
        write_report(posterior, part)
    if choices.ship:
        save_posterior(SHIPPED_FOLDER, name, posterior.draws, posterior.account)
    print_report(posterior, most=2)
    return f"{_use(name, choices, folder)}\n{SHIPPED_FOLDER if choices.ship else folder}"


def report(config: Mapping[str, Any], _overrides: Sequence[str] = (), job: int | None = None) -> str:
    """Print the tables of a posterior and write them with its figures into a folder; fit nothing.

    Raises
    ------
    InputError
        If there is no such posterior, or it was made by an older model.
    """
    now, choices = datetime.now(), _checked(config)
    name = _survey_and_name(choices)[1]
    from tandem.experiments.calibrate.places import find_posterior

    found = find_posterior(name, shipped=choices.ship)
    folder = _target(config, choices, name, now, job)
    from tandem.calibration.fit.posterior import load_posterior
    from tandem.experiments.calibrate.report import print_report, publish, write_report

    with explained_wait(COMPILING):
        posterior = load_posterior(name, found)
    with new_run_folder(folder) as part:
        write_report(posterior, part)
    if choices.ship:
        publish(posterior)
    print_report(posterior)
    return f"Read from {found}\n{folder}"


def _checked(config: Mapping[str, Any]) -> CalibrateChoices:
    check_limits(CalibrateChoices, config)
    choices = build(CalibrateChoices, config)
    if choices.first_wave & (choices.first_wave - 1):
        above = 1 << choices.first_wave.bit_length()
        raise InputError(
            f"first_wave: found {choices.first_wave}; allowed: a power of two, as its design (Sobol) is "
            "even only "
            f"then; example: first_wave={above}"
        )
    if choices.fact_draws > choices.predictive_draws:
        raise InputError(
            f"fact_draws: found {choices.fact_draws}; allowed: at most predictive_draws "
            f"({choices.predictive_draws}), of which they are some; example: "
            f"fact_draws={choices.predictive_draws}"
        )
    if choices.name == "prior":
        raise InputError("name: found 'prior'; allowed: any other, as posterior=prior means the priors; "
                         "example: name=pulse_2026")  # fmt: skip
    return choices


def _survey_and_name(choices: CalibrateChoices) -> tuple[Survey, str]:
    from tandem.experiments.calibrate.schema import check_name
    from tandem.experiments.calibrate.targets import read_survey

    survey = read_survey(choices.targets)
    name = choices.name or survey.name_of(choices.reading)
    check_name(name)
    return survey, name


def _target(
    config: Mapping[str, Any], choices: CalibrateChoices, name: str, now: datetime, job: int | None
) -> Path:
    """The folder of the results, which must not exist yet."""
    from tandem.experiments.calibrate.places import run_folder

    if choices.output is None:
        folder = run_folder(config, name, now)
    else:
        folder = Path(choices.output) if job is None else Path(choices.output) / str(job)
    check_target(folder)
    return folder


def _command(choices: CalibrateChoices, overrides: Sequence[str]) -> str:
    """What rebuilds the posterior."""
    kept = [item for item in overrides if item.partition("=")[0] not in (*_not_in_command, "reading")]
    return shlex.join(["tandem", "calibrate", f"reading={choices.reading}", *kept])


def _fit(name: str, survey: Survey, choices: CalibrateChoices, command: str) -> Posterior:
    """The posterior; the process ends with code 3 and a message where there is none."""
    from tandem.experiments.calibrate.experiment import (
        MissingLibraryError,
        fit_settings,
        require_libraries,
        study,
    )

    try:
        require_libraries(choices.crosscheck)
    except MissingLibraryError as error:
        _end(str(error))
    from tandem.calibration.fit.behaviour import behaviour
    from tandem.calibration.fit.sampling import NotConvergedError
    from tandem.calibration.survey.contradictions import contradictions, in_words
    from tandem.experiments.calibrate.places import discard, work_folder
    from tandem.experiments.run.manifest import register_hash

    for contradiction in contradictions(survey.under(choices.reading)):
        say(f"Warning: {in_words(contradiction)}")
    for left_out in survey.set_aside(choices.reading):
        say(f"Left out under reading={choices.reading}: {left_out}")
    settings = fit_settings(choices, choices.threads or len(os.sched_getaffinity(0)))
    with explained_wait(COMPILING):
        model = f"{behaviour()} {register_hash()}"
    work = work_folder(name, survey.under(choices.reading), settings, model)
    if not choices.resume:
        discard(work)
    try:
        return study(name, survey, choices, settings, command, work)
    except NotConvergedError as error:
        _end(f"{error} Try: {_retry(error.advice, choices)}; finished simulations are used again.")


def _retry(advice: Sequence[str], choices: CalibrateChoices) -> str:
    """Settings that help chains which disagree, larger than those that did not do."""
    helps = {
        "target_accept": f"target_accept={min(0.999, 1 - (1 - choices.target_accept) / 5):.3g}",
        "draws": f"draws={min(20_000, 2 * choices.draws)}",
    }
    return " ".join(helps[name] for name in advice)


def _use(name: str, choices: CalibrateChoices, folder: Path) -> str:
    """The command that projects with the posterior."""
    own = ["posterior=own", f"posterior.name={name}", f"posterior.folder={folder}"]
    own += [f"posterior.reading={choices.reading}"] if choices.reading != "level" else []
    words = [f"posterior={name}"] if choices.ship else own
    return f"Use it: {shlex.join(['tandem', 'project', *words])}"


def _end(message: str) -> NoReturn:
    print(f"tandem calibrate: no posterior.\n{message}", file=sys.stderr)
    raise SystemExit(NO_POSTERIOR)
