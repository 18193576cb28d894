"""What an experiment tells while it works, and how long each of its stages took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Progress:
    """Keeps silent and takes the time; a command's own shows bars and lines.

    Attributes
    ----------
    seconds : of each finished stage, by name
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Take the time of what happens inside."""
        begin = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - begin

    @contextmanager
    def bar(self, label: str, total: int) -> Iterator[Callable[[], None]]:  # noqa: ARG002
        """Work of `total` steps; the function that is given is called after each."""
        yield lambda: None

    @contextmanager
    def wait(self, message: str) -> Iterator[None]:  # noqa: ARG002
        """Work without steps, which `message` explains if it takes long."""
        yield

    def say(self, message: str) -> None:
        """Something worth knowing meanwhile."""
