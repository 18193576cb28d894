"""What the terminal shows while a command works: on standard error, and only on a terminal a moving bar."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module

from tandem.experiments.simulation.progress import Progress

PATIENCE = 1.0  # seconds before a wait is explained


def say(message: str) -> None:
    """A line on standard error."""
    print(message, file=sys.stderr, flush=True)


@contextmanager
def explained_wait(message: str) -> Iterator[None]:
    """Say `message` if what happens inside takes longer than a moment."""
    timer = threading.Timer(PATIENCE, say, [message])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class TerminalProgress(Progress):
    """Bars and lines on standard error.

    Parameters
    ----------
    meanwhile : modules that are imported beside the first bar, while the simulation needs no Python
    """

    def __init__(self, meanwhile: Sequence[str] = ()) -> None:
        super().__init__()
        self._meanwhile = tuple(meanwhile)

    @contextmanager
    def bar(self, label: str, total: int) -> Iterator[Callable[[], None]]:
        """A bar that the given function moves on by one of `total` steps; nothing moves off a terminal."""
        self._import()
        if not sys.stderr.isatty():
            yield lambda: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bars

        columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
            task = bars.add_task(label, total=total)
            yield lambda: bars.advance(task)

    @contextmanager
    def wait(self, message: str) -> Iterator[None]:
        """Say `message` if what happens inside takes longer than a moment."""
        with explained_wait(message):
            yield

    def say(self, message: str) -> None:
        """A line on standard error."""
        say(message)

    def _import(self) -> None:
        """Import in a thread that ends by itself: one cut off in a library's own code aborts the process."""
        modules, self._meanwhile = self._meanwhile, ()
        if modules:
            threading.Thread(target=lambda: [import_module(name) for name in modules]).start()
