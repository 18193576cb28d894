"""Time of calls, taken side by side so that a change of the machine's load meets all of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from time import perf_counter, process_time

from tests.places import REPOSITORY

NANO = 1e9


def seconds_of(call: Callable[[], object]) -> float:
    """Wall time of `call`, in seconds."""
    begin = perf_counter()
    call()
    return perf_counter() - begin


def processor_seconds_of(call: Callable[[], object]) -> float:
    """Processor time of `call`, in seconds: for calls on one thread; other programs' turns do not count."""
    begin = process_time()
    call()
    return process_time() - begin


def interleaved(calls: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, tuple[float, ...]]:
    """What each call measures, called in turn (A B A B …), `rounds` times each."""
    samples: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            samples[name].append(call())
    return {name: tuple(values) for name, values in samples.items()}


def ratios(upper: tuple[float, ...], lower: tuple[float, ...]) -> tuple[float, ...]:
    """Ratio of two figures in each round."""
    return tuple(above / below for above, below in zip(upper, lower, strict=True))


def run_python(module: str, *arguments: str) -> str:
    """Run a module of the benchmark in a process of its own; returns what it prints.

    Raises
    ------
    subprocess.CalledProcessError
        If it fails; the message of the process is in its `stderr`.
    """
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    done = subprocess.run(
        command, cwd=REPOSITORY, env=dict(os.environ), check=True, capture_output=True, text=True
    )
    return done.stdout
