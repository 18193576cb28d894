"""Sweeps: what goes with the simulation, how workers share it, resuming, and reading what came out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from tandem.experiments.api.settings import composed
from tandem.experiments.api.sweeps import Configured
from tandem.experiments.points.axes import Axis, axis_of, range_axis
from tandem.experiments.points.design import points_of
from tandem.experiments.points.execution import Tally, execute
from tandem.experiments.points.executors.cluster import Cluster
from tandem.experiments.points.executors.executor import Executor
from tandem.experiments.points.executors.here import Here
from tandem.experiments.points.executors.pool import Pool
from tandem.experiments.points.plan import check_points, open_store
from tandem.experiments.points.reduction import NUMBERS, USUAL, Reduced
from tests.benchmarks.figures import Figure, Target

POLICIES = axis_of("policy", ["status_quo", "guardrails"])
GAIN = range_axis("parameters.true_gain", 0.02, 0.1)
WORKERS = 2


def _store(
    folder: Path, count: int, settings: dict[str, Any], axes: Sequence[Axis] = (POLICIES, GAIN)
) -> Any:
    points = points_of(axes, "lhs", count, 1)
    compose = lambda chosen: composed(Configured(), {"start": "2026-01", **settings, **chosen})  # noqa: E731
    checked = check_points(compose, axes, points, USUAL, ends_only=True, folder=folder)
    return open_store(folder, checked.definition, axes), checked.tasks


def _ran(executor: Executor, count: int, settings: dict[str, Any]) -> tuple[Tally, float]:
    """What a sweep took on an executor that is warm: the first points of every worker are not counted."""
    try:
        with TemporaryDirectory() as folder:
            data, tasks = _store(Path(folder) / "warm", 4 * executor.workers, settings)
            execute(data, tasks, executor, 0.1, lambda _: None)
            data, tasks = _store(Path(folder) / "store", count, settings)
            tally = execute(data, tasks, executor, 2.0, lambda _: None)
            return tally, tally.wall_seconds - tally.start_seconds / executor.workers
    finally:
        executor.close()


def small_points(quick: bool) -> list[Figure]:
    """Points of two draws in this process, and what is not simulation in batches of two seconds."""
    small = {"draws": 2, "months": 12, "organisation": {"headcount": 200}}
    each, overheads = [], []
    for _ in range(2 if quick else 5):
        tally, _ = _ran(Here(1), 40 if quick else 200, small)
        each.append(1000 * tally.seconds / tally.done)
        usual, _ = _ran(Here(1), 4 if quick else 12, {"draws": 40})
        overheads.append(100 * (1 - usual.engine / usual.seconds))
    how = "200 seats, 12 months, 2 draws, in process, with its effects on the status quo"
    target = Target("≤ 25 ms", at_most=25)
    usual_how = "default organisation, 36 months, 40 draws, batches of about 2 s, one process"
    return [
        Figure("sweep, a small point", "ms", tuple(each), how, target),
        Figure("sweep, not simulation", "%", tuple(overheads), usual_how, Target("≤ 10 %", at_most=10)),
    ]


def two_workers(quick: bool) -> list[Figure]:
    """Efficiency of two workers: time of one process ÷ (2 × time of two), in turn."""
    count, settings = (8 if quick else 150), {"draws": 40}
    found: dict[str, list[float]] = {"pool": [], "ray": []}
    for _ in range(1 if quick else 4):
        _, alone = _ran(Pool(1, 1), count, settings)
        for name, wall in (
            ("pool", _ran(Pool(WORKERS, 1), count, settings)[1]),
            ("ray", _ran(Cluster(None, WORKERS, 1, WORKERS), count, settings)[1]),
        ):
            found[name].append(alone / (WORKERS * wall))
    how = f"{2 * count} points of 40 draws; one process ÷ (2 × two), start-up left out, in turn"
    target = Target("≥ .85", at_least=0.85)
    return [
        Figure(f"sweep, efficiency of two ({name})", "", tuple(v), how, target) for name, v in found.items()
    ]


def resuming(quick: bool) -> list[Figure]:
    """A sweep of a thousand batches (ten points each) of which ten are missing: until the first is begun."""
    batches = 100 if quick else 1000
    with TemporaryDirectory() as folder:
        data, tasks = _store(Path(folder) / "store", batches * 5, {"draws": 2})
        rows = _made_up(10)
        for first in range(0, 10 * batches * 99 // 100, 10):
            data.keep([(task.key, task.values) for task in tasks[first : first + 10]], rows)
        seconds = []
        for _ in range(1 if quick else 3):
            begin = time.perf_counter()
            again, all_tasks = _store(Path(folder) / "store", batches * 5, {"draws": 2})
            there = again.done()
            left = [task for task in all_tasks if task.key not in there]
            seconds.append(time.perf_counter() - begin)
        assert len(left) == batches // 10
    how = f"{batches} batches of ten points, 99 % done: compose, keys, read every shard"
    return [Figure("sweep, resuming", "s", tuple(seconds), how, Target("≤ 15 s", at_most=15))]


def reading(quick: bool) -> list[Figure]:
    """DuckDB over a hundred thousand points, put together into large files."""
    import duckdb

    count = 2_000 if quick else 50_000
    with TemporaryDirectory() as folder:
        data, tasks = _store(Path(folder) / "store", count, {"draws": 2})
        begin = time.perf_counter()
        for first in range(0, len(tasks), 1000):
            some = tasks[first : first + 1000]
            data.keep([(task.key, task.values) for task in some], _made_up(len(some)))
        data.compact()
        written = time.perf_counter() - begin
        size = sum(file.stat().st_size for file in data.shards)
        query = (
            f"select policy, measure, avg(mean), count(*) from '{data.folder}/points/*.parquet' "
            "where measure in ('burnout', 'effect_net_value') group by policy, measure"
        )
        seconds = []
        for _ in range(5):
            begin = time.perf_counter()
            found = duckdb.sql(query)
            assert found is not None
            assert len(found.fetchall()) == 4
            seconds.append(time.perf_counter() - begin)
    how = f"{2 * count:,} points × {len(USUAL)} measures; mean by policy of two measures"
    return [
        Figure("sweep, DuckDB over all points", "s", tuple(seconds), how, Target("≤ 1 s", at_most=1)),
        Figure("sweep, bytes a point on disk", "B", (size / (2 * count),), "after compaction"),
        Figure("sweep, writing and compaction", "µs/point", (1e6 * written / (2 * count),), "one process"),
    ]


def _made_up(count: int) -> list[Reduced]:
    generator = np.random.default_rng(0)
    return [
        Reduced(generator.normal(size=(len(USUAL), len(NUMBERS))), ("x",) * len(USUAL)) for _ in range(count)
    ]
