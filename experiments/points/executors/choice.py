"""Which executor the settings name."""

from __future__ import annotations

from tandem.experiments.points.executors.executor import Executor
from tandem.experiments.points.settings import PointsChoices
from tandem.experiments.simulation.cores import cores
from tandem.model.errors import InputError


def check_executor(choices: PointsChoices) -> None:
    """Raise `InputError` where executor and its settings do not go together, or its library is missing."""
    if choices.address and choices.executor != "ray":
        raise InputError("address: only a Ray cluster has one; example: executor=ray address=auto")
    if choices.executor == "ray":
        from tandem.experiments.points.executors.cluster import ray_library

        ray_library()


def executor_of(choices: PointsChoices) -> Executor:
    """What shares out the batches; it must be closed."""
    threads = choices.threads or 1
    if choices.executor == "ray":
        from tandem.experiments.points.executors.cluster import Cluster

        return Cluster(choices.address, choices.workers, threads, max(1, cores() // threads))
    if choices.executor == "here":
        from tandem.experiments.points.executors.here import Here

        return Here(threads)
    from tandem.experiments.points.executors.pool import Pool

    return Pool(choices.workers or max(1, cores() // threads), threads)
