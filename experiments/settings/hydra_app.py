"""Run a command whose configuration Hydra composes from `configs/`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from tempfile import TemporaryDirectory
from typing import Any, cast
from unittest.mock import patch

import hydra
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from tandem.experiments.settings.composition_errors import explain
from tandem.experiments.settings.option_files import settled
from tandem.experiments.settings.overrides import CommandLine, read_arguments
from tandem.experiments.settings.received import RUN, Received, read_received
from tandem.model.errors import InputError
from tandem.model.received.plain_text import cleaned_lines

WRONG_INPUT = 2  # exit code


def run_app(
    command: str,
    schema: type,
    task: Callable[[Mapping[str, Any]], None],
    arguments: Sequence[str],
) -> int:
    """Compose the configuration `configs/COMMAND.yaml` with a user's arguments and run the task on it.

    Parameters
    ----------
    command : name of the command, of its configuration and of its help page
    schema : dataclass with the limits of its settings, which must be registered with Hydra
    task : what to do with the composed configuration, in plain containers (`option_files.settled`);
        `InputError` is told to the user
    arguments : what the user typed after the command

    Returns
    -------
    The exit code: 0, or 2 if the input was wrong. An error of the task itself is raised.
    """
    started, line, received = False, CommandLine((), ()), Received()

    def guarded(config: DictConfig) -> None:
        nonlocal started
        try:
            content = cast("dict[str, Any]", OmegaConf.to_container(config, resolve=True))
            started = True
            task(settled(content, received.policies))
        except (InputError, OmegaConfBaseException) as error:
            _tell(command, str(error) if isinstance(error, InputError) else explain(error, schema))
            raise SystemExit(WRONG_INPUT) from error  # which Hydra lets pass, and reports nothing

    main = hydra.main(version_base="1.3", config_path="pkg://tandem.configs", config_name=command)(guarded)
    try:
        line = read_arguments(arguments)
        received = read_received(line, command, schema)
        named = () if received.run is None else ("--config-name", RUN)
        # Hydra records a multirun in the temporary folder.
        with TemporaryDirectory(prefix="tandem-") as records, received.offered():
            own = (f"hydra.job.name={command}", f"hydra/help={command}", f"hydra.sweep.dir={records}")
            typed = [f"tandem {command}", *line.options, *named, *own, *line.overrides]
            # With HYDRA_FULL_ERROR Hydra raises its errors; without, it prints them and exits with code 1.
            with patch.object(sys, "argv", typed), patch.dict("os.environ", HYDRA_FULL_ERROR="1"):
                main()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except InputError as error:
        _tell(command, str(error))
        return WRONG_INPUT
    except Exception as error:
        if started:
            raise
        # Whatever fails before the task starts is a wrong setting.
        _tell(command, explain(error, schema).replace(RUN, str(line.run_file)))
        return WRONG_INPUT
    return 0


def _tell(command: str, message: str) -> None:
    told = cleaned_lines(message)
    print(f"tandem {command}: something in the input is wrong.\n{told}", file=sys.stderr)
