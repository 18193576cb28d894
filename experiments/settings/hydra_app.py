"""Run a command whose configuration Hydra composes from `configs/`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import hydra
from hydra._internal.hydra import Hydra
from hydra.core.hydra_config import HydraConfig
from hydra.types import RunMode
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from tandem.experiments.settings.composition_errors import explain
from tandem.experiments.settings.jobs import Job, list_failures, record_failure, tell
from tandem.experiments.settings.leftovers import temporary_folder
from tandem.experiments.settings.option_files import settled
from tandem.experiments.settings.overrides import CommandLine, placed, read_arguments
from tandem.experiments.settings.received import RUN, Received, read_received
from tandem.experiments.settings.slips import refuse_slips
from tandem.model.errors import InputError, TandemError, machine_error_of


def run_app(
    command: str,
    schema: type,
    task: Callable[[Job], None],
    arguments: Sequence[str],
    told_together: Callable[[Path], str],
) -> int:
    """Compose the configuration `configs/COMMAND.yaml` with a user's arguments and run the task on it.

    One job of several that fails does not end the others: what failed is listed at the end, with its reason.

    Parameters
    ----------
    command : name of the command, of its configuration and of its help page
    schema : dataclass with the limits of its settings, which must be registered with Hydra
    task : what to do with a composed configuration (`option_files.settled`); a `TandemError` is told to the
        user
    arguments : what the user typed after the command
    told_together : what is told at the end of several jobs, from the folder that each left its record in

    Returns
    -------
    The exit code: 0, 2 if the input was wrong, or that of the error that ended it; of several jobs that of
    the first that failed. A fault in the task itself is raised (and printed, if there are other jobs).
    """
    started, line, received = False, CommandLine((), ()), Received()
    batch = f"{datetime.now():%Y-%m-%d_%H-%M-%S}"

    def guarded(config: DictConfig) -> None:
        nonlocal started
        started = True
        number, overrides = _place_of_job()
        try:
            task(Job(settled(_plain(config, schema), received.policies), overrides, number, batch, records))
        except Exception as fault:
            error = machine_error_of(fault) or fault
            if number is not None:
                record_failure(records, command, number, overrides, error)
            elif isinstance(error, TandemError):
                tell(command, error)
                raise SystemExit(error.exit_code) from fault  # which Hydra lets pass without a word
            else:
                raise

    main = hydra.main(version_base="1.3", config_path="pkg://tandem.configs", config_name=command)(guarded)
    try:
        refuse_slips(command, schema, arguments)
        line = read_arguments(arguments, "organisation" in getattr(schema, "__dataclass_fields__", {}))
        received = read_received(line, command, schema)
        named = () if received.run is None else ("--config-name", RUN)
        # Hydra records a multirun in the temporary folder.
        with temporary_folder() as records, received.offered():
            page = f"{command}_all" if line.help_of_all else command
            own = (f"hydra.job.name={command}", f"hydra/help={page}", f"hydra.sweep.dir={records}")
            typed = [f"tandem {command}", *line.options, *named, *own, *placed(command, line.overrides)]
            # With HYDRA_FULL_ERROR Hydra raises its errors; without, it prints them and exits with code 1.
            with (
                patch.object(sys, "argv", typed),
                patch.dict("os.environ", HYDRA_FULL_ERROR="1"),
                # Hydra would compose everything once more, to see whether some file asks for several runs
                # (`hydra.mode`). No file may; who wants them types --multirun.
                patch.object(Hydra, "get_mode", return_value=None),
            ):
                main()
            if together := told_together(records):
                print(together)
            return list_failures(records, command)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except TandemError as error:
        tell(command, error)
        return error.exit_code
    except Exception as error:
        trouble = machine_error_of(error)
        if trouble is not None:
            tell(command, trouble)
            return trouble.exit_code
        if started:
            raise
        # Whatever fails before a task starts is a wrong setting.
        tell(command, InputError(explain(error, schema).replace(RUN, str(line.run_file))))
        return InputError.exit_code


def _place_of_job() -> tuple[int | None, tuple[str, ...]]:
    """Number of Hydra's job if there are several, and what the user changed, as typed."""
    settings: Any = HydraConfig.get()
    typed = OmegaConf.to_container(settings.overrides.task, resolve=False)  # nothing in it is looked up
    overrides = tuple(str(item) for item in cast("list[object]", typed))
    return (int(settings.job.num) if settings.mode == RunMode.MULTIRUN else None), overrides


def _plain(config: DictConfig, schema: type) -> dict[str, Any]:
    try:
        return cast("dict[str, Any]", OmegaConf.to_container(config, resolve=True))
    except OmegaConfBaseException as error:
        raise InputError(explain(error, schema)) from error
