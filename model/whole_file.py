"""Files that are whole or absent: written under a hidden name, and renamed when all is in them."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LEFT_BEHIND = 24 * 3600.0  # seconds after which no process can still be writing (assumption)


@contextmanager
def whole_file(file: Path) -> Iterator[Path]:
    """A file to write to, which becomes `file` when the block ends and vanishes if it fails.

    Several processes may write the same file: the last one's stands, and nobody ever reads half of one.

    Raises
    ------
    OSError
        If the folder cannot be written or the disk is full.
    """
    partial = file.with_name(f".{file.name}.partial-{secrets.token_hex(6)}")
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        yield partial
        partial.replace(file)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise


def clear_halves(folder: Path) -> None:
    """Remove from a folder the halves of files that processes which were killed left there."""
    with suppress(OSError):
        for partial in folder.glob(".*.partial-*"):
            if time.time() - partial.stat().st_mtime > LEFT_BEHIND:
                partial.unlink(missing_ok=True)
