"""Locks on files. The system lets go of them when their process ends, however it ends.

So a lock tells a living owner from a dead one without process numbers, on every platform, and nobody waits
for a process that was killed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_pause = 0.02  # seconds between two tries


class Lock:
    """A lock that is held until it is released, or its process ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, text: str) -> None:
        """Write into the file, which others may not do on every platform while it is locked."""
        os.write(self._descriptor, text.encode())

    def release(self) -> None:
        """Let go."""
        os.close(self._descriptor)


def take_lock(file: Path, make: bool = True) -> Lock | None:
    """Take the lock of a file, which is made if need be; None if somebody holds it.

    Parameters
    ----------
    make : make the file if there is none

    Raises
    ------
    OSError
        If the file cannot be opened for writing, or its file system knows no locks.
    """
    descriptor = os.open(file, os.O_RDWR | (os.O_CREAT if make else 0), 0o666)
    try:
        _lock(descriptor)
    except (BlockingIOError, PermissionError):
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise
    return Lock(descriptor)


@contextmanager
def alone(file: Path, patience: float) -> Iterator[None]:
    """Hold the lock of `file`; after `patience` seconds, or where there are no locks, go on without it."""
    until = time.monotonic() + patience
    lock: Lock | None = None
    try:
        while (lock := take_lock(file)) is None and time.monotonic() < until:
            time.sleep(_pause)
    except OSError:
        pass  # a folder without locks is shared by nobody who could be kept out
    try:
        yield
    finally:
        if lock is not None:
            lock.release()
