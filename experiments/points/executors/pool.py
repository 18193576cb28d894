"""A pool of processes on this machine: each is asked in plain JSON, and one that dies is replaced.

Processes are begun afresh, not forked, so that no thread of this one is cut in two; each has one thread of
its own, so cores are not shared. A process whose asker has gone finishes its batch, keeps it, and ends.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import IO, cast

from tandem.experiments.points.batches import Outcome, Task, outcome_from
from tandem.experiments.points.executors.executor import Next
from tandem.experiments.settings.places import import_root
from tandem.experiments.wording.catalogue import texts

_text = texts("sweep.pool")
_patience = 20.0  # seconds that a worker which says no more is given to end by itself
_one_thread = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"
)


class Worker:
    """A process that does one batch after another.

    Attributes
    ----------
    tasks : of the batch under way; None: it has nothing to do
    """

    def __init__(self, threads: int) -> None:
        # The child imports this very code, and nothing from the folder that the user stands in.
        found = [str(import_root()), *filter(None, [os.environ.get("PYTHONPATH")])]
        limits = {**_one_thread, "NUMBA_NUM_THREADS": str(threads)}
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tandem.experiments.points.executors.worker", str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **limits, "PYTHONPATH": os.pathsep.join(found)},
            # Ctrl-C is for the command, which ends this process itself.
            start_new_session=os.name == "posix",
        )
        self.tasks: Sequence[Task] | None = None

    @property
    def answers(self) -> IO[bytes]:
        """Where its answers come from."""
        return cast(IO[bytes], self.process.stdout)

    def ask(self, store: str, tasks: Sequence[Task]) -> bool:
        """Give it a batch; False where it has died."""
        self.tasks = tasks
        line = json.dumps({"store": store, "tasks": [asdict(task) for task in tasks]})
        try:
            cast(IO[bytes], self.process.stdin).write(line.encode() + b"\n")
            cast(IO[bytes], self.process.stdin).flush()
        except OSError:
            return False
        return True

    def answer(self) -> Outcome | None:
        """What became of its batch; None where it has died."""
        tasks, self.tasks = self.tasks or (), None
        line = self.answers.readline()
        try:
            return outcome_from(json.loads(line), tasks)
        except (ValueError, TypeError):
            self.tasks = tasks
            return None

    def end(self) -> str:
        """End it; says how it ended if it had already, or was about to."""
        if self.tasks is not None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(_patience)
        with suppress(OSError):
            self.process.kill()
        code = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                cast(IO[bytes], pipe).close()
        if code < 0:
            with suppress(ValueError):
                return _text("killed", signal=signal.Signals(-code).name)
        return _text("ended", code=code)


class Pool:
    """Processes on this machine.

    Parameters
    ----------
    workers : how many processes
    threads : of each process
    """

    def __init__(self, workers: int, threads: int) -> None:
        self.workers = workers
        self._threads = threads
        self._selector = selectors.DefaultSelector()
        self._alive: list[Worker] = []
        for _ in range(workers):
            self._begin()

    def run(self, store: str, following: Next) -> Iterator[Outcome]:
        """Do batches on all processes."""
        while True:
            for worker in [each for each in self._alive if each.tasks is None]:
                tasks = following()
                if tasks is None:
                    break
                if not worker.ask(store, tasks):
                    yield self._replaced(worker)
            if all(worker.tasks is None for worker in self._alive):
                return
            for key, _ in self._selector.select():
                worker = cast(Worker, key.data)
                outcome = worker.answer()
                yield self._replaced(worker) if outcome is None else outcome

    def close(self) -> None:
        """End every process, whatever it is at."""
        for worker in self._alive:
            self._selector.unregister(worker.answers)
            worker.tasks = None  # nobody waits for them any more
            worker.end()
        self._alive = []
        self._selector.close()

    def _begin(self) -> None:
        worker = Worker(self._threads)
        self._alive.append(worker)
        self._selector.register(worker.answers, selectors.EVENT_READ, worker)

    def _replaced(self, worker: Worker) -> Outcome:
        """What became of a batch whose process has died; another process takes its place."""
        self._selector.unregister(worker.answers)
        self._alive.remove(worker)
        tasks, told = worker.tasks or (), worker.end()
        self._begin()
        return Outcome(tasks, died=told)
