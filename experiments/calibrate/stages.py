"""What the terminal shows while a calibration works, and what Ctrl-C does meanwhile."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

from tandem.experiments.run.progress import say


class Stages:
    """Progress stage by stage: a bar for each on a terminal, otherwise one line for each.

    Sampling libraries take Ctrl-C as a wish to stop early and return what they have. Here an interrupt is
    kept in mind and raised at the next sign of progress, so that half a sample never passes for a whole one.
    """

    def __init__(self) -> None:
        self.interrupted = False
        self.seconds: dict[str, float] = {}
        self._begin = time.perf_counter()
        self._current: tuple[str, float] | None = None
        self._bars: Any = None
        self._bar: Any = None
        self._before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._remember)
        if sys.stderr.isatty():
            self._bars = _bars()
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._finish()
        if self._bars is not None:
            self._bars.stop()
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
        if self.interrupted and not isinstance(error, KeyboardInterrupt):
            raise KeyboardInterrupt from error

    def __call__(self, what: str, total: int) -> Callable[[int], None]:
        """Begin a stage of `total` steps; gives the function that is told of progress."""
        self._raise_if_interrupted()
        self._finish()
        self._current = (what, time.perf_counter())
        if self._bars is None:
            count = f" ({total:,})" if total > 1 else ""
            say(f"{time.perf_counter() - self._begin:6.0f} s  {what}{count}")
        else:
            self._bar = self._bars.add_task(what, total=total if total > 1 else None)

        def advance(steps: int) -> None:
            self._raise_if_interrupted()
            if self._bars is not None and total > 1:
                self._bars.advance(self._bar, steps)

        return advance

    def _finish(self) -> None:
        if self._current is None:
            return
        what, begin = self._current
        self.seconds[what] = round(time.perf_counter() - begin, 1)
        self._current = None
        if self._bars is not None:
            task = next(task for task in self._bars.tasks if task.id == self._bar)
            total = task.total or 1
            self._bars.update(self._bar, total=total, completed=total)

    def _remember(self, _signal: int, _frame: FrameType | None) -> None:
        self.interrupted = True
        raise KeyboardInterrupt

    def _raise_if_interrupted(self) -> None:
        if self.interrupted:
            raise KeyboardInterrupt


def _bars() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import TimeRemainingColumn as Remaining

    return Progress(
        TextColumn("{task.description:<30}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        Remaining(compact=True),
        console=Console(stderr=True),
    )
