"""A run folder: complete or absent.

Everything is written into a hidden folder beside it, which takes its final name when all is done.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from tandem.model.errors import InputError

OUTPUTS = Path("outputs")
# Settings that do not change the results: they are not part of a configuration's hash.
WITHOUT_EFFECT = ("name", "output", "threads")


def config_hash(config: Mapping[str, Any]) -> str:
    """Eight hexadecimal digits that tell configurations with different results apart."""
    effective = {key: value for key, value in config.items() if key not in WITHOUT_EFFECT}
    text = json.dumps(effective, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def default_folder(config: Mapping[str, Any], name: str, now: datetime, home: Path = OUTPUTS) -> Path:
    """`outputs/NAME_DATE_TIME_HASH`, or in another `home`."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "projection"
    return home / f"{plain}_{now:%Y-%m-%d_%H-%M-%S}_{config_hash(config)}"


def target_folder(
    config: Mapping[str, Any],
    output: str | None,
    name: str,
    now: datetime,
    job: int | None,
    home: Path = OUTPUTS,
) -> Path:
    """The folder that a command will write: `output`, or the usual place; it must not exist yet.

    Parameters
    ----------
    output : the setting; None: the usual place, named after `name`
    job : number of the job if there are several; each gets a folder of its own in `output`
    home : the usual place

    Raises
    ------
    InputError
        If it exists already or cannot be made.
    """
    if output is None:
        folder = default_folder(config, name, now, home)
    else:
        folder = Path(output) if job is None else Path(output) / str(job)
    check_target(folder)
    return folder


def check_target(folder: Path) -> None:
    """Raise `InputError` unless a folder of this name can be made."""
    if folder.exists() or folder.is_symlink():
        raise InputError(
            f"output: '{folder}' exists already, and nothing is overwritten; name a folder that does not "
            "exist; example: output=outputs/second_run"
        )
    above = next(parent for parent in folder.absolute().parents if parent.exists())
    if not above.is_dir():
        raise InputError(f"output: '{above}' is a file, not a folder; example: output=outputs/my_run")
    try:
        Path(tempfile.mkdtemp(prefix=".tandem-", dir=above)).rmdir()
    except OSError as error:
        raise InputError(
            f"output: the folder '{above}' cannot be written to ({error.strerror}); choose another place; "
            "example: output=outputs/my_run"
        ) from error


@contextmanager
def new_run_folder(folder: Path) -> Iterator[Path]:
    """A folder to write into, which gets its name when the block ends and vanishes if it fails.

    Raises
    ------
    InputError
        If the folder exists, cannot be written, or the disk is full.
    """
    check_target(folder)
    made = [parent for parent in folder.absolute().parents if not parent.exists()]
    part: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{folder.name[:100]}.unfinished-", dir=folder.parent))
        yield part
        part.chmod(0o777 & ~_umask())
        check_target(folder)
        part.rename(folder)
    except BaseException as error:
        _remove(part, made)
        if isinstance(error, OSError):
            raise InputError(
                f"output: '{folder}' cannot be written: {error.strerror or error}; choose another place; "
                "example: output=outputs/my_run"
            ) from error
        raise


def _remove(part: Path | None, made: list[Path]) -> None:
    """Take away what was made, as far as it is still empty of anything else."""
    if part is not None:
        shutil.rmtree(part, ignore_errors=True)
    for parent in made:
        try:
            parent.rmdir()
        except OSError:
            return


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_json(file: Path, content: Mapping[str, Any]) -> None:
    """Strict JSON, for people and programs."""
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False, default=str)
    file.write_text(text + "\n", encoding="utf-8")
