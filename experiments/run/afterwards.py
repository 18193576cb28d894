"""What is done with a run once its folder stands, by who stands above the commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol


class Step(Protocol):
    """Something that is done with a finished run."""

    def check(self, config: Mapping[str, Any]) -> None:
        """Raise `InputError`, before anything is simulated, if it could not be done."""

    def done(self, config: Mapping[str, Any], folder: Path) -> list[Path]:
        """Do it; returns the files it made."""


_steps: list[Step] = []


@contextmanager
def afterwards(step: Step) -> Iterator[None]:
    """Within the block, every finished run is followed by `step`."""
    _steps.append(step)
    try:
        yield
    finally:
        _steps.remove(step)


def check_steps(config: Mapping[str, Any]) -> None:
    """Raise `InputError` if what follows a run could not be done."""
    for step in _steps:
        step.check(config)


def take_steps(config: Mapping[str, Any], folder: Path) -> list[Path]:
    """Do what follows a run; returns the files that were made."""
    return [file for step in _steps for file in step.done(config, folder)]
