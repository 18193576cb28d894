"""No other process: batch after batch in this one, for few points and for notebooks."""

from __future__ import annotations

from collections.abc import Iterator

from tandem.experiments.points.batches import Outcome, do_batch
from tandem.experiments.points.executors.executor import Next


class Here:
    """Does batches in this process."""

    workers = 1

    def __init__(self, threads: int) -> None:
        self._threads = threads

    def run(self, store: str, following: Next) -> Iterator[Outcome]:
        """Do batches one after another."""
        while (tasks := following()) is not None:
            yield do_batch(store, tasks, self._threads)

    def close(self) -> None:
        """Nothing is left."""
