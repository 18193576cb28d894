"""The experiments as functions: arguments are the configuration's own words, wrong ones raise an error."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tandem.experiments.api.results import Result, fresh
from tandem.experiments.api.settings import composed, policy_of
from tandem.experiments.run.command import Command
from tandem.experiments.run.progress import TerminalProgress
from tandem.experiments.simulation.progress import Progress
from tandem.model.errors import InputError


def project(*, progress: bool = False, **settings: Any) -> Result:
    """Project an organisation month by month.

    Parameters
    ----------
    progress : whether bars and lines are shown on standard error
    settings : as in `configs/project.yaml`: `months=24`, `policy="guardrails"`,
        `environment={"ai_progress": "plateau"}`, `organisation="my_organisation.csv"`

    Raises
    ------
    InputError
        If a setting, the organisation or the policy is not usable.
    """
    from tandem.experiments.project.command import COMMAND

    return _run(COMMAND, settings, progress)


def compare(
    policies: Sequence[str | Mapping[str, Any]] | None = None, *, progress: bool = False, **settings: Any
) -> Result:
    """Compare policies on the same luck.

    Parameters
    ----------
    policies : names of policies that ship, or dictionaries with name and levers; the baseline first. None:
        the status quo and the eight that `tandem compare` compares
    settings : as in `configs/compare.yaml`

    Raises
    ------
    InputError
        If a setting, the organisation or a policy is not usable.
    """
    from tandem.experiments.compare.command import COMMAND

    chosen = {} if policies is None else {"policies": [policy_of(policy) for policy in policies]}
    return _run(COMMAND, {**settings, **chosen}, progress)


def optimise(*, progress: bool = False, **settings: Any) -> Result:
    """Search for the mixes of levers worth having under a budget; settings as in `configs/optimise.yaml`.

    Raises
    ------
    InputError
        If a setting is not usable, or no mix meets budget and constraints.
    """
    from tandem.experiments.optimise.command import COMMAND

    return _run(COMMAND, settings, progress)


def backtest(profile: str | Path, *, progress: bool = False, **settings: Any) -> Result:
    """Test the projection against an imported profile's own past; settings as in `configs/backtest.yaml`.

    Raises
    ------
    InputError
        If a setting or the profile is not usable, or its history is too short.
    """
    from tandem.experiments.backtest.command import COMMAND

    return _run(COMMAND, {**settings, "organisation": Path(profile)}, progress)


def calibrate(*, progress: bool = False, **settings: Any) -> Result:
    """Fit the model to a survey; settings as in `configs/calibrate.yaml`.

    Raises
    ------
    InputError
        If a setting or the targets are not usable.
    NoPosteriorError
        If the chains disagree or a library is missing.
    """
    from tandem.experiments.calibrate.command import COMMAND

    return _run(COMMAND, settings, progress)


def report(
    runs: Result | str | Path | Sequence[Result | str | Path],
    to: str | Path | Sequence[str | Path] = (),
    *,
    template: str | Path | None = None,
    language: str = "en",
    paper: str = "a4",
    short: bool = False,
    replace: bool = False,
) -> list[Path]:
    """Make documents of a result or a run folder; returns the files.

    Parameters
    ----------
    runs : one, or a projection and a comparison of the same organisation
    to : files that end in .html, .pptx, .xlsx or .pdf; none: all four, in the first run's folder
    template : a client's PowerPoint file, whose master, layouts, fonts and colours are used
    language : `en` or `de`
    paper : of a PDF, `a4` or `letter`; `short`: in two pages
    replace : whether files that exist are written over

    Raises
    ------
    InputError
        If a run, the template or a file cannot be used; nothing is written then.
    """
    from tandem.experiments.documents.command import report as make
    from tandem.experiments.documents.written import LANGUAGES, PAPERS, Wishes

    for name, value, known in (("language", language, LANGUAGES), ("paper", paper, PAPERS)):
        if value not in known:
            raise InputError(
                f"{name}: found {value!r}; allowed: {', '.join(known)}; example: {name}={known[0]!r}"
            )
    several = [runs] if isinstance(runs, Result | str | Path) else list(runs)
    folders = [each.folder if isinstance(each, Result) else Path(each) for each in several]
    files = [to] if isinstance(to, str | Path) else list(to)
    wishes = Wishes(None if template is None else Path(template), language, paper, short)
    return make(folders, [Path(file) for file in files], wishes, replace)


def import_profile(
    staff: str | Path,
    output: str | Path,
    *,
    leavers: str | Path | None = None,
    history: str | Path | None = None,
    pay: str | Path | None = None,
    mapping: str | Path | None = None,
    name: str | None = None,
    minimum_cell: int = 10,
    set_aside: bool = False,
    replace: bool = False,
    **answers: Any,
) -> Path:
    """Turn an extract of an HR system into a profile of groups; returns its folder.

    Parameters
    ----------
    staff, leavers, history, pay : .csv, .xlsx or .parquet, joined by the identifier
    output : the profile's folder
    mapping : a file that says which column is what; None: proposed
    answers : to what the extract leaves open, as in `pay_currency="EUR"`, `date_order="day_first"`

    Raises
    ------
    InputError
        If the extract is not usable or leaves something open; the message names the question and its answers.
    """
    from tandem.experiments.import_profile.command import import_extract, parse

    arguments = [str(staff), "--output", str(output), "--minimum-cell", str(minimum_cell)]
    files = (("--leavers", leavers), ("--history", history), ("--pay", pay), ("--mapping", mapping))
    for option, value in (*files, ("--name", name)):
        arguments += [] if value is None else [option, str(value)]
    for option, wanted in (("--set-aside", set_aside), ("--replace", replace)):
        arguments += [option] if wanted else []
    for key, value in answers.items():
        arguments += ["--set", f"{key}={value}"]
    with contextlib.redirect_stdout(io.StringIO()):
        import_extract(parse(arguments))
    return Path(output)


def _run(command: Command[Any, Any], settings: Mapping[str, Any], progress: bool) -> Result:
    return fresh(command, composed(command, settings), TerminalProgress() if progress else Progress())
