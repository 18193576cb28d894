"""A run folder: complete or absent.

Everything is written into a hidden folder beside it, which takes its final name when all is done. What is
left of a run that was killed meanwhile is removed by a later one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from tandem.experiments.run.progress import say
from tandem.experiments.settings.leftovers import Claim, clear_leftovers
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError, TandemError, unusable

_text = texts("run.folder")

OUTPUTS = Path("outputs")
# Settings that do not change the results: they are not part of a configuration's hash.
WITHOUT_EFFECT = ("name", "scenario", "output", "threads", "work", "report")
LONGEST_NAME = 255  # bytes, on every common file system
_longest_part = 40  # characters of one name in a folder's
_longest_inside = 100  # characters of a file's path below a run folder
_longest_shown = 120  # characters of a path in a message


def config_hash(config: Mapping[str, Any]) -> str:
    """Eight hexadecimal digits that tell configurations with different results apart."""
    effective = {key: value for key, value in config.items() if key not in WITHOUT_EFFECT}
    text = json.dumps(effective, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def default_folder(
    config: Mapping[str, Any], name: str, now: datetime, home: Path = OUTPUTS, further: Sequence[str] = ()
) -> Path:
    """`outputs/NAME_FURTHER_DATE_TIME_HASH`, or in another `home`; `further` names may be empty."""
    parts = [_plain(name) or "projection", *filter(None, map(_plain, further))]
    return home / f"{'_'.join(parts)}_{now:%Y-%m-%d_%H-%M-%S}_{config_hash(config)}"


def _plain(name: str) -> str:
    """A name in small letters, digits and hyphens, as much of it as a folder's name has room for."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_longest_part].strip("-")


def target_folder(
    config: Mapping[str, Any],
    output: str | None,
    name: str,
    now: datetime,
    job: int | None,
    home: Path = OUTPUTS,
    further: Sequence[str] = (),
) -> Path:
    """The folder that a command will write: `output`, or the usual place; it must not exist yet.

    Parameters
    ----------
    output : the setting; None: the usual place, named after `name`
    job : number of the job if there are several; each gets a folder of its own in `output`
    home : the usual place
    further : more names for a folder in the usual place

    Raises
    ------
    InputError
        If it exists already or cannot be made.
    """
    if output is None:
        folder = default_folder(config, name, now, home, further)
    else:
        folder = Path(output) if job is None else Path(output) / str(job)
    check_target(folder)
    return folder


def check_target(folder: Path) -> None:
    """Raise an error unless a folder of this name can be made.

    Raises
    ------
    InputError
        If something of this name exists, or the name or the place is not possible.
    MachineError
        If the disk is full.
    """
    if taken(folder):
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
        raise unusable(
            error,
            f"output: the folder '{above}' cannot be written to ({error.strerror}); choose another place; "
            "example: output=outputs/my_run",
        ) from error


def taken(folder: Path) -> bool:
    """Whether something of this name exists.

    Raises
    ------
    InputError
        If nothing of this name can exist.
    """
    for name in folder.parts:
        size = len(os.fsencode(name))
        if size > LONGEST_NAME or "\0" in name:
            raise InputError(
                f"output: the name '{name[:40]}…' has {size} bytes; allowed: {LONGEST_NAME}, without null "
                "characters; example: output=outputs/my_run"
            )
    try:
        (folder / ("x" * _longest_inside)).exists()  # is there room for the names of its files?
        return folder.exists() or folder.is_symlink()
    except OSError as error:  # the path is too long, or leads through a folder that may not be entered
        raise _not_possible(folder, error) from error


def hidden_beside(folder: Path, what: str) -> Path:
    """A hidden name beside a folder that nothing has, as `.NAME.WHAT-…`."""
    return folder.with_name(f".{_short(folder.name)}.{what}-{secrets.token_hex(4)}")


@contextmanager
def new_run_folder(folder: Path) -> Iterator[Path]:
    """A folder to write into, which gets its name when the block ends and vanishes if it fails.

    Raises
    ------
    InputError
        If the folder exists or cannot be written.
    MachineError
        If the disk is full.
    """
    check_target(folder)
    made = [parent for parent in folder.absolute().parents if not parent.exists()]
    part: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        for left in clear_leftovers(folder.parent, ".*.unfinished-*"):
            say(_text("removed", left=left))
        part = hidden_beside(folder, "unfinished")
        part.mkdir(mode=0o700)
        claim = Claim(part)
        try:
            yield part
        finally:
            claim.release()
        part.chmod(0o777 & ~_umask())
        check_target(folder)
        part.rename(folder)
    except BaseException as error:
        _remove(part, made)
        if isinstance(error, OSError):
            raise _not_possible(folder, error) from error
        raise


def _not_possible(folder: Path, error: OSError) -> TandemError:
    shown = str(folder) if len(str(folder)) < _longest_shown else f"{str(folder)[:_longest_shown]}…"
    return unusable(
        error,
        f"output: '{shown}' cannot be written: {error.strerror or error}; choose another place; "
        "example: output=outputs/my_run",
    )


def _short(name: str) -> str:
    """As much of a name as leaves room for what is put before and after it."""
    return os.fsencode(name)[:100].decode(errors="ignore")


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
