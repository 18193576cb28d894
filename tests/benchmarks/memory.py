"""Memory: a very large organisation, and what the Mesa face adds to a worker."""

from __future__ import annotations

import json

from tests.benchmarks.figures import Figure, Target
from tests.benchmarks.timing import run_python

GIGABYTE = 1e9


def ten_million(quick: bool) -> list[Figure]:
    """Cost and peak memory of ten million workers over a year."""
    seats = 1_000_000 if quick else 10_000_000
    months = 12
    runs = [json.loads(run_python("large_run", str(seats), str(months))) for _ in range(1 if quick else 2)]
    how = f"processor time, {months} months, one core, a process of its own"
    return [
        Figure(
            f"cost at {seats:,} workers", "ns/worker-month", tuple(run["ns"] for run in runs), how
        ),
        Figure(
            f"peak memory at {seats:,} workers", "GB", tuple(run["peak_bytes"] / GIGABYTE for run in runs),
            f"{months} months, a process of its own: largest resident memory, Python and set-up included",
            Target("≤ 4 GB (at 10 M)", at_most=4),
        ),
    ]  # fmt: skip


def bytes_a_worker(quick: bool) -> list[Figure]:
    """Memory of a worker in a `Workforce`."""
    seats = 200_000 if quick else 1_000_000
    sizes = json.loads(run_python("face_memory", str(seats)))
    return [
        Figure(
            "memory with the Mesa face", "bytes/worker", (sizes["resident"],),
            f"growth of resident memory by a Workforce of {seats:,} that has stepped and been read",
            Target("≤ 250", at_most=250),
        ),
        Figure("of which columns", "bytes/worker", (sizes["columns"],), "size of the arrays that change"),
    ]  # fmt: skip
