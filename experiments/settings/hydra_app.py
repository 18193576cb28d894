"""Run a command whose configuration Hydra composes from `configs/`."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import hydra
from hydra.core.hydra_config import HydraConfig
from hydra.types import RunMode
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from tandem.experiments.settings.composition_errors import explain
from tandem.experiments.settings.leftovers import temporary_folder
from tandem.experiments.settings.overrides import read_arguments
from tandem.model.errors import InputError, TandemError, machine_error_of

WRONG_INPUT, FAULT = InputError.exit_code, 1  # exit codes


@dataclass(frozen=True)
class Job:
    """One configuration to run.

    Attributes
    ----------
    config : composed and resolved, in plain containers
    overrides : what the user changed
    number : of the job if there are several; each gets a folder of its own
    """

    config: Mapping[str, Any]
    overrides: tuple[str, ...]
    number: int | None = None


def run_app(command: str, schema: type, task: Callable[[Job], None], arguments: Sequence[str]) -> int:
    """Compose the configuration `configs/COMMAND.yaml` with a user's arguments and run the task on it.

    One job of several that fails does not end the others: what failed is listed at the end, with its reason.

    Parameters
    ----------
    command : name of the command, of its configuration and of its help page
    schema : dataclass with the limits of its settings, which must be registered with Hydra
    task : what to do with a composed configuration; a `TandemError` is told to the user
    arguments : what the user typed after the command

    Returns
    -------
    The exit code: 0, 2 if the input was wrong, or that of the error that ended it; of several jobs that of
    the first that failed. A fault in the task itself is raised (and printed, if there are other jobs).
    """
    started = False
    try:
        line = read_arguments(arguments)
        with temporary_folder() as records:  # Hydra records a multirun there

            def guarded(config: DictConfig) -> None:
                nonlocal started
                started = True
                settings = HydraConfig.get()
                several = settings.mode == RunMode.MULTIRUN
                number = int(settings.job.num) if several else None
                overrides = tuple(settings.overrides.task)
                try:
                    task(Job(_plain(config, schema), overrides, number))
                except Exception as error:
                    if number is None:
                        raise
                    _record(records, command, number, overrides, machine_error_of(error) or error)

            main = hydra.main(version_base="1.3", config_path="pkg://tandem.configs", config_name=command)
            own = (f"hydra.job.name={command}", f"hydra/help={command}", f"hydra.sweep.dir={records}")
            typed = [f"tandem {command}", *line.options, *own, *line.overrides]
            # With HYDRA_FULL_ERROR Hydra raises its errors; without, it prints them and exits with code 1.
            with patch.object(sys, "argv", typed), patch.dict("os.environ", HYDRA_FULL_ERROR="1"):
                main(guarded)()
            return _failures(records, command)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except TandemError as error:
        _tell(command, error)
        return error.exit_code
    except Exception as error:
        trouble = machine_error_of(error)
        if trouble is not None:
            _tell(command, trouble)
            return trouble.exit_code
        if started:
            raise
        # Whatever fails before a task starts is a wrong setting.
        _tell(command, InputError(explain(error, schema)))
        return WRONG_INPUT


def _plain(config: DictConfig, schema: type) -> dict[str, Any]:
    try:
        return cast("dict[str, Any]", OmegaConf.to_container(config, resolve=True))
    except OmegaConfBaseException as error:
        raise InputError(explain(error, schema)) from error


def _record(records: Path, command: str, number: int, overrides: Sequence[str], error: Exception) -> None:
    """Tell of a job that failed, and keep it for the list at the end (jobs may run in other processes)."""
    if isinstance(error, TandemError):
        code, reason = error.exit_code, str(error)
    else:
        code, reason = FAULT, f"a fault of Tandem's own: {type(error).__name__}: {error}"
        traceback.print_exception(error)
    told = " ".join(overrides) or "no settings"
    print(f"tandem {command}: job {number} ({told}) failed; the others go on.", file=sys.stderr, flush=True)
    content = json.dumps({"job": number, "settings": told, "code": code, "reason": reason})
    (records / f"failed-{number:06d}.json").write_text(content, encoding="utf-8")


def _failures(records: Path, command: str) -> int:
    """List the jobs that failed; returns the exit code of the first, or 0."""
    failed = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(records.glob("failed-*.json"))]
    if not failed:
        return 0
    count = "1 job" if len(failed) == 1 else f"{len(failed)} jobs"
    print(f"\ntandem {command}: {count} failed and left no folder:", file=sys.stderr)
    for each in failed:
        print(f"  job {each['job']} ({each['settings']}): {each['reason']}", file=sys.stderr)
    return int(failed[0]["code"])


def _tell(command: str, error: TandemError) -> None:
    print(f"tandem {command}: {error.heading}\n{error}", file=sys.stderr)
