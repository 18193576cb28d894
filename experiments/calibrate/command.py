"""`tandem calibrate`: fit the model to a survey, or report on a fit, into a folder."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tandem.experiments.calibrate.experiment import (
    Calibrated,
    calibrate,
    check_calibration,
    fit_command,
    survey_and_name,
)
from tandem.experiments.calibrate.schema import CalibrateChoices, register_schema
from tandem.experiments.run.command import Command
from tandem.experiments.run.folder import OUTPUTS
from tandem.experiments.run.record import Record
from tandem.experiments.wording.catalogue import texts
from tandem.model.structures import BALANCED

if TYPE_CHECKING:
    from tandem.calibration.fit.posterior import Posterior
    from tandem.experiments.calibrate.policies import PolicyReport

_text = texts("calibrate.command")

RUNS = OUTPUTS / "calibration"
MOST_AFTER_A_FIT = 2  # tables printed then; a report prints all
_not_in_command = ("output", "threads", "resume")  # without effect on the posterior
_in_every_command = ("reading", "structure")


def _write(folder: Path, result: Calibrated | PolicyReport, record: Record) -> str:
    if not isinstance(result, Calibrated):
        from tandem.experiments.calibrate.policies_report import write_policies

        return write_policies(folder, result, record)
    return _report(folder, result) if result.found else _fit(folder, result, record)


def _fit(folder: Path, result: Calibrated, record: Record) -> str:
    """Write the posterior with its account, tables and figures; returns the first tables and its use."""
    from tandem.calibration.fit.posterior import save_posterior
    from tandem.experiments.calibrate.places import SHIPPED_FOLDER
    from tandem.experiments.calibrate.report import report_text, write_report

    choices = result.choices
    command = _command(choices, record.overrides)
    posterior = replace(result.posterior, account={**result.posterior.account, "command": command})
    save_posterior(folder, posterior.name, posterior.draws, posterior.account)
    write_report(posterior, folder)
    if choices.ship:
        save_posterior(SHIPPED_FOLDER, posterior.name, posterior.draws, posterior.account)
    use = shlex.join(["tandem", "project", *_use(posterior, choices, record.folder)])
    return report_text(posterior, MOST_AFTER_A_FIT) + _text("use_it", command=use)


def _use(posterior: Posterior, choices: CalibrateChoices, folder: Path) -> list[str]:
    """The settings of a projection with the posterior."""
    under = [f"structure={posterior.structure}"] if posterior.structure != BALANCED else []
    if choices.ship:
        return [f"posterior=upwork_2025_{posterior.reading}", *under]
    own = ["posterior=own", f"posterior.name={posterior.name}", f"posterior.folder={folder}", *under]
    return own + ([f"posterior.reading={choices.reading}"] if choices.reading != "level" else [])


def _report(folder: Path, result: Calibrated) -> str:
    """Write the tables and figures; returns all tables.

    An account judged anew is kept beside its draws; that of a posterior that ships only with `ship`.
    """
    from tandem.calibration.fit.posterior import save_posterior
    from tandem.experiments.calibrate.places import SHIPPED_FOLDER
    from tandem.experiments.calibrate.report import publish, report_text, write_report

    posterior, choices = result.posterior, result.choices
    if choices.facts and result.found is not None and (choices.ship or result.found != SHIPPED_FOLDER):
        kept = {name: entry for name, entry in posterior.account.items() if name != "backcast"}
        save_posterior(result.found, posterior.name, posterior.draws, kept)  # the back-cast is the report's
    write_report(posterior, folder)
    if choices.ship:
        publish(posterior)
    return report_text(posterior) + _text("read_from", folder=result.found)


def _command(choices: CalibrateChoices, overrides: Sequence[str]) -> str:
    """What rebuilds the posterior."""
    told = (*_not_in_command, *_in_every_command)
    kept = [item for item in overrides if item.partition("=")[0] not in told]
    return shlex.join([*fit_command(choices), *kept])


def _title(choices: CalibrateChoices, _client: str) -> str:
    return f"{'report ' if choices.report else ''}{survey_and_name(choices)[1]}"


def _kept() -> str:
    from tandem.experiments.run.store import WORK, is_kept

    if not is_kept("calibrate"):
        return _text("nothing_saved")
    return _text("nothing_saved_but_kept", folder=WORK)


COMMAND = Command(
    name="calibrate",
    schema=CalibrateChoices,
    register=register_schema,
    check=check_calibration,
    experiment=calibrate,
    write=_write,
    title=_title,
    kept=_kept,
    home=RUNS,
)
main = COMMAND.run
