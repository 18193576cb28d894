"""What every command's run shares: the clock, the name, the saved configuration."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omegaconf import OmegaConf

from tandem.experiments.settings.schema import CommonChoices
from tandem.model.errors import InputError

if TYPE_CHECKING:
    pass


COMPILING = "Compiling the model for this machine, once; this takes about 20 seconds ..."


class Stopwatch:
    """Seconds spent in each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what happens inside as stage `name`."""
        begin = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - begin


def named(choices: CommonChoices) -> str:
    """What reports call it: the name given, or that of the organisation."""
    return choices.name or str(choices.organisation.get("name") or choices.organisation.get("kind"))


def check_draws(choices: CommonChoices) -> None:
    """Raise `InputError` unless the draws are whole parameter sets."""
    if choices.draws % choices.runs_per_parameter_set:
        raise InputError(
            f"runs_per_parameter_set: found {choices.runs_per_parameter_set}; allowed: a number that divides "
            f"draws ({choices.draws}); example: runs_per_parameter_set=1"
        )


def with_absolute_path(config: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration as it is saved: it finds the organisation's files from any working folder."""
    organisation = dict(config["organisation"])
    for key in ("path", "pulse_survey"):
        path = organisation.get(key)
        if path is not None and str(path) != "example":
            organisation[key] = str(Path(path).absolute())
    return {**config, "organisation": organisation}


def saved_config(config: Mapping[str, Any], command: str = "project") -> str:
    """The text of a run folder's `config.yaml`, which `tandem COMMAND --config-path RUN` reads."""
    content = {"defaults": [f"{command}_schema", "_self_"], **config, "output": None}
    return (
        "# The complete configuration of this run. Repeat it, bit for bit, with\n"
        "#\n"
        f"#   tandem {command} --config-path RUN\n"
        "#\n"
        "# where RUN is this folder. Settings may be changed as ever, as in: months=24\n\n"
        + OmegaConf.to_yaml(OmegaConf.create(content))
    )
