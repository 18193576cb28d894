"""Fit the model to a survey, or find a fit that is reported on.

Heavy libraries are imported where they are used, so that wrong input is answered at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tandem.experiments.calibrate.schema import CalibrateChoices
from tandem.experiments.simulation.posteriors import SHIPPED_MIXTURE as MIXTURE_NAME
from tandem.experiments.simulation.preparation import threads_of
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError
from tandem.model.structures import BALANCED

_text = texts("calibrate.experiment")

if TYPE_CHECKING:
    from tandem.calibration.fit.posterior import Posterior
    from tandem.experiments.calibrate.policies import PolicyReport
    from tandem.experiments.calibrate.targets import Survey


@dataclass(frozen=True)
class Calibrated:
    """A posterior, and where it was read from; None where it was fitted now."""

    choices: CalibrateChoices
    posterior: Posterior
    found: Path | None = None


def calibrate(choices: CalibrateChoices, progress: Progress) -> Calibrated | PolicyReport:
    """Fit a survey, or with `report` read a posterior that exists, or see what the fits say of policies.

    Raises
    ------
    InputError
        If a setting or the targets are not usable, or there is no such posterior, or an older model made it.
    NoPosteriorError
        If the chains disagree or a library is missing; nothing is saved.
    """
    survey, name = survey_and_name(choices)
    if choices.report and name == MIXTURE_NAME:
        from tandem.experiments.calibrate.policies import policy_report

        return policy_report(choices, progress)
    if choices.report:
        return _read(name, choices, progress)
    survey.under(choices.reading)
    from tandem.experiments.calibrate.places import check_shipping

    if choices.ship:
        check_shipping(name, survey)
    return Calibrated(choices, _fit(name, survey, choices, progress))


def check_calibration(choices: CalibrateChoices) -> None:
    """Raise `InputError` for settings of a calibration that do not go together."""
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
    if choices.facts and not choices.report:
        raise InputError("facts: found true without report; allowed: only with report=true, as a fit judges "
                         "the held-out facts anyway; example: report=true facts=true")  # fmt: skip
    if choices.name == MIXTURE_NAME:
        _check_policy_report(choices)
    if choices.name == "prior":
        raise InputError("name: found 'prior'; allowed: any other, as posterior=prior means the priors; "
                         "example: name=pulse_2026")  # fmt: skip


def _check_policy_report(choices: CalibrateChoices) -> None:
    """Raise `InputError` unless the mixture of the fits that ship is reported on, and nothing else asked."""
    if not choices.report:
        raise InputError(
            f"name: found '{MIXTURE_NAME}' without report; allowed: any other, as that is the mixture of the "
            f"fits that ship; example: report=true name={MIXTURE_NAME}"
        )
    if choices.facts:
        raise InputError(
            f"facts: found true with name={MIXTURE_NAME}; allowed: only on one posterior at a time; "
            "example: report=true facts=true name=upwork_2025_level"
        )


def survey_and_name(choices: CalibrateChoices) -> tuple[Survey, str]:
    """The survey that is fitted, and what the posterior is called."""
    from tandem.experiments.calibrate.schema import check_name
    from tandem.experiments.calibrate.targets import read_survey

    survey = read_survey(choices.targets)
    name = choices.name or survey.name_of(choices.reading, choices.structure)
    check_name(name)
    return survey, name


def _read(name: str, choices: CalibrateChoices, progress: Progress) -> Calibrated:
    from tandem.calibration.fit.posterior import load_posterior
    from tandem.experiments.calibrate.places import find_posterior
    from tandem.experiments.calibrate.study import judge_anew
    from tandem.experiments.simulation.compilation import compile_model

    found = find_posterior(name, shipped=choices.ship)
    compile_model(progress=progress)
    posterior = load_posterior(name, found)
    if choices.facts:
        posterior = judge_anew(posterior, choices)
    return Calibrated(choices, _with_back_cast(posterior, choices, progress), found)


def _with_back_cast(posterior: Posterior, choices: CalibrateChoices, progress: Progress) -> Posterior:
    """The posterior with the back-cast in its account, for the report only: it is stored nowhere."""
    if choices.backcast_draws == 0:
        return posterior
    from tandem.calibration.fit.posterior import sample_posterior
    from tandem.experiments.calibrate.backcast import back_cast_rows

    draws = sample_posterior(posterior, choices.seed, choices.backcast_draws)
    rows = back_cast_rows(draws, choices.people, threads_of(choices.threads), progress)
    return replace(posterior, account={**posterior.account, "backcast": rows})


def _fit(name: str, survey: Survey, choices: CalibrateChoices, progress: Progress) -> Posterior:
    from tandem.experiments.calibrate.study import (
        NoPosteriorError,
        fit_settings,
        require_libraries,
        simulations_of,
        study,
    )

    require_libraries(choices.crosscheck)
    from tandem.calibration.fit.sampling import NotConvergedError
    from tandem.calibration.survey.contradictions import contradictions, in_words
    from tandem.experiments.simulation.compilation import compile_model

    for contradiction in contradictions(survey.under(choices.reading)):
        progress.say(_text("warning", contradiction=in_words(contradiction)))
    for left_out in survey.set_aside(choices.reading):
        progress.say(_text("left_out", reading=choices.reading, finding=left_out))
    settings = fit_settings(choices, threads_of(choices.threads))
    compile_model(progress=progress)
    work = simulations_of(survey.targets, settings, progress)
    if not choices.resume:
        work.discard()
    try:
        return study(name, survey, choices, settings, " ".join(fit_command(choices)), work)
    except NotConvergedError as error:
        raise NoPosteriorError(
            f"{error} Try: {_retry(error.advice, choices)}; finished simulations are used again."
        ) from error


def fit_command(choices: CalibrateChoices) -> list[str]:
    """Words of the command that fits the reading and structure chosen."""
    under = [f"structure={choices.structure}"] if choices.structure != BALANCED else []
    return ["tandem", "calibrate", f"reading={choices.reading}", *under]


def _retry(advice: Sequence[str], choices: CalibrateChoices) -> str:
    """Settings that help chains which disagree, larger than those that did not do."""
    helps = {
        "target_accept": f"target_accept={min(0.999, 1 - (1 - choices.target_accept) / 5):.3g}",
        "draws": f"draws={min(20_000, 2 * choices.draws)}",
    }
    return " ".join(helps[name] for name in advice)
