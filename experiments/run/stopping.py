"""Being stopped: SIGTERM ends a command as Ctrl-C does, and what was half-written is cleared up."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from tandem.experiments.wording.catalogue import texts

_text = texts("run.stopping")

INTERRUPTED, TERMINATED = 130, 143  # exit codes, as a shell gives them


class Terminated(KeyboardInterrupt):
    """The process was asked to end (SIGTERM); everything that clears up after Ctrl-C does so here, too."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `Terminated` in the main thread when the process is asked to end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def told(stop: KeyboardInterrupt, kept: str) -> tuple[int, str]:
    """Exit code and line for the user; `kept` says what is left."""
    if isinstance(stop, Terminated):
        return TERMINATED, "\n" + _text("stopped", kept=kept)
    return INTERRUPTED, "\n" + _text("interrupted", kept=kept)


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    raise Terminated
