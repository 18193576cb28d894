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
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
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
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            key = file.read_bytes()
        else:
            key = secrets.token_bytes(KEY_BYTES)
            with os.fdopen(descriptor, "wb") as out:
                out.write(key)
    except OSError as error:
        raise InputError(f"{file}: the privacy key cannot be used ({error.strerror}).") from None
    if len(key) != KEY_BYTES:
        raise InputError(f"{file}: the privacy key is damaged; delete the file, and a new one is made.")
    return key


def log_access(action: str, details: Mapping[str, Any]) -> Path:
    """Add a line to the access log: when, who, what was done with which data; returns the log's path.

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
        "tandem": metadata.version("tandem-workforce"),
        **details,
    }
    try:
        with file.open("a", encoding="utf-8") as log:
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
    """Log that a command made something of an imported profile or a survey; nothing for other organisations."""
    if profile.imported or profile.purpose:
        details = {
            "profile": profile.source,
            "organisation": profile.name,
            "data_hash": profile.data_hash,
            "purpose": profile.purpose or NO_PURPOSE,
            "output": str(folder.absolute()),
        }
        log_access(command, details)
