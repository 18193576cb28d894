"""A Ray cluster: an existing one, or one of this machine's cores that ends with the command.

A batch whose worker or node has died is given back as such; Ray itself repeats nothing, so that pool and
cluster treat a point that kills its worker alike. Nothing is sent anywhere but to the cluster.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from tandem.experiments.points.batches import Outcome, Task, do_batch, outcome_as_dict, outcome_from
from tandem.experiments.points.executors.executor import Next
from tandem.experiments.settings.places import import_root
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError, MachineError

_text = texts("sweep.cluster")
_patience = 1.0  # seconds until it is asked again what there is to do


class Cluster:
    """Ray.

    Parameters
    ----------
    address : of a cluster, as Ray takes it (`auto`, `10.0.0.1:6379`, `ray://…`); None: a local one
    workers : batches at once; None: as many as the cluster has cores for
    threads : cores of each
    """

    def __init__(self, address: str | None, workers: int | None, threads: int, cores: int) -> None:
        self._ray = ray = ray_library()
        settings: dict[str, Any] = (
            {"address": address} if address else {"num_cpus": (workers or cores) * threads}
        )
        if not address:
            settings["include_dashboard"] = False
            found = [str(import_root()), *filter(None, [os.environ.get("PYTHONPATH")])]
            settings["runtime_env"] = {"env_vars": {"PYTHONPATH": os.pathsep.join(found)}}
        try:
            ray.init(log_to_driver=False, logging_level="ERROR", ignore_reinit_error=True, **settings)
        except Exception as error:  # Ray raises what it likes
            if address:
                raise InputError(
                    f"address: no Ray cluster answers at '{address}' ({error}); `ray status` says where one "
                    "is; example: executor=ray address=auto"
                ) from error
            raise MachineError(f"A local Ray cluster could not be started: {error}") from error
        there = int(ray.cluster_resources().get("CPU", 1)) // threads
        self.workers = max(1, min(workers or there, there) if not address else workers or there)
        self._do = ray.remote(num_cpus=threads, max_retries=0)(remote_batch)
        self._threads = threads

    def run(self, store: str, following: Next) -> Iterator[Outcome]:
        """Do batches on the cluster."""
        under_way: dict[Any, Sequence[Task]] = {}
        while True:
            while len(under_way) < self.workers and (tasks := following()) is not None:
                asked = json.dumps([asdict(task) for task in tasks])
                under_way[self._do.remote(store, asked, self._threads)] = tasks
            if not under_way:
                return
            ready, _ = self._ray.wait(list(under_way), num_returns=1, timeout=_patience)
            for reference in ready:
                yield self._outcome(reference, under_way.pop(reference))

    def close(self) -> None:
        """Leave the cluster; a local one ends."""
        self._ray.shutdown()

    def _outcome(self, reference: Any, tasks: Sequence[Task]) -> Outcome:
        try:
            return outcome_from(json.loads(self._ray.get(reference)), tasks)
        except self._ray.exceptions.RayTaskError as error:  # the batch itself, before any of its points
            cause = error.cause if isinstance(error.cause, Exception) else error
            return Outcome(tasks, stop=_text("refused", reason=cause))
        except self._ray.exceptions.RayError as error:  # a worker or a node that died, memory that ran out
            return Outcome(tasks, died=_text("died", reason=type(error).__name__))


def remote_batch(store: str, tasks: str, threads: int) -> str:
    """A batch in a worker of the cluster; in JSON, so that the code's own classes need not travel."""
    outcome = do_batch(store, [Task(**task) for task in json.loads(tasks)], threads)
    return json.dumps(outcome_as_dict(outcome))


def ray_library() -> Any:
    """The library `ray`.

    Raises
    ------
    InputError
        If it is not installed; the extra is named.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # Ray would report to its makers
    try:
        import ray
        import ray.exceptions
    except ImportError as error:
        raise InputError(
            "executor: found 'ray', but the library is not installed; install the extra `cluster`: "
            "pip install 'tandem-workforce[cluster]'; or example: executor=pool"
        ) from error
    return ray
