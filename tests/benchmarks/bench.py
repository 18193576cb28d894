"""Measure speed and memory, print a table and write `outputs/bench.json`.

    python -m tests.benchmarks.bench            everything, some minutes
    python -m tests.benchmarks.bench --quick    smaller sizes, fewer repetitions, to see that it works
    python -m tests.benchmarks.bench --against COMMIT   this checkout and another commit, in turn

Nothing here fails because a target is missed: the table says so instead. docs/speed.md explains the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.benchmarks.against import against
from tests.benchmarks.calibration_speed import likelihood_without_emulator
from tests.benchmarks.command_line import first_run, help_page, projection
from tests.benchmarks.engine_speed import a_million, against_plain_mesa, by_coverage, by_size, two_threads
from tests.benchmarks.figures import Figure, Target, table_of
from tests.benchmarks.import_speed import large_extracts
from tests.benchmarks.memory import bytes_a_worker, ten_million
from tests.benchmarks.sensitivity_speed import sobol_study
from tests.benchmarks.sweep_speed import reading, resuming, small_points, two_workers
from tests.places import REPOSITORY

MEASUREMENTS: tuple[Callable[[bool], list[Figure]], ...] = (
    against_plain_mesa,
    two_threads,
    by_coverage,
    by_size,
    ten_million,
    bytes_a_worker,
    a_million,
    likelihood_without_emulator,
    help_page,
    projection,
    first_run,
    large_extracts,
    small_points,
    two_workers,
    resuming,
    reading,
    sobol_study,
)
LIBRARIES = ("numpy", "numba", "llvmlite", "mesa", "pandas", "pyarrow", "hydra-core")
COST_AT = "cost at "
WIDTH = 120  # of the table, where the terminal is narrower or unknown


def measured(measurement: Callable[[bool], list[Figure]], quick: bool) -> list[Figure]:
    """Figures of a measurement; where its process fails, one figure that says so."""
    try:
        return measurement(quick)
    except subprocess.CalledProcessError as failure:
        reason = (failure.stderr or failure.stdout or str(failure)).strip()
        name = _named(measurement)
        return [Figure(name, "", (), f"not measured: {reason[-500:]}")]


def _named(measurement: Callable[[bool], list[Figure]]) -> str:
    function = measurement.func if isinstance(measurement, partial) else measurement
    return str(function.__name__).replace("_", " ")


def flatness(figures: list[Figure]) -> list[Figure]:
    """How far the cost per worker-month at the dearest size exceeds that at the cheapest."""
    costs = [figure.median for figure in figures if figure.name.startswith(COST_AT) and figure.samples]
    if len(costs) < 2:
        return []
    how = "largest cost ÷ smallest cost of the sizes above; 'flat' is read as within a third"
    return [
        Figure(
            "cost over sizes", "×", (max(costs) / min(costs),), how, Target("flat (≤ 1.33 ×)", at_most=1.33)
        )
    ]


def processor() -> str:
    """Name of the processor."""
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def code_version() -> str:
    """Version of the package and, in a git checkout, of the code."""
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=REPOSITORY,
        check=False,
        capture_output=True,
        text=True,
    )
    return f"{metadata.version('tandem-workforce')} ({described.stdout.strip() or 'no git'})"


def circumstances(quick: bool) -> dict[str, Any]:
    """When, where and with what the figures were measured."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "quick": quick,
        "code_version": code_version(),
        "python": platform.python_version(),
        "libraries": {name: metadata.version(name) for name in LIBRARIES},
        "system": platform.platform(),
        "processor": processor(),
        "cores": os.cpu_count(),
        "load_before": os.getloadavg()[0],
    }


def main() -> None:
    """Measure everything."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--quick", action="store_true", help="smaller sizes, fewer repetitions")
    options.add_argument("--against", metavar="COMMIT", help="this checkout and another commit, in turn")
    chosen = options.parse_args()
    quick = bool(chosen.quick)
    console = Console()
    console.width = max(console.width, WIDTH)
    around = circumstances(quick)
    console.print(f"{around['processor']}, {around['cores']} cores; Tandem {around['code_version']}")
    if around["load_before"] > 0.5:
        console.print(f"The machine is busy (load {around['load_before']:.1f}): wall times will be too long.")
    figures: list[Figure] = []
    for measurement in (partial(against, chosen.against),) if chosen.against else MEASUREMENTS:
        with console.status(_named(measurement)):
            figures += measured(measurement, quick)
    figures += flatness(figures)
    console.print(table_of(figures))
    for figure in figures:
        if not figure.samples:
            console.print(f"{figure.name}: {figure.how}")
    around["load_after"] = os.getloadavg()[0]
    path = REPOSITORY / "outputs" / "bench.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        json.dumps(around | {"figures": [figure.as_json() for figure in figures]}, indent=2), encoding="utf-8"
    )
    console.print(f"Written to {path.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    main()
