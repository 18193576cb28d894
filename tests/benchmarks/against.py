"""This checkout against another commit, measured in turn: whole commands and the engine.

    python -m tests.benchmarks.bench --against a706cc9

The other commit gets a worktree, an environment and a cache of its own in a temporary folder, all of which go
afterwards.
A ratio above 1 says how many times less this checkout needs.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.figures import Figure, Target
from tests.benchmarks.timing import ratios
from tests.places import REPOSITORY

GIGA = 1e9
EIGHT = (
    "policies=[status_quo,guardrails,training,alignment,connection,gain_sharing,flexible_work,retention_pay]"
)
COMMANDS: dict[str, tuple[tuple[str, ...], int, str, str]] = {
    # what is run, how many rounds, the target of its time, which time it is
    "tandem project, 200 draws": (("project",), 5, "≥ 2 × faster", "wall"),
    "tandem compare, eight policies": (("compare", EIGHT), 3, "≥ 2 × less processor time", "processor"),
}
# Nanoseconds a worker-month on one core; the model was a package of its own up to version 0.1.
ENGINE = """
import time, importlib
import numpy as np
def module(new, old):
    try:
        return importlib.import_module("tandem.model." + new)
    except ImportError:
        return importlib.import_module("model." + old)
describe = module("organisation.configuration", "organisation.configuration")
build = module("organisation.seats", "organisation.seats").build_seats
world = module("environment", "environment").Environment(0.5, 0.1, 1, 1, 0.5, 3)
values = module("parameters", "parameters").central_values()
Scenario = module("scenario", "scenario").Scenario
profile, settings = describe.default_organisation(SEATS)
scenario = Scenario(profile, build(profile, 1, settings), world, (), values, 38, 38 + 36)
population, environment = scenario.population(1), scenario.environment_of(1)
scenario.run(population.copy(), environment, 1)
taken = []
for _ in range(5):
    people = population.copy()
    begin = time.process_time()
    scenario.run(people, environment, 36)
    taken.append(time.process_time() - begin)
print(min(taken) / (36 * SEATS) * 1e9)
"""


@dataclass(frozen=True)
class Checkout:
    """A checkout with an environment of its own, and a folder for what it compiles and writes."""

    root: Path
    scratch: Path

    @property
    def environment(self) -> dict[str, str]:
        """Variables of its processes: nothing is shared with the other checkout."""
        own = {"NUMBA_CACHE_DIR": f"{self.scratch}/compiled", "TANDEM_DATA": f"{self.scratch}/data"}
        return {**os.environ, **own}

    def run(self, program: str, *arguments: str) -> tuple[str, float, float, float]:
        """Output, wall seconds, processor seconds and peak memory (bytes) of a program of its environment."""
        before = os.times()
        process = subprocess.Popen(
            [str(self.root / ".venv" / "bin" / program), *arguments],
            cwd=self.scratch,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, program, stderr=f"in {self.root}")
        wall = os.times().elapsed - before.elapsed
        return output, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


@contextmanager
def checkout_of(commit: str) -> Iterator[Checkout]:
    """A worktree of another commit, with its environment made by its own Makefile."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "checkout"
        git = ("git", "-C", str(REPOSITORY), "worktree")
        subprocess.run([*git, "add", "--quiet", "--detach", str(root), commit], check=True)
        try:
            made = subprocess.run(["make", ".venv"], cwd=root, capture_output=True, text=True)
            if made.returncode:
                raise subprocess.CalledProcessError(made.returncode, "make .venv", stderr=made.stderr[-500:])
            (root / "scratch").mkdir()
            yield Checkout(root, root / "scratch")
        finally:
            subprocess.run([*git, "remove", "--force", str(root)], check=False)


def against(commit: str, quick: bool) -> list[Figure]:
    """Every figure of this checkout and of another commit, with their ratio round by round."""
    with checkout_of(commit) as other, TemporaryDirectory() as folder:
        here = Checkout(REPOSITORY, Path(folder))
        figures = []
        for name, (arguments, rounds, target, kind) in COMMANDS.items():
            figures += _command(here, other, name, arguments, 1 if quick else rounds, target, kind)
        for seats in (2_000,) if quick else (2_000, 100_000):
            figures += _engine(here, other, seats, 1 if quick else 3)
        return figures


def _command(
    here: Checkout,
    other: Checkout,
    name: str,
    arguments: tuple[str, ...],
    rounds: int,
    target: str,
    kind: str,
) -> list[Figure]:
    """Wall time, processor time and peak memory of a command, both checkouts in turn, everything compiled."""
    taken: dict[str, list[tuple[float, float, float]]] = {"here": [], "other": []}
    for number in range(rounds + 1):
        for who, checkout in (("here", here), ("other", other)):
            _, *figures = checkout.run("tandem", *arguments, f"output=run_{name[7:14].strip()}_{number}")
            if number:  # the first compiles
                taken[who].append((figures[0], figures[1], figures[2]))
    found = []
    units = (("wall time", "s", 1.0), ("processor time", "s", 1.0), ("peak memory", "GB", GIGA))
    for place, (what, unit, scale) in enumerate(units):
        mine, theirs = (tuple(row[place] / scale for row in taken[who]) for who in ("here", "other"))
        wanted = Target(target, at_least=2) if what.startswith(kind) else None
        found += [
            Figure(f"{name}: {what}", unit, mine, "this checkout"),
            Figure(f"{name}: {what} before ÷ now", "×", ratios(theirs, mine), "in turn", wanted),
        ]
    return found


def _engine(here: Checkout, other: Checkout, seats: int, rounds: int) -> list[Figure]:
    """Processor time a worker-month on one core, both checkouts in turn."""
    script = f"SEATS = {seats}\n{ENGINE}"
    taken: dict[str, list[float]] = {"here": [], "other": []}
    for _ in range(rounds):
        for who, checkout in (("here", here), ("other", other)):
            taken[who].append(float(checkout.run("python", "-c", script)[0]))
    mine, theirs = tuple(taken["here"]), tuple(taken["other"])
    return [
        Figure(f"engine, {seats:,} seats", "ns", mine, "a worker-month, one core, this checkout"),
        Figure(f"engine, {seats:,} seats: before ÷ now", "×", ratios(theirs, mine), "in turn"),
    ]
