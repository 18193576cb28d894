"""The user's own folder on this computer: a secret key and the log of imports and exports. Nothing leaves it.

The folder is the platform's usual one for a program's data, or the one that the variable `TANDEM_DATA` names.
"""

from __future__ import annotations

import getpass
import json
import os
import secrets
from collections.abc import Mapping
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from tandem.model.errors import InputError
from tandem.model.organisation.profile import NO_PURPOSE, Profile

KEY_BYTES = 32
FILE_MODE, FOLDER_MODE = 0o600, 0o700  # for the owner alone


def data_folder() -> Path:
    """The folder, made if need be, readable by its owner only.

    Raises
    ------
    InputError
        If it cannot be made.
    """
    from platformdirs import user_data_path

    named = os.environ.get("TANDEM_DATA")
    folder = Path(named) if named else user_data_path("tandem", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        _close(folder, FOLDER_MODE)
    except OSError as error:
        raise InputError(
            f"the folder '{folder}' for Tandem's access log and privacy key cannot be made "
            f"({error.strerror}); "
            "name another in the variable TANDEM_DATA; example: TANDEM_DATA=my_folder"
        ) from None
    return folder


def privacy_key() -> bytes:
    """The secret by which figures are drawn by lot, the same in every import on this computer.

    Raises
    ------
    InputError
        If it cannot be read or made.
    """
    file = data_folder() / "privacy-key"
    try:
        if not file.exists():
            _make_key(file)
        _close(file, FILE_MODE)
        key = file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: the privacy key cannot be used ({error.strerror}).") from None
    if len(key) != KEY_BYTES:
        raise InputError(f"{file}: the privacy key is damaged; delete the file, and a new one is made.")
    return key


def _make_key(file: Path) -> None:
    """Write a new key whole, unless somebody else has made one meanwhile, who then wins."""
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(secrets.token_bytes(KEY_BYTES))
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(part, file)
        except FileExistsError:
            return
        except OSError:  # a file system without links
            part.rename(file)
    finally:
        part.unlink(missing_ok=True)


def close_to_others(folder: Path) -> None:
    """Make a folder and its files readable by their owner only."""
    for path in folder.rglob("*"):
        _close(path, FOLDER_MODE if path.is_dir() else FILE_MODE)
    _close(folder, FOLDER_MODE)


def _close(path: Path, mode: int) -> None:
    if path.stat().st_mode & 0o777 & ~mode:
        path.chmod(mode)


def log_access(action: str, purpose: str, data_hash: str, details: Mapping[str, Any]) -> Path:
    """Add a line to the access log: when, who, what was done for what purpose with which data.

    Raises
    ------
    InputError
        If the log cannot be written: what is not logged is not done.
    """
    file = data_folder() / "access-log.jsonl"
    entry = {
        "time": datetime.now().astimezone().isoformat(timespec="seconds"),
        "user": _user(),
        "action": action,
        "purpose": purpose or NO_PURPOSE,
        "data_hash": data_hash,
        "tandem": metadata.version("tandem-workforce"),
        **details,
    }
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE_MODE)
        with os.fdopen(descriptor, "a", encoding="utf-8") as log:
            _close(file, FILE_MODE)
            log.write(json.dumps(entry, ensure_ascii=False, default=str) + "\n")
    except OSError as error:
        raise InputError(
            f"{file}: the access log cannot be written ({error.strerror}), and without it nothing is "
            f"done; name "
            "another folder in the variable TANDEM_DATA."
        ) from None
    return file


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # nobody of that name, or a system without names
        return "unknown"


def log_use(command: str, profile: Profile, folder: Path) -> None:
    """Log that a command made something of an imported profile or a survey; else nothing."""
    if profile.imported or profile.purpose:
        details = {
            "profile": profile.source,
            "organisation": profile.name,
            "output": str(folder.absolute()),
        }
        log_access(command, profile.purpose, profile.data_hash, details)
