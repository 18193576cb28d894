"""Wall time of the command a user types, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.figures import Figure, Target
from tests.benchmarks.timing import seconds_of
from tests.places import REPOSITORY

TANDEM = Path(sys.executable).with_name("tandem")


def tandem(*arguments: str, **environment: str) -> float:
    """Seconds that `tandem ARGUMENTS` takes; raises `subprocess.CalledProcessError` if it fails."""
    return seconds_of(
        lambda: subprocess.run(
            [str(TANDEM), *arguments], cwd=REPOSITORY, env={**os.environ, **environment}, check=True,
            capture_output=True, text=True,
        )
    )  # fmt: skip


def projection(quick: bool) -> list[Figure]:
    """`tandem project` with 200 draws of the default organisation, everything compiled."""
    draws = 20 if quick else 200
    with TemporaryDirectory() as folder:
        project = ("project", f"draws={draws}")
        tandem(*project, f"output={folder}/warm")
        seconds = tuple(
            tandem(*project, f"output={folder}/run{number}") for number in range(2 if quick else 5)
        )
    how = "whole command from start to finished run folder, second run onwards"
    target = Target("≤ 6 s (200 draws)", at_most=6)
    return [Figure(f"tandem project, {draws} draws, warm", "s", seconds, how, target)]


def help_page(quick: bool) -> list[Figure]:
    """`tandem --help`."""
    tandem("--help")
    seconds = tuple(tandem("--help") for _ in range(3 if quick else 7))
    return [Figure("tandem --help", "s", seconds, "whole command", Target("≤ 1 s", at_most=1))]


def first_run(quick: bool) -> list[Figure]:
    """The first projection ever: nothing is compiled yet."""
    seconds = []
    for _ in range(1 if quick else 2):
        with TemporaryDirectory() as folder:
            cache = f"{folder}/compiled"
            seconds.append(
                tandem("project", "draws=2", f"output={folder}/run", NUMBA_CACHE_DIR=cache)
                - tandem("project", "draws=2", f"output={folder}/again", NUMBA_CACHE_DIR=cache)
            )
    how = "tandem project with two draws and an empty folder for compiled code, less the same with a full one"
    return [Figure("first-ever compile", "s", tuple(seconds), how, Target("≤ 25 s", at_most=25))]
