"""Folders that a process works in, and what is left of them when the process is killed.

A folder's owner holds the lock of a file in it. The system lets go of the lock when the process ends, however
it ends, so a later run can tell an abandoned folder from one that is worked in; process numbers, which are
given out again, play no part. Folders of other computers are left alone.
"""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tandem.model.errors import unusable
from tandem.model.file_lock import Lock, take_lock
from tandem.model.whole_file import LEFT_BEHIND

OWNER = ".tandem-owner"
_temporary = "tandem-"


class Claim:
    """The claim of a living process to a folder. Its file is empty, and nobody's, until the lock is held."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / OWNER
        self._lock: Lock | None = None
        with suppress(OSError):  # a file system without locks: nobody can tell, so nobody removes it
            self._lock = take_lock(self._file)
        if self._lock is not None:
            self._lock.write(platform.node())

    def release(self) -> None:
        """Give the folder up; its file goes first, so that whoever then gets the lock finds no claim."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.release()
        with suppress(OSError):  # Windows removes no file that is open
            self._file.unlink(missing_ok=True)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder in the system's place for temporary files, removed at the end.

    Those that killed processes left there are removed first.

    Raises
    ------
    MachineError, InputError
        If there is no place for temporary files, or it is full.
    """
    place = Path(tempfile.gettempdir())
    clear_leftovers(place, f"{_temporary}*", unclaimed=False)
    try:
        folder = Path(tempfile.mkdtemp(prefix=_temporary, dir=place))
        claim = Claim(folder)
    except OSError as error:
        raise unusable(
            error,
            f"the folder '{place}' for temporary files cannot be written to ({error.strerror}); "
            "name another in the variable TMPDIR; example: TMPDIR=my_folder",
        ) from error
    try:
        yield folder
    finally:
        claim.release()
        shutil.rmtree(folder, ignore_errors=True)


def clear_leftovers(place: Path, pattern: str, unclaimed: bool = True) -> list[Path]:
    """Remove the folders in `place` whose owners are gone; returns those that were removed.

    Parameters
    ----------
    pattern : of the folders' names
    unclaimed : also those that nobody ever claimed and nobody has touched for a day
    """
    removed = []
    with suppress(OSError):
        for folder in sorted(place.glob(pattern)):
            if _abandoned(folder, unclaimed):
                shutil.rmtree(folder, ignore_errors=True)
                if not folder.exists():
                    removed.append(folder)
    return removed


def _abandoned(folder: Path, unclaimed: bool) -> bool:
    try:
        if folder.is_symlink() or not folder.is_dir() or not _mine(folder):
            return False
        owner = folder / OWNER
        if not owner.is_file():
            return unclaimed and time.time() - folder.stat().st_mtime > LEFT_BEHIND
        if owner.read_text(encoding="utf-8") != platform.node():
            return False
        lock = take_lock(owner, make=False)
    except (OSError, ValueError):
        return False
    if lock is None:
        return False
    lock.release()
    return owner.is_file()


def _mine(folder: Path) -> bool:
    """Whether the folder is this user's, where the system knows users by number."""
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
